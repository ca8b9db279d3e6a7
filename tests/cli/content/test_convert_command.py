"""`readlevel convert`."""

import json
from pathlib import Path

from tests.cli.command import Command
from tests.interchange.references.test_read_bibliography import WORKS
from tests.interchange.word.fields import FEVER, text, zotero
from tests.interchange.word.test_word_to_markdown import BOLD, make_docx


def test_a_web_page_is_printed_as_markdown_and_what_is_lost_is_told(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    path.write_text('<h2>Gout</h2><p>Rest.</p><img alt="a toe"><img alt="a toe">')
    said = lone_readlevel("convert", path)
    assert said.out == "## Gout\n\nRest.\n"
    assert said.err == (
        f"{path}: Left out: the picture 'a toe'. Put it into images/ and name it in the text."
        " (2 times)\n"
    )


def test_a_word_file_is_printed_as_markdown(lone_readlevel: Command, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_docx(BOLD))
    assert lone_readlevel("convert", tmp_path / "a.docx").out == "**Rest** your toe.\n"


def test_the_works_that_a_word_file_cites_are_written_to_a_file(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    cited = zotero({"id": 1, "itemData": FEVER})
    (tmp_path / "a.docx").write_bytes(make_docx(f"<w:p>{text('Rest ')}{cited}</w:p>"))
    said = lone_readlevel("convert", tmp_path / "a.docx")
    assert "It cites 1 works. Write them to a file" in said.err
    said = lone_readlevel("convert", tmp_path / "a.docx", "--references", tmp_path / "a.json")
    assert said.out == "Rest [@webb2019]\n"
    [work] = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert work == {**FEVER, "id": "webb2019"}


def test_references_are_printed_as_an_answer_holds_them(lone_readlevel: Command) -> None:
    found = lone_readlevel("convert", WORKS / "works.nbib").json
    assert [item["id"] for item in found] == ["greenberg2022", "ziai1999"]


def test_an_unreadable_file_is_reported_in_a_sentence(
    lone_readlevel: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(b"no")
    said = lone_readlevel("convert", tmp_path / "a.docx", status=1)
    assert said.err == f"Error: {tmp_path}/a.docx: This is not a Word file. Save it as .docx.\n"
    (tmp_path / "a.bib").write_text("@article{a,\n title = {b\n")
    said = lone_readlevel("convert", tmp_path / "a.bib", status=1)
    problem = "This entry does not end: a brace is missing."
    assert said.err == f"Error: {tmp_path}/a.bib:1: {problem}\n"
    said = lone_readlevel("convert", tmp_path / "none.bib", status=1)
    assert said.err == f"Error: {tmp_path}/none.bib: This is not a file.\n"
