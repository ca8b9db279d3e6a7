"""Which words are acronyms, and which acronyms a text spells out."""

import pytest

from readlevel.core.languages.acronyms import find_spelled_out_acronyms, is_acronym


@pytest.mark.parametrize("word", ["MRI", "CT", "RCTs", "mRNA", "HbA1c", "PhD", "МРТ"])
def test_a_word_with_two_capitals_is_an_acronym(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["Monday", "I", "vitamin", "12", "A", "l'eau"])
def test_other_words_are_not(word: str) -> None:
    assert not is_acronym(word)


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("A magnetic resonance imaging (MRI) scan.", ["MRI"]),
        ("An MRI (magnetic resonance imaging) scan.", ["MRI"]),
        ("We included randomised controlled trials (RCTs).", ["RCT"]),
        ("The MRI showed nothing (see below).", []),
        ("The MRI showed nothing.", []),
    ],
)
def test_a_text_spells_an_acronym_out_beside_parentheses(text: str, acronyms: list[str]) -> None:
    assert list(find_spelled_out_acronyms(text)) == acronyms
