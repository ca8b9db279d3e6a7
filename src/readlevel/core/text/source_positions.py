"""Positions of the words of prose in its source, to mark difficult passages.

Prose has no Markdown markup, addresses, list numbers or citation marks, but its words occur in the
source in the same order. Each word is searched block by block, after the previous word.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from readlevel.core.languages.words import find_words
from readlevel.core.text.cleaning.superscripts import to_plain_digits

if TYPE_CHECKING:
    from readlevel.core.text.prose import Sentence

Span = tuple[int, int]
"""Offsets into the source: start, and exclusive end."""

_LOOKED_AT = 60
"""The number of source words among which the next word of the prose is searched."""

_PIECES = 4
"""The most pieces into which Markdown may break one word: `H~2~O`, `**hyper**tension`."""

_MARKS = r"""
    !\[[^\[\]]{0,1000}\]\([^()\s]{0,1000}[^()]{0,1000}\)      # images
    | (?<=\])\([^()\s]{0,1000}(?:\s[^()]{0,1000})?\)          # targets of links
    | (?<=\])\{[^{}\n]{0,200}\}                               # attributes of spans
    | \[-?@[^\[\]]{0,1000}\]                                  # citations
    | \[\^?\d[\d\s,;–-]{0,60}\]                               # numbered citations, notes
    | ^:::+[\ \t]*check\b[^\0]{0,4000}?^:::+[\ \t]*$             # the question for readers
    | ^[\ \t>]{0,200}:::[^\n]*                                # beginnings and ends of blocks
    | ^[\s>]{0,200}\d{1,9}[.)](?=\s)                          # numbers of a list
    """
_ADDRESSES = r"""
    | (?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.)\S+              # addresses
    """
_NOT_PROSE = re.compile(_MARKS, re.VERBOSE | re.MULTILINE)
_NOT_PROSE_WITH_ADDRESSES = re.compile(_MARKS + _ADDRESSES, re.VERBOSE | re.MULTILINE)
"""The same for texts that may have addresses, which are slow to look for."""

_LIST_NUMBER = re.compile(r"\n[\s>]{0,200}\d{1,9}[.)](?=\s)")
"""All that texts without brackets may have of these; one that begins with a character is faster."""

_LINE_END = re.compile(r"\r\n?|\n")
_QUOTES = "\u2018\u2019\u201b\u02bc\uff07"
_AFTER_SENTENCE = '*)]"|'
_FULL_STOPS = (". ", ".\n")
"""How most sentences end, which is looked at before the pattern for all."""
_CLOSING = re.compile(r"[^\w\n]{0,1200}?[.!?…。！？؟۔।]+[\"'”’)\]»*_]*")


@dataclass(frozen=True, slots=True)
class SourcePosition:
    """A range of the source: lines and columns from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class LocatedSentence:
    """The spans of a sentence and of its words; None for what was not found."""

    __slots__ = ("_begin", "_sentence", "_words", "span")

    def __init__(
        self,
        sentence: "Sentence",
        span: Span | None,
        begin: int | None,
        words: Sequence[Span | None] = (),
    ) -> None:
        """Locate a sentence whose text begins, unchanged, at `begin`, or else has these `words`."""
        self.span = span
        self._sentence = sentence
        self._begin = begin
        self._words = words

    @property
    def words(self) -> Sequence[Span | None]:
        """The span of each word."""
        begin = self._begin
        if begin is not None and not self._words:
            coming = find_words(self._sentence.text)
            self._words = [(start + begin, end + begin) for start, end in coming]
        return self._words

    def find_each(self, words: Collection[str]) -> Sequence[Span | None]:
        """Return the spans of some words of the sentence: all of its words that are in `words`.

        `words` has each of them as often as the sentence does, in the same order.
        """
        begin, text = self._begin, self._sentence.text
        spans: list[Span | None] = []
        for word in words if begin is not None else ():
            start = text.find(word)
            if start != text.rfind(word):
                break
            start += begin or 0
            spans.append((start, start + len(word)))
        if len(spans) == len(words):
            return spans
        places = zip(self._sentence.words, self.words, strict=True)
        return [span for word, span in places if word in words]

    def find_words_at(self, start: int, end: int) -> Span | None:
        """Return the span of the words at `start` to `end` of the text, or of the nearest word."""
        begin = self._begin
        if begin is not None:
            text = self._sentence.text
            first = last = -1
            # No word has a space inside.
            for from_, to in find_words(text, text.rfind(" ", 0, start) + 1):
                if from_ >= end:
                    break
                if to > start:
                    first = from_ if first < 0 else first
                    last = to
            if first >= 0:
                return begin + first, begin + last
        ends = list_word_ends(self._sentence)
        return self.between(*find_words_within(ends, self._sentence.words, start, end))

    def between(self, first: int, behind: int) -> Span | None:
        """Return the span of the words from `first` up to `behind`, which is excluded."""
        start, end = self.words[first], self.words[behind - 1]
        return (start[0], end[1]) if start and end else None


class LineIndex:
    """The start of each line of a source, to convert offsets to lines and columns."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *map(re.Match[str].end, _LINE_END.finditer(source))]
        if self._starts[-1] < len(source):
            self._starts.append(len(source))

    def start_of(self, line: int) -> int:
        """Return the offset at which `line` (from 1) begins; after the last line, the end."""
        return self._starts[min(line, len(self._starts)) - 1]

    def span_of(self, line: int) -> Span:
        """Return the span of `line` (from 1), including its line end."""
        start, end = self.start_of(line), self.start_of(line + 1)
        return start, end

    def place(self, span: Span) -> SourcePosition:
        """Return the lines and columns of `span`."""
        (line, column), (end_line, end_column) = map(self._place, span)
        return SourcePosition(line, column, end_line, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        line = max(1, bisect_right(self._starts, offset, hi=len(self._starts) - 1))
        return line, offset - self._starts[line - 1] + 1


def locate_sentences(sentences: "Iterable[Sentence]", source: str) -> Iterator[LocatedSentence]:
    """Yield the position in `source` of each of the `sentences` of its prose."""
    plain = blank_marks(source)
    lines = LineIndex(source)
    block = cursor = expected = 0
    for sentence in sentences:
        if sentence.line != block:
            block = sentence.line
            cursor = expected = lines.start_of(block)
        begin = _find_verbatim(sentence, plain, cursor, expected)
        words: Sequence[Span | None] = ()
        if begin is None:
            words = _find_one_by_one(sentence.words, plain, cursor)
            found = [word for word in words if word is not None]
            span = (found[0][0], found[-1][1]) if found else None
        else:
            text, own, _ = sentence
            last = own[-1]
            span = begin + text.find(own[0]), begin + text.rfind(last) + len(last)
        if span is not None:
            start, cursor = span
            end = _find_closing_end(plain, cursor)
            expected = end + 1 if plain.startswith(" ", end) else end
            span = start, end
        yield LocatedSentence(sentence, span, begin, words)


def _find_verbatim(sentence: "Sentence", plain: str, cursor: int, expected: int) -> int | None:
    """Return where a sentence begins, if the next words from `cursor` on are its text, unchanged.

    It mostly begins where it is `expected`, after punctuation. A space or punctuation must follow,
    or else the last word may continue there.
    """
    text = sentence.text
    begin = expected
    if not plain.startswith(text, expected):
        following, _ = next(find_words(plain, cursor), (-1, -1))
        begin = following - text.index(sentence.words[0])
        if begin < 0 or not plain.startswith(text, begin):
            return None
    end = begin + len(text)
    after = plain[end : end + 1]
    return begin if not after or after.isspace() or after in _AFTER_SENTENCE else None


def _find_one_by_one(words: Sequence[str], plain: str, cursor: int) -> list[Span | None]:
    """Return the spans of `words`, each of which is searched after the one before it."""
    coming = find_words(plain, cursor)
    spans = list(islice(coming, len(words)))
    written = [normalize("NFC", plain[start:end]) for start, end in spans]
    if tuple(written) == words:
        return [*spans]
    found: list[Span | None] = []
    place = 0
    for word in words:
        for start, end in islice(coming, max(0, place + _LOOKED_AT + _PIECES - len(spans))):
            spans.append((start, end))
            written.append(normalize("NFC", plain[start:end]))
        at = _find(word, written, place)
        found.append(None if at is None else (spans[at[0]][0], spans[at[1] - 1][1]))
        place = place if at is None else at[1]
    return found


def list_word_ends(sentence: "Sentence") -> list[int]:
    """Return where each word of a sentence ends in its text."""
    return [end for _, end in find_words(sentence.text)]


def find_words_within(
    ends: Sequence[int], words: Sequence[str], start: int, end: int
) -> tuple[int, int]:
    """Return the range of the words that overlap `start` to `end`, or the nearest word.

    `ends` are the ends of the words.
    """
    first = last = min(bisect_right(ends, start), len(ends) - 1)
    while last < len(ends) and ends[last] - len(words[last]) < end:
        last += 1
    return first, max(last, first + 1)


def blank_marks(source: str) -> str:
    """Replace everything that is not prose with blanks, without shifting any character."""
    has_addresses = "://" in source or "www." in source
    straight = source
    for quote in _QUOTES:
        straight = straight.replace(quote, "'")
    if has_addresses:
        return _NOT_PROSE_WITH_ADDRESSES.sub(_blank, straight)
    if "[" in source or "]" in source or ":::" in source:
        return _NOT_PROSE.sub(_blank, straight)
    return _LIST_NUMBER.sub(_blank_line, f"\n{straight}")[1:]


def _blank_line(match: re.Match[str]) -> str:
    return "\n" + " " * (len(match[0]) - 1)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _find(word: str, written: Sequence[str], cursor: int) -> tuple[int, int] | None:
    """Return the indices of the source words that form `word`, as (first, exclusive end).

    Its superscript digits may be plain ones in the source: `m^2^`, `10<sup>9</sup>`.
    """
    wanted = word if word.isascii() else to_plain_digits(word)
    for first in range(cursor, min(cursor + _LOOKED_AT, len(written))):
        joined = written[first]
        behind = first + 1
        while joined != wanted and wanted.startswith(joined) and behind < len(written):
            if behind - first >= _PIECES:
                break
            joined += written[behind]
            behind += 1
        if joined == wanted or written[first] == word:
            return first, behind
    return None


def _find_closing_end(plain: str, end: int) -> int:
    """Return the end of the signs that close the sentence whose last word ends at `end`."""
    if plain.startswith(_FULL_STOPS, end):
        return end + 1
    stop = _CLOSING.match(plain, end)
    return stop.end() if stop else end
