import csv
from pathlib import Path

import pytest

from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import Notice, RecordProblem
from readlevel.interchange.glossary import csv_format, formats
from readlevel.interchange.glossary.entries import TermEntry
from readlevel.interchange.glossary.translation_tables import write_omegat, write_weblate

WEBLATE = """\
"location","source","target","id","fuzzy","context","translator_comments","developer_comments"
"","fever","fiebre","","False","","",
"","stroke","ictus","","False","","","El cerebro deja de recibir sangre."
"","rash","sarpullido","","False","","Manchas
en la piel.","For skin"
"","untranslated","","","False","","","Sin traducir."
"""
OMEGAT = """\
# Glossary in tab-separated format -*- coding: utf-8 -*-
stroke\tictus\tEl cerebro deja de recibir sangre.
fever\tfiebre
rash\tsarpullido "rojo"\tManchas en la piel, a veces rojas.
"""


def read(folder: Path, name: str, text: str) -> list[str]:
    """Return terms with definitions, and line and reason of what was left out."""
    path = folder / name
    path.write_text(text, "utf-8")
    assert formats.guess(path) == "csv"
    told = []
    for one in csv_format.read(path, "es"):
        if isinstance(one, TermEntry):
            told.append(f"{one.line} {one.term.name}: {one.term.definition_lay}")
        elif isinstance(one, RecordProblem):
            told.append(f"{one.line} {one.reason.split('.')[0]}")
    return told


def test_a_glossary_of_weblate_is_read_with_its_translations_as_terms(tmp_path: Path) -> None:
    assert read(tmp_path, "glossary.csv", WEBLATE) == [
        "2 The term has no definition",
        "3 ictus: El cerebro deja de recibir sangre.",
        "4 sarpullido: Manchas\nen la piel.",
        "6 term is missing",
    ]


def test_a_glossary_of_omegat_is_read_with_its_translations_as_terms(tmp_path: Path) -> None:
    terms = [
        "2 ictus: El cerebro deja de recibir sangre.",
        "3 The term has no definition",
        '4 sarpullido "rojo": Manchas en la piel, a veces rojas.',
    ]
    assert read(tmp_path, "glossary.txt", OMEGAT) == terms
    without_remark = OMEGAT.partition("\n")[2]
    assert len(read(tmp_path, "glossary.utf8", without_remark)) == len(terms)
    assert len(read(tmp_path, "glossary.tab", without_remark)) == len(terms)


def test_the_import_says_what_it_took_a_glossary_of_a_translation_tool_for(tmp_path: Path) -> None:
    path = tmp_path / "es.csv"
    path.write_text(WEBLATE, "utf-8")
    notices = [one.reason for one in csv_format.read(path, None) if isinstance(one, Notice)]
    assert notices[0].startswith("This is a glossary of a translation tool.")


@pytest.mark.parametrize(
    "text", ["Wort\tErklärung\tMehr\nFieber\tHitze\tviel\n", "term\ttarget\nx\ty\n"]
)
def test_a_table_of_someone_else_is_not_taken_for_one(tmp_path: Path, text: str) -> None:
    assert "The first line must name the column" in read(tmp_path, "glossary.txt", text)[0]


def test_rows_of_weblate_that_cannot_be_read_are_named_and_the_others_come_in(
    tmp_path: Path,
) -> None:
    rows = [
        "source,target,fuzzy,explanation",
        'fever,fiebre,False,"Temperatura" alta.',
        "stroke,ictus",
        "rash,sarpullido,True,Manchas.",
        "cough,tos,False,Aire expulsado.",
        'pain,dolor,False,"Nunca cerrado.',
        "itch,picor,False,Ganas de rascarse.",
    ]
    assert read(tmp_path, "es.csv", "\n".join(rows)) == [
        "2 The row cannot be read: ',' expected after '\"'",
        "3 The row has 2 fields, the first line has 4",
        "4 The translation is marked as fuzzy: it still needs editing",
        "5 tos: Aire expulsado.",
        "6 A quote that opens in this row is never closed",
    ]


def test_a_field_that_is_too_long_for_a_table_is_no_crash(tmp_path: Path) -> None:
    long = "x" * (csv.field_size_limit() + 1)
    told = read(tmp_path, "es.csv", f"source,target,explanation\nfever,fiebre,{long}\n")
    assert told == ["2 A field has more than 131,072 characters"]
    for header in (f"source,target,{long}", f"source,{long}\ta"):
        for name in ("terms.csv", "terms.tab", "terms.utf8"):
            read(tmp_path, name, f"{header}\nfever\tfiebre\n")


def test_a_glossary_of_weblate_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = "source;target;explanation\nfever;fiebre;Temperatura alta.\n"
    assert read(tmp_path, "es.csv", text) == ["2 fiebre: Temperatura alta."]


@pytest.mark.parametrize("name", ["es.tab", "es.utf8", "es.txt"])
@pytest.mark.parametrize(
    "header", ["term\tdefinition_lay", "Word\tDefinition", "definition_lay\tterm\tacronym"]
)
def test_a_file_with_our_columns_is_ours_whatever_its_name(
    name: str, header: str, tmp_path: Path
) -> None:
    fields = {"term": "fiebre", "word": "fiebre", "acronym": ""}
    columns = header.casefold().split("\t")
    row = "\t".join(fields.get(column, "Temperatura alta.") for column in columns)
    assert read(tmp_path, name, f"{header}\n{row}\n") == ["2 fiebre: Temperatura alta."]


@pytest.mark.parametrize(
    "text", ["", "#\n", "\t\t\t\n", "source,target\n", 'source,target\n"a,b\n', "a\tb\n\n\n"]
)
def test_whatever_stands_in_a_file_is_no_crash(tmp_path: Path, text: str) -> None:
    for name in ("terms.tab", "terms.csv"):
        read(tmp_path, name, text)


TERMS = (
    Term("fever", "fever", "en", "A high temperature.", codes={"mesh": ("D005334",)}),
    Term(
        "fiebre", "fiebre", "es", "Temperatura alta.\n\nMás de 38 °C.", codes={"mesh": ("D005334",)}
    ),
    Term("ictus", "ictus", "es", None, "Déficit “súbito”, focal", other_forms=("derrame",)),
    Term("cifra", "=1+1", "es", 'Una "suma", o\tdos.'),
    Term("almohadilla", "#mal", "es", "Empieza por #."),
)


@pytest.mark.parametrize("name", ["omegat", "weblate"])
def test_what_is_written_for_a_translation_tool_is_read_again(name: str, tmp_path: Path) -> None:
    publisher = formats.Publisher("Health", "https://health.example", "en")
    written = formats.write(TERMS, name, publisher, None, "es")
    path = tmp_path / "glossary.txt"
    path.write_text(written.text, "utf-8")
    read_again = [
        (one.term.name, one.term.definition_lay)
        for one in csv_format.read(path, "es")
        if isinstance(one, TermEntry)
    ]
    expected = [
        (term.name, term.definition_lay or term.definition_clinician)
        for term in TERMS
        if term.language == "es"
    ]
    if name == "omegat":
        expected = [(term, " ".join((definition or "").split())) for term, definition in expected]
    assert read_again == expected
    assert written.losses == {
        "addresses that a name alone does not give": 2,
        "codes": 1,
        "other forms": 1,
    }


def test_the_source_is_the_name_with_a_code_in_common_or_else_the_term_itself() -> None:
    lines = write_omegat(TERMS, "en", "es").text.splitlines()
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["fever", "fiebre"],
        ["ictus", "ictus"],
        ["=1+1", "=1+1"],
        [" #mal", "#mal"],
    ]
    rows = list(csv.reader(write_weblate(TERMS, "en", "es").text.splitlines()))
    assert rows[1][:5] == ["", "fever", "fiebre", "", "False"]
