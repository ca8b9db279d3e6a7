"""The English indefinite article."""

import pytest

from readlevel.core.languages.english.articles import indefinite_article


@pytest.mark.parametrize(
    "word",
    ["bone", "European", "unit", "uterus", "one-sided", "hand", "CT scan", "UTI", "useful", "10"],
)
def test_a_stands_before_a_consonant_sound(word: str) -> None:
    assert indefinite_article(word) == "a"


@pytest.mark.parametrize(
    "word",
    ["arm", "hour", "honest", "unusual", "ulcer", "uninjured", "MRI", "X-ray", "NSAID", "8", "11"],
)
def test_an_stands_before_a_vowel_sound(word: str) -> None:
    assert indefinite_article(word) == "an"
