import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.rendering.html import inline
from readlevel.core.text.document import parse_inline, text_of
from readlevel.interchange.documents.inline_html import escape_markdown, to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain", "plain"),
        ("<p>One.</p><p>Two<br/>three.</p>", "One. Two three."),
        ("<em>a</em> <strong>b</strong>", "*a* **b**"),
        ("<i> spaced </i>out", "*spaced* out"),
        ("H<sub>2</sub>O, 10<sup>9</sup>", "H~2~O, 10^9^"),
        ("x<sub>a b</sub>", r"x~a\ b~"),
        ('<a href="https://example.org">the <b>liver</b></a>', "the **liver**"),
        ("x<script>alert(1)</script><style>p {}</style><!-- no -->y", "xy"),
        ("<script/>still here", "still here"),
        ("p < 0.05 &amp; *not* [a](b)", r"p \< 0.05 \& \*not\* \[a\](b)"),
        ("&lt;img src=x onerror=y&gt;", r"\<img src=x onerror=y\>"),
        ("un<b>closed", "un**closed**"),
        ("a<em>(b)</em>c", "a(b)c"),
        ("</b></p>stray", "stray"),
        ("", ""),
    ],
)
def test_words_and_emphases_are_kept(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


_TAGS = ("b", "i", "sub", "sup", "p", "a")
_pieces = st.sampled_from(
    ["<br>", "<a href='x'>", "](x)", *r"*_~^[`\!(&{ "]
    + [f"<{slash}{tag}>" for tag in _TAGS for slash in ("", "/")]
)


@given(st.lists(_pieces | st.text("ab*_ .é\n", max_size=3), max_size=20).map("".join))
def test_no_word_is_lost_and_none_is_added(html: str) -> None:
    markdown = to_markdown(html)
    words = re.sub(r"</?(?:p|br)>", " ", html)
    words = re.sub(r"</?(?:b|i|sub|sup|a)(?: [^>]*)?>", "", words)
    (shown,) = parse_inline(markdown).tokens
    assert text_of(shown) == " ".join(words.split())


@given(st.text())
def test_whatever_is_given_gives_no_element_but_emphases(html: str) -> None:
    shown = inline(to_markdown(html.replace("\0", ""))).text
    assert set(re.findall(r"<(/?\w+)", shown)) <= {
        f"{close}{tag}" for tag in ("em", "strong", "sub", "sup") for close in ("", "/")
    }


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    (shown,) = parse_inline(escape_markdown(text)).tokens
    assert text_of(shown) == " ".join(text.split())
