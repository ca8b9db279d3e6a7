"""Numbers in plain words: natural frequencies, roundings, sums of tablets, numbers spelled out."""

import tomllib
from pathlib import Path

import pytest

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind
from readlevel.core.facts.read_quantities import find_quantities

CASES = tomllib.loads(Path("tests/core/fixtures/plain_numbers.toml").read_text("utf-8"))
NUMBER_TYPES = {"number", "range", "comparison", "frequency"}


def reported(case: dict[str, str]) -> list[str]:
    found = compare_texts(case["clinician"], case["lay"], case["language"])
    return [
        one.fact
        for one in found
        if one.fact_type in NUMBER_TYPES and one.kind is not DifferenceKind.ONLY_CLINICIAN
    ]


@pytest.mark.parametrize("case", CASES["same"], ids=lambda case: case["lay"])
def test_a_plain_number_is_the_same_number(case: dict[str, str]) -> None:
    assert reported(case) == []


@pytest.mark.parametrize("case", CASES["differs"], ids=lambda case: case["lay"])
def test_another_number_in_plain_words_is_reported(case: dict[str, str]) -> None:
    assert reported(case)


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "one hundred and twenty-one", 121),
        ("en", "two thousand three hundred", 2_300),
        ("en", "two hundred and fifty thousand", 250_000),
        ("en", "ninety-one", 91),
        ("en", "forty one", 41),
        ("es", "doscientas cincuenta", 250),
        ("es", "treinta y una", 31),
        ("es", "dos mil trescientas cuarenta y cinco", 2_345),
    ],
)
def test_numbers_in_words_are_read_whole(language: str, words: str, number: int) -> None:
    [quantity] = find_quantities(f"{words} x", language)
    assert quantity.numbers == (number,)


@pytest.mark.parametrize("words", ["twenty and thirty", "ten five", "seventy, eighty"])
def test_numbers_side_by_side_stay_two(words: str) -> None:
    assert len(find_quantities(words, "en")) == 2
