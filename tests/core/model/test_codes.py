"""Codes as different records write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.codes import list_broader, list_spellings


@pytest.mark.parametrize(
    ("system", "code", "spelling"),
    [
        ("icd10cm", "m109", "M10.9"),
        ("icd10cm", "M10.9", "M109"),
        ("icd9cm", "4019", "401.9"),
        ("ndc", "00071015523", "00071-0155-23"),
        ("ndc", "00071-0155-23", "00071015523"),
        ("loinc", "55284-4", "55284-4"),
        ("mesh", "d006973", "D006973"),
    ],
)
def test_a_code_is_known_in_its_other_spelling(system: str, code: str, spelling: str) -> None:
    assert spelling in list_spellings(system, code)


def test_a_narrow_code_has_wider_ones() -> None:
    assert list_broader("icd10cm", "S82.101A") == ("S82.101", "S82.10", "S82.1", "S82")
    assert list_broader("icd10cm", "I10") == ()
    assert list_broader("snomedct", "38341003") == ()


@pytest.mark.parametrize("code", ["", " ", "a b", "x" * 41, "é", "\x00"])
def test_what_is_no_code_has_no_spelling(code: str) -> None:
    assert list_spellings("icd10cm", code) == ()


@given(st.sampled_from(CODE_SYSTEMS), st.text(max_size=60))
def test_any_text_is_read(system: str, code: str) -> None:
    spellings = list_spellings(system, code)
    assert len(set(spellings)) == len(spellings)
    list_broader(system, code)
