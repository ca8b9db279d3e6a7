"""Side-by-side diffs of two versions of a text, with unchanged lines folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.text.versions.text_diff import DiffRow, DiffSegment, diff_lines

_CONTEXT_LINES = 2
"""Unchanged lines shown around each change."""

_MIN_FOLDED_LINES = 3
"""Fewer lines are not folded: the placeholder takes a line itself."""

_LINE_END_SIGN = "¶"


@dataclass(frozen=True, slots=True)
class DiffHunk:
    """Consecutive lines that are shown, or the number of lines that are hidden."""

    rows: Sequence[DiffRow]
    hidden_lines: int = 0


@dataclass(frozen=True, slots=True)
class RevisionDiff:
    """The diff of two versions."""

    hunks: Sequence[DiffHunk]
    changed: int
    """Number of lines that differ."""
    has_hidden: bool
    """Whether unchanged lines are folded."""


def present_diff(old: str, new: str, *, whole: bool) -> RevisionDiff:
    """Return the diff of two versions; `whole` shows all unchanged lines."""
    rows = [_without_ends(row) for row in diff_lines(old, new)]
    hunks = [DiffHunk(rows)] if whole else list(_fold_unchanged(rows))
    return RevisionDiff(
        hunks,
        sum(row.changed for row in rows),
        any(hunk.hidden_lines for hunk in hunks),
    )


def _fold_unchanged(rows: Sequence[DiffRow]) -> Iterator[DiffHunk]:
    shown = [False] * len(rows)
    for place, row in enumerate(rows):
        if row.changed:
            near = slice(max(0, place - _CONTEXT_LINES), place + _CONTEXT_LINES + 1)
            shown[near] = [True] * len(shown[near])
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and shown[end] == shown[start]:
            end += 1
        if shown[start] or end - start < _MIN_FOLDED_LINES:
            yield DiffHunk(rows[start:end])
        else:
            yield DiffHunk((), end - start)
        start = end


def _without_ends(row: DiffRow) -> DiffRow:
    """Strip line ends from a row; show `¶` if only one side has a line end."""
    if row.old is None or row.new is None:
        return DiffRow(_cut(row.old), _cut(row.new), row.old_line, row.new_line)
    if row.changed and _read(row.old).rstrip("\r\n") == _read(row.new).rstrip("\r\n"):
        return DiffRow(_mark_end(row.old), _mark_end(row.new), row.old_line, row.new_line)
    return DiffRow(_cut(row.old), _cut(row.new), row.old_line, row.new_line)


def _cut(pieces: tuple[DiffSegment, ...] | None) -> tuple[DiffSegment, ...] | None:
    if not pieces:
        return pieces
    last = DiffSegment(pieces[-1].text.rstrip("\r\n"), pieces[-1].changed)
    return (*pieces[:-1], last)


def _mark_end(pieces: tuple[DiffSegment, ...]) -> tuple[DiffSegment, ...]:
    text = _read(pieces)
    bare = text.rstrip("\r\n")
    return (
        (DiffSegment(bare, False), DiffSegment(_LINE_END_SIGN, True))
        if bare != text
        else (DiffSegment(bare, False),)
    )


def _read(pieces: tuple[DiffSegment, ...]) -> str:
    return "".join(piece.text for piece in pieces)
