"""A rendering is stored and restored without loss."""

import json
import subprocess
import sys
from dataclasses import asdict, replace
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
)
from readlevel.core.rendering.safe_html import restore_html
from readlevel.core.text.prose import prose_of_text
from readlevel.storage.public.rendering_json import dump_rendering, load_rendering

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
OLDEST = Path(__file__).parents[2] / "core" / "fixtures" / "rendering_version_1.json"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_a_rendering_is_restored_equal() -> None:
    assert load_rendering(dump_rendering(RENDERING)) == RENDERING


def test_the_second_number_is_restored_with_it() -> None:
    prose = prose_of_text("Hypertension is common. It is not simple. " * 8, "en")
    rendering = replace(RENDERING, readability=measure(prose, "en", ["Hypertension"] * 8))
    assert rendering.readability.aside is not None
    assert load_rendering(dump_rendering(rendering)) == rendering


@given(TEXTS, TEXTS, st.lists(st.builds(Heading, st.integers(2, 3), TEXTS, TEXTS), max_size=3))
def test_any_text_of_a_rendering_is_restored(
    html: str, plain_text: str, contents: list[Heading]
) -> None:
    rendering = replace(
        RENDERING, html=restore_html(html), plain_text=plain_text, contents=tuple(contents)
    )
    assert load_rendering(dump_rendering(rendering)) == rendering


def test_renderings_of_the_oldest_renderer_can_still_be_shown() -> None:
    rendering = load_rendering(OLDEST.read_text("utf-8"))
    assert rendering.renderer_version == 1
    assert [term.slug for term in rendering.terms] == ["heart"]
    readability = rendering.readability
    assert (readability.headline.grade_low, readability.headline.grade_high) == (2, 4)
    assert readability.measures == Measures(
        mean_sentence_words=6.5, longest_sentence_words=0, hardness=None, reading_seconds=10
    )
    assert readability.aside is None
    assert load_rendering(dump_rendering(rendering)) == rendering


def test_fields_are_stored_by_their_names() -> None:
    fields = json.loads(json.dumps(asdict(RENDERING)))
    assert fields["readability"].pop("aside") is None
    assert json.loads(dump_rendering(RENDERING)) == fields


def test_stored_json_reads_the_same_everywhere() -> None:
    stored = dump_rendering(RENDERING)
    assert json.loads(stored)["plain_text"] == "Why\nHow"
    assert stored == dump_rendering(load_rendering(stored))


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '"text"',
        dump_rendering(RENDERING)[:-10],
        json.dumps({**json.loads(dump_rendering(RENDERING)), "html": None}),
        json.dumps({**json.loads(dump_rendering(RENDERING)), "html": {"text": 3}}),
        json.dumps({**json.loads(dump_rendering(RENDERING)), "contents": 3}),
        "[" * 100_000,
        json.dumps({**json.loads(dump_rendering(RENDERING)), "readability": {}}),
        json.dumps({**json.loads(dump_rendering(RENDERING)), "a field of tomorrow": 1}),
    ],
    ids=lambda stored: stored[:12],
)
def test_a_corrupt_rendering_is_a_value_error(stored: str) -> None:
    with pytest.raises(ValueError, match="Rendering"):
        load_rendering(stored)


def test_reading_loads_no_library_of_writing() -> None:
    read = (
        "import sys\n"
        "from readlevel.storage.public.rendering_json import load_rendering\n"
        "print(load_rendering(sys.stdin.read()).html.text)\n"
        "heavy = {'markdown_it', 'mdit_py_plugins', 'nh3', 'citeproc', 'textstat', 'lxml',\n"
        "         'ahocorasick_rs'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    reader = subprocess.run(
        [sys.executable, "-c", read],
        input=dump_rendering(replace(RENDERING, html=restore_html("<p>Read.</p>"))),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert reader.stdout.splitlines() == ["<p>Read.</p>", "[]"]
