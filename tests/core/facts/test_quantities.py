"""Quantities: which numbers of a sentence are read, and what is known of each."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import quantities_agree
from readlevel.core.facts.read_quantities import find_quantities

CASES: dict[str, Any] = tomllib.loads(
    Path("tests/core/fixtures/quantities.toml").read_text("utf-8")
)


def read(text: str, language: str = "en") -> list[str]:
    """Return the quantities of a sentence as they are written there."""
    return [text[one.start : one.end] for one in find_quantities(text, language)]


def only(text: str) -> Quantity:
    """Return the first quantity of a sentence: `es: ` before it marks a Spanish one."""
    language, text = ("es", text[4:]) if text.startswith("es: ") else ("en", text)
    return find_quantities(text, language)[0]


@pytest.mark.parametrize("digits", ["9" * 400, " ".join(["1", *["000"] * 150]), "1." + "0" * 400])
def test_a_number_of_any_length_is_finite(digits: str) -> None:
    for quantity in find_quantities(f"Take {digits} mg in 2 of {digits} cases, 1/{digits}.", "en"):
        assert all(value < float("inf") for value in quantity.values)


def test_an_article_before_a_pair_is_no_share_of_its_first_number() -> None:
    written = read("También lo es una presión de 160/110 mmHg o más.", "es")
    assert written == ["una", "160/110 mmHg o más"]


def test_an_arabic_and_may_stand_right_before_digits() -> None:
    assert read("من 38 °C و39 °C أو أعلى", "ar") == ["38 °C", "39 °C"]
    assert read("افحص فيتامين ب12", "ar") == []


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
        ("Call 1122 now, or call 12.", ["1122", "12"]),
        ("The 1st of 10", ["10"]),
        ("TSH 5, HDL 60 mg", ["5", "60 mg"]),
        ("UNICEF 2020, AUDIT 5 mg", ["5 mg"]),
        ("P = 0.03, p < 0.05, z > 2", []),
        ("95% CI 1 to 2, at 95% confidence", ["1 to 2"]),
        ("12% of 40", ["12%", "40"]),
        ("5mg, mg 5", ["5mg", "5"]),
        ("Take it bid, 5 mg.", ["bid", "5 mg"]),
        ("Every 2 mg counts.", ["2 mg"]),
        ("On 3 days a week", ["3 days a week"]),
        ("3 days a day", ["3 days"]),
        ("3 times now", ["3"]),
    ],
)
def test_numbers_are_read_with_what_belongs_to_them(text: str, written: list[str]) -> None:
    assert read(text) == written


@pytest.mark.parametrize(
    ("language", "text", "value", "dimension"),
    [
        ("en", "a quarter of a tablet", 0.25, "items"),
        ("en", "a year and a half", 1.5, "months"),
        ("en", "3 hours and a half", 3.5, "time"),
        ("en", "two tablets and half a glass of water", 2, "items"),
        ("es", "un comprimido y medio al día", 1.5, "items"),
        ("es", "dos comprimidos y medio", 2.5, "items"),
        ("es", "dos comprimidos y medio vaso de agua", 2, "items"),
        ("es", "un cuarto de comprimido", 0.25, "items"),
        ("es", "la mitad de un comprimido", 0.5, "items"),
        ("de", "eine halbe Tablette", 0.5, "items"),
        ("de", "anderthalb Tabletten", 1.5, "items"),
        ("de", "zweieinhalb Stunden", 2.5, "time"),
        ("fr", "un demi-comprimé", 0.5, "items"),
        ("fr", "un comprimé et demi", 1.5, "items"),
        ("fr", "la moitié d'un comprimé", 0.5, "items"),
        ("fr", "trois quarts d'heure", 0.75, "time"),
    ],
)
def test_halves_and_quarters_are_part_of_an_amount(
    language: str, text: str, value: float, dimension: str
) -> None:
    quantity = find_quantities(text, language)[0]
    assert (quantity.numbers, quantity.dimension) == ((value,), dimension)


@pytest.mark.parametrize("case", CASES["quantity"], ids=lambda case: case["text"])
def test_a_quantity_knows_its_type_and_values(case: dict[str, Any]) -> None:
    quantity = only(case["text"])
    assert quantity.fact_type == case["fact_type"]
    assert quantity.values == pytest.approx(case["values"])
    assert quantity.token() == case["token"]
    assert quantity.needs_no_support is case.get("needs_no_support", False)
    if "looked_up_by" in case:
        assert sorted(quantity.lookup_values()) == pytest.approx(sorted(case["looked_up_by"]))


DAY = 86_400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *[(f"5 mg {word}", DAY / 2) for word in ("bid", "bd")],
        *[(f"5 mg {word}", DAY / 3) for word in ("tid", "tds")],
        *[(f"5 mg {word}", DAY / 4) for word in ("qid", "qds")],
        ("5 mg once a day", DAY),
        ("5 mg twice a day", DAY / 2),
        ("5 mg three times a day", DAY / 3),
        ("5 mg once a week", 7 * DAY),
        ("5 mg on 3 days a week", 7 * DAY / 3),
        ("5 mg every other day", 2 * DAY),
    ],
)
def test_how_often_is_a_rate(text: str, seconds: float) -> None:
    rate = find_quantities(text, "en")[1]
    assert rate.end == len(text)
    assert rate.dimension == "rate/time"
    assert rate.values == pytest.approx((1 / seconds,))
    assert not rate.weak


@pytest.mark.parametrize(("text", "days"), [("Daily", 1), ("Every day", 1), ("Every week", 7)])
def test_a_period_alone_is_a_weak_rate(text: str, days: int) -> None:
    assert only(text).values == pytest.approx((1 / (days * DAY),))
    assert only(text).weak


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("every 6 to 8 hours", 0),
        ("no more than every 6 to 8 hours", -1),
        ("every 6 to 8 hours or more", 1),
    ],
)
def test_an_interval_has_no_rate(text: str, direction: int) -> None:
    interval = only(text)
    assert text[interval.start : interval.end] == text
    assert interval.values == pytest.approx((6 * 3600, 8 * 3600))
    assert interval.is_interval
    assert interval.direction == direction
    assert interval.rate_period is None


def test_a_trimester_may_be_three_months_in_the_other_text() -> None:
    trimester = only("In the first trimester")
    assert trimester.values == only("3 months").values
    assert trimester.dimension == only("3 months").dimension
    assert trimester.weak


def test_at_most_a_hundred_quantities_of_a_sentence_are_read() -> None:
    assert len(find_quantities("5 mg, " * 101, "en")) == 100


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from("-‐–—−"))
def test_a_range_is_one_whatever_dash_it_has(low: int, high: int, dash: str) -> None:
    assert quantities_agree(only(f"{low}{dash}{high} mg"), only(f"{low} to {high} mg"))


@given(st.text(alphabet="0123456789.,/%–-<> agm½٣३", max_size=60))
def test_whatever_is_written_is_read_within_its_bounds(text: str) -> None:
    for one in find_quantities(text, "en"):
        assert 0 <= one.start < one.end <= len(text)
