import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.folding import FoldedTexts, fold, fold_accents, fold_keeping_case
from readlevel.core.languages.registry import get_language

TEXTS = (
    st.text(
        st.sampled_from(
            "aAeiIsSß -–—“\u00a0\u2009\u200b\n\u00ad\u0301\u0307éİıΣσςﬁ₂가\u1100\u1161.'’"
        )
    )
    | st.text()
)


@given(TEXTS)
def test_every_character_of_a_folded_text_has_its_place_in_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    for place in range(len(folded.text)):
        assert 0 <= folded.starts[place] < folded.ends[place + 1] <= len(text)


@given(TEXTS)
def test_a_piece_folds_to_what_stands_at_its_place(text: str) -> None:
    folded = fold(text)
    for place, character in enumerate(folded.text):
        piece = text[folded.starts[place] : folded.ends[place + 1]]
        assert character in fold(piece).text


@given(TEXTS)
def test_composition_does_not_matter(text: str) -> None:
    assert (
        fold(unicodedata.normalize("NFD", text)).text
        == fold(unicodedata.normalize("NFC", text)).text
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blood-Brain", "blood brain"),
        ("blood-\n brain", "blood\u2011brain"),
        ("a \n\t b", "a b"),
        ("meta\u00adstasis", "metastasis"),
        ("straße", "STRASSE"),
        ("Parkinson’s", "parkinson's"),
        ("HbA₁c", "hba1c"),
        ("5\u2009μg", "5 \u00b5g"),
        ("sweet\u200bheart", "sweetheart"),
        ("ΤΈΛΟΣ", "τέλος"),
    ],
)
def test_differences_that_do_not_matter_are_gone(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"), [("a - b", "a b"), ("ab", "a b"), ("a\u0301", "a"), ("m²", "m2")]
)
def test_differences_that_matter_stay(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_a_unified_text_keeps_its_case() -> None:
    assert fold_keeping_case(" PET-Scan\n") == "PET Scan"


@given(st.lists(TEXTS, max_size=40))
def test_several_texts_fold_as_each_alone(texts: list[str]) -> None:
    alone = [fold(text) for text in texts]
    folded = FoldedTexts(texts)
    together = [folded[index] for index in range(len(texts))]
    assert folded.texts == [one.text for one in together]
    assert [one.text for one in together] == [one.text for one in alone]
    assert [list(one.starts) for one in together] == [list(one.starts) for one in alone]
    assert [list(one.ends) for one in together] == [list(one.ends) for one in alone]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru"])
@given(text=st.text(st.sampled_from("aéñüçœ–“ ßأإىй\u0301가")) | st.text())
def test_accents_are_folded_letter_by_letter(language: str, text: str) -> None:
    others = get_language(language).search_letters
    assert fold_accents(text, language) == "".join(others.get(letter, letter) for letter in text)
