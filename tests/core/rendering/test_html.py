"""Nothing that a writer, a glossary or a reference says can leave the HTML that we make."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from html5lib import HTMLParser
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import ImageSize, Reference
from readlevel.core.model.term import Term
from readlevel.core.rendering.html import inline
from readlevel.core.rendering.pipeline import render_page
from readlevel.core.rendering.safe_html import (
    SafeHTML,
    escape_text,
    highlight_hits,
    replace_image_folder,
    sanitise,
)
from readlevel.core.text.document import UnreadableMarkdown
from tests.core.rendering.render_markdown import render_markdown
from tests.thoroughness import examples

HOSTILE = (
    (Path(__file__).parents[1] / "fixtures" / "hostile.md").read_text("utf-8").split("\n====\n")
)

ANYWHERE = {
    *("blockquote", "br", "code", "em", "figcaption", "figure", "hr", "i", "li", "p", "pre"),
    *("strong", "sub", "sup", "table", "tbody", "td", "thead", "tr", "ul"),
}
WITH_ATTRIBUTES: dict[str, dict[str, str]] = {
    **{element: {} for element in ANYWHERE},
    **{f"h{level}": {"id": r"s-\S+", "class": "block-title"} for level in range(2, 7)},
    "a": {
        "href": r"(https?:)?//[^/].*|mailto:.+|tel:\+?\d\d.*|/([^/].*)?|#(s-|ref-\d).*",
        "rel": "noopener noreferrer",
        "id": r"cite-\d+-\d+",
        "class": "term",
        "aria-label": r"Source \d+",
        "data-term": "kidney",
        "data-again": "section|text",
    },
    "div": {
        "class": "table|block block-(key-points|emergency|urgent|see-a-doctor|note)",
        "role": "group",
        "tabindex": "0",
        "aria-label": "(?s).+",
    },
    "img": {
        "src": r"/answers/an-answer/images/\w[\w.-]*",
        "alt": "(?s).*",
        "width": "40",
        "height": "20",
        "loading": "lazy",
        "title": "(?s).*",
    },
    "ol": {"start": r"\d+"},
    "span": {"class": "cite|cite cite-unknown"},
    "th": {"scope": "col"},
}
"""The elements and attributes of a text, and what the attributes may be: written anew here."""

GLOSSARY = Glossary([Term("kidney", "kidney", "en", definition_lay="Pumps.")])
REFERENCES = [Reference("a", {"title": "On engines"})]
SIZES = {"a.png": ImageSize(40, 20)}


def rendered(markdown: str) -> SafeHTML:
    return render_markdown(markdown, references=REFERENCES, glossary=GLOSSARY, sizes=SIZES).html


def elements(html: SafeHTML) -> list[Element]:
    """Return the elements a browser makes of `html`; fail where a browser had to mend it."""
    found = HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html.text)
    return [element for element in found.iter() if element is not found]


def check(html: SafeHTML) -> None:
    ids = []
    for element in elements(html):
        assert element.tag in WITH_ATTRIBUTES, html.text
        allowed = WITH_ATTRIBUTES[element.tag]
        for name, value in element.attrib.items():
            assert name in allowed, html.text
            assert re.fullmatch(allowed[name], value), html.text
        ids.append(element.get("id"))
    named = [one for one in ids if one]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("markdown", HOSTILE[1:], ids=lambda text: text[:30])
def test_hostile_text_is_inert(markdown: str) -> None:
    check(rendered(markdown))
    check(inline(markdown))
    check(render_page(f"# Title\n\n{markdown}")[1])


SIGNS = st.sampled_from(
    [
        *(
            "a",
            "kidney ",
            " ",
            "\n",
            "\n\n",
            "    ",
            "*",
            "**",
            "_",
            "~",
            "^",
            "`",
            "```\n",
            "[",
            "]",
        ),
        *(
            "(",
            ")",
            "{",
            "}",
            "<",
            ">",
            "&",
            '"',
            "'",
            "#",
            "## ",
            "> ",
            "- ",
            "1. ",
            "|",
            "|-|-|\n",
        ),
        *("\\", "!", "[@a]", "[@a; @b]", "@", ";", "](https://x.org)", "](images/a.png)", "](/x)"),
        *("](images/a.png 't')", "{.plain}", "{term=kidney}", "javascript:", "&#106;", "<script>"),
        *(
            "<img src=x onerror=x>",
            "<!--",
            "5 mg",
            "\u202e",
            "\u2028",
            "\x0b",
            "你",
            "\r",
            "|a|b|\n",
        ),
    ]
)


@given(st.lists(SIGNS, max_size=40).map("".join) | st.text(max_size=60))
@example("[as [@a] says]{term=kidney} [![x](y)](https://x.org) [](https://x.org)")
@example("[*![x](images/a.png)*](https://x.org)")
@settings(deadline=None, max_examples=examples(75, 300))
def test_any_text_leaves_only_our_own_html(markdown: str) -> None:
    try:
        check(rendered(markdown))
        check(inline(markdown))
    except UnreadableMarkdown as refused:
        assert refused.code in {"nul", "surrogate"}


@given(st.lists(SIGNS, max_size=20).map("".join) | st.text(max_size=60))
@settings(deadline=None)
def test_sanitising_leaves_only_our_own_elements(markup: str) -> None:
    for element in HTMLParser(namespaceHTMLElements=False).parseFragment(sanitise(markup).text):
        assert element.tag in WITH_ATTRIBUTES


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        ('<p onclick="x" style="x" class="x" id="s-x">a</p>', "<p>a</p>"),
        ('<h2 id="main">a</h2>', "<h2>a</h2>"),
        ("<h1>a</h1><section>b</section>", "ab"),
        ('<h2 id="s-a b">a</h2>', "<h2>a</h2>"),
        ('<a id="ref-1" href="javascript:x">a</a>', "<a>a</a>"),
        ('<img src="https://x.org/x.png" alt="a">', '<img alt="a">'),
        ('<img src="/answers/a/images/../x">', "<img>"),
        ('<img width="40" height="20">', '<img width="40" height="20">'),
        ('<img width="50%" height="20px">', "<img>"),
        ('<img width="0" height="040">', "<img>"),
        ('<img width="123456" height="²">', "<img>"),
        ('<table width="40"></table><p height="2">a</p>', "<table></table><p>a</p>"),
        ('<div role="alert" tabindex="1" class="table x">a</div>', '<div class="table">a</div>'),
        ("<script>a</script><style>b</style>c", "c"),
        ("a<!-- b -->c", "ac"),
        ("<p>a<em>b", "<p>a<em>b</em></p>"),
    ],
)
def test_the_sanitiser_holds_alone(markup: str, safe: str) -> None:
    assert sanitise(markup).text == safe


def test_pictures_of_a_draft_come_from_elsewhere_and_nothing_else_changes() -> None:
    text = '&lt;img src="/answers/a/images/b.png"&gt;'
    picture = '<img src="/answers/a/images/b.png" alt="<img src=&quot;/answers/x">'
    markup = f"<p>{text}{picture}{text}</p>"
    shown = replace_image_folder(sanitise(markup), "/edit/answers/a/images/")
    assert shown.text == sanitise(markup).text.replace('<img src="', '<img src="/edit', 1)
    for folder in ("https://x.org/", "//x.org/", "/a", "", '/a"/'):
        with pytest.raises(ValueError, match="no folder"):
            replace_image_folder(sanitise(markup), folder)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "A *sort* of **test** of H~2~O.",
            "A <em>sort</em> of <strong>test</strong> of H<sub>2</sub>O.",
        ),
        ("- no list", "- no list"),
        ("# no heading", "# no heading"),
        ("two\n\nparagraphs", "two\n\nparagraphs"),
        ("![x](images/x.png) ![y](https://x.org/y.png) left", "left"),
        ("[@a] stays", "[@a] stays"),
        ("[away](https://x.org)", '<a href="https://x.org" rel="noopener noreferrer">away</a>'),
        ("[term]{term=kidney} [x]{.plain}", "term x"),
        ("5 mg <b>", "5&nbsp;mg &lt;b&gt;"),
        ("", ""),
    ],
)
def test_a_definition_is_words_within_a_paragraph(markdown: str, html: str) -> None:
    assert inline(markdown).text.strip() == html


def test_plain_text_is_escaped() -> None:
    assert escape_text("a < b & <script>").text == "a &lt; b &amp; &lt;script&gt;"


def test_hits_are_marked_in_plain_text() -> None:
    marked = highlight_hits("<b>\x02kidney\x03 & lung", "\x02", "\x03")
    assert marked.text == "&lt;b&gt;<mark>kidney</mark> &amp; lung"


def test_levels_of_headings_are_never_skipped() -> None:
    levels = [
        int(element.tag[1])
        for element in elements(rendered("### a\n\n##### b\n\n# c\n\n###### d\n\n## e\n\n#### f"))
        if re.fullmatch("h[1-6]", element.tag)
    ]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=1&c=%20#d", "HTTPS://EXAMPLE.ORG", "mailto:a@b.org?subject=c&body=d"],
)
def test_honest_addresses_survive(address: str) -> None:
    links = [one.get("href") for one in elements(rendered(f"[x]({address})")) if one.tag == "a"]
    assert [urlsplit(str(link)).scheme for link in links] == [urlsplit(address).scheme]


def nested(signs: str) -> Iterator[str]:
    yield signs * 500 + "x"
    yield signs * 500 + "x" + "".join(reversed(signs)) * 500


@pytest.mark.parametrize("signs", ["> ", "- ", "1. ", "[", "![", "*", "_", "> - ", "[@", "~", "("])
def test_deep_nesting_is_rendered(signs: str) -> None:
    for text in nested(signs):
        check(rendered(text))
