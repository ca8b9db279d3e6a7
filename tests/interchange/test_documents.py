"""What was written in Word or for the web, as Markdown."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.document import parse
from readlevel.core.pipeline import plain_text
from readlevel.interchange import documents
from readlevel.interchange.documents import LeftOut, read_docx, read_html
from readlevel.interchange.problem import BadRecord

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

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
HEADING = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Gout &amp; you</w:t></w:r></w:p>'
)
BOLD = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Rest</w:t></w:r><w:r><w:t> your toe.</w:t></w:r></w:p>"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def make_docx(body: str, **more: str) -> bytes:
    files = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r" Type="{RELATIONS}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"{WORD}{body}</w:body></w:document>",
        **more,
    }
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


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
        ("<nav>Home About</nav><main>Gout</main>", "around", "2"),
    ],
)
def test_what_markdown_cannot_carry_is_listed(html: str, kind: str, text: str) -> None:
    assert LeftOut(kind, text) in read_html(html).left_out


def test_a_page_that_is_carried_whole_has_nothing_listed() -> None:
    assert read_html("<h2>Gout</h2><p>Rest.</p>").left_out == ()


def test_scripts_leave_nothing_behind() -> None:
    assert read_html("<script>alert(1)</script><p>Rest.</p>").markdown == "Rest.\n"


def test_a_word_file_becomes_markdown() -> None:
    found = read_docx(make_docx(HEADING + BOLD))
    assert found.markdown == "# Gout & you\n\n**Rest** your toe.\n"
    assert found.left_out == ()


def test_comments_in_a_word_file_are_listed() -> None:
    found = read_docx(make_docx(BOLD, **{"word/comments.xml": f"{WORD}</w:body></w:document>"}))
    assert LeftOut("comments", "") in found.left_out


@pytest.mark.parametrize("content", [b"", b"Gout", b"PK\3\4", make_docx("<")])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadRecord, match="not a Word file"):
        read_docx(content)


def test_a_word_file_that_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_MAX_UNPACKED", 500)
    with pytest.raises(BadRecord, match="unpacks to more"):
        read_docx(make_docx(BOLD * 10))


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(BadRecord, match="too deep"):
        read_html("<div>" * 5000)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_paragraphs_keep_their_words(paragraphs: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    found = read_html("".join(f"<p>{text}</p>" for text in escaped))
    assert not [one for one in found.left_out if one.kind == "words"]


@given(st.text(st.sampled_from("<>/\"'= abpdivulhre&;#"), max_size=120))
def test_any_page_is_read(html: str) -> None:
    read_html(html)
