"""Fit a plainer wording into its English sentence, or leave it out where it does not fit.

A wording that goes after its noun is moved there ("palpable lump": "lump that can be felt"), the
object is put in the place of "…" ("make … worse"), and "a" and "an" are mended. Wordings that would
make a sentence ungrammatical in their place are dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.hints.passive_voice import follows_auxiliary
from readlevel.core.hints.past_forms import choose_form
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import (
    AFTER_NOUN,
    ANYWHERE,
    BEFORE_NOUN,
    ONLY_AS_ADJECTIVE,
    ONLY_AS_NOUN,
    ONLY_AS_VERB,
    Wording,
    WordingLimits,
)
from readlevel.core.languages.english.articles import indefinite_article
from readlevel.core.languages.english.noun_phrases import (
    ends_phrase,
    find_noun_end,
    find_object_end,
    is_plural,
    is_word_of,
    may_be_verb,
)
from readlevel.core.languages.english.verbs import get_irregular_participles
from readlevel.core.languages.folding import HYPHENS

GAP = "…"
"""Where a wording takes the object of its verb."""

_NEAR = 8
"""Words to each side that are near."""

_KEPT_WORDINGS = 4_096
"""Alternatives of which is kept what they are."""

_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})
_ASKS_HOW = re.compile(rf"how \w+ {GAP} \w+s$")
_CLAUSE = re.compile(r"(?:that|with|how|what|where|who) ")
_GERUND = re.compile(r"(?:not )?\w{2,}ing\b(?! sickness)")
_OWN_ARTICLES = ("a ", "an ")
_PLURAL_VERBS = {"does": "do", "has": "have", "is": "are", "was": "were"}
_STUDY_NOUNS = frozenset({"arm", "arms", "group", "groups", "study", "studies", "trial", "trials"})
"""Nouns about which a moved wording would say something else: the group is not intravenous."""

_NOUNS_IN_ING = frozenset(
    {"bed-wetting", "bleeding", "bruising", "clotting", "coughing", "feeding", "hearing"}
    | {"itching", "lining", "narrowing", "shrinking", "spending", "starting", "sweating"}
    | {"swelling", "talking", "thinking", "tingling", "vomiting", "wasting", "worrying"}
    | {"worsening"}
)
_OF_ADJECTIVES = ("ed", "ing", "able", "ible", "ive", "ous")
_DENYING = frozenset(
    {"aren't", "cannot", "isn't", "neither", "never", "no", "nor", "not", "wasn't", "weren't"}
    | {"without"}
)
_PLURALS = frozenset({"children", "men", "people", "women"})
_DEGREES = frozenset({"earlier", "further", "later", "less", "more", "most"})
_NO_ARTICLE = frozenset({"enough", "not", "people", "plenty", "too"})
_BEFORE_VERBS = frozenset(
    {"to", "not", "cannot", "please", "do", "does", "did", "don't", "doesn't", "didn't"}
    | {"can", "could", "may", "might", "must", "shall", "should", "will", "would"}
    | {"i", "you", "he", "she", "it", "we", "they", "who"}
)
_AFTER_IMPERATIVES = frozenset(
    {"a", "all", "an", "any", "her", "his", "the", "their", "these", "this", "your"}
)


@dataclass(frozen=True, slots=True)
class FittedWording:
    """Alternatives for a range of words."""

    first: int
    end: int
    alternatives: tuple[str, ...]
    note: str | None


def fit_wording(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    """Return `wording` as it fits the words `first` to `end` of `text`, None if it does not."""
    if not fits_limits(text, first, end, wording.limits):
        return None
    alternatives = choose_form(text, first, end, wording)
    match wording.note:
        case note if note == ONLY_AS_VERB and not _is_verb(text, first, end):
            return None
        case note if note == ONLY_AS_ADJECTIVE and not _is_adjective(text, first, end):
            return None
        case note if note == ONLY_AS_NOUN and _is_surely_no_noun(text, first, end):
            return None
        case note if note == BEFORE_NOUN and not _precedes_noun(text, end):
            return None
        case note if note == AFTER_NOUN:
            return _move_after_noun(text, first, end, alternatives)
        case _:
            pass
    fitted = [
        (stop, plain)
        for alternative in alternatives
        for stop, plain in _fill_gap(text, first, end, alternative)
        if wording.is_verb or _fits(text, first, end, plain)
    ]
    if not fitted:
        return None
    stop = fitted[0][0]
    kept = tuple(plain for reached, plain in fitted if reached == stop)
    return _with_article(text, FittedWording(first, stop, kept, wording.note))


def fits_limits(text: TokenisedText, first: int, end: int, limits: WordingLimits) -> bool:
    """Return whether the words around let an entry be offered for the words `first` to `end`."""
    if limits is ANYWHERE:
        return True
    if first and text.is_joined(first - 1) and text.words[first - 1] in limits.not_behind:
        return False
    if limits.not_before and text.is_joined(end - 1) and text.words[end] in limits.not_before:
        return False
    if not limits.not_near and not limits.only_near:
        return True
    around = (*text.words[max(0, first - _NEAR) : first], *text.words[end : end + _NEAR])
    if not limits.not_near.isdisjoint(around):
        return False
    return not limits.only_near or not limits.only_near.isdisjoint(around)


def _is_verb(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words around mark a verb: "to monitor", "Monitor your"."""
    if first and not text.opens_sentence(first):
        return _follows_modal(text, first)
    return end < len(text.words) and text.words[end] in _AFTER_IMPERATIVES


def _is_adjective(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words stand before a noun, or are what something is said to be."""
    if _follows_modal(text, first):
        return False
    return _precedes_noun(text, end) or (first > 0 and text.words[first - 1] in _BE)


def _follows_modal(text: TokenisedText, first: int) -> bool:
    return first > 0 and text.words[first - 1] in _BEFORE_VERBS


def _is_noun(text: TokenisedText, end: int) -> bool:
    """Return whether no other noun follows, so that the words are one and not its modifier."""
    if is_plural(text.words[end - 1]) or not text.is_joined(end - 1):
        return True
    return text.words[end] not in ("and", "or") and ends_phrase(text.words[end])


def _is_surely_no_noun(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words stand before a noun, or as the verb of what is before them."""
    if _follows_modal(text, first) or not _is_noun(text, end):
        return True
    before = text.words[first - 1] if first and text.is_joined(first - 1) else ""
    groups = ("auxiliaries", "conjunctions", "determiners", "prepositions")
    is_several = is_plural(before) or before in _PLURALS
    is_subject = is_several and not may_be_verb(before) and not is_word_of(before, *groups)
    return is_subject or (is_word_of(before, "adverbs") and before not in _DEGREES)


def _precedes_noun(text: TokenisedText, end: int) -> bool:
    if not text.is_joined(end - 1):
        return False
    after = text.words[end]
    groups = ("determiners", "prepositions", "pronouns", "auxiliaries")
    is_noun = not is_word_of(after, *groups) and not after[0].isdigit()
    return is_noun or after in ("and", "or")


def _move_after_noun(
    text: TokenisedText, first: int, end: int, alternatives: Sequence[str]
) -> FittedWording | None:
    words = text.words
    if first and words[first - 1] in _BE and not text.is_joined(end - 1):
        kept = tuple(plain for plain in alternatives if not _CLAUSE.match(plain))
        return FittedWording(first, end, kept, None) if kept else None
    if not text.is_joined(end - 1) or (first and words[first - 1] in ("and", "or")):
        return None
    stop = find_noun_end(words, end, text.is_joined)
    if stop is None or words[stop - 1] in _STUDY_NOUNS or words[stop : stop + 1] == ["of"]:
        return None
    start, finish = text.source_span(end, stop - 1)
    noun = text.source[start:finish]
    plural = is_plural(words[stop - 1])
    moved = tuple(f"{noun} {_agree(plain) if plural else plain}" for plain in alternatives)
    return _with_article(text, FittedWording(first, stop, moved, None))


def _agree(clause: str) -> str:
    """Return a clause about one thing ("that has spread") as it follows a plural."""
    relative, _, rest = clause.partition(" ")
    verb, space, others = rest.partition(" ")
    if relative not in ("that", "who") or not verb.endswith("s"):
        return clause
    return f"{relative} {_PLURAL_VERBS.get(verb, verb[:-1])}{space}{others}"


def _fill_gap(text: TokenisedText, first: int, end: int, plain: str) -> Iterator[tuple[int, str]]:
    """Yield `plain` with the object in its gap, and the end of the words it replaces."""
    if GAP not in plain:
        is_given = plain.startswith("give") and follows_auxiliary(text.words, first)
        yield end, plain.removesuffix(" to") if is_given else plain
        return
    passive = follows_auxiliary(text.words, first)
    if passive or end == len(text.words) or not text.is_joined(end - 1):
        if passive:
            yield end, plain.replace(f" {GAP}", "")
        return
    stop = find_object_end(text.words, end, text.is_joined)
    if stop is not None and _is_object(text, first, end, stop):
        start, finish = text.source_span(end, stop - 1)
        phrase = text.words[end:stop]
        head = phrase[phrase.index("of") - 1] if "of" in phrase else phrase[-1]
        fitted = _agree_at_end(plain) if is_plural(head) and _ASKS_HOW.match(plain) else plain
        yield stop, fitted.replace(GAP, text.source[start:finish])


def _agree_at_end(plain: str) -> str:
    """Return "how well … works" with the verb of a plural."""
    before, _, verb = plain.rpartition(" ")
    return f"{before} {_PLURAL_VERBS.get(verb, verb.removesuffix('s'))}"


def _is_object(text: TokenisedText, first: int, end: int, stop: int) -> bool:
    """Return whether `end` to `stop` is what is acted on: not "with 12 randomised patients"."""
    if stop < len(text.words) and not text.between(stop - 1).strip(HYPHENS):
        return False
    if not text.words[first].endswith("ed"):
        return True
    before = text.words[first - 1] if first and text.is_joined(first - 1) else ""
    if before[:1].isdigit() or is_word_of(before, "determiners", "prepositions", "auxiliaries"):
        return False
    return is_word_of(text.words[end], "determiners") or is_plural(text.words[stop - 1])


def _fits(text: TokenisedText, first: int, end: int, plain: str) -> bool:
    """Return whether a clause, an -ing form or a phrase can stand where the words do."""
    before = text.words[first - 1] if first and text.is_joined(first - 1) else ""
    if plain.startswith("not ") and not _DENYING.isdisjoint(text.words[max(0, first - 2) : first]):
        return False
    if _CLAUSE.match(plain):
        return before not in _BE and _stands_alone(text, before, end)
    last = text.words[end - 1]
    if plain.startswith(_OWN_ARTICLES) and last not in ("a", "an"):
        return _opens_phrase(before) and _is_noun(text, end)
    if is_word_of(last, "prepositions"):
        return not _is_gerund(plain) or _opens_phrase(before)
    if _is_gerund(plain):
        return _stands_alone(text, before, end)
    if plain.endswith(" little") and text.is_joined(end - 1):
        return not is_plural(text.words[end])
    if last.endswith("ly"):
        return " " not in plain or not _precedes_adjective(text, end)
    if not _is_phrase(plain):
        return True
    return _is_noun(text, end)


def _opens_phrase(before: str) -> bool:
    """Return whether no article or adjective can stand in the word before."""
    groups = ("prepositions", "conjunctions", "auxiliaries", "verbs", "adverbs")
    ends_in_s = len(before) > 1 and before.endswith("s")  # a verb: "shows"; 's belongs to a name
    return not before or ends_in_s or is_word_of(before, *groups)


def _precedes_adjective(text: TokenisedText, end: int) -> bool:
    """Return whether an adjective or participle follows, before which no phrase can stand."""
    if not text.is_joined(end - 1):
        return False
    after = text.words[end]
    return after.endswith(_OF_ADJECTIVES) or after in get_irregular_participles()


@lru_cache(_KEPT_WORDINGS)
def _is_gerund(plain: str) -> bool:
    return _GERUND.match(plain) is not None and plain.split()[0] not in _NOUNS_IN_ING


@lru_cache(_KEPT_WORDINGS)
def _is_phrase(plain: str) -> bool:
    """Return whether a preposition joins the words, after which no noun may follow."""
    return any(is_word_of(word, "prepositions") for word in plain.split()[:-1])


def _stands_alone(text: TokenisedText, before: str, end: int) -> bool:
    """Return whether the words have no article, adjective or further noun."""
    free = not before or is_word_of(before, "prepositions", "conjunctions", "auxiliaries")
    return free and (
        not text.is_joined(end - 1)
        or (text.words[end] != "of" and find_noun_end(text.words, end, text.is_joined) is None)
    )


def _takes_no_article(word: str) -> bool:
    return is_word_of(word, "determiners", "prepositions") or word in _NO_ARTICLE


def _with_article(text: TokenisedText, fitted: FittedWording) -> FittedWording | None:
    """Return `fitted` with the article before it, if one of its alternatives needs the other."""
    first = fitted.first
    article = text.words[first - 1] if first and text.is_joined(first - 1) else ""
    if article not in ("a", "an"):
        return fitted
    kept = tuple(
        plain for plain in fitted.alternatives if not _takes_no_article(plain.split()[0].lower())
    )
    if not kept:
        return None
    needed = [indefinite_article(plain) for plain in kept]
    if set(needed) == {article}:
        return FittedWording(first, fitted.end, kept, fitted.note)
    both = tuple(f"{each} {plain}" for each, plain in zip(needed, kept, strict=True))
    return FittedWording(first - 1, fitted.end, both, fitted.note)
