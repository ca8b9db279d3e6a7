"""The tables of a document as its author saw them, each with the Markdown that it became."""

from dataclasses import dataclass

from bs4 import Tag

from readlevel.core.text.document import parse, split_lines
from readlevel.interchange.documents.cited_works import remove_marks

_MAX_TABLES = 50
_MAX_SIDE = 1_000
_AROUND = " >"
"""What stands before the rows of a table in a list or quotation."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as it was in the file."""

    text: str
    columns: int = 1
    rows: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class TablePair:
    """A table of the file, and what became of it; `markdown` is empty if that is not known."""

    source: tuple[tuple[SourceCell, ...], ...]
    markdown: str


def read_source_tables(main: Tag) -> list[tuple[tuple[SourceCell, ...], ...]]:
    """Return the rows of the outermost tables of a page, before they are made rectangular."""
    outermost = [table for table in main("table") if table.find_parent("table") is None]
    return [
        tuple(
            tuple(_read_cell(cell) for cell in row(("td", "th")) if cell.find_parent("tr") is row)
            for row in table("tr")
            if row.find_parent("table") is table
        )
        for table in outermost[:_MAX_TABLES]
    ]


def pair_tables(
    sources: list[tuple[tuple[SourceCell, ...], ...]], markdown: str
) -> tuple[TablePair, ...]:
    """Return each source table with its lines of `markdown`, whose tables are in the same order."""
    if not sources:
        return ()
    document = parse(markdown)
    lines = split_lines(document.source)
    becomes = [
        "\n".join(line.lstrip(_AROUND) for line in lines[token.map[0] : token.map[1]])
        for token in document.tokens
        if token.type == "table_open" and token.map
    ]
    if len(becomes) < len(sources):
        becomes = [""] * len(sources)
    return tuple(
        TablePair(source, text) for source, text in zip(sources, becomes, strict=False) if source
    )


def _read_cell(cell: Tag) -> SourceCell:
    return SourceCell(
        " ".join(remove_marks(cell.get_text(" ", strip=True)).split()),
        _read_span(cell, "colspan"),
        _read_span(cell, "rowspan"),
        cell.name == "th",
    )


def _read_span(cell: Tag, name: str) -> int:
    given = str(cell.get(name, "1"))
    return max(1, min(int(given), _MAX_SIDE)) if given.isascii() and given.isdigit() else 1
