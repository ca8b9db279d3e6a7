"""What was written for the web, as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.rendering.pipeline import plain_text
from readlevel.core.text.document import parse
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument, read_html
from readlevel.interchange.files.problems import BadRecord

PAGE = """<html><head><title>Gout</title><style>p { color: red }</style></head>
<body><nav>Home About</nav>
<main><h2>Gout</h2>
<p>Take <b>10 mg</b> of <i>colchicine</i> <a href="https://x.org/a_b">twice</a> a day [1].<br>
H<sub>2</sub>O, 10<sup>9</sup>, P &lt; .05, a_b * c ~ d</p>
<ul><li>One<ul><li>nested</li></ul></li><li>Two</li></ul>
<ol><li>First</li><li>Second</li></ol>
<table><tr><th>A</th><th>B</th></tr><tr><td>1 | 2</td><td>3</td></tr></table>
<p>1. no list</p><p># no heading</p><p>- no bullet</p><p>[@key] {.plain} &amp;amp;</p>
<blockquote>Quoted</blockquote></main></body></html>"""
MARKDOWN = r"""## Gout

Take **10 mg** of *colchicine* [twice](https://x.org/a_b) a day \[1\].\
H~2~O, 10^9^, P \< .05, a\_b \* c \~ d

- One
  - nested
- Two

1. First
2. Second

| A | B |
| --- | --- |
| 1 \| 2 | 3 |

1\. no list

\# no heading

\- no bullet

\[@key\] {.plain} \&amp;

> Quoted
"""


def test_a_page_becomes_markdown() -> None:
    assert read_html(PAGE).markdown == MARKDOWN


def test_markdown_of_a_page_says_what_the_page_said() -> None:
    assert plain_text(parse(MARKDOWN)).splitlines()[1] == (
        "Take 10 mg of colchicine twice a day [1]. H2O, 109, P < .05, a_b * c ~ d"
    )
    assert "[@key] {.plain} &amp;" in plain_text(parse(MARKDOWN)).splitlines()


@pytest.mark.parametrize(
    ("html", "kind", "text"),
    [
        ('<p>A <img src="a.png" alt="red toe"></p>', "picture", "red toe"),
        ('<iframe src="https://x.org/v"></iframe>', "media", "https://x.org/v"),
        ('<p><input name="dose"></p>', "form", "dose"),
        ("<p>Take <s>two</s> one.</p>", "struck", "two"),
        ('<a href="javascript:x()">here</a>', "link", "here (javascript:x())"),
        ('<table><tr><td colspan="2">both</td></tr></table>', "merged_cells", "both"),
        ('<p>Rest.<span style="display: none"> [internal]</span></p>', "hidden", "[internal]"),
        ("<p hidden>[internal]</p>", "hidden", "[internal]"),
        ("<p><span style='mso-hide:all'>[internal]</span></p>", "hidden", "[internal]"),
        ("<p>Never <u>double</u> a dose.</p>", "marks", ""),
        ("<p><mark>Never</mark> double a dose.</p>", "marks", ""),
        ('<p>a<a href="#_ftn1">[1]</a></p>', "notes", ""),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "crowded_cells", "a b"),
        ('<p>A <img src="data:image/png;base64,AA"></p>', "picture", ""),
        ('<p>A <img src="images/b.webp"></p>', "picture", "images/b.webp"),
        ("<nav>Home About</nav><main>Gout</main>", "around", "2"),
        ("<nav>Home About</nav><div role=banner>Us</div><p>Gout</p>", "around", "3"),
    ],
)
def test_content_that_markdown_cannot_carry_is_listed(html: str, kind: str, text: str) -> None:
    assert ConversionLoss(kind, text) in read_html(html).left_out


def test_a_page_that_is_carried_whole_has_nothing_listed() -> None:
    assert read_html("<h2>Gout</h2><p>Rest.</p>").left_out == ()


@pytest.mark.parametrize(
    "words", ["0.5 mg", "-5 °C", "#1 cause", "1.", "# x", "- x", "+", "---", "===", "> x", "12) x"]
)
def test_only_what_would_not_be_words_is_escaped(words: str) -> None:
    markdown = read_html(f"<p>{words.replace('>', '&gt;')}</p><p>a<br>{words}</p>").markdown
    assert plain_text(parse(markdown)).replace("\n", " ").split() == f"{words} a {words}".split()
    if words in ("0.5 mg", "-5 °C", "#1 cause"):
        assert "\\" not in markdown.replace("\\\n", "")


def test_scripts_leave_nothing_behind() -> None:
    assert read_html("<script>alert(1)</script><p>Rest.</p>").markdown == "Rest.\n"


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(BadRecord, match="too deep"):
        read_html("<div>" * 5000)


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>" * 31_000, "too_many_elements"),
        ("<div>" * 5_000, "too_deep"),
        ("word " * 100_000, "too_long"),
    ],
)
def test_too_much_of_a_page_is_refused(html: str, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_html(html)
    assert refused.value.code == code


def test_a_picture_of_the_answer_stays_wherever_it_stands() -> None:
    html = '<h2>Toe</h2><p><img src="images/a.webp" alt="a [toe]"> red</p>'
    found = read_html(html, {"a.webp"})
    assert found.markdown == "## Toe\n\n![a \\[toe\\]](images/a.webp) red\n"
    assert found.left_out == ()


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_paragraphs_keep_their_words(paragraphs: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    found = read_html("".join(f"<p>{text}</p>" for text in escaped))
    assert not [one for one in found.left_out if one.kind == "words"]


@given(st.text(st.sampled_from("<>/\"'= abpdivulhre&;#"), max_size=120))
def test_any_page_is_read(html: str) -> None:
    read_html(html)
