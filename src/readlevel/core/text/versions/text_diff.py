"""Comparison of two versions of a text, by lines and by words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

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
    for kind, i1, i2, j1, j2 in match_parts(before, after).get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _pair(before, after, range(i1, i2), range(j1, j2))


def split_lines_with_ends(text: str) -> list[str]:
    """Return the lines of `text` with their ends."""
    return _LINE.findall(text)


def split_words_and_spaces(text: str) -> list[str]:
    """Return the words, the marks and the spaces between them, which make up `text`."""
    return _WORD.findall(text)


def match_parts(before: Sequence[str], after: Sequence[str]) -> SequenceMatcher[str]:
    """Return what compares two versions by their parts: lines, sentences or words."""
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
    matcher = match_parts(*(re.findall(r"\w+", line.casefold()) for line in (old, new)))
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
    before, after = split_words_and_spaces(old), split_words_and_spaces(new)
    left, right = [], []
    for kind, i1, i2, j1, j2 in match_parts(before, after).get_opcodes():
        left.append(DiffSegment("".join(before[i1:i2]), kind != "equal"))
        right.append(DiffSegment("".join(after[j1:j2]), kind != "equal"))
    return _joined(left), _joined(right)


def interleave_words(old: str, new: str) -> Iterator[WordChange]:
    """Yield what two versions share and what only one of them has, what was removed first."""
    before, after = split_words_and_spaces(old), split_words_and_spaces(new)
    for kind, i1, i2, j1, j2 in match_parts(before, after).get_opcodes():
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
