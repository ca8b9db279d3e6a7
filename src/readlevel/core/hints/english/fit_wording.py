"""Fit a plainer wording into its English sentence, or leave it out where it does not fit.

A wording that goes after its noun is moved there ("palpable lump": "lump that can be felt"), the
object is put in the place of "…" ("make … worse"), and "a" and "an" are mended. Wordings that would
make a sentence ungrammatical in their place are dropped.
"""

import re
from functools import lru_cache

from readlevel.core.hints.english.comparison import compare, is_degree
from readlevel.core.hints.english.definitions import is_circular
from readlevel.core.hints.english.moved_words import CLAUSE_STARTS, fill_gap, move_after_noun
from readlevel.core.hints.english.noun_fit import can_replace_noun, ends_noun
from readlevel.core.hints.english.past_forms import choose_form
from readlevel.core.hints.english.word_class import (
    BE,
    is_adjective,
    is_noun,
    is_surely_no_noun,
    is_verb,
    opens_phrase,
    precedes_noun,
    stands_alone,
)
from readlevel.core.hints.english.wording_article import is_indefinite_article, with_article
from readlevel.core.hints.fitted_wording import FittedWording, fits_limits
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import (
    AFTER_NOUN,
    BEFORE_NOUN,
    ONLY_AS_ADJECTIVE,
    ONLY_AS_NOUN,
    ONLY_AS_VERB,
    Wording,
)
from readlevel.core.languages.english.noun_phrases import find_noun_end, is_plural, is_word_of

_KEPT_WORDINGS = 4_096
"""Alternatives of which is kept what they are."""

_GERUND = re.compile(r"(?:not )?\w{2,}ing\b(?! sickness)")

_PLURAL_VERBS = frozenset({"are", "do", "have", "were"})
_OWN_ARTICLES = ("a ", "an ", "the ")

_NOUNS_IN_ING = frozenset(
    {"bed-wetting", "bleeding", "breastfeeding", "bruising", "clotting", "coughing", "feeding"}
    | {"itching", "lasting", "lining", "narrowing", "shrinking", "spending", "starting"}
    | {"sweating", "swelling", "talking", "thinking", "tingling", "vomiting", "wasting"}
    | {"worrying", "worsening"}
)

_AT_END = frozenset({"a lot", "before", "earlier", "early"})
"""Adverbs that stand behind what they belong to."""

_NO_OBJECT_BEHIND = frozenset({"at", "during", "throughout", "under", "with"})
"""Prepositions behind which a noun can stand, but no -ing form with an object."""

_AS_NOUNS = ("breathing ", "ringing ", "warning ")
_HAVING = frozenset({"had", "has", "have", "having", "with"})
_NO_GERUND_BEHIND = _HAVING | {"at", "during", "in", "on", "throughout", "under"}
_LINKED = frozenset({"associated", "compared", "cope", "help", "linked"})
"""Words whose "with" an -ing form may follow."""

_LISTING = frozenset(
    {"as", "cause", "causes", "causing", "include", "included", "includes", "including", "like"}
)
_LIST_WORDS = 12
"""Words before an item among which is what opens its list: "symptoms include"."""

_TAKE_OBJECT = frozenset({"at", "for", "in", "into", "of", "to", "with"})
"""Prepositions at the end of a wording, which nothing but their noun may follow."""

_OF_NUMBER = (" little", "many", "several")

_DENYING = frozenset(
    {"aren't", "cannot", "isn't", "neither", "never", "no", "nor", "not", "wasn't", "weren't"}
    | {"without"}
)


def fit_wording(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    """Return `wording` as it fits the words `first` to `end` of `text`, None if it does not."""
    if not fits_limits(text, first, end, wording.limits):
        return None
    note = wording.note
    if note is not None and not _agrees_with_note(text, first, end, note):
        return None
    alternatives = choose_form(text, first, end, wording)
    if note == AFTER_NOUN:
        moved = move_after_noun(text, first, end, alternatives)
        return moved and with_article(text, moved)
    before = text.word_before(first)
    fitted = [
        (stop, plain)
        for alternative in alternatives
        for stop, plain in fill_gap(text, first, end, alternative)
        if not _meets_preposition(text, stop, plain)
        and (wording.is_verb or _fits(text, first, end, before, plain))
    ]
    if not fitted:
        return None
    stop = fitted[0][0]
    kept = [
        _agree_with_next(text, stop, plain) if plain.endswith("there is") else plain
        for reached, plain in fitted
        if reached == stop
    ]
    fitting = FittedWording(first, stop, tuple(kept), note)
    if is_degree(before):
        return with_article(text, _with_degree(fitting, before))
    return with_article(text, fitting) if is_indefinite_article(before) else fitting


def _agrees_with_note(text: TokenisedText, first: int, end: int, note: str) -> bool:
    """Return whether the words have the part of speech or the place that a note asks for."""
    match note:
        case code if code == ONLY_AS_VERB:
            return is_verb(text, first, end)
        case code if code == ONLY_AS_ADJECTIVE:
            return is_adjective(text, first, end)
        case code if code == ONLY_AS_NOUN:
            return not is_surely_no_noun(text, first, end)
        case code if code == BEFORE_NOUN:
            return precedes_noun(text, end)
        case _:
            return True


def _with_degree(fitted: FittedWording, degree: str) -> FittedWording:
    """Return "harder" with the "more" before it for "hard"."""
    forms = [compare(plain, degree) for plain in fitted.alternatives]
    if not any(forms):
        return fitted
    compared = tuple(form for form in forms if form is not None)
    return FittedWording(fitted.first - 1, fitted.end, compared, fitted.note)


def _meets_preposition(text: TokenisedText, end: int, plain: str) -> bool:
    """Return whether two prepositions or an -ing form would meet: "looked at at", "made up of"."""
    last = plain.rpartition(" ")[2]
    if last == plain or last not in _TAKE_OBJECT or not text.is_joined(end - 1):
        return False
    after = text.words[end]
    meets = last != text.words[end - 1] and is_word_of(after, "prepositions")
    return meets or ("made up" in plain and after.endswith("ing"))


def _agree_with_next(text: TokenisedText, end: int, plain: str) -> str:
    """Return "if there are" for "if there is" before a plural."""
    if not text.is_joined(end - 1):
        return plain
    stop = find_noun_end(text.words, end, text.is_joined) or end + 1
    return f"{plain[:-2]}are" if is_plural(text.words[stop - 1]) else plain


def _fits(text: TokenisedText, first: int, end: int, before: str, plain: str) -> bool:
    """Return whether a clause, an -ing form or a phrase can stand where the words do."""
    if not _fits_behind(text, first, before, plain) or is_circular(text, first, end, plain):
        return False
    if plain.startswith(CLAUSE_STARTS):
        return before not in BE and stands_alone(text, before, end)
    last = text.words[end - 1]
    if not last.endswith("ly") and not can_replace_noun(text, first, end, before, plain):
        return False
    if plain.startswith(_OWN_ARTICLES) and last not in ("a", "an"):
        return opens_phrase(before) and ends_noun(text, end)
    if is_word_of(last, "prepositions"):
        free = bool(before) or text.opens_sentence(first)  # not an item of a list of nouns
        return not _is_gerund(plain) or (free and _takes_gerund(text, first, before))
    if _is_gerund(plain):
        agrees = not is_plural(last) or _PLURAL_VERBS.isdisjoint(text.words[end : end + 1])
        return (
            agrees and _opens_gerund(text, first, before, plain) and stands_alone(text, before, end)
        )
    if plain.endswith(_OF_NUMBER) and text.is_joined(end - 1):
        return _agrees_with_noun(text, end, plain)
    if last.endswith("ly"):
        return _fits_adverb(text, end, plain)
    if not _is_phrase(plain):
        return True
    has_more = text.is_joined(end - 1) and text.words[end] == "of"
    is_last = ends_noun(text, end) if plain.startswith("trouble ") else is_noun(text, end)
    return is_last and not has_more


def _agrees_with_noun(text: TokenisedText, end: int, plain: str) -> bool:
    """Return whether a noun behind is one for "too little", or several for "many"."""
    if plain.endswith(" little"):
        return not is_plural(text.words[end])
    stop = find_noun_end(text.words, end, text.is_joined)
    return is_plural(text.words[stop - 1 if stop else end])


def _fits_behind(text: TokenisedText, first: int, before: str, plain: str) -> bool:
    """Return whether what is before can be: no other "not" or -ly, an article before "baby's"."""
    if before.endswith("ly") and plain.split(" ")[0].endswith("ly"):
        return False
    if plain == "about" and text.words[first] == "in" and text.opens_sentence(first):
        return False  # "In respect of the outcome, …"
    if plain.startswith("not "):
        return _DENYING.isdisjoint(text.words[max(0, first - 2) : first])
    return not plain.endswith("'s") or is_word_of(before, "determiners")


def _opens_gerund(text: TokenisedText, first: int, before: str, plain: str) -> bool:
    """Return whether an -ing form can stand there for a noun: not "with falls and taking it"."""
    if plain.startswith(_AS_NOUNS):
        return before not in ("during", "throughout")
    if before and before not in ("and", "or"):
        linked = before == "with" and first > 1 and text.words[first - 2] in _LINKED
        return linked or before not in _NO_GERUND_BEHIND
    if text.opens_sentence(first):
        return True
    around = text.words[max(0, first - _LIST_WORDS) : first]
    return _HAVING.isdisjoint(around) or not _LISTING.isdisjoint(around)


def _takes_gerund(text: TokenisedText, first: int, before: str) -> bool:
    """Return whether an -ing form with an object can follow: not "start and stopping it"."""
    is_second = before in ("and", "or") and first > 1 and text.is_joined(first - 2)
    free = opens_phrase(before) and before not in _NO_OBJECT_BEHIND
    return free and (not is_second or text.words[first - 2].endswith("ing"))


def _fits_adverb(text: TokenisedText, end: int, plain: str) -> bool:
    """Return whether a wording can stand where an adverb does: one of several words, at the end."""
    if plain not in _AT_END and (" " not in plain or plain == "at first"):
        return True
    if not text.is_joined(end - 1):
        return True
    after = text.words[end]
    return after[0].isdigit() or is_word_of(after, "prepositions", "conjunctions", "determiners")


@lru_cache(_KEPT_WORDINGS)
def _is_gerund(plain: str) -> bool:
    return _GERUND.match(plain) is not None and plain.split()[0] not in _NOUNS_IN_ING


@lru_cache(_KEPT_WORDINGS)
def _is_phrase(plain: str) -> bool:
    """Return whether the words go on behind their noun, so that no other noun may follow."""
    words = plain.split()[:-1]
    return words[:1] == ["trouble"] or any(is_word_of(word, "prepositions") for word in words)
