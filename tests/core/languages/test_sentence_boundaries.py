"""Where sentences end, by kinds of stops."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.languages.sentence_boundaries import split_sentences
from readlevel.core.text.cleanup import clean_block

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = tomllib.loads((FIXTURES / "sentences.toml").read_text("utf-8"))["kind"]
PIECES = ("Mr.", "I.", "5", ".", ". . .", "a.m.", "At", "Lee", "(b)", "…", "»", "'s")


def cases_of(kind: dict[str, Any]) -> Iterator[str]:
    given_words = kind.get("words", "")
    words = given_words.split("|" if "|" in given_words else None) or [""]
    for case in kind["cases"]:
        for word in words if "{}" in case else [""]:
            yield case.replace("{}", word)


@pytest.mark.parametrize(
    "line",
    (FIXTURES / "sentences_of_leaflets.tsv").read_text("utf-8").splitlines()[1:],
)
def test_news_and_leaflets_are_split_into_their_sentences(line: str) -> None:
    language, paragraph = line.split("\t")
    sentences = paragraph.split("|")
    assert list(split_sentences(" ".join(sentences), language)) == sentences


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.get("mixed")], ids=lambda kind: kind["name"]
)
def test_each_kind_has_twenty_different_cases(kind: dict[str, Any]) -> None:
    assert len(set(cases_of(kind))) >= 20


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_sentences_end_where_the_bars_are(kind: dict[str, Any]) -> None:
    language = kind.get("language", "en")
    wanted, found = [], []
    for text in cases_of(kind):
        wanted.append([clean_block(sentence) for sentence in text.split("|")])
        found.append(list(split_sentences(clean_block(text.replace("|", " ")), language)))
    assert found == wanted


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ).map(" ".join),
    st.sampled_from(["en", "de", "nl", "ru", "xx"]),
)  # fmt: skip
def test_splitting_loses_nothing_but_spaces(text: str, language: str) -> None:
    parts = "".join(split_sentences(text, language))
    assert parts.replace(" ", "") == text.replace(" ", "")
