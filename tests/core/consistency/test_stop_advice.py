"""Advice on stopping a medicine that the clinician text does not support."""

import pytest

from readlevel.core.consistency.compare import compare_texts
from readlevel.core.consistency.difference import DifferenceKind


def asked(clinician: str, lay: str, language: str = "en") -> list[tuple[DifferenceKind, str]]:
    return [
        (one.kind, one.fact)
        for one in compare_texts(clinician, lay, language)
        if one.fact_type == "negation"
    ]


@pytest.mark.parametrize(
    ("lay", "fact"),
    [
        ("If you take a blood thinner, do not stop it on your own.", "do not stop it on"),
        ("If you take a blood thinner, stop it on your own.", "stop"),
        ("You take warfarin. Stop it on your own.", "Stop"),
    ],
)
def test_advice_on_stopping_a_medicine_needs_support(lay: str, fact: str) -> None:
    clinician = "Anticoagulants increase the risk of bleeding. Advise smoking cessation."
    assert asked(clinician, lay) == [(DifferenceKind.ONLY_LAY, fact)]


@pytest.mark.parametrize(
    "clinician",
    [
        "Anticoagulants should not be discontinued without advice.",
        "Warfarin should not be stopped abruptly.",
        "Do not stop these medications abruptly.",
    ],
)
def test_advice_on_the_medicine_or_its_class_supports_it(clinician: str) -> None:
    assert asked(clinician, "Do not stop your blood thinner on your own.") == []


def test_stopping_anything_but_a_medicine_needs_no_support() -> None:
    assert asked("Bleeding is frequent.", "The team stops the bleeding.") == []


def test_spanish_advice_is_recognised() -> None:
    lay = "No suspenda la warfarina por su cuenta."
    assert [kind for kind, _ in asked("El riesgo de ictus es alto.", lay, "es")] == [
        DifferenceKind.ONLY_LAY
    ]
    assert asked("No debe suspenderse la warfarina.", lay, "es") == []
