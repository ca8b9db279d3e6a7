import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.search.words import (
    MAX_QUERY_WORDS,
    list_written,
    replace_words,
    split_query,
    split_words,
    stem_phrase,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("High BLOOD-pressure", ["high", "blood", "pressure"]),
        ("Don’t; can't", ["dont", "cant"]),
        ("Crohn's disease", ["crohns", "disease"]),
        ("l'eau", ["l", "eau"]),
        ("Ménière", ["meniere"]),
        ("القَلْبُ", ["القلب"]),
        ("H₂O 38.5 °C", ["h2o", "38", "5", "c"]),
        ("!? _", []),
    ],
)
def test_texts_are_split_into_folded_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_a_query_is_read_up_to_a_number_of_words() -> None:
    assert len(split_query("heart " * 100)) == MAX_QUERY_WORDS


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("infections", "infected", "en"),
        ("niños", "niña", "es"),
        ("طفلي", "الطفل", "ar"),
        ("والميتفورمين", "الميتفورمين", "ar"),
        ("مرتفعة", "مرتفعه", "ar"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: str) -> None:
    assert stem_phrase(one, language) == stem_phrase(other, language)


@pytest.mark.parametrize(("one", "other"), [("sol", "solo"), ("comer", "como"), ("parar", "para")])
def test_words_of_every_spanish_text_do_not_share_the_stem_of_others(one: str, other: str) -> None:
    assert stem_phrase(one, "es") != stem_phrase(other, "es")


def test_words_keep_how_they_are_written() -> None:
    assert list_written("Presión alta; PRESIÓN") == {"presion": "presión", "alta": "alta"}


def test_words_of_a_query_are_replaced_in_place() -> None:
    right = {"presure": "pressure", "hi": "high"}
    assert replace_words("Hi blood presure?", right) == "high blood pressure?"


@given(st.text())
def test_any_text_has_words_that_can_be_found_in_it(text: str) -> None:
    words = split_words(text)
    assert set(words) >= {word for word in words if word in list_written(text)}
    assert all(word and not word.isspace() for word in words)
    replace_words(text, dict.fromkeys(words, "x"))
