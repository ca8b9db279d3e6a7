"""Plainer alternatives to the hard words of a text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.hints.alternatives import (
    Suggestion,
    suggest_alternatives,
    suggest_alternatives_in,
)

FIXTURE = Path(__file__).parents[1] / "fixtures" / "plain_words.toml"
JUDGED = Path(__file__).parents[1] / "fixtures" / "plain_words_judged.txt"
KEPT = Path(__file__).parents[1] / "fixtures" / "plain_words_kept.txt"
CASES = tomllib.loads(FIXTURE.read_text("utf-8"))["case"]
PIECES = [
    *("utilize", "Renal", "prior", "to", "administered", "in", "order", "physician", "ADVERSE"),
    *("effects", "was", "not", " ", "  ", "\n", "-", "–", ". ", "'s", "’", "ß", "İ", "e\u0301"),
    *("\0", "\u00ad", "https://", "www.", "utilización", "hipertensión"),
]


def show(suggestion: Suggestion) -> str:
    note = f" [{suggestion.note}]" if suggestion.note else ""
    return f"{suggestion.source} -> {' | '.join(suggestion.alternatives)}{note}"


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_plainer_words_are_suggested(case: dict[str, Any]) -> None:
    found = suggest_alternatives(case["text"], case.get("language", "en"))
    assert [show(each) for each in found] == case["plainer"]


def read_judged() -> dict[str, list[str]]:
    """Return the judged suggestions by sentence."""
    judged: dict[str, list[str]] = {}
    sentence = ""
    for line in JUDGED.read_text("utf-8").splitlines():
        if line.startswith("  "):
            judged[sentence].append(line.strip())
        elif line and not line.startswith("#"):
            sentence = line
            judged[sentence] = []
    return judged


def test_suggestions_are_those_that_were_judged_right() -> None:
    judged = read_judged()
    assert sum(map(len, judged.values())) >= 400
    assert {
        sentence: [f"{each.source} -> {each.alternatives[0]}" for each in found]
        for sentence, found in ((each, suggest_alternatives(each, "en")) for each in judged)
    } == judged


def test_names_phrases_and_statistics_are_kept() -> None:
    kept = [line for line in KEPT.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = {phrase: suggest_alternatives(phrase, "en") for phrase in kept}
    assert {phrase: sources for phrase, sources in found.items() if sources} == {}


def test_a_region_has_the_table_of_its_language() -> None:
    assert suggest_alternatives("Utilise it.", "en-GB") == suggest_alternatives("Utilise it.", "en")


def test_a_language_without_table_has_no_suggestions() -> None:
    assert suggest_alternatives("Utilize it.", "cy") == []


@given(
    st.text() | st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(["en", "es", "x"])
)
def test_suggestions_have_their_span_and_are_in_order(text: str, language: str) -> None:
    end = 0
    for each in suggest_alternatives(text, language):
        assert end <= each.start < each.end
        assert text[each.start : each.end] == each.source
        assert each.alternatives
        end = each.end


@given(
    st.lists(st.text() | st.lists(st.sampled_from(PIECES)).map("".join)),
    st.sampled_from(["en", "es", "x"]),
)
def test_several_texts_have_the_suggestions_of_each_alone(texts: list[str], language: str) -> None:
    alone = {place: suggest_alternatives(text, language) for place, text in enumerate(texts)}
    together = suggest_alternatives_in(texts, language)
    assert together == {place: found for place, found in alone.items() if found}


def test_time_is_linear_in_the_text() -> None:
    text = "Utilise in order in order in order https://example.org/renal prior prior to. "
    once, often = suggest_alternatives(text * 10, "en"), suggest_alternatives(text * 1_000, "en")
    assert len(often) == 100 * len(once)
