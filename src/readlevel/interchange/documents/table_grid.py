"""Tables of pages made rectangular, since Markdown knows neither merged cells nor header rows.

A merged cell is repeated in each row and column that it covers, so that no value moves under
another heading; header rows are joined to one.
"""

from collections.abc import Iterator
from copy import copy

from bs4 import BeautifulSoup, Tag

from readlevel.interchange.files.problems import BadRecord

_MAX_CELLS = 20_000
"""Cells of all tables of a text, repeated ones included."""


def make_tables_rectangular(main: Tag, soup: BeautifulSoup) -> list[str]:
    """Give every table of `main` rows of the same length; return the texts of merged cells.

    Raise `BadRecord` if that makes too many cells.
    """
    merged: list[str] = []
    left = _MAX_CELLS
    for table in reversed(main("table")):  # those in cells before the tables around them
        rows = [row for row in table("tr") if row.find_parent("table") is table]
        grid = _lay_out(rows, left, merged)
        left -= sum(len(cells) for cells in grid.values())
        width = max(map(len, grid.values()), default=0)
        for row, cells in zip(rows, grid.values(), strict=True):
            padding = [soup.new_tag("td") for _ in range(width - len(cells))]
            _fill(row, [*cells, *padding])
        _join_header_rows(table, rows, soup)
        if table.find_parent(("td", "th")) is not None:
            _write_out(table, soup)
    return merged


def _write_out(table: Tag, soup: BeautifulSoup) -> None:
    """Make one line of a table in a cell: cells apart by commas, rows by semicolons."""
    rows = [row for row in table("tr") if row.find_parent("table") is table]
    line = soup.new_tag("p")
    for number, row in enumerate(rows):
        cells = _cells_of(row)
        while len(cells) > 1 and not cells[-1].get_text(strip=True):
            cells.pop()
        for place, cell in enumerate(cells):
            if place or number:
                line.append(soup.new_string(", " if place else "; "))
            for paragraph in cell("p"):
                paragraph.unwrap()
            line.extend(list(cell.contents))
    table.replace_with(line)


def _cells_of(row: Tag) -> list[Tag]:
    return [cell for cell in row(("td", "th")) if cell.find_parent("tr") is row]


def _lay_out(rows: list[Tag], most: int, merged: list[str]) -> dict[int, list[Tag]]:
    """Return the cells of each row by its number, merged ones in every place they cover."""
    grid: dict[int, list[Tag]] = {number: [] for number in range(len(rows))}
    covered: dict[tuple[int, int], Tag] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells_of(row):
            column = _take_covered(grid[number], covered, number, column)
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            if wide * high > 1:
                merged.append(" ".join(cell.get_text(" ", strip=True).split()))
            most -= wide * high
            if most < 0:
                raise BadRecord(f"Its tables have more than {_MAX_CELLS:,} cells. Split it.")
            for down in range(high):
                for right in range(wide):
                    covered[number + down, column + right] = cell
        _take_covered(grid[number], covered, number, column)
    return grid


def _take_covered(
    cells: list[Tag], covered: dict[tuple[int, int], Tag], number: int, column: int
) -> int:
    """Add the cells that cover the next columns of a row; return the first that is free."""
    while (number, column) in covered:
        cells.append(covered[number, column])
        column += 1
    return column


def _span(cell: Tag, name: str) -> int:
    given = str(cell.get(name, "1"))
    return max(1, min(int(given), 1_000)) if given.isascii() and given.isdigit() else 1


def _fill(row: Tag, cells: list[Tag]) -> None:
    """Put copies of `cells` into a row, in place of what it has."""
    copies = [copy(cell) for cell in cells]
    row.clear()
    for cell in copies:
        for name in ("colspan", "rowspan"):
            del cell[name]
        row.append(cell)


def _join_header_rows(table: Tag, rows: list[Tag], soup: BeautifulSoup) -> None:
    """Make one row of several header rows: "Dose" over "Adults" is "Dose: Adults"."""
    header = list(_leading_header_rows(table, rows))
    if len(header) < 2:
        return
    first, *others = header
    for place, cell in enumerate(_cells_of(first)):
        texts = [cell.get_text(" ", strip=True)]
        for row in others:
            below = _cells_of(row)[place].get_text(" ", strip=True)
            if below and below not in texts:
                texts.append(below)
        cell.clear()
        cell.append(soup.new_string(": ".join(text for text in texts if text)))
    for row in others:
        row.decompose()


def _leading_header_rows(table: Tag, rows: list[Tag]) -> Iterator[Tag]:
    head = table.find("thead")
    for row in rows:
        cells = _cells_of(row)
        in_head = head is not None and row.find_parent("thead") is head
        if not in_head and not (cells and all(cell.name == "th" for cell in cells)):
            return
        yield row
