"""How Markdown is read: what is a citation or a span, what is refused."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readlevel.core.text.document import (
    MAX_CHARACTERS,
    Document,
    Token,
    UnreadableMarkdown,
    parse,
    parse_inline,
    split_lines,
    text_of,
)

SIGNS = st.sampled_from(
    [
        *"ab \n\t*_`~^[](){}@;,.!<>&|#>-+:\\\"'=$%1é你\u2028\r",
        "[@a]",
        "](x)",
        "{.plain}",
        "\n\n",
        "- ",
    ]
)
TEXTS = st.lists(SIGNS, max_size=60).map("".join) | st.text(max_size=80)


def children(document: Document) -> list[Token]:
    return [child for token in document.tokens for child in token.children or ()]


def keys(markdown: str) -> list[list[str]]:
    return [child.meta["keys"] for child in children(parse(markdown)) if child.type == "citation"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[@a]", [["a"]]),
        ("[@a; @b]", [["a", "b"]]),
        ("[@a, p. 3; @b, pp. 4-5]", [["a"], ["b"]]),
        ("[@a, p. 3;\n@b]", [["a", "b"]]),
        ("[@a, @b]", [["a", "b"]]),
        ("[-@a]", [["a"]]),
        ("[@a][@b]", [["a"], ["b"]]),
        ("*[@a]* (see [@b])", [["a"], ["b"]]),
        ("[@Müller_2020:x.y-z/1+2]", [["Müller_2020:x.y-z/1+2"]]),
        ("[@http://zotero.org/users/1/items/AB]", [["http://zotero.org/users/1/items/AB"]]),
        ("[@{a b: c}]", [["a b: c"]]),
        ("[@a, who is at me@example.org]", [["a"]]),
        ("[@1]", [["1"]]),
        ("[@]", []),
        ("[@ a]", []),
        ("[a@b.org]", []),
        ("[see @a]", []),
        ("@a", []),
        (r"\[@a]", []),
        (r"[\@a]", []),
        ("`[@a]`", []),
        ("    [@a]", []),
        ("[@a](https://example.org)", []),
        ("[words [@a] words](https://example.org)", []),
        ("<https://example.org/[@a]>", []),
    ],
)
def test_citations_are_pandocs(markdown: str, expected: list[list[str]]) -> None:
    found = keys(markdown)
    assert [key for one in found for key in one] == [key for one in expected for key in one]


def test_a_citation_keeps_how_it_was_written() -> None:
    (citation,) = children(parse("[@a, p. 3; @b]"))
    assert (citation.type, citation.content) == ("citation", "[@a, p. 3; @b]")


@pytest.mark.parametrize(
    ("markdown", "attributes"),
    [
        ("[x]{.plain}", {"class": "plain"}),
        ("[x]{term=a-b}", {"term": "a-b"}),
        ('[x]{term="a-b"}', {"term": "a-b"}),
        ('[x]{.plain style="color:red" #id onclick=a href=b}', {"class": "plain"}),
    ],
)
def test_spans_keep_class_and_term_only(markdown: str, attributes: dict[str, str]) -> None:
    opening, *_ = children(parse(markdown))
    assert opening.type == "span_open"
    assert opening.attrs == attributes


def test_attributes_are_read_after_spans_only() -> None:
    markdown = "# H {#x}\n\n*a*{.b} `c`{.d} [e](/f){.g} ![h](i){.j}\n\n{.k}\npara"
    document = parse(markdown)
    kept = {name for token in document.tokens for name in token.attrs}
    kept |= {name for child in children(document) for name in child.attrs}
    assert kept == {"href", "src", "alt"}


def test_small_print_is_read() -> None:
    kinds = [child.type for child in children(parse("H~2~O m^2^ ~~a~~"))]
    assert kinds.count("sub_open") == kinds.count("sub_close") >= 1
    assert kinds.count("sup_open") == 1
    assert "s_open" not in kinds


def test_html_is_text() -> None:
    document = parse("<b>x</b>\n\n<div>\n\n<!-- x -->")
    assert {child.type for child in children(document)} == {"text"}
    assert not any("html" in token.type for token in document.tokens)


@pytest.mark.parametrize("read", [parse, parse_inline])
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x" * (MAX_CHARACTERS + 1), "too_long", None),
        ("a\r\nb\rc\n\0", "nul", 4),
        ("a\n\udfff", "surrogate", 2),
    ],
    ids=["too long", "NUL", "surrogate"],
)
def test_an_unstorable_text_is_refused(
    read: object, text: str, code: str, line: int | None
) -> None:
    assert callable(read)
    with pytest.raises(UnreadableMarkdown) as refused:
        read(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_a_text_of_the_greatest_length_is_read() -> None:
    assert parse("word " * (MAX_CHARACTERS // 5)).tokens


@given(TEXTS)
@example("[@a\u2028]")
@settings(deadline=None)
def test_any_text_is_read(text: str) -> None:
    document = parse(text) if not refused(text) else parse("")
    assert sum(token.nesting for token in document.tokens) == 0
    for token in document.tokens:
        assert sum(child.nesting for child in token.children or ()) == 0
        assert "\n" not in text_of(token)
        assert token.map is None or token.map[1] <= len(split_lines(document.source))


def refused(text: str) -> bool:
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


@given(st.text(st.sampled_from("ab é-_:.#$%&+?<>~/"), min_size=1, max_size=20).map(str.strip))
def test_a_key_in_braces_is_read_as_it_is(key: str) -> None:
    assert keys(f"[@{{{key}}}]") == ([[key]] if key else [])
