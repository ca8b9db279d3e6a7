"""Comparison of two versions of a text, and a three-way merge of two edits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+(?:['’.,-]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")

_MIN_RATIO = 0.4
"""Ratio from which two lines count as one changed line."""

_MOST_COMPARED = 2_000
"""Lines, or words of a line, beyond which the comparison ignores the most frequent ones."""

_MOST_PAIRED = 10_000
"""Pairs of lines whose similarity is computed; larger changes show old lines, then new lines."""


@dataclass(frozen=True, slots=True)
class DiffSegment:
    """Part of one line; `changed` if the other version lacks it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A line of the old version beside its line of the new one; None if one is missing."""

    old: tuple[DiffSegment, ...] | None
    new: tuple[DiffSegment, ...] | None
    old_line: int | None
    new_line: int | None

    @property
    def changed(self) -> bool:
        """Whether the two sides differ."""
        return self.old is None or self.new is None or any(piece.changed for piece in self.pieces)

    @property
    def pieces(self) -> tuple[DiffSegment, ...]:
        """The pieces of both sides."""
        return (*(self.old or ()), *(self.new or ()))


@dataclass(frozen=True, slots=True)
class MergeChunk:
    """Part of a merged text: unchanged, taken from one edit, or in conflict."""

    base: str
    mine: str
    theirs: str

    @property
    def conflicts(self) -> bool:
        """Whether both edits changed it in different ways."""
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def text(self) -> str:
        """The merged text of this part; in a conflict, `mine`."""
        return self.theirs if self.mine == self.base else self.mine


def diff_lines(old: str, new: str) -> tuple[DiffRow, ...]:
    """Return the lines of both versions side by side, changed lines compared word by word."""
    before, after = split_lines_with_ends(old), split_lines_with_ends(new)
    rows: list[DiffRow] = []
    for kind, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        if kind == "equal":
            pairs: Iterator[tuple[int | None, int | None]] = iter(
                zip(range(i1, i2), range(j1, j2), strict=True)
            )
        else:
            pairs = _pair(before, after, range(i1, i2), range(j1, j2))
        rows.extend(_row(before, after, i, j) for i, j in pairs)
    return tuple(rows)


def merge_three_way(base: str, mine: str, theirs: str) -> tuple[MergeChunk, ...]:
    """Merge two edits of `base` line by line.

    Lines that only one edit changed are taken from that edit. If both changed the same lines in
    different ways, the chunk `conflicts`. Adjacent changes count as changes of the same lines.
    """
    lines, own, other = map(split_lines_with_ends, (base, mine, theirs))
    merged: list[MergeChunk] = []
    at = at_mine = at_theirs = 0
    for start, start_mine, start_theirs, size in _agreements(lines, own, other):
        _add(merged, lines[at:start], own[at_mine:start_mine], other[at_theirs:start_theirs])
        same = lines[start : start + size]
        _add(merged, same, same, same)
        at, at_mine, at_theirs = start + size, start_mine + size, start_theirs + size
    return tuple(merged)


def split_lines_with_ends(text: str) -> list[str]:
    """Return the lines of `text` with their ends."""
    return _LINE.findall(text)


def _add(
    merged: list[MergeChunk], base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> None:
    if base or mine or theirs:
        merged.append(MergeChunk("".join(base), "".join(mine), "".join(theirs)))


def _agreements(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that all three share: the position in each, and the length.

    The last run is empty, at the end of all three.
    """
    own = dict(_matched(base, mine))
    other = dict(_matched(base, theirs))
    both = sorted(own.keys() & other.keys())
    start = 0
    while start < len(both):
        size = 1
        first = both[start]
        while (
            start + size < len(both)
            and both[start + size] == first + size
            and own[first + size] == own[first] + size
            and other[first + size] == other[first] + size
        ):
            size += 1
        yield first, own[first], other[first], size
        start += size
    yield len(base), len(mine), len(theirs), 0


def _matched(base: Sequence[str], edited: Sequence[str]) -> Iterator[tuple[int, int]]:
    for i, j, size in _matcher(base, edited).get_matching_blocks():
        yield from zip(range(i, i + size), range(j, j + size), strict=True)


def _matcher(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=len(after) > _MOST_COMPARED)


def _pair(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    """Yield pairs of an old line and the new line it became, in order; None if one is missing."""
    cursor = new.start
    comparable = len(old) * len(new) <= _MOST_PAIRED
    for i in old:
        candidates = range(cursor, new.stop) if comparable else ()
        alike = next((j for j in candidates if _is_alike(before[i], after[j])), None)
        if alike is None:
            yield i, None
            continue
        yield from ((None, j) for j in range(cursor, alike))
        yield i, alike
        cursor = alike + 1
    yield from ((None, j) for j in range(cursor, new.stop))


def _is_alike(old: str, new: str) -> bool:
    matcher = _matcher(*(re.findall(r"\w+", line.casefold()) for line in (old, new)))
    return matcher.real_quick_ratio() >= _MIN_RATIO and matcher.quick_ratio() >= _MIN_RATIO


def _row(before: Sequence[str], after: Sequence[str], i: int | None, j: int | None) -> DiffRow:
    old_line = None if i is None else i + 1
    new_line = None if j is None else j + 1
    if i is None:
        return DiffRow(None, None if j is None else (DiffSegment(after[j], True),), None, new_line)
    if j is None:
        return DiffRow((DiffSegment(before[i], True),), None, old_line, None)
    if before[i] == after[j]:
        same = (DiffSegment(before[i], False),)
        return DiffRow(same, same, old_line, new_line)
    return DiffRow(*compare_words(before[i], after[j]), old_line, new_line)


def compare_words(old: str, new: str) -> tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]:
    """Return two versions of a short text, compared word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    left, right = [], []
    for kind, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        left.append(DiffSegment("".join(before[i1:i2]), kind != "equal"))
        right.append(DiffSegment("".join(after[j1:j2]), kind != "equal"))
    return _joined(left), _joined(right)


def _joined(pieces: Sequence[DiffSegment]) -> tuple[DiffSegment, ...]:
    """Join adjacent segments of the same kind; a space between two changed words is changed too."""
    joined: list[DiffSegment] = []
    for place, piece in enumerate(pieces):
        around = pieces[place - 1 : place] and pieces[place + 1 : place + 2]
        changed = piece.changed or bool(
            around and not piece.text.strip() and pieces[place - 1].changed and around[0].changed
        )
        if joined and joined[-1].changed == changed:
            joined[-1] = DiffSegment(joined[-1].text + piece.text, changed)
        elif piece.text:
            joined.append(DiffSegment(piece.text, changed))
    return tuple(joined)
