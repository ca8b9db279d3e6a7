"""Statements: the sentences, headings and table rows of a text, with their citations.

Unlike prose, which omits headings and treats each cell of a table as a sentence, a heading is a
statement here, and so is a row with its cells joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from readlevel.core.text.citations import locate_citations
from readlevel.core.text.cleanup import clean_block
from readlevel.core.text.document import Document, Token, parse
from readlevel.core.text.prose import prose, read_inline
from readlevel.core.text.source_positions import LineIndex, Span, locate_sentences


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, heading or table row."""

    text: str
    line: int
    """Line of the Markdown, from 1, on which its block begins."""
    span: Span | None
    """Span in the Markdown; None if it was not found."""
    heading: str = ""
    """The heading above it."""
    citations: tuple[str, ...] = ()
    """Keys of the works it cites, in order."""
    is_heading: bool = False


def read_statements(markdown: str, language: str) -> tuple[Statement, ...]:
    """Return the statements of a text, in order.

    Raise `UnreadableMarkdown` for text that cannot be parsed.
    """
    document = parse(markdown)
    headings = dict(_headings(document.tokens))
    rows = dict(_rows(document.tokens))
    lines = LineIndex(markdown)
    found = [
        Statement(text, line, lines.span_of(line), is_heading=line in headings)
        for line, text in (headings | rows).items()
    ]
    spoken = [one for one in prose(document, language).sentences if one.line not in rows]
    for sentence, position in zip(spoken, locate_sentences(spoken, markdown), strict=True):
        found.append(Statement(sentence.text, sentence.line, position.span))
    # The sort is stable: a sentence that was not found stays after the one before it.
    found.sort(key=lambda one: one.line)
    cited = _attach_citations(found, document, lines)
    return tuple(_attach_headings(cited, headings))


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each heading."""
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and token.map:
            text = clean_block(read_inline(token.children or []))
            if text:
                yield token.map[0] + 1, text


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the line and text of each table row; a bare number gets its column's title."""
    titles: list[str] = []
    cells: list[str] = []
    line = 0
    in_head = False
    for token in tokens:
        if token.type == "thead_open":
            in_head, titles = True, []
        elif token.type == "thead_close":
            in_head, titles = False, cells
        elif token.type == "tr_open":
            cells = []
            line = token.map[0] + 1 if token.map else line
        elif token.type == "inline" and line:
            cells.append(clean_block(read_inline(token.children or [])))
        elif token.type == "tr_close":
            yield line, "" if in_head else _row(cells, titles)
        elif token.type == "table_close":
            line = 0


def _row(cells: Sequence[str], titles: Sequence[str]) -> str:
    titled = zip(cells, (*titles, *[""] * len(cells)), strict=False)
    return " | ".join(
        f"{cell} {title}".strip() if not any(map(str.isalpha, cell)) else cell
        for cell, title in titled
        if cell
    )


def _attach_citations(
    statements: Sequence[Statement], document: Document, lines: LineIndex
) -> list[Statement]:
    """Return the statements with their citations.

    A citation belongs to the last statement that begins before it.
    """
    cited: dict[int, list[str]] = {}
    index = 0
    for token, line, column in locate_citations(document):
        offset = lines.start_of(line) + (column or 1) - 1
        while index + 1 < len(statements) and _begins(statements[index + 1], line, offset):
            index += 1
        cited.setdefault(index, []).extend(token.meta["keys"])
    return [
        replace(one, citations=tuple(dict.fromkeys(cited[position]))) if position in cited else one
        for position, one in enumerate(statements)
    ]


def _begins(statement: Statement, line: int, offset: int) -> bool:
    """Return whether `statement` begins before a position."""
    if statement.span is None:
        return statement.line <= line
    return statement.span[0] <= offset


def _attach_headings(
    statements: Sequence[Statement], headings: dict[int, str]
) -> Iterator[Statement]:
    heading = ""
    for statement in statements:
        heading = headings.get(statement.line, heading)
        if statement.text:
            yield replace(statement, heading=heading) if heading else statement
