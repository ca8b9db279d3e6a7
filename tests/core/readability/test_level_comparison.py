"""Which of two texts is easier, from their stored levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.readability.level_comparison import (
    Direction,
    LevelDifference,
    TextLevel,
    compare_levels,
    summarise_level,
)
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text

OPPOSITE = {
    Direction.EASIER: Direction.HARDER,
    Direction.SIMILAR: Direction.SIMILAR,
    Direction.HARDER: Direction.EASIER,
}

levels = st.builds(
    lambda low, width, difficulty: TextLevel(low, low + width, difficulty),
    st.integers(1, 20),
    st.integers(0, 5),
    st.floats(0, 80),
)


def graded(low: int, high: int) -> TextLevel:
    return TextLevel(low, high, None)


@pytest.mark.parametrize(
    ("this", "other", "direction", "grades"),
    [
        (graded(14, 14), graded(5, 5), Direction.EASIER, 9),
        (graded(5, 5), graded(14, 14), Direction.HARDER, 9),
        (graded(13, 15), graded(4, 7), Direction.EASIER, 9),
        (graded(6, 6), graded(6, 6), Direction.SIMILAR, 0),
        (graded(5, 7), graded(7, 9), Direction.SIMILAR, 0),
        (graded(5, 7), graded(8, 10), Direction.HARDER, 3),
        (TextLevel(None, None, 30.0), TextLevel(None, None, 12.0), Direction.EASIER, None),
        (TextLevel(None, None, 30.0), TextLevel(None, None, 31.0), Direction.SIMILAR, None),
    ],
)
def test_another_text_is_easier_only_beyond_the_ranges(
    this: TextLevel, other: TextLevel, direction: Direction, grades: int | None
) -> None:
    assert compare_levels(this, other) == LevelDifference(direction, grades)


@pytest.mark.parametrize(
    ("this", "other"),
    [
        (TextLevel(None, None, None), graded(5, 5)),
        (graded(5, 5), TextLevel(None, None, 12.0)),
        (TextLevel(None, None, None), TextLevel(None, None, 12.0)),
    ],
)
def test_texts_of_unknown_level_are_not_compared(this: TextLevel, other: TextLevel) -> None:
    assert compare_levels(this, other) is None


@given(levels, levels)
def test_each_text_sees_the_other_from_its_side(one: TextLevel, other: TextLevel) -> None:
    there, back = compare_levels(one, other), compare_levels(other, one)
    assert there is not None
    assert back is not None
    assert there.grades == back.grades
    assert OPPOSITE[there.direction] is back.direction


def test_a_text_too_short_for_a_level_has_none() -> None:
    readability = measure(prose_of_text("Rest at home.", "es"), "es")
    assert summarise_level(readability) == TextLevel(None, None, None)


def test_a_language_without_grades_keeps_its_difficulty() -> None:
    readability = measure(prose_of_text("Descanse en casa y beba mucha agua. " * 12, "es"), "es")
    level = summarise_level(readability)
    assert level.grade_low is None
    assert level.difficulty == readability.measures.hardness
