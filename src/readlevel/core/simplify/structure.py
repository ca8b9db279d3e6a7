"""Long paragraphs, long lists, and long passages without a heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from readlevel.core.simplify.proposal import NOTHING, Proposal, ProposalKind
from readlevel.core.text.prose import Sentence
from readlevel.core.text.source_positions import LocatedSentence

MAX_PARAGRAPH_SENTENCES = 5
MAX_LIST_ITEMS = 7
MAX_WORDS_WITHOUT_HEADING = 200

_ITEM = re.compile(r"(?P<indent>[ ]{0,3})(?:[-*+]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def find_structure(
    sentences: Sequence[Sentence], located: Sequence[LocatedSentence], source: str
) -> Iterator[Proposal]:
    """Yield the structural problems of a text, by kind and then in order."""
    lines = list(_split_lines(source))
    yield from _long_paragraphs(sentences, located, source)
    yield from _long_lists(lines)
    yield from _missing_headings(lines)


def _long_paragraphs(
    sentences: Sequence[Sentence], located: Sequence[LocatedSentence], source: str
) -> Iterator[Proposal]:
    pairs = zip(sentences, located, strict=True)
    for _, block in groupby(pairs, key=lambda pair: pair[0].line):
        spans = [one.span for _, one in block if one.span]
        if len(spans) > MAX_PARAGRAPH_SENTENCES and "|" not in source[spans[0][0] : spans[-1][1]]:
            middle = spans[len(spans) // 2]
            text = source[slice(*middle)]
            data = (("sentences", len(spans)),)
            yield Proposal(ProposalKind.LONG_PARAGRAPH, middle, text, text, (), None, NOTHING, data)


def _long_lists(lines: Sequence[_Line]) -> Iterator[Proposal]:
    items: list[_Line] = []
    for line in (*lines, _Line(0, "end")):
        found = _ITEM.match(line.text)
        if found and not found["indent"]:
            items.append(line)
        elif line.text.strip() and not line.text.startswith(" "):
            if len(items) > MAX_LIST_ITEMS:
                yield _propose(ProposalKind.LONG_LIST, items[MAX_LIST_ITEMS], len(items), "items")
            items = []


def _missing_headings(lines: Sequence[_Line]) -> Iterator[Proposal]:
    """Yield, for each long passage, the paragraph in its middle: a heading may stand above it."""
    words = 0
    starts: list[tuple[int, _Line]] = []
    after_blank = True
    for line in (*lines, _Line(0, "# end")):
        if _HEADING.match(line.text):
            if words > MAX_WORDS_WITHOUT_HEADING:
                half = words / 2
                middle = min(starts, key=lambda start: abs(start[0] - half))[1]
                yield _propose(ProposalKind.NO_HEADING, middle, words, "words")
            words, starts = 0, []
        elif line.text.strip():
            if after_blank or not starts:
                starts.append((words, line))
            words += len(line.text.split())
        after_blank = not line.text.strip()


def _propose(kind: ProposalKind, line: _Line, count: int, name: str) -> Proposal:
    text = line.text[:_SHOWN].rstrip()
    span = line.start, line.start + len(text)
    return Proposal(kind, span, text, text, (), None, NOTHING, ((name, count),))


def _split_lines(source: str) -> Iterator[_Line]:
    start = 0
    for line in source.splitlines(keepends=True):
        yield _Line(start, line.rstrip("\r\n"))
        start += len(line)
