"""Warnings of the clinician text that the lay text has nowhere."""

import pytest

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind

LAY = "Metformin lowers your blood sugar. Take it with meals."


def omitted(clinician: str, lay: str = LAY, language: str = "en") -> list[str]:
    found = compare_texts(clinician, lay, language)
    warnings = [one for one in found if one.fact_type == "warning"]
    assert all(one.kind is DifferenceKind.ONLY_CLINICIAN and not one.asks for one in warnings)
    return [one.clinician.text for one in warnings if one.clinician]


@pytest.mark.parametrize(
    "warning",
    [
        "Iodinated contrast is contraindicated in renal failure.",
        "Do not crush the tablets.",
        "Chest pain requires immediate referral.",
    ],
)
def test_a_warning_that_no_lay_sentence_has_is_listed(warning: str) -> None:
    assert omitted(f"Metformin lowers blood glucose. {warning}") == [warning]


def test_emergencies_come_first() -> None:
    forbidden, emergency = "Do not crush the pellets.", "Chest pain requires immediate referral."
    assert omitted(f"{forbidden} {emergency}") == [emergency, forbidden]


@pytest.mark.parametrize(
    "clinician",
    [
        "Metformin lowers blood glucose.",
        "The study did not include children.",
        "Ketones are measured daily.",
    ],
)
def test_sentences_without_a_warning_are_not_listed(clinician: str) -> None:
    assert omitted(clinician) == []


def test_a_warning_in_plain_words_is_not_omitted() -> None:
    lay = "Do not take ibuprofen if you have weak kidneys."
    assert omitted("Ibuprofen is contraindicated in renal impairment.", lay) == []
