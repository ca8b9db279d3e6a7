from importlib.resources import files

import pytest

from readlevel.core.search.query_words import is_unsearched
from readlevel.core.search.synonyms import (
    SAME,
    find_begun,
    find_medicine,
    find_names,
    get_words,
    has_opposite,
    list_names,
)
from readlevel.core.search.words import split_words, stem_word


def names_of(query: str, language: str = "en", searched_in: str = "") -> dict[str, float]:
    stems = {
        place: stem_word(word, language)
        for place, word in enumerate(split_words(query))
        if not is_unsearched(word, language)
    }
    return {
        one.name: one.likeness
        for match in find_names(stems, language)
        for one in list_names(match.concepts, searched_in or language)
    }


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("heart attack", "myocardial infarction"),
        ("myocardial infarctions", "heart attack"),
        ("water tablets", "diuretic"),
        ("calpol", "acetaminophen"),
        ("burns when I pee", "cystitis"),
        ("pain in my lower back", "lumbago"),
        ("haematuria", "blood in urine"),
        ("Nexium", "proton pump inhibitor"),
        ("amlodipine", "hypertension"),
        ("Zoloft", "antidepressant"),
    ],
)
def test_everyday_and_medical_synonyms_are_found(query: str, name: str) -> None:
    assert name in names_of(query)


@pytest.mark.parametrize(
    ("query", "language", "searched_in", "name"),
    [
        ("presión alta", "es", "es", "hipertensión"),
        ("gota", "es", "en", "gout"),
        ("سخونة", "ar", "ar", "حمى"),
        ("سخونة", "ar", "en", "fever"),
        ("asthma", "en", "es", "asma"),
    ],
)
def test_names_are_found_in_each_language(
    query: str, language: str, searched_in: str, name: str
) -> None:
    assert name in names_of(query, language, searched_in)


def test_the_longest_name_counts() -> None:
    found = names_of("high blood pressure")
    assert found["hypertension"] == SAME
    assert names_of("low blood pressure").get("hypertension", 0) < SAME


def test_a_wider_concept_stands_for_less_than_the_same_one() -> None:
    found = names_of("omeprazole")
    assert found["losec"] > found["proton pump inhibitor"] > found["acid reflux"]


def test_a_name_is_not_found_in_words_far_apart() -> None:
    assert "myocardial infarction" not in names_of("heart rate monitor shows big panic attack")


def test_words_are_known_with_how_they_are_written() -> None:
    assert get_words("es")["presion"] == "presión"


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_each_line_names_a_concept_once(language: str) -> None:
    listed = files("readlevel.core").joinpath("data", f"synonyms.{language}.txt")
    lines = [line for line in listed.read_text("utf-8").splitlines() if line and line[0] != "#"]
    concepts = [line.partition(": ")[0] for line in lines]
    assert len(set(concepts)) == len(concepts)
    assert all(": " in line and line.partition(": ")[2].strip() for line in lines)


def test_the_beginning_of_a_name_stands_for_what_it_names() -> None:
    assert "salbutamol" in find_begun("ventol", "en")
    assert find_begun("qqq", "en") == frozenset()


@pytest.mark.parametrize(
    ("query", "language", "named"),
    [
        ("low blood pressure at night", "en", "hypotension"),
        ("my blood pressure is low", "en", "hypotension"),
        ("how low should my blood pressure be", "en", "blood pressure"),
        ("presión baja y mareos", "es", "hypotension"),
        ("cómo bajar la presión", "es", "hypertension"),
        ("انخفاض ضغط الدم", "ar", "hypotension"),
    ],
)
def test_what_has_an_opposite_is_named_by_its_words_in_order(
    query: str, language: str, named: str
) -> None:
    stems = {place: stem_word(one, language) for place, one in enumerate(split_words(query))}
    longest = max(find_names(stems, language), key=lambda match: len(match.places))
    assert longest.concepts == {named}
    assert has_opposite(longest.concepts) == (named == "hypotension")


@pytest.mark.parametrize(
    ("word", "medicine"),
    [
        ("sertralina", "sertraline"),
        ("alendronico", "alendronate"),
        ("budesonida", "budesonide"),
    ],
)
def test_a_medicine_is_found_by_its_spelling_in_another_language(word: str, medicine: str) -> None:
    assert find_medicine(word) == {medicine}


@pytest.mark.parametrize("word", ["mediterranean", "cabeza", "prednisol", ""])
def test_other_words_are_no_medicine(word: str) -> None:
    assert find_medicine(word) == frozenset()


def test_a_medicine_has_its_spanish_spellings() -> None:
    names = {one.name: one.likeness for one in list_names(frozenset({"amlodipine"}), "es")}
    assert names["amlodipino"] == SAME
