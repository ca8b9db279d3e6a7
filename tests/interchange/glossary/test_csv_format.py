import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import readlevel
from readlevel.core.model.term import Term
from readlevel.interchange.files.problems import Notice
from readlevel.interchange.glossary import csv_format
from readlevel.interchange.glossary.entries import FIELDS, ImportRecord, TermEntry
from tests.interchange.strategies import terms

SAMPLES = Path(readlevel.__file__).parent / "samples" / "glossary" / "en.csv"


def read_items(folder: Path, table: str | bytes, language: str | None = "en") -> list[ImportRecord]:
    path = folder / "terms.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return list(csv_format.read(path, language))


def read(folder: Path, table: str | bytes, language: str | None = "en") -> list[Term]:
    """Return the terms of a table that is good throughout."""
    items = read_items(folder, table, language)
    assert not [item for item in items if not isinstance(item, TermEntry)]
    return [item.term for item in items if isinstance(item, TermEntry)]


def told(folder: Path, table: str | bytes, language: str | None = "en") -> list[str]:
    """Return what is said of each row: the name of a good one, line and sentence of a bad one."""
    return [
        one.term.name
        if isinstance(one, TermEntry)
        else str(one).removeprefix(f"{folder}/terms.csv")
        for one in read_items(folder, table, language)
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(terms(), unique_by=(lambda term: (term.language, term.slug))))
def test_terms_come_back_as_they_were_written(given: list[Term]) -> None:
    with TemporaryDirectory() as folder:
        table = csv_format.write(given)
        found = read(Path(folder), table, None)
        assert found == given
        assert csv_format.write(found) == table


def test_the_samples_come_back_byte_for_byte() -> None:
    found = list(csv_format.read(SAMPLES, None))
    assert not [item for item in found if not isinstance(item, TermEntry)]
    table = csv_format.write(item.term for item in found if isinstance(item, TermEntry))
    assert table == SAMPLES.read_text("utf-8")


def test_every_column_is_read(tmp_path: Path) -> None:
    row = (
        "atrial fibrillation,en,An uneven heartbeat.,,AF ablation | A-fib|,AF,AY-tree-ul,"
        '"Own, 2026",https://example.org/af,heart|,icd10cm:I48|icd10cm:I48.9|mesh:D001281,'
        "quiver|,AF block|"
    )
    assert read(tmp_path, f"{','.join(csv_format.COLUMNS)}\n{row}\n") == [
        Term(
            slug="atrial-fibrillation",
            name="atrial fibrillation",
            language="en",
            definition_lay="An uneven heartbeat.",
            other_forms=("AF ablation", "A-fib"),
            acronym="AF",
            pronunciation="AY-tree-ul",
            source="Own, 2026",
            source_url="https://example.org/af",
            see_also=("heart",),
            codes={"icd10cm": ("I48", "I48.9"), "mesh": ("D001281",)},
            rare=True,
            search_words=("quiver",),
            not_in=("AF block",),
        )
    ]


def test_code_systems_may_be_written_as_they_are_spoken_of(tmp_path: Path) -> None:
    table = "term,definition_lay,codes\nx,y,ICD-10-CM: I48 | SNOMED CT:49436004\n"
    (term,) = read(tmp_path, table)
    assert term.codes == {"icd10cm": ("I48",), "snomedct": ("49436004",)}


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    (term,) = read(tmp_path, "definition_lay, term\nA bleed.,hemorrhage\n", "en")
    assert (term.name, term.definition_lay, term.language) == ("hemorrhage", "A bleed.", "en")


def test_the_language_is_the_rows_else_the_one_given_else_the_files(tmp_path: Path) -> None:
    path = tmp_path / "es.csv"
    path.write_text("term,language,definition_lay\nictus,,Un ataque.\nstroke,en-us,An attack.\n")
    assert [
        item.term.language for item in csv_format.read(path, None) if isinstance(item, TermEntry)
    ] == ["es", "en-US"]
    first = next(csv_format.read(path, "pt-BR"))
    assert isinstance(first, TermEntry)
    assert first.term.language == "pt-BR"


@pytest.mark.parametrize("name", ["all.csv", "new.csv", "terms.csv", "out-of-use.csv"])
def test_not_every_short_name_of_a_file_is_a_language(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("term,definition_lay\nedema,Swelling.\n")
    (problem,) = csv_format.read(path, None)
    assert "The language is missing." in str(problem)


def test_without_a_language_a_term_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, "term,definition_lay\nedema,Swelling.\n", None) == [
        ":2: edema: The language is missing. Write it in the file, or give --language."
    ]


def test_a_term_is_rare_when_none_of_its_words_is_common(tmp_path: Path) -> None:
    table = "term,definition_lay\nhemosiderin,x\nblood clot,x\nmyocardial infarction,x\nA33,x\n"
    rare = {term.name for term in read(tmp_path, table) if term.rare}
    assert rare == {"hemosiderin", "myocardial infarction"}


def test_names_that_differ_by_signs_only_have_addresses_of_their_own(tmp_path: Path) -> None:
    table = "term,definition_lay\nCOLD,A disease.\ncold,A virus.\nAIDS,x\n+,Plus.\n"
    assert [term.slug for term in read(tmp_path, table)] == [
        "cold",
        "cold-2",
        "aids",
        "x2b",
    ]


def test_a_bad_row_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    table = (
        b"term,definition_lay,source_url,codes\n"
        b"good,x,,\n"
        b",x,,\n"
        b"no definition,,,\n"
        b"bad address,x,javascript:alert(1),\n"
        b"bad code,x,,icd10:I48\n"
        b"bad code 2,x,,I48\n"
        b"few fields,x\n"
        b"many,x,,,,more\n"
        b'"over\ntwo lines",x,,\n'
        b"after two lines,,,\n"
        b"B\xe9d,x,,\n"
        b"n\0l,x,,\n"
        b'"quotes"bad,x,,\n'
        b"good,y,,\n"
        b",,,\n"
        b"\n"
        b"long," + b"x" * 5_001 + b",,\n"
        b"too long," + b"x" * 200_000 + b",,\n"
        b"last,x,,\n"
    )
    systems = "icd10cm, icd9cm, snomedct, rxnorm, ndc, loinc, mesh"
    assert told(tmp_path, table) == [
        "good",
        ":3: term is missing.",
        ":4: no definition: The term has no definition. Write a lay or a clinician one.",
        ":5: bad address: source_url is 'javascript:alert(1)'. "
        "Write an address that begins with https://.",
        ":6: bad code: codes has 'icd10:I48'. Write system:code with a system of: " + systems + ".",
        ":7: bad code 2: codes has 'I48'. Write system:code with a system of: " + systems + ".",
        ":8: The row has 2 fields, the first line has 4. Check its separators and quotes.",
        ":9: The row has 6 fields, the first line has 4. Check its separators and quotes.",
        "over\ntwo lines",
        ":12: after two lines: The term has no definition. Write a lay or a clinician one.",
        r":13: B\udce9d: term is not UTF-8. Save the table as CSV UTF-8, or give --encoding, "
        "for example windows-1252.",
        r":14: n\x00l: term holds a NUL character. Remove it.",
        ":15: The row cannot be read: ',' expected after '\"'. Check its quotes.",
        ":16: good: The term is given twice, first on line 2. Keep one of them.",
        ":19: long: definition_lay has 5,001 characters; at most 5,000 are taken. Shorten it.",
        ":20: A field has more than 131,072 characters. Is a quote in it never closed?",
        "last",
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", ":1: The first line must name the column term; it has: nothing."),
        ("definition_lay\nx\n", ":1: The first line must name the column term; it has: definition"),
        ("term,Term \nx,y\n", ":1: The column term is there twice. Keep one."),
        (
            "term,meaning\nx,y\n",
            ":1: The first line must name the column definition_lay or definition_clinician; "
            "it has: term, meaning.",
        ),
        ('"term"x\n', ":1: The names of the columns cannot be read: ',' expected after '\"'."),
        (
            "PK\x03\x04…",
            ": This is a ZIP archive, not a table of text. Save it in the spreadsheet as",
        ),
        ("t\0e\0r\0m\0", ": This looks like UTF-16 without its mark. Save it in the spreadsheet"),
    ],
)
def test_a_first_line_that_names_no_columns_is_refused(
    table: str, said: str, tmp_path: Path
) -> None:
    (only,) = told(tmp_path, table)
    assert only.startswith(said)


def test_a_quote_that_is_never_closed_is_named_where_it_opens(tmp_path: Path) -> None:
    table = 'term,definition_lay\ngood,x\n"bad,x\nlost,x\n'
    first, bad = told(tmp_path, table)
    assert first == "good"
    assert bad == (
        ":3: A quote that opens in this row is never closed. All below it was taken for its text."
    )


def test_line_ends_and_a_byte_order_mark_are_made_the_same(tmp_path: Path) -> None:
    (term,) = read(tmp_path, b'\xef\xbb\xbfterm,definition_lay\r\nedema,"Too\r\nmuch water."\r\n')
    assert term.definition_lay == "Too\nmuch water."


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = csv_format.read(tmp_path / "en.csv", None)
    assert str(problem) == f"{tmp_path}/en.csv: This is not a file."


@pytest.mark.parametrize(
    "table",
    [
        pytest.param('term;definition_lay\r\nödema;"a; b"\r\n'.encode(), id="semicolons"),
        pytest.param("term\tdefinition_lay\r\nödema\ta; b\r\n".encode(), id="tabs"),
        pytest.param("term\tdefinition_lay\r\nödema\ta; b\r\n".encode("utf-16"), id="utf-16"),
        pytest.param(
            b"\xfe\xff" + "term,definition_lay\nödema,a; b\n".encode("utf-16-be"),
            id="utf-16, the other way round",
        ),
        pytest.param('\ufeffsep=;\r\nterm;definition_lay\r\nödema;"a; b"'.encode(), id="sep="),
        pytest.param("TERM , Definition Lay,,\nödema,a; b,,\n".encode(), id="names"),
        pytest.param('Definition-lay;Term;\n;;\n"a; b";ödema;\n ;;;\n'.encode(), id="order"),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(table: bytes, tmp_path: Path) -> None:
    (term,) = read(tmp_path, table)
    assert (term.name, term.definition_lay) == ("ödema", "a; b")


def test_an_encoding_is_taken_where_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "de.csv"
    path.write_bytes("term;definition_lay\nÖdem;Wasser – im Bein\n".encode("windows-1252"))
    (item,) = csv_format.read(path, None, encoding="windows-1252")
    assert isinstance(item, TermEntry)
    assert (item.term.name, item.term.definition_lay) == ("Ödem", "Wasser – im Bein")
    (problem,) = csv_format.read(path, None, encoding="ascii")
    assert str(problem) == (
        f'{path}:2: The text is not ascii. Save it in the spreadsheet as "CSV UTF-8".'
    )


def test_columns_that_are_not_known_are_named_and_left_out(tmp_path: Path) -> None:
    notice, entry = read_items(tmp_path, "term,Notes,definition_lay,Who?\nedema,x,Swelling.,y\n")
    assert isinstance(notice, Notice)
    assert isinstance(entry, TermEntry)
    assert str(notice).startswith(
        f"{tmp_path}/terms.csv:1: Left out, for no such columns are known: Notes, Who?. Known are:"
    )


def test_a_row_speaks_of_the_columns_that_are_there(tmp_path: Path) -> None:
    (entry,) = read_items(tmp_path, "term,definition_lay,acronym\nedema,Swelling.,\n")
    assert isinstance(entry, TermEntry)
    assert entry.given_fields == {"definition_lay", "acronym"}
    (entry,) = read_items(tmp_path, f"{','.join(csv_format.COLUMNS)}\nedema,,x,,,,,,,,,,\n")
    assert isinstance(entry, TermEntry)
    assert entry.given_fields == set(FIELDS)


@pytest.mark.parametrize("name", ["=1+1", "+", "-itis", "@x", "'=1", "''-", "＝1", "'it'", "' =1"])
def test_no_field_is_a_formula_to_a_spreadsheet_and_all_come_back(
    name: str, tmp_path: Path
) -> None:
    (term,) = read(tmp_path, f"term,definition_lay\nx,{name}\n")
    given = replace(term, definition_lay=name, other_forms=(name, "y"))
    table = csv_format.write([given])
    assert not re.search(r'(^|,)"?[=+\-@＝]', table)
    assert read(tmp_path, table) == [given]


def test_names_that_others_use_are_taken_and_told(tmp_path: Path) -> None:
    path = tmp_path / "en.csv"
    path.write_text("Word,Definition,Synonyms,URL\nedema,Water.,dropsy,https://example.org\n")
    notice, entry = csv_format.read(path, None, audience="clinician")
    assert str(notice) == (
        f"{path}:1: Columns with names of others are taken: Word as term, Definition as "
        "definition_clinician, Synonyms as other_forms, URL as source_url."
    )
    assert isinstance(entry, TermEntry)
    assert entry.term.definition_clinician == "Water."
    assert entry.term.other_forms == ("dropsy",)
    assert entry.given_fields == {"definition_clinician", "other_forms", "source_url"}


def test_a_name_of_others_gives_way_to_ours(tmp_path: Path) -> None:
    notice, entry = read_items(tmp_path, "name,term,definition_lay\nx,edema,Water.\n")
    assert "Left out, for no such columns are known: name." in str(notice)
    assert isinstance(entry, TermEntry)
    assert entry.term.name == "edema"


def test_html_in_definitions_is_told_of(tmp_path: Path) -> None:
    table = "term,definition_lay\nedema,<p>Water.</p>\ngout,a < b\nx,one<br>two\n"
    *entries, notice = read_items(tmp_path, table)
    assert len(entries) == 3
    assert str(notice).endswith(
        "terms.csv: Definitions that hold HTML show it as text; they are Markdown (2)."
    )


def test_the_columns_are_these_in_this_order() -> None:
    assert csv_format.COLUMNS == (
        "term",
        "language",
        "definition_lay",
        "definition_clinician",
        "other_forms",
        "acronym",
        "pronunciation",
        "source",
        "source_url",
        "see_also",
        "codes",
        "search_words",
        "not_in",
    )


def test_a_name_that_differs_in_capitals_alone_is_given_twice(tmp_path: Path) -> None:
    table = "term,definition_lay\nfever,Heat.\nFever,Hot.\nFEVER,A trial.\n"
    assert told(tmp_path, table) == [
        "fever",
        ":3: Fever: The term is given twice, first as 'fever' on line 2. Keep one of them.",
        "FEVER",
    ]
