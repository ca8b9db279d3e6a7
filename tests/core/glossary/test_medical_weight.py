"""Which terms only spell out an acronym."""

import pytest

from readlevel.core.glossary.medical_weight import has_medical_weight
from readlevel.core.model.term import Term


def term(name: str, lay: str, **more: object) -> Term:
    return Term(name.lower(), name, "en", lay, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("CT", "Computed tomography."),
        ("COPD", "Short for chronic obstructive pulmonary disease"),
        ("WHO", "stands for World Health Organization."),
    ],
)
def test_a_term_that_only_spells_out_its_acronym_has_no_weight(name: str, definition: str) -> None:
    assert not has_medical_weight(None, term(name, definition))


@pytest.mark.parametrize(
    "changed",
    [
        term("CT", "Computed tomography. It is safe for everybody."),
        term("CT", "Can take ten tablets at once, every hour, with alcohol."),
        term("CT", "Cutting 10 tablets"),
        term("stroke", "A part of the brain dies."),
        term("CT", "Computed tomography.", other_forms=("stroke",)),
        term("CT", "Computed tomography.", definition_clinician="Contraindicated in asthma."),
        term("CT", "Magnetic resonance imaging."),
        Term("ct", "CT", "en", None, "Chemotherapy to be stopped at once"),
        term("CT", "Computed tomography.", pronunciation="safe in pregnancy"),
        term("CT", "Computed tomography.", source_url="https://elsewhere.example"),
        term("CT", "Computed tomography.", see_also=("aspirin",)),
        term("CT", "Computed tomography.", codes={"mesh": ("D000001",)}),
        term("CT", "Computed tomography.", search_words=("cancer cure",)),
        term("CT", "Computed tomography.", not_in=("CT angiography",)),
        term("CT", "Computed tomography.", other_forms=("Beta Blocker",)),
        term("CT", "Computed tomography.", other_forms=("MRI",)),
    ],
)
def test_anything_more_has_weight(changed: Term) -> None:
    assert has_medical_weight(None, changed)


def test_a_definition_that_is_lost_has_weight() -> None:
    before = term("CT", "A scan with X-rays. Tell us if you are pregnant.")
    assert has_medical_weight(before, term("CT", "Computed tomography."))
    assert has_medical_weight(before, None)


def test_another_expansion_has_weight() -> None:
    before = term("CT", "Computed tomography.", other_forms=("CTs",), source="A book")
    assert has_medical_weight(before, term("CT", "Chest tube."))
    assert not has_medical_weight(
        before, term("CT", "computed tomography", other_forms=("CTs",), source="A book")
    )
