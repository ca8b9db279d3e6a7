"""The part of a very long sentence in which one change of it is looked at."""

import pytest

from readlevel.core.simplify.sentence_window import find_window

LONG = "word " * 400 + "end."


def test_an_ordinary_sentence_is_looked_at_as_a_whole() -> None:
    written = "word " * 150 + "end."
    assert find_window(written, 300, 304) == (0, len(written))


@pytest.mark.parametrize("start", [0, 5, 1_000, len(LONG) - 4])
def test_of_a_very_long_sentence_whole_words_around_the_change_are(start: int) -> None:
    first, last = find_window(LONG, start, start + 4)
    assert first <= start
    assert start + 4 <= last <= first + 304
    assert set(LONG[first:last].split()) <= {"word", "end."}


def test_without_spaces_the_window_is_cut_anywhere() -> None:
    assert find_window("心" * 2_000, 1_000, 1_002) == (850, 1_152)
