"""Tables of a file beside what they became."""

from readlevel.interchange.documents.html_to_markdown import read_html
from readlevel.interchange.documents.table_pairs import SourceCell


def test_a_table_is_shown_as_it_was_beside_what_it_became() -> None:
    html = (
        "<table><tr><th rowspan=2>Age</th><th colspan=2>Dose</th></tr><tr><th>Day</th>"
        "<th>Night</th></tr><tr><td>1</td><td>5 mg</td><td>7 mg</td></tr></table><p>Text.</p>"
        "<blockquote><table><tr><th>A</th></tr><tr><td>b</td></tr></table></blockquote>"
    )
    first, second = read_html(html, whole=True).tables
    assert first.source[0] == (
        SourceCell("Age", rows=2, is_header=True),
        SourceCell("Dose", columns=2, is_header=True),
    )
    assert first.markdown == (
        "| Age | Dose: Day | Dose: Night |\n| --- | --- | --- |\n| 1 | 5 mg | 7 mg |"
    )
    assert second.markdown == "| A |\n| --- |\n| b |"


def test_a_table_in_a_cell_belongs_to_its_cell() -> None:
    inner = "<table><tr><td>b</td><td><p>c</p></td></tr><tr><td>d</td></tr></table>"
    [pair] = read_html(f"<table><tr><td>a{inner}</td></tr></table>", whole=True).tables
    assert pair.source == ((SourceCell("a b c d"),),)
    assert pair.markdown == "| a b, c; d |\n| --- |"
