"""What a plain text says of stopping a medicine, and whether anything above does."""

import pytest

from readlevel.core.consistency.compare import DifferenceKind, compare_texts


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
def test_stopping_a_medicine_of_which_nothing_above_speaks_asks(lay: str, fact: str) -> None:
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
def test_what_is_said_above_of_it_or_of_its_class_supports_it(clinician: str) -> None:
    assert asked(clinician, "Do not stop your blood thinner on your own.") == []


def test_stopping_what_is_no_medicine_asks_nothing() -> None:
    assert asked("Bleeding is frequent.", "The team stops the bleeding.") == []


def test_spanish_has_its_own_words() -> None:
    lay = "No suspenda la warfarina por su cuenta."
    assert [kind for kind, _ in asked("El riesgo de ictus es alto.", lay, "es")] == [
        DifferenceKind.ONLY_LAY
    ]
    assert asked("No debe suspenderse la warfarina.", lay, "es") == []
