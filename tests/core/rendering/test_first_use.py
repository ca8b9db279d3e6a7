"""The block in which a rendering first explains a term."""

from readlevel.core.rendering.first_use import extract_first_use
from readlevel.core.rendering.safe_html import sanitise

PAGE = sanitise(
    '<h2 id="s-a">Stroke</h2><p>Before <a class="term" href="/glossary/brain" data-term="brain">'
    'brain</a>.</p><ul><li>A <em>bad</em> <a class="term" href="/glossary/stroke"'
    ' data-term="stroke">stroke</a> <span class="cite"><a id="cite-1-1" href="#ref-1">1</a></span>'
    ' is <a class="term" href="/glossary/stroke" data-term="stroke" data-again="text">stroke</a>.'
    "</li><li>After.</li></ul>"
)


def test_the_block_of_the_first_use_is_shown_without_links() -> None:
    block = extract_first_use(PAGE, "stroke")
    assert block is not None
    assert "<strong>stroke</strong>" in block.text
    assert "<a" not in block.text
    assert "Before" not in block.text
    assert "After" not in block.text
    assert "cite-1-1" not in block.text


def test_a_term_that_is_not_explained_has_none() -> None:
    assert extract_first_use(PAGE, "heart") is None
