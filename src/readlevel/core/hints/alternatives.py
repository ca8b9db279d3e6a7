"""Plainer alternatives to hard words: suggestions for an editor, never applied automatically."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from readlevel.core.glossary.forms import has_inner_capital
from readlevel.core.glossary.word_boundaries import is_whole_word, is_within
from readlevel.core.hints.english.fit_wording import fit_wording
from readlevel.core.hints.fitted_wording import FittedWording
from readlevel.core.hints.spanish.wordings import fit_spanish
from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import Wording
from readlevel.core.hints.wording_tables import WordingTable, get_wordings
from readlevel.core.languages.folding import HYPHENS, FoldedTexts
from readlevel.core.languages.tags import primary
from readlevel.core.text.source_positions import Span

_APOSTROPHES = ("'", "’")
_POSSESSIVE = re.compile(r"['’]s\b")
_PLURAL_POSSESSIVE = re.compile(r"(?<=s)['’] [a-z]")

_Form = tuple[int, int, Wording]
"""The first word of a form, the word after it, and its wording."""

_Fitter = Callable[[TokenisedText, int, int, Wording], FittedWording | None]


class Suggestion(NamedTuple):
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
    folded = FoldedTexts(texts)
    found: dict[int, list[Suggestion]] = {}
    for index, spans in wordings.find_forms_in(folded.texts).items():
        text = TokenisedText(texts[index], folded[index])
        suggested = _suggest(text, _iter_forms(text, spans, wordings), fit)
        if suggested:
            found[index] = suggested
    return found


def _suggest(text: TokenisedText, forms: Iterable[_Form], fit: _Fitter) -> list[Suggestion]:
    """Return the suggestions for a text with some forms, in order."""
    found = []
    end_index = 0
    for index, end, wording in forms:
        if index < end_index:
            continue
        before, end_index = end_index, end
        if wording.alternatives and not _is_excepted(text, index, end_index):
            fitted = fit(text, index, end_index, wording)
            if fitted and fitted.first >= before:
                suggestion = _with_possessive(text.source, _suggestion(text, fitted))
                found += [suggestion] if suggestion else []
                end_index = fitted.end
    return found


def _fit_in_place(
    text: TokenisedText, first: int, end: int, wording: Wording
) -> FittedWording | None:
    return FittedWording(first, end, wording.alternatives, wording.note)


_FITTERS: Mapping[str, _Fitter] = {"en": fit_wording, "es": fit_spanish}
"""By language, what fits a wording into its sentence; elsewhere it stands as in the table."""


def _iter_forms(
    text: TokenisedText, spans: Iterable[Span], wordings: WordingTable
) -> Iterator[_Form]:
    """Yield the longest form that begins with each word; `spans` are those of all forms."""
    folded, starts, ends = text.folded.text, text.starts, text.ends
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        first = bisect_left(starts, start)
        if first <= last or first == len(starts) or starts[first] != start:
            continue
        behind = bisect_left(ends, end, first)
        if behind == len(ends) or ends[behind] != end or not is_whole_word(folded, start, end):
            continue
        last = first
        yield first, behind + 1, wordings.by_form[folded[start:end]]


def _is_excepted(text: TokenisedText, first: int, end: int) -> bool:
    """Return whether the words `first` to `end` are a name or a part of something longer."""
    start, stop = text.source_span(first, end - 1)
    return (
        _is_hyphenated_part(text.source, start, stop)
        or _is_name(text, first, end - 1, text.source[start:stop])
        or (len(text.addresses) > 0 and is_within(start, start, text.addresses))
    )


def _is_hyphenated_part(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen joins `text[start:end]` to another part of a word: non-renal."""
    return (start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()) or (
        text[end : end + 1] != "" and text[end] in HYPHENS and text[end + 1 : end + 2].isalnum()
    )


def _is_name(text: TokenisedText, first: int, last: int, source: str) -> bool:
    """Return whether capitals make words, written `source`, a name or an acronym like a word."""
    if text.all_caps or source.islower():
        return False
    if has_inner_capital(source):
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
    """Return a suggestion that includes the 's after it: "physician's" is "doctor's".

    None behind a plural, of which "people in the study" would leave too little.
    """
    if not text.startswith(_APOSTROPHES, suggestion.end):
        return suggestion
    if _PLURAL_POSSESSIVE.match(text, suggestion.end):
        return None
    found = _POSSESSIVE.match(text, suggestion.end)
    if found is None:
        return suggestion
    return suggestion._replace(
        end=found.end(),
        source=suggestion.source + found[0],
        alternatives=tuple(each + found[0] for each in suggestion.alternatives),
    )
