import pytest

from readlevel.core.search.pressures import find_pressures
from readlevel.core.search.words import split_query


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("is 150/95 high", [{1, 2}]),
        ("150 over 95", [{0, 2}]),
        ("ضغطي 150 على 95", [{1, 3}]),
        ("take 1/2 tablet", []),
        ("vitamin b12 500 mg", []),
        ("born 2010 12 11", []),
        ("95/150", []),
    ],
)
def test_two_numbers_that_can_be_a_pressure_are_one(query: str, places: list[set[int]]) -> None:
    assert list(find_pressures(split_query(query))) == places
