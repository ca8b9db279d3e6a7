"""What is ruled out in one text is not found in the other."""

import pytest

from readlevel.core.consistency.compare import compare_texts


def asked(clinician: str, lay: str) -> list[str]:
    return [one.fact_type for one in compare_texts(clinician, lay, "en") if one.asks]


@pytest.mark.parametrize(
    ("clinician", "lay", "kind"),
    [
        (
            "Pulmonary embolism was ruled out in all patients.",
            "A blood clot in the lung was found in all patients.",
            "contrast",
        ),
        (
            "A normal D-dimer rules out pulmonary embolism.",
            "A normal D-dimer confirms pulmonary embolism.",
            "contrast",
        ),
        (
            "Serology confirms coeliac disease.",
            "A blood test rules out coeliac disease.",
            "contrast",
        ),
        (
            "A normal ECG does not rule out a heart attack.",
            "A normal ECG rules out a heart attack.",
            "negation",
        ),
    ],
)
def test_an_opposite_finding_is_asked_about(clinician: str, lay: str, kind: str) -> None:
    assert asked(clinician, lay) == [kind]


@pytest.mark.parametrize(
    ("clinician", "lay"),
    [
        ("Infection was ruled out.", "An infection was not found."),
        (
            "MRI is needed to rule out a fracture.",
            "A scan is needed to see if the bone is broken.",
        ),
        (
            "Biopsy can confirm or rule out coeliac disease.",
            "A biopsy shows whether you have coeliac disease.",
        ),
        (
            "A fracture was found in 10 of 100 scans.",
            "The scan showed a fracture in 10 of 100 people.",
        ),
        (
            "Three trials found no benefit of magnesium.",
            "The review confirms that magnesium has no benefit.",
        ),
    ],
)
def test_the_same_finding_asks_nothing(clinician: str, lay: str) -> None:
    assert asked(clinician, lay) == []


@pytest.mark.parametrize(
    ("lay", "kinds"),
    [
        ("Un dímero D normal confirma la embolia pulmonar.", ["contrast"]),
        ("Un dímero D normal descarta la embolia pulmonar.", []),
    ],
)
def test_opposite_findings_in_spanish(lay: str, kinds: list[str]) -> None:
    clinician = "Un dímero D normal permite descartar la embolia pulmonar."
    assert [one.fact_type for one in compare_texts(clinician, lay, "es") if one.asks] == kinds
