"""Parsers of parameter values."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.storage.public.api_cursors import ListCursor
from readlevel.web.api import values

_NAMES = st.text(st.characters(exclude_characters="\n\0", codec="utf-8"), max_size=40)
_HOUR = 3_600_000_000


@given(st.integers(0, 10**16 - 1), st.integers(0, 10**18 - 1))
def test_a_place_is_read_as_it_was_written(at: int, number: int) -> None:
    written = values.encode_cursor(ListCursor(at, number))
    assert written is not None
    assert values.decode_cursor(written) == ListCursor(at, number)


@given(_NAMES, _NAMES)
def test_a_place_in_the_glossary_is_read_as_it_was_written(folded: str, slug: str) -> None:
    written = values.encode_term_cursor((folded, slug))
    assert written is not None
    assert values.decode_term_cursor(written) == (folded, slug)


@pytest.mark.parametrize(
    ("parse", "kind"),
    [
        (values.decode_cursor, ListCursor),
        (values.decode_term_cursor, tuple),
        (values.read_timestamp, int),
    ],
)
@given(text=st.text(max_size=40))
def test_any_text_is_parsed_or_raises_a_value_error(
    parse: Callable[[str], object], kind: type, text: str
) -> None:
    try:
        parsed = parse(text)
    except ValueError:
        return
    assert isinstance(parsed, kind)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1970-01-01", 0),
        ("1970-01-02", 24),
        ("1970-01-01T01:00:00Z", 1),
        ("1970-01-01t01:00:00z", 1),
        ("1970-01-01T01:00:00.000+00:00", 1),
        ("1970-01-01T03:00:00+02:00", 1),
        ("1969-01-01", 0),
        ("0001-01-01T00:00:00+14:00", 0),
    ],
)
def test_a_moment_is_counted_from_1970(text: str, hours: int) -> None:
    assert values.read_timestamp(text) == hours * _HOUR


def test_a_second_that_was_put_in_is_the_one_before() -> None:
    assert values.read_timestamp("2016-12-31T23:59:60Z") == values.read_timestamp(
        "2016-12-31T23:59:59Z"
    )


@pytest.mark.parametrize("text", ["", "2026", "2026-02-30", "2026-11-23T12:00:00", "²026-01-01"])
def test_an_invalid_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        values.read_timestamp(text)
