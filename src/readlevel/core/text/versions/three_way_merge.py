"""A three-way merge of two edits of a text.

The unit of a conflict is the sentence: what two people changed in different sentences is merged,
also if the sentences are neighbours. Two changes of one sentence are a conflict, because a sentence
that nobody wrote may say what nobody meant; `merge_words` proposes it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from readlevel.core.text.versions.text_diff import (
    match_parts,
    split_lines_with_ends,
    split_words_and_spaces,
)

_SENTENCE_END = re.compile(r"(?<![.!?…؟。])[.!?…؟。]++[\"'”’)\]*_]*[ \t]+(?=[\"'“‘(\[*_¿¡]*(\w))")


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
    units = (
        split_words_and_spaces(text) for text in (conflict.base, conflict.mine, conflict.theirs)
    )
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
    matcher = match_parts(base, edited)
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
