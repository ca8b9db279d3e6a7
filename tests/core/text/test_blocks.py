"""Content blocks are found, named, listed, and reported when they are broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.block import BlockKind, ContentBlock
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.blocks import (
    convert_headings_to_blocks,
    find_broken_blocks,
    list_blocks,
    locate_blocks,
)
from readlevel.core.text.document import parse
from readlevel.core.text.prose import prose
from tests.core.rendering.render_markdown import render_markdown

TEXT = """\
::: key-points
- Rest. [@one]
- Drink **water**.
:::

## Fever

::: emergency Call now
Call if it hurts.
:::
"""


def render(markdown: str) -> Rendering:
    return render_markdown(markdown, glossary=Glossary([]))


def problems(markdown: str) -> list[tuple[object, int | None]]:
    found = find_broken_blocks(parse(markdown))
    return sorted((one.data["problem"], one.line) for one in found)


def test_blocks_are_listed_with_titles_in_the_language_of_the_text() -> None:
    points, emergency = list_blocks(parse(TEXT), "es-MX")
    assert points == ContentBlock(BlockKind.KEY_POINTS, "Puntos clave", "Rest.\nDrink water.")
    assert emergency == ContentBlock(BlockKind.EMERGENCY, "Call now", "Call if it hurts.")
    assert list(locate_blocks(parse(TEXT))) == [("key-points", 1), ("emergency", 8)]


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "it", "nl", "pt", "ru"])
def test_a_language_with_scores_or_hints_has_titles_of_its_own(language: str) -> None:
    first, _ = list_blocks(parse(TEXT), language)
    assert first.title != "Key points"


def test_a_language_without_titles_has_the_english_ones() -> None:
    first, _ = list_blocks(parse(TEXT), "sw")
    assert first.title == "Key points"


def test_a_block_is_drawn_with_a_heading_one_level_below_what_is_above() -> None:
    html = render(TEXT).html.text
    assert '<div class="block block-key-points">\n<h2 class="block-title">Key points</h2>' in html
    assert '<div class="block block-emergency">\n<h3 class="block-title">Call now</h3>' in html


def test_a_title_is_text_and_not_markup() -> None:
    html = render("::: note <script>alert(1)</script>\nx\n:::").html.text
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_words_of_a_block_are_scored_in_order_and_its_title_is_not() -> None:
    sentences = [one.text for one in prose(parse(TEXT), "en").sentences]
    assert sentences == ["Rest.", "Drink water.", "Call if it hurts."]


def test_titles_are_not_in_the_table_of_contents() -> None:
    assert [one.text for one in render(TEXT).contents] == ["Fever"]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("::: note\nx\n:::", []),
        ("> ::: note\n> x\n> :::", []),
        (":::: note\n::: urgent\nx\n:::\n::::", []),
        ("`::: x`\n\n    ::: y", []),
        ("a\n\n::: note\nx", [("unclosed", 3)]),
        ("::: emergency\nx\n\n::: note\ny\n:::", [("unclosed", 1)]),
        ("::: emergancy\nx\n:::", [("stray", 3), ("unknown", 1)]),
        ("x\n\n:::", [("stray", 3)]),
    ],
)
def test_a_broken_block_is_reported_with_its_line(
    markdown: str, found: list[tuple[str, int]]
) -> None:
    assert problems(markdown) == found


LINES = st.sampled_from([":::", "::::", "::: note", ":::: urgent A", "> ::: note", "- a", "b", ""])


@given(st.lists(LINES, max_size=14))
def test_blocks_are_closed_however_they_are_nested(lines: list[str]) -> None:
    html = render("\n".join(lines)).html.text
    assert html.count("<div") == html.count("</div>")


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("## Key points\n\n- a\n", "::: key-points\n- a\n:::\n"),
        ("### EMERGENCIA:\n\nLlame.\n", "::: emergency EMERGENCIA\nLlame.\n:::\n"),
        ("# T\n\n## Note\n\na\n\nb\n\n## Other\n\nc\n", None),
        ("## Notes\n\na\n", "## Notes\n\na\n"),
        ("## Note\n", "## Note\n"),
    ],
)
def test_sections_of_other_tools_become_blocks(markdown: str, blocks: str | None) -> None:
    converted = convert_headings_to_blocks(markdown)
    if blocks is None:
        assert converted == "# T\n\n::: note\na\n\nb\n:::\n\n## Other\n\nc\n"
    else:
        assert converted == blocks
    assert [one.line for one in find_broken_blocks(parse(converted))] == []
