"""Codes as different records write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.codes import (
    Match,
    compare_codes,
    list_category_beginnings,
    list_spellings,
)


@pytest.mark.parametrize(
    ("system", "code", "spelling"),
    [
        ("icd10cm", "m109", "M10.9"),
        ("icd10cm", "M10.9", "M109"),
        ("icd9cm", "4019", "401.9"),
        ("ndc", "00071015523", "00071-0155-23"),
        ("ndc", "00071-0155-23", "00071015523"),
        ("ndc", "0071-0155-23", "00071-0155-23"),
        ("ndc", "50090-347-0", "50090034700"),
        ("icd10cm", "E11.-", "E11"),
        ("icd9cm", "E8800", "E880.0"),
        ("loinc", "55284-4", "55284-4"),
        ("mesh", "d006973", "D006973"),
    ],
)
def test_a_code_is_known_in_its_other_spelling(system: str, code: str, spelling: str) -> None:
    assert spelling in list_spellings(system, code)


@pytest.mark.parametrize(
    ("system", "asked", "carried", "match"),
    [
        ("icd10cm", "E11.9", "E119", Match.EXACT),
        ("icd10cm", "E11.65", "E11", Match.BROADER),
        ("icd10cm", "S82.101A", "S82.1", Match.BROADER),
        ("icd10cm", "E11", "E11.9", Match.NARROWER),
        ("icd10cm", "E11.65", "E11.9", Match.RELATED),
        ("icd10cm", "M10.071", "M10.9", Match.RELATED),
        ("icd10cm", "E11.9", "E10.9", None),
        ("icd10cm", "E1", "E11.9", None),
        ("icd9cm", "250.02", "250.00", Match.RELATED),
        ("icd9cm", "E880.0", "E881.0", None),
        ("ndc", "0071-0155-23", "00071-0155", Match.BROADER),
        ("ndc", "0071-0155-23", "00071-0155-40", Match.RELATED),
        ("snomedct", "38341003", "383410", None),
        ("rxnorm", "6809", "680", None),
    ],
)
def test_codes_relate_by_their_shape(
    system: str, asked: str, carried: str, match: Match | None
) -> None:
    compared = compare_codes(system, asked, carried)
    assert (compared and compared[0]) == match


def test_the_nearest_code_has_the_smallest_distance() -> None:
    carried = ["M10.9", "M10.0", "M10", "M10.07", "M10.072", "M10.071"]
    by_distance = sorted(
        (compared[1], code)
        for code in carried
        if (compared := compare_codes("icd10cm", "M10.071", code))
    )
    assert [code for _, code in by_distance] == [
        "M10.071",
        "M10.07",
        "M10.072",
        "M10.0",
        "M10",
        "M10.9",
    ]


def test_codes_of_a_category_begin_alike() -> None:
    assert list_category_beginnings("icd10cm", "e11.65") == ("E11", "e11")
    assert list_category_beginnings("ndc", "0071-0155-23") == ("000710155", "00071-0155")
    assert list_category_beginnings("loinc", "4548-4") == ()


@pytest.mark.parametrize("code", ["", " ", "a b", "x" * 41, "é", "\x00"])
def test_an_invalid_code_has_no_spellings(code: str) -> None:
    assert list_spellings("icd10cm", code) == ()


@given(st.sampled_from(CODE_SYSTEMS), st.text(max_size=60))
def test_any_text_is_read(system: str, code: str) -> None:
    spellings = list_spellings(system, code)
    assert len(set(spellings)) == len(spellings)
    list_category_beginnings(system, code)
    compared = compare_codes(system, code, code)
    assert compared == (Match.EXACT, 0)
