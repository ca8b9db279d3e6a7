"""Comparison of two versions of a text, and a three-way merge of two edits.

The unit of a conflict is the sentence: what two people changed in different sentences is merged,
also if the sentences are neighbours. Two changes of one sentence are a conflict, because a sentence
that nobody wrote may say what nobody meant; `merge_words` proposes it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\s+|\w+(?:['’.,-]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")

_SENTENCE_END = re.compile(r"(?<![.!?…؟。])[.!?…؟。]++[\"'”’)\]*_]*[ \t]+(?=[\"'“‘(\[*_¿¡]*(\w))")

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


class WordChange(NamedTuple):
    """Part of two versions read as one: in both, only in the old one, or only in the new one."""

    text: str
    in_old: bool
    in_new: bool


def diff_lines(old: str, new: str) -> tuple[DiffRow, ...]:
    """Return the lines of both versions side by side, changed lines compared word by word."""
    before, after = split_lines_with_ends(old), split_lines_with_ends(new)
    return tuple(_row(before, after, i, j) for i, j in pair_parts(before, after))


def pair_parts(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the indices of each part (line or block) of both versions, in order.

    A part that is the same or similar in both is one pair; one that only one version has is paired
    with None.
    """
    for kind, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _pair(before, after, range(i1, i2), range(j1, j2))


def split_lines_with_ends(text: str) -> list[str]:
    """Return the lines of `text` with their ends."""
    return _LINE.findall(text)


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


def interleave_words(old: str, new: str) -> Iterator[WordChange]:
    """Yield what two versions share and what only one of them has, what was removed first."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    for kind, i1, i2, j1, j2 in _matcher(before, after).get_opcodes():
        if kind == "equal":
            yield WordChange("".join(after[j1:j2]), in_old=True, in_new=True)
            continue
        if i1 < i2:
            yield WordChange("".join(before[i1:i2]), in_old=True, in_new=False)
        if j1 < j2:
            yield WordChange("".join(after[j1:j2]), in_old=False, in_new=True)


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


class _Edit(NamedTuple):
    """Units `start` to `end` of the base that one side replaced."""

    start: int
    end: int
    is_mine: bool
    text: str


@dataclass(slots=True)
class _Group:
    """Edits of both sides that overlap."""

    start: int
    end: int
    edits: list[_Edit] = field(default_factory=list)


def merge_three_way(base: str, mine: str, theirs: str) -> tuple[MergeChunk, ...]:
    """Merge two edits of `base` by sentences; changes of one sentence by both are in conflict.

    So are two insertions in one place, unless they are the same.
    """
    return tuple(_merge(*map(split_units, (base, mine, theirs)), touching=False))


def merge_words(conflict: MergeChunk) -> str | None:
    """Return a conflict with the words that each side changed; None if the words overlap too."""
    units = (_WORD.findall(text) for text in (conflict.base, conflict.mine, conflict.theirs))
    merged = list(_merge(*units, touching=True))
    if any(part.conflicts for part in merged):
        return None
    text = "".join(part.text for part in merged)
    return None if text in (conflict.base, conflict.mine, conflict.theirs) else text


def split_units(text: str) -> list[str]:
    """Return the sentences of a text, each line's apart, with the spaces and line ends after them.

    A full stop before a small letter or a number does not end a sentence: it may be an
    abbreviation.
    """
    return [unit for line in split_lines_with_ends(text) for unit in _split_line(line)]


def _split_line(line: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        if end[1].isalpha() and not end[1].islower():
            yield line[start : end.end()]
            start = end.end()
    if start < len(line):
        yield line[start:]


def _merge(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, touching: bool
) -> Iterator[MergeChunk]:
    """Yield the parts of a merge; with `touching`, neighbouring edits overlap."""
    edits = [*_list_edits(base, mine, is_mine=True), *_list_edits(base, theirs, is_mine=False)]
    at = 0
    for group in _group(sorted(edits), touching=touching):
        if at < group.start:
            same = "".join(base[at : group.start])
            yield MergeChunk(same, same, same)
        sides = (_apply(base, group, is_mine=is_mine) for is_mine in (True, False))
        yield MergeChunk("".join(base[group.start : group.end]), *sides)
        at = group.end
    if at < len(base):
        same = "".join(base[at:])
        yield MergeChunk(same, same, same)


def _list_edits(base: Sequence[str], edited: Sequence[str], *, is_mine: bool) -> Iterator[_Edit]:
    matcher = _matcher(base, edited)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "replace" and i2 - i1 == j2 - j1:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                yield _Edit(i, i + 1, is_mine, edited[j])
        elif kind != "equal":
            yield _Edit(i1, i2, is_mine, "".join(edited[j1:j2]))


def _group(edits: Iterable[_Edit], *, touching: bool) -> Iterator[_Group]:
    group: _Group | None = None
    for edit in edits:
        if group is not None and _overlaps(group, edit, touching=touching):
            group.end = max(group.end, edit.end)
            group.edits.append(edit)
            continue
        if group is not None:
            yield group
        group = _Group(edit.start, edit.end, [edit])
    if group is not None:
        yield group


def _overlaps(group: _Group, edit: _Edit, *, touching: bool) -> bool:
    """Return whether an edit changes what a group before it changes, in the order of edits."""
    if touching:
        return edit.start <= group.end
    if edit.start < group.end:
        return True
    # Two insertions in one place: nobody knows which comes first.
    both_insert = edit.start == edit.end == group.start == group.end
    return both_insert and all(one.is_mine is not edit.is_mine for one in group.edits)


def _apply(base: Sequence[str], group: _Group, *, is_mine: bool) -> str:
    """Return the part of the base that a group covers with the edits of one side."""
    pieces, at = [], group.start
    for edit in group.edits:
        if edit.is_mine is is_mine:
            pieces += [*base[at : edit.start], edit.text]
            at = edit.end
    return "".join([*pieces, *base[at : group.end]])
