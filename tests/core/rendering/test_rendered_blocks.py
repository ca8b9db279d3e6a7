"""Texts rendered block by block."""

from pathlib import Path

import pytest

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import Reference
from readlevel.core.model.persona import EVERY_LAY
from readlevel.core.rendering.pipeline import (
    ParsedSource,
    parse_source,
    render_source,
    shape_source,
)
from readlevel.core.rendering.rendered_blocks import RenderedBlock, render_blocks

SAMPLES = sorted((Path(__file__).parents[3] / "src" / "readlevel" / "samples").glob("*/*.en.md"))
REFERENCES = (Reference("who", {"type": "book", "title": "A"}),)
TEXT = """Before. [@who]

## Doses

1. Take 2 mg. [@who]
2. Rest.

   Well.

::: emergency
Call.
:::

| a | b |
|---|---|
| 1 | 2 |

![A pill](images/pill.png)
"""


def shape(markdown: str, language: str = "en") -> tuple[str, tuple[RenderedBlock, ...]]:
    """Return the HTML of a text rendered at once, and its blocks."""
    source: ParsedSource = parse_source(markdown, language)
    glossary = Glossary(())
    whole = render_source(
        source,
        slug="x",
        references=REFERENCES,
        glossary=glossary,
        policy=EVERY_LAY,
        glossary_path="/glossary/",
    )
    shaped = shape_source(
        source, slug="x", references=REFERENCES, glossary=glossary, policy=EVERY_LAY
    )
    return whole.html.text, render_blocks(shaped, "/glossary/", language)


def test_each_block_knows_its_lines() -> None:
    _, blocks = shape(TEXT)
    assert [(one.first_line, one.last_line) for one in blocks] == [
        (1, 1),
        (3, 3),
        (5, 8),
        (10, 12),
        (14, 16),
        (18, 18),
    ]
    lines = TEXT.split("\n")
    for one in blocks:
        assert one.source == "\n".join(lines[one.first_line - 1 : one.last_line])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_blocks_of_a_text_are_the_text(path: Path) -> None:
    whole, blocks = shape(path.read_text("utf-8"))
    assert "".join(one.html.text for one in blocks) == whole


@pytest.mark.parametrize("markdown", ["", "\n\n", "::: check\nunclosed", TEXT])
def test_nothing_is_lost_in_odd_texts(markdown: str) -> None:
    whole, blocks = shape(markdown)
    assert "".join(one.html.text for one in blocks) == whole
