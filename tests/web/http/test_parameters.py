"""Numbers in forms and query strings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.web.http.parameters import parse_number


@given(st.integers(0, 999_999_999))
def test_whole_numbers_are_read(number: int) -> None:
    assert parse_number(str(number)) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.0", "1e3", "x", "²", "٣", "1000000000", "1\0"])
def test_anything_else_is_no_number(text: str) -> None:
    assert parse_number(text) is None
