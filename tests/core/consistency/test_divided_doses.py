"""A daily total and the single dose that it divides into say the same."""

import pytest

from readlevel.core.consistency.compare import compare_texts

PER_DAY = "Amoxicillin 1.5 g per day in three divided doses."


def asked(clinician: str, lay: str) -> set[str]:
    return {one.fact for one in compare_texts(clinician, lay, "en") if one.asks}


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (PER_DAY, "Take 500 mg of amoxicillin three times a day."),
        ("Take 500 mg of amoxicillin three times a day.", PER_DAY),
        (PER_DAY.replace("three", "two"), "Take 750 mg of amoxicillin twice a day."),
    ],
)
def test_a_total_is_the_sum_of_its_doses(clinician: str, lay: str) -> None:
    assert asked(clinician, lay) == set()


@pytest.mark.parametrize(
    ("clinician", "lay", "amount"),
    [
        (PER_DAY, "Take 750 mg of amoxicillin three times a day.", "750 mg"),
        (PER_DAY, "Take 480 mg of amoxicillin three times a day.", "480 mg"),
        (PER_DAY.replace("day", "week"), "Take 500 mg of amoxicillin three times a day.", "500 mg"),
        (
            PER_DAY.replace("1.5", "at least 1.5"),
            "Take 500 mg of amoxicillin 3 times a day.",
            "500 mg",
        ),
        (PER_DAY, "Take 500 mg of amoxicillin three times a day, then twice a day.", "500 mg"),
        (PER_DAY, "Take 0.5 mL of amoxicillin three times a day.", "0.5 mL"),
        ("Give 1.5 g per day.", "Take 1 g two or three times a day.", "1 g"),
    ],
)
def test_another_sum_is_asked_about(clinician: str, lay: str, amount: str) -> None:
    assert amount in asked(clinician, lay)
