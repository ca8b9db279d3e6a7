"""Tables with merged cells, short rows and several header rows."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.html_to_markdown import read_html
from readlevel.interchange.documents.table_grid import make_tables_rectangular
from readlevel.interchange.files.problems import BadRecord


def rows(table: str) -> list[list[str]]:
    soup = BeautifulSoup(f"<table>{table}</table>", "html.parser")
    make_tables_rectangular(soup, soup)
    return [[cell.get_text() for cell in row(("td", "th"))] for row in soup("tr")]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "<tr><td rowspan=2>A<td>1-4<td>250<tr><td>5-11<td>500",
            [["A", "1-4", "250"], ["A", "5-11", "500"]],
        ),
        ("<tr><td colspan=2>A<td>1<tr><td>a<td>b<td>c", [["A", "A", "1"], ["a", "b", "c"]]),
        (
            "<tr><td>a<td rowspan=2 colspan=2>B<td>c<tr><td>d<td>e",
            [["a", "B", "B", "c"], ["d", "B", "B", "e"]],
        ),
        ("<tr><td>a<td>b<tr><td>c", [["a", "b"], ["c", ""]]),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<tr><td rowspan=0 colspan=x>a", [["a"]]),
        (
            "<tr><th rowspan=2>Drug<th colspan=2>Dose<tr><th>Adults<th>Children<tr><td>A<td>1<td>2",
            [["Drug", "Dose: Adults", "Dose: Children"], ["A", "1", "2"]],
        ),
    ],
)
def test_no_value_moves_under_another_heading(table: str, expected: list[list[str]]) -> None:
    closed = (
        table.replace("<td", "</td><td").replace("<th", "</th><th").replace("<tr>", "</tr><tr>")
    )
    assert rows(closed) == expected


def test_a_table_in_a_cell_keeps_its_own_rows() -> None:
    inner = "<table><tr><td colspan=2>in</td></tr></table>"
    soup = BeautifulSoup(f"<table><tr><td>{inner}</td><td>b</td></tr></table>", "html.parser")
    make_tables_rectangular(soup, soup)
    assert soup.get_text("|").split("|").count("in") == 2


def test_a_table_that_grows_beyond_reason_is_refused() -> None:
    row = "<tr><td colspan=1000 rowspan=1000>x</td></tr>"
    with pytest.raises(BadRecord, match="20,000 cells"):
        read_html(f"<table>{row * 100}</table>")


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_every_row_is_as_long_as_the_others(table: list[list[tuple[int, int]]]) -> None:
    made = rows(
        "".join(
            "<tr>"
            + "".join(f"<td colspan={wide} rowspan={high}>x</td>" for wide, high in cells)
            + "</tr>"
            for cells in table
        )
    )
    assert len(made) == len(table)
    assert len({len(row) for row in made}) == 1
