"""Moves the words around a plainer wording: its noun before it, the object into its gap."""

import re
from collections.abc import Sequence

from readlevel.core.hints.english.passive_voice import follows_auxiliary
from readlevel.core.hints.english.word_class import BE
from readlevel.core.hints.fitted_wording import FittedWording
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.languages.english.noun_phrases import (
    find_noun_end,
    find_object_end,
    is_plural,
    is_word_of,
)
from readlevel.core.languages.folding import HYPHENS

GAP = "…"
"""Where a wording takes the object of its verb."""

CLAUSE_STARTS = ("that ", "with ", "how ", "what ", "where ", "who ")
"""How a wording begins that is a clause or a phrase."""

_ASKS_HOW = re.compile(rf"how \w+ {GAP} \w+s$")

_ARTICLES = frozenset({"a", "an", "any", "the", "this"})
_ADJECTIVES = 2
"""Words before the comma between two adjectives among which their article is."""

_PLURAL_VERBS = {"does": "do", "has": "have", "is": "are", "was": "were"}

_PEOPLE = frozenset(
    {"adult", "adults", "child", "children", "individual", "individuals", "man", "men", "patient"}
    | {"patients", "people", "person", "participants", "persons", "woman", "women", "workers"}
)
"""Nouns of which a wording with "who" is said."""

_GOES_ON = frozenset(
    {"according", "against", "between", "for", "from", "on", "that", "to", "which", "who", "with"}
)
"""Words behind an object that belong to it, so that nothing can stand between them."""

_DEGREES = frozenset({"as", "how", "least", "less", "more", "most", "quite", "so", "too", "very"})
_CLAUSES = ("that ", "who ")
_RELATIVES = frozenset({"that", "which", "who"})
"""Words with which a second clause about the noun would follow the first."""

_PRONOUNS = frozenset({"him", "it", "me", "them", "us", "you"})
"""Objects of one word."""

_STUDY_NOUNS = frozenset({"arm", "arms", "group", "groups", "study", "studies", "trial", "trials"})
"""Nouns about which a moved wording would say something else: the group is not intravenous."""


def move_after_noun(
    text: TokenisedText, first: int, end: int, alternatives: Sequence[str]
) -> FittedWording | None:
    """Return `alternatives` behind the noun that follows, None if it is not clear where it ends."""
    words = text.words
    if first and words[first - 1] in BE and not text.is_joined(end - 1):
        kept = tuple(plain for plain in alternatives if not plain.startswith(CLAUSE_STARTS))
        return FittedWording(first, end, kept, None) if kept else None
    before = text.word_before(first)
    if not text.is_joined(end - 1) or before in ("and", "or"):
        return None
    is_number = before == "more" and text.word_before(first - 1) == "or"
    if (before in _DEGREES and not is_number) or before.endswith("ly"):
        return None  # "the most efficacious treatment"
    stop = find_noun_end(words, end, text.is_joined)
    if stop is None or words[stop - 1] in _STUDY_NOUNS or words[stop : stop + 1] == ["of"]:
        return None
    after = words[stop : stop + 2] if text.is_joined(stop - 1) else ()
    if after and after[0] in ("and", "or") and not is_word_of(after[-1], "determiners"):
        return None  # of "oral pain and fever medicines", both are oral
    if _is_of_several(text, first, stop):
        return None
    if after and (after[0] in _RELATIVES or after[-1] in _RELATIVES):
        alternatives = [plain for plain in alternatives if not plain.startswith(_CLAUSES)]
    start, finish = text.source_span(end, stop - 1)
    noun = text.source[start:finish]
    plural = is_plural(words[stop - 1])
    is_person = words[stop - 1] in _PEOPLE
    moved = tuple(
        f"{noun} {_agree(plain) if plural else plain}"
        for plain in alternatives
        if is_person or not plain.startswith("who ")
    )
    return FittedWording(first, stop, moved, None) if moved else None


def _is_of_several(text: TokenisedText, first: int, stop: int) -> bool:
    """Return whether an adjective is one of two, or its noun one of several or before an amount.

    So it is in "a severe, oral form", "oral food, drink or tablets" and "oral morphine 5 mg".
    """
    words = text.words
    if stop < len(words) and (words[stop][0].isdigit() and text.is_joined(stop - 1)):
        return True
    if stop + 1 < len(words) and text.between(stop - 1).strip() == ",":
        is_alone = words[stop + 1] in ("and", "or") or text.between(stop).strip() == ","
        if is_alone and not is_word_of(words[stop], "conjunctions", "adverbs"):
            return True
    if not first or text.between(first - 1).strip() != ",":
        return False
    opening = range(first - 2, max(-1, first - 2 - _ADJECTIVES), -1)
    return any(text.is_joined(place) and words[place] in _ARTICLES for place in opening)


def _agree(clause: str) -> str:
    """Return a clause about one thing ("that has spread") as it follows a plural."""
    relative, _, rest = clause.partition(" ")
    verb, space, others = rest.partition(" ")
    if relative not in ("that", "who") or not verb.endswith("s"):
        return clause
    return f"{relative} {_PLURAL_VERBS.get(verb, verb[:-1])}{space}{others}"


def fill_gap(text: TokenisedText, first: int, end: int, plain: str) -> Sequence[tuple[int, str]]:
    """Return `plain` with the object in its gap, and the end of the words it replaces, if any."""
    if GAP not in plain:
        is_given = plain.startswith("give") and follows_auxiliary(text.words, first)
        return ((end, plain.removesuffix(" to") if is_given else plain),)
    if follows_auxiliary(text.words, first):
        return ((end, plain.replace(f" {GAP}", "")),)
    if end == len(text.words) or not text.is_joined(end - 1):
        return ()
    is_pronoun = text.words[end] in _PRONOUNS
    stop = end + 1 if is_pronoun else find_object_end(text.words, end, text.is_joined)
    is_last = plain.endswith(GAP) or not _goes_on(text, stop, plain)
    if stop is not None and is_last and (is_pronoun or _is_object(text, first, end, stop)):
        start, finish = text.source_span(end, stop - 1)
        phrase = text.words[end:stop]
        head = phrase[phrase.index("of") - 1] if "of" in phrase else phrase[-1]
        fitted = _agree_at_end(plain) if is_plural(head) and _ASKS_HOW.match(plain) else plain
        return ((stop, fitted.replace(GAP, text.source[start:finish])),)
    return ()


def _goes_on(text: TokenisedText, stop: int | None, plain: str) -> bool:
    """Return whether what is behind an object belongs to it: "a return *to work*"."""
    if stop is None or not text.is_joined(stop - 1):
        return False
    return text.words[stop] in _GOES_ON or (plain.endswith("easier") and text.words[stop] == "in")


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
    before = text.word_before(first)
    if before[:1].isdigit() or is_word_of(before, "determiners", "prepositions", "auxiliaries"):
        return False
    return is_word_of(text.words[end], "determiners") or is_plural(text.words[stop - 1])
