"""Citations get numbers in order of first use, and unknown keys are told with their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.text.citations import CitationMark, number_citations
from readlevel.core.text.document import parse


def test_numbers_follow_the_first_use() -> None:
    citations = number_citations(
        parse("# [@b]\n\nx [@a; @b]\n\n| [@c] |\n|--|\n| [@a] |"), {"a", "b", "c"}
    )
    assert citations.keys == ("b", "a", "c")
    assert citations.uses == (2, 2, 1)
    assert citations.marks == (
        (CitationMark(1, 1),),
        (CitationMark(2, 1), CitationMark(1, 2)),
        (CitationMark(3, 1),),
        (CitationMark(2, 2),),
    )
    assert citations.findings == ()


@pytest.mark.parametrize(
    ("markdown", "places"),
    [
        ("[@x]", [(1, 1)]),
        ("a [@x] b [@x]", [(1, 3), (1, 10)]),
        ("a\nb\nc [@x]", [(3, 3)]),
        ("para\n\n- item\n\n  more [@x]\n- [@x]", [(5, 8), (6, 3)]),
        ("> a\n> b [@x]", [(2, 5)]),
        ("| a | b |\n|--|--|\n| [@x] | [@x] |", [(3, 3), (3, 10)]),
        ("# Title [@x]\n\nUnderlined [@x]\n===", [(1, 9), (3, 12)]),
        ("one [@x;\n@y] two [@x]", [(1, 5), (1, 5), (2, 9)]),
        ("Windows\r\nlines [@x]\rold [@x]", [(2, 7), (3, 5)]),
        ("a separator\u2028ends no line\n[@x]", [(2, 1)]),
        ("[@a; @x]", [(1, 1)]),
        ("| a |\n|--|\n| [@x, 1\\|2] |", [(3, None)]),
    ],
)
def test_an_unknown_key_is_found_where_it_stands(
    markdown: str, places: list[tuple[int, int | None]]
) -> None:
    citations = number_citations(parse(markdown), {"a"})
    assert [(finding.line, finding.column) for finding in citations.findings] == places
    assert {(finding.code, finding.severity) for finding in citations.findings} == {
        ("unknown_citation", "blocks")
    }


def test_an_unknown_key_takes_no_number() -> None:
    citations = number_citations(parse("[@x] [@a; @y] [@b]"), {"a", "b"})
    assert citations.marks == ((None,), (CitationMark(1, 1), None), (CitationMark(2, 1),))
    assert [finding.data["key"] for finding in citations.findings] == ["x", "y"]


def test_keys_are_told_apart_by_case() -> None:
    assert number_citations(parse("[@Smith2020]"), {"smith2020"}).keys == ()


@given(st.lists(st.lists(st.sampled_from("abcxy"), min_size=1, max_size=3), max_size=8))
def test_every_use_has_its_own_mark(brackets: list[list[str]]) -> None:
    markdown = " ".join("[" + "; ".join(f"@{key}" for key in keys) + "]" for keys in brackets)
    citations = number_citations(parse(markdown), {"a", "b", "c"})
    marks = [mark for here in citations.marks for mark in here if mark]
    assert len(marks) == len(set(marks)) == sum(citations.uses)
    assert sorted({mark.number for mark in marks}) == list(range(1, len(citations.keys) + 1))
    first = [mark.number for mark in marks if mark.use == 1]
    assert first == sorted(first)
