"""Doses that differ in one part: amount, unit, number of units, how often, how long."""

from dataclasses import replace

import pytest

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind

CLINICIAN = (
    "Take one tablet of 10 mg methotrexate once a week for 4 weeks. "
    "See a doctor if the temperature is above 38 °C. "
    "Apply one patch weekly. "
    "Repeat the scan every 2 years."
)
LAY = (
    "Take one tablet of 10 mg methotrexate once a week for 4 weeks. "
    "See a doctor if your temperature is above 38 °C. "
    "Put on one patch a week. "
    "Have the scan again every 2 years."
)


def asked(clinician: str, lay: str) -> list[str]:
    return [one.fact for one in compare_texts(clinician, lay, "en") if one.asks]


def test_the_same_doses_ask_nothing() -> None:
    assert asked(CLINICIAN, LAY) == []


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("one tablet", "two tablets"),
        ("10 mg", "10 g"),
        ("10 mg", "100 mg"),
        ("once a week", "every day"),
        ("once a week", "once a day"),
        ("4 weeks", "4 months"),
        ("38 °C", "38 °F"),
        ("one patch a week", "one patch every day"),
        ("one patch", "two patches"),
        ("every 2 years", "every year"),
    ],
)
def test_a_change_in_any_part_is_asked(was: str, became: str) -> None:
    assert asked(CLINICIAN, LAY.replace(was, became))


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Take 1 g of paracetamol.", "Take two 500 mg tablets of paracetamol."),
        ("The temperature is 38 °C.", "Your temperature is 100.4 °F."),
    ],
)
def test_the_same_dose_in_other_units_asks_nothing(clinician: str, lay: str) -> None:
    assert asked(clinician, lay) == []


def test_equal_doses_agree_however_many_others_there_are() -> None:
    doses = " ".join(f"Dose {number} mg." for number in range(7_000, 7_600))
    assert compare_texts(doses, doses, "en") == ()


def test_an_answer_stays_valid_however_the_difference_is_found() -> None:
    clinician = "The median follow-up of dapagliflozin was 24 months."
    [found] = [
        one
        for one in compare_texts(clinician, "People took dapagliflozin for 25 months.", "en")
        if one.fact == "25 months"
    ]
    assert found.kind is DifferenceKind.CONFLICT
    earlier = replace(found, kind=DifferenceKind.ONLY_LAY, clinician=None)
    assert found.find_answer({earlier.key}) == earlier.key
    assert found.find_answer({"0" * 32}) is None
