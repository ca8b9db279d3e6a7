"""Plainer alternatives to hard words: suggestions for an editor, never applied automatically."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from readlevel.core.glossary.forms import has_inner_capital
from readlevel.core.glossary.word_boundaries import is_whole_word, is_within
from readlevel.core.hints.english.fit_wording import fit_wording
from readlevel.core.hints.fitted_wording import FittedWording
from readlevel.core.hints.spanish.wordings import fit_spanish
from readlevel.core.hints.tokenised_text import TokenisedText, tokenise_each
from readlevel.core.hints.wording_entry import Wording
from readlevel.core.hints.wording_tables import WordingTable, get_wordings
from readlevel.core.languages.folding import HYPHENS
from readlevel.core.languages.tags import primary

_POSSESSIVE = re.compile(r"['’]s\b")
_PLURAL_POSSESSIVE = re.compile(r"(?<=s)['’] [a-z]")

_Fitter = Callable[[TokenisedText, int, int, Wording], FittedWording | None]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hard word or phrase of a text with plainer alternatives."""

    start: int
    end: int
    source: str
    """The text from `start` to `end`."""
    alternatives: tuple[str, ...]
    """Alternatives in the same form and case, best first."""
    note: str | None
    """A code: `noun`, `verb`, `adjective`: only for that part of speech; `before_noun`: only right
    before a noun; `after_noun`: to be moved after its noun; `sense`: the meaning may change. None:
    always."""


def suggest_alternatives(text: str, language: str) -> list[Suggestion]:
    """Return plainer alternatives to the hard words of a plain `text`, in order.

    The longest entry at a position wins; it matches whole words in any case, and hyphens match
    spaces. In English an alternative fits its sentence: the suggestion spans what changes with it
    (an article before, the object of a verb behind), and there is none where none fits. Names are
    skipped (a capital inside a sentence, or beside another one), and so are parts of hyphenated
    words and URLs. Empty if `language` (a tag) has no table.
    """
    return suggest_alternatives_in([text], language).get(0, [])


def suggest_alternatives_in(texts: Sequence[str], language: str) -> dict[int, list[Suggestion]]:
    """Return the suggestions for those of `texts` that have any, by the index of the text.

    Most texts have no word of the table, so it is faster to look at all of them at once.
    """
    tag = primary(language)
    wordings = get_wordings(tag)
    if not wordings.by_form:
        return {}
    fit = _FITTERS.get(tag, _fit_in_place)
    found: dict[int, list[Suggestion]] = {}
    for index, text in enumerate(tokenise_each(texts)):
        candidates = _list_candidates(text.words, wordings)
        suggested = _suggest(text, candidates, wordings, fit) if candidates else ()
        if suggested:
            found[index] = suggested
    return found


def _suggest(
    text: TokenisedText, candidates: Iterable[int], wordings: WordingTable, fit: _Fitter
) -> list[Suggestion]:
    """Return the suggestions for a text; `candidates` are the words that may begin a form."""
    found = []
    end_index = 0
    for index in candidates:
        if index < end_index:
            continue
        size, wording = _find(text, index, wordings)
        if wording is _NO_WORDING:
            continue
        before, end_index = end_index, index + size
        if wording.alternatives and not _is_excepted(text, index, end_index):
            fitted = fit(text, index, end_index, wording)
            if fitted and fitted.first >= before:
                suggestion = _with_possessive(text.source, _suggestion(text, fitted))
                found += [suggestion] if suggestion else []
                end_index = fitted.end
    return found


_NO_WORDING = Wording((), None)


def _fit_in_place(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    return FittedWording(first, end, wording.alternatives, wording.note)


_FITTERS: Mapping[str, _Fitter] = {"en": fit_wording, "es": fit_spanish}
"""By language, what fits a wording into its sentence; elsewhere it stands as in the table."""


def _list_candidates(words: Sequence[str], wordings: WordingTable) -> list[int]:
    """Return the words that are a form, or with which the next one may begin a longer form."""
    by_start = wordings.by_start
    return [
        index
        for index, (word, following) in enumerate(zip_longest(words, words[1:]))
        if word in by_start and (None in by_start[word] or following in by_start[word])
    ]


def _find(text: TokenisedText, index: int, wordings: WordingTable) -> tuple[int, Wording]:
    """Return the longest form that begins with the word `index`: its length, and its wording."""
    words = text.words
    starts = wordings.by_start[words[index]]
    following = words[index + 1] if index + 1 < len(words) else None
    for form in (*starts.get(following, ()), *starts.get(None, ())):
        size = len(form)
        if words[index : index + size] == form:
            begin, end = text.spans[index][0], text.spans[index + size - 1][1]
            wording = wordings.by_form.get(text.folded.text[begin:end])
            if wording and is_whole_word(text.folded.text, begin, end):
                return size, wording
    return 1, _NO_WORDING


def _is_excepted(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words `first` to `end` are a name or a part of something longer."""
    start, stop = text.source_span(first, end - 1)
    return (
        _is_hyphenated_part(text.source, start, stop)
        or _is_name(text, first, end - 1)
        or is_within(start, start, text.addresses)
    )


def _is_hyphenated_part(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen joins `text[start:end]` to another part of a word: non-renal."""
    return (start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()) or (
        text[end : end + 1] != "" and text[end] in HYPHENS and text[end + 1 : end + 2].isalnum()
    )


def _is_name(text: TokenisedText, first: int, last: int) -> bool:
    """Return whether capitals make the words a name, or an acronym that looks like a word."""
    if text.all_caps:
        return False
    start, end = text.source_span(first, last)
    if has_inner_capital(text.source[start:end]):
        return True
    if not text.is_capitalised(first):
        return False
    if not text.opens_sentence(first):
        return True
    follows = last + 1 < len(text.words) and not text.between(last).strip()
    return follows and text.is_capitalised(last + 1)


def _suggestion(text: TokenisedText, fitted: FittedWording) -> Suggestion:
    start, end = text.source_span(fitted.first, fitted.end - 1)
    source, alternatives = text.source[start:end], fitted.alternatives
    if text.all_caps:
        alternatives = tuple(map(str.upper, alternatives))
    elif source[0].isupper():
        alternatives = tuple(each[0].upper() + each[1:] for each in alternatives)
    return Suggestion(start, end, source, alternatives, fitted.note)


def _with_possessive(text: str, suggestion: Suggestion) -> Suggestion | None:
    """Return a suggestion that includes the 's behind it: "physician's" is "doctor's".

    None behind a plural, of which "people in the study" would leave too little.
    """
    if _PLURAL_POSSESSIVE.match(text, suggestion.end):
        return None
    found = _POSSESSIVE.match(text, suggestion.end)
    if found is None:
        return suggestion
    return replace(
        suggestion,
        end=found.end(),
        source=suggestion.source + found[0],
        alternatives=tuple(each + found[0] for each in suggestion.alternatives),
    )
