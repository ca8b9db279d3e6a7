"""Plainer alternatives to hard words: suggestions for an editor, never applied automatically."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from readlevel.core.glossary.forms import has_inner_capital
from readlevel.core.glossary.word_boundaries import find_urls, is_whole_word
from readlevel.core.hints.passive_voice import follows_auxiliary
from readlevel.core.hints.wording_tables import ONLY_AS_VERB, Wording, WordingTable, get_wordings
from readlevel.core.languages.folding import HYPHENS, FoldedText, fold
from readlevel.core.languages.tags import primary

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")
"""A word; the s of a possessive is a word of its own."""

_BEFORE_VERBS = frozenset(
    {"to", "not", "cannot", "please", "do", "does", "did", "don't", "doesn't", "didn't"}
    | {"can", "could", "may", "might", "must", "shall", "should", "will", "would"}
    | {"i", "you", "he", "she", "it", "we", "they", "who"}
)
_AFTER_IMPERATIVES = frozenset(
    {"a", "all", "an", "any", "her", "his", "the", "their", "these", "this", "your"}
)
_OPENS_SENTENCE = re.compile(r"[.!?:…\"“«(\[•¿¡]")


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
    before a noun; `after_noun`: to be moved after the noun that follows; `sense`: the meaning may
    change. None: always."""


@dataclass(frozen=True, slots=True)
class _TokenisedText:
    """A text with its folded words."""

    source: str
    folded: FoldedText
    spans: Sequence[tuple[int, int]]
    """Spans of the words in the folded text."""
    words: Sequence[str]
    all_caps: bool
    """Everything is in capitals, which then do not mark names."""

    def source_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span in the source of the words `first` to `last`."""
        start, end = self.spans[first][0], self.spans[last][1]
        return self.folded.starts[start], self.folded.ends[end]

    def between(self, left: int) -> str:
        """Return the source between the word at `left` and the next."""
        return self.source[
            self.source_span(left, left)[1] : self.source_span(left + 1, left + 1)[0]
        ]

    def is_capitalised(self, word: int) -> bool:
        if not 0 <= word < len(self.words):
            return False
        start, end = self.source_span(word, word)
        source = self.source[start:end]
        return source[0].isupper() and source[1:].islower()

    def opens_sentence(self, word: int) -> bool:
        before = self.between(word - 1) if word else self.source[: self.source_span(0, 0)[0]]
        return word == 0 or _OPENS_SENTENCE.search(before) is not None


def suggest_alternatives(text: str, language: str) -> list[Suggestion]:
    """Return plainer alternatives to the hard words of a plain `text`, in order.

    The longest entry at a position wins; it matches whole words in any case, and hyphens match
    spaces. Names are skipped (a capital inside a sentence, or beside another one), and so are parts
    of hyphenated words and URLs. Empty if `language` (a tag) has no table.
    """
    wordings = get_wordings(primary(language))
    if not wordings.by_form:
        return []
    tokenised = _tokenise(text)
    addresses = list(find_urls(text))
    found = []
    end_index = 0
    for index, word in enumerate(tokenised.words):
        if index < end_index or word not in wordings.longest:
            continue
        size, wording = _find(tokenised, index, wordings)
        end_index = index + size
        start, end = tokenised.source_span(index, end_index - 1)
        if (
            wording.alternatives
            and not _is_hyphenated_part(text, start, end)
            and not _is_name(tokenised, index, end_index - 1)
            and (wording.note != ONLY_AS_VERB or _is_verb(tokenised, index, end_index - 1))
            and not _is_within(start, addresses)
        ):
            found.append(_suggestion(tokenised, index, start, end, wording))
    return found


_NO_WORDING = Wording((), None)


def _tokenise(text: str) -> _TokenisedText:
    folded = fold(text)
    spans = [word.span() for word in _WORD.finditer(folded.text)]
    return _TokenisedText(
        text, folded, spans, [folded.text[start:end] for start, end in spans], text.isupper()
    )


def _find(text: _TokenisedText, index: int, wordings: WordingTable) -> tuple[int, Wording]:
    """Return the longest form that begins with the word `index`: its length, and its wording."""
    longest = min(wordings.longest[text.words[index]], len(text.words) - index)
    begin = text.spans[index][0]
    for size in range(longest, 0, -1):
        end = text.spans[index + size - 1][1]
        wording = wordings.by_form.get(text.folded.text[begin:end])
        if wording and is_whole_word(text.folded.text, begin, end):
            return size, wording
    return 1, _NO_WORDING


def _is_within(offset: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether `offset` is in one of `ranges`, which are sorted and disjoint."""
    before = bisect_right(ranges, offset, key=itemgetter(0)) - 1
    return before >= 0 and offset < ranges[before][1]


def _is_hyphenated_part(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen joins `text[start:end]` to another part of a word: non-renal."""
    return (start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum()) or (
        text[end : end + 1] != "" and text[end] in HYPHENS and text[end + 1 : end + 2].isalnum()
    )


def _is_name(text: _TokenisedText, first: int, last: int) -> bool:
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


def _is_verb(text: _TokenisedText, first: int, last: int) -> bool:
    """Return whether the words around mark a verb: "to monitor", "Monitor your"."""
    if first and not text.opens_sentence(first):
        return text.words[first - 1] in _BEFORE_VERBS
    return last + 1 < len(text.words) and text.words[last + 1] in _AFTER_IMPERATIVES


def _suggestion(
    text: _TokenisedText, index: int, start: int, end: int, wording: Wording
) -> Suggestion:
    alternatives = wording.alternatives
    if wording.participles and follows_auxiliary(text.words, index):
        alternatives = wording.participles
    source = text.source[start:end]
    if text.all_caps:
        alternatives = tuple(map(str.upper, alternatives))
    elif source[0].isupper():
        alternatives = tuple(each[0].upper() + each[1:] for each in alternatives)
    return Suggestion(start, end, source, alternatives, wording.note)
