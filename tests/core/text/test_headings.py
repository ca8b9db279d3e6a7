"""Headings on a page: levels without gaps, anchors without doubles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.document import parse
from readlevel.core.text.headings import list_headings


def levels(*written: int) -> list[int]:
    markdown = "\n\n".join(f"{'#' * level} Heading" for level in written)
    return [one.level for one in list_headings(parse(markdown).tokens) if one]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ((1, 2, 3, 2, 1), [2, 3, 4, 3, 2]),
        ((2, 3, 4, 3, 2), [2, 3, 4, 3, 2]),
        ((2, 4, 6), [2, 3, 4]),
        ((4, 4, 2, 4), [2, 2, 2, 3]),
        ((1, 2, 3, 4, 5, 6), [2, 3, 4, 5, 6, 6]),
        ((2, 6, 4), [2, 3, 3]),
    ],
)
def test_headings_begin_at_two_and_skip_no_level(
    written: tuple[int, ...], shown: list[int]
) -> None:
    assert levels(*written) == shown


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_no_level_is_skipped(written: list[int]) -> None:
    shown = levels(*written)
    assert shown[0] == 2
    assert all(after <= before + 1 for before, after in pairwise(shown))
    assert all(2 <= level <= 6 for level in shown)


@given(st.lists(st.sampled_from(["a", "a 2", "a 2 2", "A", "!", "心", "é"]), max_size=12))
def test_anchors_are_unique(names: list[str]) -> None:
    headings = list_headings(parse("\n\n".join(f"# {name}" for name in names)).tokens)
    anchors = [one.id for one in headings if one]
    assert len(anchors) == len(set(anchors)) == len(names)
    assert all(anchor.startswith("s-") for anchor in anchors)


def test_a_heading_is_its_words() -> None:
    (heading,) = list_headings(parse("# The *heart* [@a] of H~2~O ![x](images/x.png)").tokens)
    assert heading
    assert (heading.text, heading.id) == ("The heart of H2O", "s-the-heart-of-h2o")


def test_a_heading_without_words_is_none() -> None:
    assert list_headings(parse("#\n\n# [@a]\n\n# b").tokens)[:2] == [None, None]
