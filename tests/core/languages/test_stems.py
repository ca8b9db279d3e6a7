"""Words that a search takes for forms of the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.stems import stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["walk", "walks", "walked", "walking"]),
        ("en-GB", ["headache", "headaches"]),
        ("es", ["medicacion", "medicaciones"]),
        ("es", ["tension", "tensiones"]),
        ("es", ["nino", "ninos", "nina", "ninas"]),
        ("de", ["krankheit", "krankheiten"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


def test_without_rules_a_word_is_its_own_stem() -> None:
    assert stem("walking", "zh-Hant") == stem("walking", "xx") == "walking"
    assert stem("b12", "en") == "b12"


@given(st.text(), st.sampled_from(["en", "es", "ar", "xx"]))
def test_any_text_has_a_stem(word: str, language: str) -> None:
    assert isinstance(stem(word, language), str)
