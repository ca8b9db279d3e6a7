"""Which quantities agree, which are comparable, and how closely they must agree."""

import tomllib
from pathlib import Path

import pytest

from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import (
    agrees_closely,
    are_comparable,
    have_like_units,
    quantities_agree,
)
from readlevel.core.facts.read_quantities import find_quantities


def read_fixture(name: str) -> dict[str, list[list[str]]]:
    """Return the lists of pairs of a fixture file."""
    found: dict[str, list[list[str]]] = tomllib.loads(
        Path(f"tests/core/fixtures/{name}.toml").read_text("utf-8")
    )
    return found


CASES = read_fixture("quantity_agreement")
WORDINGS = read_fixture("quantities")


def only(text: str) -> Quantity:
    """Return the first quantity of a sentence: `es: ` before it marks a Spanish one."""
    language, text = ("es", text[4:]) if text.startswith("es: ") else ("en", text)
    return find_quantities(text, language)[0]


@pytest.mark.parametrize(("left", "right"), CASES["agree"] + WORDINGS["agree"])
def test_the_same_in_other_words_agrees(left: str, right: str) -> None:
    assert quantities_agree(only(left), only(right)) is True
    assert quantities_agree(only(right), only(left)) is True


@pytest.mark.parametrize(
    ("left", "right"), CASES["differ"] + CASES["says_neither"] + WORDINGS["differ"]
)
def test_another_number_unit_or_direction_does_not_agree(left: str, right: str) -> None:
    assert quantities_agree(only(left), only(right)) is False
    assert quantities_agree(only(right), only(left)) is False


@pytest.mark.parametrize(("more", "less"), CASES["says_more"])
def test_what_says_more_agrees_but_not_the_other_way_round(more: str, less: str) -> None:
    assert quantities_agree(only(more), only(less)) is True
    assert quantities_agree(only(less), only(more)) is False


@pytest.mark.parametrize(
    ("limit", "beyond", "within"),
    [
        *[
            (f"{word} {share}", "5.3%", "4.8%")
            for word in ("less than", "fewer than", "under", "below", "at most", "up to")
            for share in ("5%", "1 in 20 people", "5 of 100 people", "5 in 100")
        ],
        *[
            (f"{word} {share}", "4.8%", "5.3%")
            for word in ("more than", "over", "above", "at least")
            for share in ("5%", "1 in 20 people", "5 of 100 people", "5 in 100")
        ],
    ],
)
def test_a_share_beyond_a_limit_is_not_told_by_it(limit: str, beyond: str, within: str) -> None:
    assert quantities_agree(only(within), only(limit)) is True
    assert quantities_agree(only(beyond), only(limit)) is False
    assert quantities_agree(only(limit), only(beyond)) is False


@pytest.mark.parametrize("text", CASES["close"])
def test_a_number_with_an_exact_unit_agrees_closely(text: str) -> None:
    assert agrees_closely(only(text)) is True


@pytest.mark.parametrize("text", CASES["rough"])
def test_what_is_rounded_or_converted_agrees_less_closely(text: str) -> None:
    assert agrees_closely(only(text)) is False


@pytest.mark.parametrize(
    ("left", "right", "comparable"),
    [(*pair, True) for pair in CASES["comparable"]]
    + [(*pair, False) for pair in CASES["not_comparable"]],
)
def test_quantities_of_one_dimension_are_comparable(
    left: str, right: str, comparable: bool
) -> None:
    assert are_comparable(only(left), only(right)) is comparable
    assert are_comparable(only(right), only(left)) is comparable


@pytest.mark.parametrize(
    ("left", "right", "like"),
    [(*pair, True) for pair in CASES["like_units"]]
    + [(*pair, False) for pair in CASES["unlike_units"]],
)
def test_large_numbers_and_those_of_one_unit_agree_anywhere(
    left: str, right: str, like: bool
) -> None:
    assert have_like_units(only(left), only(right)) is like
    assert have_like_units(only(right), only(left)) is like
