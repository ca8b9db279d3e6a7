"""A text states outdated facts if it agreed with its source before, and does not any more."""

import pytest

from readlevel.core.consistency.outdated_facts import find_outdated_facts

SOURCE = (
    "Blood is drawn 3 hours after a meal. Give 5 mg of warfarin daily. Do not stop warfarin. "
    "In one trial 40 of 100 patients improved."
)
TEXT = (
    "Your blood is drawn 3 hours after a meal. Take 5 mg of warfarin each day. "
    "Do not stop warfarin."
)


def facts(source: str, former: str | None = SOURCE, text: str = TEXT) -> list[str]:
    return [one.fact for one in find_outdated_facts(text, source, former, "en")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3 hours", "2 hours", "3 hours"),
        ("5 mg", "10 mg", "5 mg"),
        ("Give 5 mg of warfarin daily. ", "", "5 mg"),
        ("Do not stop warfarin", "Stop warfarin", "Do not stop warfarin"),
    ],
)
def test_a_fact_that_the_source_changed_is_outdated(old: str, new: str, expected: str) -> None:
    assert facts(SOURCE.replace(old, new)) == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Give 5 mg of warfarin daily", "Patients should be given 5 mg of warfarin every day"),
        ("40 of 100", "60 of 100"),
        ("improved.", "improved. Most of them were women."),
    ],
    ids=["other words", "a fact that the text leaves out", "a new fact"],
)
def test_other_changes_leave_the_text_as_it_is(old: str, new: str) -> None:
    assert facts(SOURCE.replace(old, new)) == []


def test_a_difference_that_was_there_when_they_were_checked_is_not_outdated() -> None:
    text = TEXT.replace("5 mg", "7 mg")
    assert facts(SOURCE.replace("3 hours", "2 hours"), text=text) == ["3 hours"]
    silent = SOURCE.replace("Give 5 mg of warfarin daily. ", "")
    assert facts(silent, text=text) == []


def test_a_fact_that_was_only_in_the_text_is_outdated_once_the_source_contradicts_it() -> None:
    silent = SOURCE.replace("Give 5 mg of warfarin daily. ", "")
    assert facts(SOURCE.replace("5 mg", "10 mg"), former=silent) == ["5 mg"]


def test_every_difference_counts_if_nobody_knows_what_the_text_was_checked_against() -> None:
    assert facts(SOURCE, former=None) == []
    assert facts(SOURCE.replace("3 hours", "2 hours"), former=None) == ["3 hours"]
