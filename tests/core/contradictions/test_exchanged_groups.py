"""Results of two groups that stand the other way round in the plain text."""

import pytest

from readlevel.core.consistency.compare import compare_texts


def exchanged(clinician: str, lay: str, language: str = "en") -> list[str]:
    found = compare_texts(clinician, lay, language)
    return [one.fact for one in found if one.fact_type == "arm" and one.asks]


RATES = "Response rates were 48% with galmivar, 31% with topiramate and 29% with placebo."
HARMS = "Constipation was commoner with galmivar, paraesthesia with topiramate."
WEIGHT = "Topiramate lowered body weight, whereas metformin increased appetite."
BREAKS = "Alendronate lowered the risk of spine fractures (8.0% against 15.0% with placebo)."


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (RATES, "Of 100 people, 31 got better with galmivar and 48 with topiramate."),
        (RATES, "31% of people got better with galmivar, and 48% with topiramate."),
        (
            HARMS,
            "More had constipation with topiramate, and more had pins and needles on galmivar.",
        ),
        (WEIGHT, "People on metformin lost weight, but those on topiramate had more appetite."),
        (BREAKS, "15 of 100 women broke a bone in the spine, and 8 of 100 with the dummy pill."),
    ],
)
def test_exchanged_groups_are_asked_about(clinician: str, lay: str) -> None:
    assert exchanged(clinician, lay) != []


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        (RATES, "Of 100 people, 48 got better with galmivar and 31 with topiramate."),
        (RATES, "With topiramate, 31% of people got better, and with galmivar 48% did."),
        (
            HARMS,
            "More had constipation with galmivar, and more had pins and needles on topiramate.",
        ),
        (
            HARMS,
            "More had pins and needles with topiramate, and more had constipation on galmivar.",
        ),
        (WEIGHT, "People on metformin had more appetite, but those on topiramate lost weight."),
        (BREAKS, "8 of 100 women broke a bone in the spine, and 15 of 100 with the dummy pill."),
        (RATES, "The groups did equally well in 10% and 12%."),
    ],
)
def test_groups_in_another_order_are_not(clinician: str, lay: str) -> None:
    assert exchanged(clinician, lay) == []


def test_spanish_groups_are_read_too() -> None:
    clinician = "Mejoró el 48 % con sertralina y el 31 % con placebo."
    assert exchanged(clinician, "Mejoró el 31 % con sertralina y el 48 % con placebo.", "es")
    assert not exchanged(clinician, "Mejoró el 48 % con sertralina y el 31 % con placebo.", "es")
