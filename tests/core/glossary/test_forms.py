"""Every way in which a text may write a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.forms import list_forms
from readlevel.core.languages.folding import fold


def patterns(name: str, *other_forms: str, language: str = "en") -> set[str]:
    return {form.pattern for form in list_forms(name, other_forms, None, language)}


@pytest.mark.parametrize(
    "name", ["heart", "Cold", "back", "lead", "leads", "all", "however", "analysis", "ad", "aids"]
)
def test_an_everyday_word_has_no_forms_to_be_found_by(name: str) -> None:
    assert patterns(name) == set()


@pytest.mark.parametrize("name", ["heart attack", "cancer", "cells", "virus", "kidney", "ALL"])
def test_words_of_health_are_found_however_frequent(name: str) -> None:
    assert fold(name).text in patterns(name)


def test_a_shape_that_is_an_everyday_word_is_left_out() -> None:
    assert patterns("lens", "eves") == {"lens", "lenses", "eves", "eveses"}


@pytest.mark.parametrize("name", ["corazón", "mano", "CASA"])
def test_each_language_has_its_everyday_words(name: str) -> None:
    assert patterns(name.lower(), language="es-MX") == set()


def test_country_and_time_are_no_acronyms_of_a_glossary() -> None:
    assert "us" not in {form.pattern for form in list_forms("ultrasound", (), "US", "en")}
    assert "am" in {form.pattern for form in list_forms("amiodarona", (), "AM", "es")}
    assert "us guided biopsy" in patterns("US-guided biopsy")


@pytest.mark.parametrize("name", ["A", "I", "x", "+"])
def test_a_single_letter_is_no_form(name: str) -> None:
    assert name.lower() not in patterns(name)


def test_both_spellings_are_found_in_both_numbers() -> None:
    assert {"haemorrhage", "haemorrhages", "hemorrhage", "hemorrhages"} <= patterns("hemorrhage")


def test_words_in_parentheses_are_not_part_of_a_form() -> None:
    assert {"hip replacement", "hip replacements"} <= patterns("hip replacement (surgery)")
    forms = {form.pattern: form for form in list_forms("liver scan (MRI)", (), None, "en")}
    assert forms["mri"].fits("MRI")
    assert not forms["mri"].fits("mri")


@pytest.mark.parametrize("name", ["ABDOMINAL PAIN", "HYPERTENSION"])
def test_a_list_in_capitals_has_words_in_it(name: str) -> None:
    assert all(not form.cased for form in list_forms(name, (), None, "en"))


@pytest.mark.parametrize("name", ["NSAID", "FOLFIRI-BEVACIZUMAB", "CT", "AIDS", "A6"])
def test_acronyms_count_in_their_exact_case(name: str) -> None:
    assert all(form.cased for form in list_forms(name, (), None, "en"))


def test_a_form_is_listed_once_at_its_best_rank() -> None:
    ranks = {form.pattern: form.rank for form in list_forms("fungus", ("fungi",), None, "en")}
    assert (ranks["fungus"], ranks["fungi"], ranks["funguses"]) == (1, 2, 3)


@given(st.text(min_size=1), st.sampled_from(["en", "es", "fr", "it", "pt", "ar"]))
def test_any_name_has_forms_that_it_fits(name: str, language: str) -> None:
    for form in list_forms(name, (), None, language):
        assert form.pattern
        if form.rank == 1:
            assert form.pattern in {fold(name.strip()).text, fold(name).text.strip()} or "(" in name
