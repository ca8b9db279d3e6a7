"""Passages of a text, named by their words, so that they are found again after edits.

A passage is quoted with what stands around it, as in the Web Annotation Data Model's text quote
selector (https://www.w3.org/TR/annotation-model/#text-quote-selector).
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from readlevel.core.text.source_positions import Span

CONTEXT = 80
"""Characters around a passage that are quoted with it."""

_LINE_END = re.compile("\r\n?|\n")
_MIN_CONTEXT = 12
"""Fewer characters of context are too few to tell where a passage has stood."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source, and the words around them; lines end with a line feed alone."""

    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage stands now."""

    span: Span | None
    """None if the source does not have its words any more."""
    near: int | None
    """Where it stands, or has stood; None if the words around it are gone too."""


def quote_passage(source: str, span: Span) -> Passage:
    """Return the passage at a span of the source, with what stands around it."""
    start, end = span
    before, after = source[max(0, start - CONTEXT) : start], source[end : end + CONTEXT]
    return Passage(*(_LINE_END.sub("\n", part) for part in (source[start:end], before, after)))


def find_passage(source: str, passage: Passage) -> PassagePlace:
    """Find a passage in a source that may have changed since it was quoted.

    If its words occur at several places, the one with most of the words around it counts.
    """
    spans = list_occurrences(source, passage.quote)
    if spans:
        best = max(spans, key=lambda span: _count_context(source, span, passage))
        return PassagePlace(best, best[0])
    return PassagePlace(None, _find_former_place(source, passage))


def list_occurrences(source: str, words: str) -> list[Span]:
    """Return where words occur in a source, whatever its line ends; nowhere if they are empty."""
    if not words:
        return []
    pattern = "(?:\r\n?|\n)".join(map(re.escape, _LINE_END.split(words)))
    return [(found.start(1), found.end(1)) for found in re.finditer(f"(?=({pattern}))", source)]


def _count_context(source: str, span: Span, passage: Passage) -> int:
    here = quote_passage(source, span)
    before = _count_equal(here.before[::-1], passage.before[::-1])
    return before + _count_equal(here.after, passage.after)


def _count_equal(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _find_former_place(source: str, passage: Passage) -> int | None:
    """Return the end of what stood before a passage, or the start of what stood after it."""
    for length in (CONTEXT, CONTEXT // 2, _MIN_CONTEXT):
        before, after = passage.before[-length:], passage.after[:length]
        for words, is_before in ((before, True), (after, False)):
            if len(words.strip()) < _MIN_CONTEXT // 2:
                continue
            spans = list_occurrences(source, words)
            if len(spans) == 1:
                return spans[0][1] if is_before else spans[0][0]
    return None
