"""How much easier or harder one text is than another, from the levels stored with them."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor

from readlevel.core.readability.difficulty_index import INDEX_VERSION
from readlevel.core.readability.effort import find_effort
from readlevel.core.readability.readability import Readability


@dataclass(frozen=True, slots=True)
class TextLevel:
    """What is kept of a text's readability to compare it with others."""

    grade_low: int | None
    grade_high: int | None
    difficulty: float | None
    """Difficulty index; None if it is unknown or on another scale."""


class Direction(StrEnum):
    """Where another text lies."""

    EASIER = "easier"
    SIMILAR = "similar"
    """No difference that the numbers could show."""
    HARDER = "harder"


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """How another text differs from this one."""

    direction: Direction
    grades: int | None
    """Number of school grades, 0 if similar; None if the language has no grades."""


def summarise_level(readability: Readability) -> TextLevel:
    """Return what comparisons need of a text's readability."""
    headline, measures = readability.headline, readability.measures
    known = measures.version == INDEX_VERSION and readability.reason not in {
        "too_short",
        "too_long",
    }
    return TextLevel(headline.grade_low, headline.grade_high, measures.hardness if known else None)


def compare_levels(this: TextLevel, other: TextLevel) -> LevelDifference | None:
    """Return how the `other` text of the same language differs; None if a level is unknown.

    Grades differ only if the ranges of the two do not overlap, because each range is an interval of
    80 %. The difference is that of their middles. Texts without grades are compared by effort, in
    bands, because their difficulty index has no unit.
    """
    mine, theirs = _find_middle(this), _find_middle(other)
    if mine is not None and theirs is not None:
        if abs(theirs - mine) <= _half_width(this) + _half_width(other):
            return LevelDifference(Direction.SIMILAR, 0)
        return LevelDifference(_direct(mine, theirs), floor(abs(theirs - mine) + 0.5))
    if this.difficulty is None or other.difficulty is None:
        return None
    if find_effort(this.difficulty) is find_effort(other.difficulty):
        return LevelDifference(Direction.SIMILAR, None)
    return LevelDifference(_direct(this.difficulty, other.difficulty), None)


def _find_middle(level: TextLevel) -> float | None:
    if level.grade_low is None or level.grade_high is None:
        return None
    return (level.grade_low + level.grade_high) / 2


def _half_width(level: TextLevel) -> float:
    return ((level.grade_high or 0) - (level.grade_low or 0)) / 2


def _direct(mine: float, theirs: float) -> Direction:
    return Direction.HARDER if theirs > mine else Direction.EASIER
