"""Names of concepts as health records write them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readlevel.core.model.concept_names import list_search_names


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("omeprazole 20 MG Delayed Release Oral Capsule", "omeprazole"),
        ("24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet [X]", "metformin"),
        ("insulin glargine 100 UNT/ML Injectable Solution", "insulin glargine"),
        ("Product containing precisely omeprazole 20 milligram/1 each oral capsule", "omeprazole"),
        ("potassium chloride 20 MEQ Extended Release Oral Tablet", "potassium chloride"),
        ("Acute gout (disorder)", "gout"),
        ("type 2 diabetes mellitus with hyperglycemia", "type 2 diabetes mellitus"),
        ("Type II diabetes mellitus without complication", "type 2 diabetes mellitus"),
        ("Hyperglycemia due to type 2 diabetes mellitus (disorder)", "type 2 diabetes mellitus"),
        ("Idiopathic gout, left ankle and foot", "gout"),
        ("Fracture of left femur", "Fracture of femur"),
        ("Chronic kidney disease stage 3 (disorder)", "Chronic kidney disease"),
        ("Essential (primary) hypertension", "hypertension"),
        ("Hemoglobin A1c/Hemoglobin.total in Blood", "Hemoglobin A1c"),
        ("Iron deficiency anaemia", "Iron deficiency anemia"),
        ("Hipertensi\u00f3n esencial (primaria)", "Hipertensi\u00f3n"),
    ],
)
def test_a_name_is_searched_for_without_what_records_add(name: str, plain: str) -> None:
    names = list_search_names(name)
    assert names[0] == name
    assert plain in names


def test_the_ingredients_of_a_combination_are_searched_for_together_and_alone() -> None:
    names = list_search_names("hydrochlorothiazide 12.5 MG / lisinopril 10 MG Oral Tablet")
    assert names[1:] == ("hydrochlorothiazide lisinopril", "hydrochlorothiazide", "lisinopril")


def test_excluded_words_of_a_name_are_not_searched() -> None:
    names = list_search_names("Gastro-oesophageal reflux disease without oesophagitis")
    assert not {"oesophagitis", "esophagitis"} & set(names)


@example("0\x85/0")
@given(st.text(max_size=400))
def test_any_name_gives_a_few_that_are_not_empty(name: str) -> None:
    names = list_search_names(name)
    assert len(names) <= 8
    assert all(one.strip() == one != "" for one in names)
