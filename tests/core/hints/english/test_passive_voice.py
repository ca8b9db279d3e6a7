"""The passive voice of English sentences."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.hints.english.passive_voice import find_passives, follows_auxiliary
from readlevel.core.languages.words import split_words

FIXTURE = Path(__file__).parents[2] / "fixtures" / "voice.txt"
SENTENCES = [
    line for line in FIXTURE.read_text("utf-8").splitlines() if line and not line.startswith("#")
]
WORDS = "was been is being there not used to the by it treated given more limited shown"


def mark(sentence: str) -> str:
    """Return a sentence with its passives in brackets."""
    words = list(split_words(sentence.replace("[", "").replace("]", "")))
    for first, after in find_passives(words):
        words[first] = "[" + words[first]
        words[after - 1] += "]"
    return " ".join(words)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_passives_are_found_and_nothing_else(sentence: str) -> None:
    letters = sentence.replace(",", "").replace(".", "").replace("?", "")
    assert mark(sentence) == letters


def test_there_are_sentences_of_both_kinds() -> None:
    passive = sum("[" in sentence for sentence in SENTENCES)
    assert passive >= 30
    assert len(SENTENCES) - passive >= 30


def test_capitals_and_curly_apostrophes_make_no_difference() -> None:
    assert find_passives(["It", "ISN\u2019T", "KNOWN"]) == [(1, 3)]


@given(
    st.lists(
        st.sampled_from(WORDS.split()) | st.from_regex(r"\w{1,6}", fullmatch=True), max_size=20
    )
)
def test_ranges_are_in_order_within_the_words(words: list[str]) -> None:
    end = 0
    for first, after in find_passives(words):
        assert end <= first < after <= len(words)
        end = after


def test_adverbs_may_separate_a_participle_from_its_auxiliary() -> None:
    words = split_words("it was not very often also given")
    assert follows_auxiliary(words, 2)
    assert follows_auxiliary(words, 5)
    assert not follows_auxiliary(words, 6)
    assert not follows_auxiliary(words, 1)
