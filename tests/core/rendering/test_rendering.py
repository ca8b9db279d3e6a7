"""A rendering is stored and restored without loss."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.finding import Finding
from readlevel.core.model.heading import Heading
from readlevel.core.readability.readability import Measures, measure
from readlevel.core.rendering.rendering import (
    CitedReference,
    ExplainedTerm,
    Rendering,
    as_stored,
    from_stored,
)
from readlevel.core.rendering.safe_html import restore_html
from readlevel.core.text.prose import prose_of_text

RENDERING = Rendering(
    html=restore_html("<p>Größe &amp; 心\u2028</p>"),
    contents=(Heading(2, "s-why", "Why"), Heading(3, "s-how", "How")),
    readability=measure(prose_of_text("It is short. It is simple.", "en"), "en"),
    references=(
        CitedReference(1, "a", restore_html("<i>A</i>."), 2, "https://doi.org/10.1/a", None, None),
    ),
    terms=(ExplainedTerm("heart", "heart", restore_html("Pumps."), "en", "lay", "hart"),),
    findings=(Finding("unknown_citation", "blocks", 3, None, "@x", {"key": "x"}),),
    plain_text="Why\nHow",
    source_digest="0" * 64,
    terms_digest="1" * 64,
    renderer_version=7,
)
OLDEST = Path(__file__).parents[1] / "fixtures" / "rendering_version_1.json"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_a_rendering_is_restored_equal() -> None:
    assert from_stored(as_stored(RENDERING)) == RENDERING


def test_the_second_number_is_restored_with_it() -> None:
    prose = prose_of_text("Hypertension is common. It is not simple. " * 8, "en")
    rendering = replace(RENDERING, readability=measure(prose, "en", ["Hypertension"] * 8))
    assert rendering.readability.aside is not None
    assert from_stored(as_stored(rendering)) == rendering


@given(TEXTS, TEXTS, st.lists(st.builds(Heading, st.integers(2, 3), TEXTS, TEXTS), max_size=3))
def test_any_text_of_a_rendering_is_restored(
    html: str, plain_text: str, contents: list[Heading]
) -> None:
    rendering = replace(
        RENDERING, html=restore_html(html), plain_text=plain_text, contents=tuple(contents)
    )
    assert from_stored(as_stored(rendering)) == rendering


def test_what_the_oldest_renderer_stored_can_still_be_shown() -> None:
    rendering = from_stored(OLDEST.read_text("utf-8"))
    assert rendering.renderer_version == 1
    assert [term.slug for term in rendering.terms] == ["heart"]
    readability = rendering.readability
    assert (readability.headline.grade_low, readability.headline.grade_high) == (2, 4)
    assert readability.measures == Measures(
        mean_sentence_words=6.5, longest_sentence_words=0, hardness=None, reading_seconds=10
    )
    assert readability.aside is None
    assert from_stored(as_stored(rendering)) == rendering


def test_what_is_stored_is_json_that_reads_the_same_everywhere() -> None:
    stored = as_stored(RENDERING)
    assert json.loads(stored)["plain_text"] == "Why\nHow"
    assert stored == as_stored(from_stored(stored))


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"text"',
        as_stored(RENDERING)[:-10],
        json.dumps({**json.loads(as_stored(RENDERING)), "html": None}),
        json.dumps({**json.loads(as_stored(RENDERING)), "html": {"text": 3}}),
        json.dumps({**json.loads(as_stored(RENDERING)), "contents": 3}),
        "[" * 100_000,
        json.dumps({**json.loads(as_stored(RENDERING)), "readability": {}}),
        json.dumps({**json.loads(as_stored(RENDERING)), "a field of tomorrow": 1}),
    ],
    ids=lambda stored: stored[:12],
)
def test_a_corrupt_rendering_is_a_value_error(stored: str) -> None:
    with pytest.raises(ValueError, match=r"stored rendering|line \d+ column"):
        from_stored(stored)
