"""Targets are named, have a source, and are warned of where a text lies above them."""

import pytest

from readlevel.core.readability.readability import Readability, measure
from readlevel.core.readability.targets import TARGETS, find_above_target, is_partly_above_target
from readlevel.core.text.prose import prose_of_text

HARD = "The physician examined another individual. "
"""SMOG of 31 of them: 14.6; of 9 of them about as much, but with a band around it."""


def read(text: str, language: str = "en") -> Readability:
    return measure(prose_of_text(text, language), language)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_is_a_band_of_grades_with_a_source(name: str) -> None:
    assert 0 <= TARGETS[name].low < TARGETS[name].high <= 18
    assert TARGETS[name].source


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("aafp2015", 0, 6), ("ama", 0, 6), ("nih", 0, 7), ("nhs", 9 - 5, 11 - 5),
     ("pif", 9 - 5, 11 - 5), ("wcag", 0, 9)],
)  # fmt: skip
def test_targets_are_those_of_the_guidelines(name: str, low: int, high: int) -> None:
    assert (TARGETS[name].low, TARGETS[name].high) == (low, high)


def test_a_text_above_its_target_is_warned_of_with_grade_and_age() -> None:
    finding = find_above_target(read(HARD * 40), "nhs")
    assert finding is not None
    assert (finding.code, finding.severity) == ("above_target", "warns")
    assert finding.data == {
        "grade_low": 15,
        "grade_high": 15,
        "age_low": 20,
        "age_high": 21,
        "target": "nhs",
        "target_high": 6,
    }


@pytest.mark.parametrize(
    ("text", "name", "above"),
    [
        (HARD * 31, "college", False),
        ("He is well. She is too. " * 20, "aafp2015", False),
        ("He is well. She is too. " * 20, "nhs", False),
        (HARD * 4, "aafp2015", False),
        (HARD * 6, "aafp2015", True),
    ],
    ids=["at the target", "below", "below the band", "too short to say", "short but hard"],
)
def test_texts_that_reach_their_target_or_have_no_grade_get_no_warning(
    text: str, name: str, above: bool
) -> None:
    assert (find_above_target(read(text), name) is not None) is above


def test_a_language_without_grades_is_held_to_its_target_by_age() -> None:
    hard = read("La hemosiderina intracraneal es extraordinariamente anticoagulante. " * 31, "es")
    finding = find_above_target(hard, "nhs")
    assert finding is not None
    assert (finding.data["grade_low"], finding.data["age_low"]) == (None, 18)
    assert find_above_target(hard, "college") is None
    assert find_above_target(read("El pan es bueno. La sal es mala. " * 20, "es"), "nhs") is None


def test_a_language_without_grades_and_ages_is_above_no_target() -> None:
    text = "Гемосидерин накапливается. " * 31
    assert find_above_target(read(text, "ru"), "nhs") is None
    assert find_above_target(read("قلب كبير " * 31, "ar"), "nhs") is None


def test_a_band_that_reaches_down_to_the_target_has_the_benefit_of_the_doubt() -> None:
    text = "He saw the patient. She was not well at all. Then an operation helped her. " * 5
    headline = read(text).headline
    assert (headline.grade_low, headline.grade_high) == (6, 7)
    assert find_above_target(read(text), "aafp2015") is None
    assert find_above_target(read(text), "nhs") is None


def test_an_unknown_target_is_an_error() -> None:
    with pytest.raises(KeyError):
        find_above_target(read(HARD * 31), "whatever")


def test_a_text_whose_upper_end_is_above_the_target_is_partly_above_it() -> None:
    readability = read(HARD * 9)
    low, high = readability.headline.grade_low, readability.headline.grade_high
    assert low is not None
    assert high is not None
    assert low < high
    for name, target in TARGETS.items():
        is_partly = low <= target.high < high
        assert is_partly_above_target(readability, name) == is_partly
    assert not is_partly_above_target(read(HARD * 31), "nhs")
    assert not is_partly_above_target(read("Short."), "nhs")
