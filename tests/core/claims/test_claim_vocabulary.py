"""The quick test for phrases of claims: it may only be wrong by finding too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.claims.claim import ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, get_words, may_have_phrase

KINDS = tuple(map(str, ClaimKind))
WORDS = st.sampled_from(
    ["Take", "twice", "DAILY", "by mouth", "children", "aumenta", "Oral", "vía", "right away", "é"]
)


@given(
    st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=8).map(" ".join),
    st.sampled_from(KINDS),
    st.sampled_from(["en", "es", "de"]),
)
def test_a_text_with_a_phrase_may_have_one(text: str, kind: str, language: str) -> None:
    if any(get_finder(kind, language).find(text)):
        assert may_have_phrase((kind,), text, language)
        assert may_have_phrase(KINDS, text, language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_phrase_of_a_population_passes(language: str) -> None:
    for age in ("age:child", "age:adult", "age:older"):
        for phrase in get_words("population", age, language):
            written = phrase.replace("*", "").upper()
            assert may_have_phrase(("population",), f"For {written}.", language)


def test_most_sentences_have_none() -> None:
    assert not may_have_phrase(KINDS, "Dose 7 mg.", "en")
