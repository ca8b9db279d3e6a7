"""The order of dictionaries, and the letters that words stand under."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.collation import alphabet, letter_of, sort_key


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Abscess", "écart", "eczema", "naïve", "Zoster"]),
        ("es", ["célula", "nudo", "nunca", "ñandú", "ñoño", "ojo", "úlcera", "zona"]),
        ("es-MX", ["año", "añil"][::-1]),
        ("sv", ["zon", "ånger", "ärr", "öga"]),
        ("de", ["Abszess", "ärztlich", "Bein"]),
        ("pl", ["las", "lęk", "łokieć", "macica"]),
        ("ar", ["ألم", "بطن", "تعب", "قلب", "يد"]),
    ],
)
def test_words_stand_in_the_order_of_their_language(language: str, words: list[str]) -> None:
    assert sorted(set(words), key=lambda word: sort_key(word, language)) == words


@pytest.mark.parametrize(
    ("language", "word", "letter"),
    [
        ("en", "écart", "E"),
        ("en", "ñandú", "N"),
        ("es", "ñandú", "Ñ"),
        ("es", "n\u0303andu", "Ñ"),
        ("es", "úlcera", "U"),
        ("ar", "أمعاء", "ا"),
        ("ar", "إمساك", "ا"),
        ("en", "5-HT", "#"),
        ("en", "(in)fertility", "#"),
        ("en", "", "#"),
    ],
)
def test_a_word_stands_under_its_letter(language: str, word: str, letter: str) -> None:
    assert letter_of(word, language) == letter


@pytest.mark.parametrize(
    ("language", "found", "letters"),
    [
        ("en", ["B", "#"], "ABCDEFGHIJKLMNOPQRSTUVWXYZ#"),
        ("es", ["B"], "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"),
        ("ar", ["ب"], "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        ("ar", ["ب", "H"], "ABCDEFGHIJKLMNOPQRSTUVWXYZابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        ("ru", ["Б"], "Б"),
        ("es", [], ""),
    ],
)
def test_letters_without_words_are_named_too(language: str, found: list[str], letters: str) -> None:
    assert "".join(alphabet(found, language)) == letters


@given(st.text(), st.sampled_from(["en", "es", "ar", "xx"]))
def test_any_text_has_a_place(word: str, language: str) -> None:
    assert isinstance(sort_key(word, language), str)
    assert len(letter_of(word, language)) >= 1
