"""Quantities: what is read of a sentence, and when two of them say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.facts.quantities import Quantity, quantities_agree
from readlevel.core.facts.read_quantities import find_quantities


def read(text: str, language: str = "en") -> list[str]:
    """Return the quantities of a sentence as they are written there."""
    return [text[one.start : one.end] for one in find_quantities(text, language)]


def only(text: str, language: str = "en") -> Quantity:
    """Return the one quantity of a sentence."""
    (quantity,) = find_quantities(text, language)
    return quantity


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Keep it below 130/80 mmHg.", ["below 130/80 mmHg"]),
        ("Take 3–4 g for 3-6 months.", ["3–4 g", "3-6 months"]),
        ("Take three to four grams.", ["three to four grams"]),
        ("It affects 14 in 1,000 people.", ["14 in 1,000"]),
        ("Fever of 38 °C (100.4 °F) or more", ["38 °C (100.4 °F) or more", "100.4 °F"]),
        ("Vitamin B12 and COVID-19 are names.", []),
        ("Call 112 at once.", []),
    ],
)
def test_numbers_are_read_with_what_belongs_to_them(text: str, written: list[str]) -> None:
    assert read(text) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("below 130/80 mmHg", "<130/80 mmHg"),
        ("3–4 g", "3 to 4 grams"),
        ("3—6 months", "three to six months"),
        ("0.5 g", "500 mg"),
        ("1,000 mg", "1000 mg"),
        ("97% of people", "97 in 100 people"),
        ("no more than 3 drinks a week", "three or fewer drinks per week"),
        ("do not take more than 5 doses", "at most 5 doses"),
        ("10–15 mg/kg", "10 to 15 mg of it for each kilogram"),
        ("1 to 2% of patients", "one to two in 100 people"),
        ("every 12 hours", "twice a day"),
        ("26%", "about 1 in 4 people"),
    ],
)
def test_the_same_is_the_same_in_whatever_words(one: str, other: str) -> None:
    assert quantities_agree(only(one), only(other))
    assert quantities_agree(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("below 130/80 mmHg", "below 150/80 mmHg"),
        ("below 130/80 mmHg", "above 130/80 mmHg"),
        ("3–4 g", "3–5 g"),
        ("3–4 g", "3–4 mg"),
        ("3 months", "3 weeks"),
        ("500 mg", "5,000 mg"),
        ("90% of patients", "94 in 100 people"),
        ("twice a day", "twice a week"),
        ("at least 30 minutes", "at most 30 minutes"),
    ],
)
def test_another_digit_unit_or_direction_is_not_the_same(one: str, other: str) -> None:
    assert not quantities_agree(only(one), only(other))


def test_two_numbers_say_one_of_them_and_not_the_other_way_round() -> None:
    assert quantities_agree(only("130/80 mmHg"), only("130 mmHg"))
    assert not quantities_agree(only("80 mmHg"), only("170/80 mmHg"))


def test_spanish_numbers_have_a_comma() -> None:
    assert quantities_agree(only("de 0,3 a 0,5 mg", "es"), only("0,3–0,5 mg", "es"))
    assert not quantities_agree(only("1,5 mg", "es"), only("15 mg", "es"))


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from("-‐–—−"))
def test_a_range_is_one_whatever_dash_it_has(low: int, high: int, dash: str) -> None:
    assert quantities_agree(only(f"{low}{dash}{high} mg"), only(f"{low} to {high} mg"))


@given(st.text(alphabet="0123456789.,/%–-<> agm½٣३", max_size=60))
def test_whatever_is_written_is_read_within_its_bounds(text: str) -> None:
    for one in find_quantities(text, "en"):
        assert 0 <= one.start < one.end <= len(text)
