"""What becomes of the marks of a stored text, as its reader wants them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.term import Term
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.core.rendering.tooltip_uses import TooltipUses, filter_tooltips
from tests.core.rendering.render_markdown import render_markdown

GLOSSARY = Glossary(
    [
        Term("kidney", "kidney", "en", definition_lay="Pumps."),
        Term("hba1c", "HbA1c", "en", definition_lay="Shows."),
    ]
)
TEXT = "A kidney, a *kidney*.\n\n## Why\n\nYour kidney, HbA~1c~, [link](/x) and a kidneys' kidney."


def rendered(markdown: str) -> SafeHTML:
    return render_markdown(markdown, glossary=GLOSSARY).html


def lit(html: SafeHTML) -> list[str]:
    """Return what the terms of a text stand on."""
    return re.findall('<a class="term"[^>]*>(.*?)</a>', html.text)


def words(html: SafeHTML) -> str:
    """Return a text without the links of its terms, the slow and plain way."""
    without = html.text
    while (start := without.find('<a class="term"')) >= 0:
        inside = without.index(">", start) + 1
        end = without.index("</a>", inside)
        without = without[:start] + without[inside:end] + without[end + len("</a>") :]
    return without


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        (TooltipUses.FIRST, ["kidney", "HbA<sub>1c</sub>"]),
        (TooltipUses.SECTION, ["kidney", "kidney", "HbA<sub>1c</sub>"]),
        (TooltipUses.ALL, ["kidney", "kidney", "kidney", "HbA<sub>1c</sub>", "kidneys", "kidney"]),
        (TooltipUses.NONE, []),
    ],
)
def test_a_reader_gets_the_uses_asked_for(uses: TooltipUses, expected: list[str]) -> None:
    assert lit(filter_tooltips(rendered(TEXT), uses)) == expected


def test_links_of_the_writer_stay() -> None:
    assert '<a href="/x">link</a>' in filter_tooltips(rendered(TEXT), TooltipUses.NONE).text


def test_words_that_look_like_term_markup_are_left_alone() -> None:
    html = rendered('`<a class="term">x</a>` <a class="term">y</a> [z](/x "<a class=\'term\'>")')
    assert filter_tooltips(html, TooltipUses.NONE) == html


PIECES = st.sampled_from(
    [
        "kidney ",
        "*kidney* ",
        "HbA~1c~ ",
        "## A\n\n",
        "\n\n",
        "[x](/y) ",
        "[z]{term=kidney}",
        '<a> "',
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(TooltipUses))
def test_only_links_are_taken_out(markdown: str, uses: TooltipUses) -> None:
    html = rendered(markdown)
    shown = filter_tooltips(html, uses)
    assert words(shown) == words(html)
    assert filter_tooltips(shown, uses) == shown
    assert len(lit(shown)) <= len(lit(html))
