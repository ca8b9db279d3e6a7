from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import readlevel
from readlevel.core.term import Term
from readlevel.interchange import glossary_csv
from readlevel.interchange.problem import Problem
from tests.interchange.strategies import terms

SAMPLES = Path(readlevel.__file__).parent / "samples" / "glossary" / "en.csv"


def read(folder: Path, table: str | bytes, language: str | None = "en") -> list[Term | Problem]:
    path = folder / "terms.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return list(glossary_csv.read(path, language))


def told(folder: Path, table: str | bytes, language: str | None = "en") -> list[str]:
    """Return what is said of each row: the name of a good one, line and sentence of a bad one."""
    return [
        one.name if isinstance(one, Term) else str(one).removeprefix(f"{folder}/terms.csv")
        for one in read(folder, table, language)
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(terms(), unique_by=(lambda term: (term.language, term.slug))))
def test_terms_come_back_as_they_were_written(given: list[Term]) -> None:
    with TemporaryDirectory() as folder:
        table = glossary_csv.write(given)
        found = read(Path(folder), table, None)
        assert found == given
        again = glossary_csv.write(term for term in found if isinstance(term, Term))
        assert again == table


def test_the_samples_come_back_byte_for_byte() -> None:
    found = list(glossary_csv.read(SAMPLES, None))
    assert not [problem for problem in found if isinstance(problem, Problem)]
    table = glossary_csv.write(term for term in found if isinstance(term, Term))
    assert table == SAMPLES.read_text("utf-8")


def test_every_column_is_read(tmp_path: Path) -> None:
    row = (
        "atrial fibrillation,en,An uneven heartbeat.,,AF ablation | A-fib|,AF,AY-tree-ul,"
        '"Own, 2026",https://example.org/af,heart|,icd10cm:I48|icd10cm:I48.9|mesh:D001281'
    )
    assert read(tmp_path, f"{','.join(glossary_csv.COLUMNS)}\n{row}\n") == [
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
        )
    ]


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    (term,) = read(tmp_path, "definition_lay, term\nA bleed.,hemorrhage\n", "en")
    assert isinstance(term, Term)
    assert (term.name, term.definition_lay, term.language) == ("hemorrhage", "A bleed.", "en")


def test_the_language_is_the_rows_else_the_one_given_else_the_files(tmp_path: Path) -> None:
    path = tmp_path / "es.csv"
    path.write_text("term,language,definition_lay\nictus,,Un ataque.\nstroke,en-us,An attack.\n")
    assert [term.language for term in glossary_csv.read(path, None) if isinstance(term, Term)] == [
        "es",
        "en-US",
    ]
    first = next(glossary_csv.read(path, "pt-BR"))
    assert isinstance(first, Term)
    assert first.language == "pt-BR"


def test_without_a_language_a_term_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, "term,definition_lay\nedema,Swelling.\n", None) == [
        ":2: edema: The language is missing. Fill the column, or give --language."
    ]


def test_a_term_is_rare_when_none_of_its_words_is_common(tmp_path: Path) -> None:
    table = "term,definition_lay\nhemosiderin,x\nblood clot,x\nmyocardial infarction,x\nA33,x\n"
    rare = {term.name for term in read(tmp_path, table) if isinstance(term, Term) and term.rare}
    assert rare == {"hemosiderin", "myocardial infarction"}


def test_names_that_differ_by_signs_only_have_addresses_of_their_own(tmp_path: Path) -> None:
    table = "term,definition_lay\nCOLD,A disease.\ncold,A virus.\nAIDS,x\n+,Plus.\n"
    assert [term.slug for term in read(tmp_path, table) if isinstance(term, Term)] == [
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
        b"many,x,,,,\n"
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
        ":8: The row has 2 fields, the first line has 4. Check its commas and quotes.",
        ":9: The row has 6 fields, the first line has 4. Check its commas and quotes.",
        "over\ntwo lines",
        ":12: after two lines: The term has no definition. Write a lay or a clinician one.",
        r":13: B\udce9d: term is not UTF-8, or holds a NUL character. Save it as UTF-8.",
        r":14: n\x00l: term is not UTF-8, or holds a NUL character. Save it as UTF-8.",
        ":15: The row cannot be read: ',' expected after '\"'. Check its quotes.",
        ":16: good: The term is given twice. Keep one of them.",
        ":19: long: A definition has more than 5,000 characters. Shorten it.",
        ":20: The row cannot be read: field larger than field limit (131072). Check its quotes.",
        "last",
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", ":1: The first line must name the column term, and no column twice."),
        ("definition_lay\nx\n", ":1: The first line must name the column term, and no"),
        ("term,term\nx,y\n", ":1: The first line must name the column term, and no"),
        ("term,definition\nx,y\n", ":1: The column 'definition' is unknown. The first line names"),
        ('"term"x\n', ":1: The first line cannot be read: ',' expected after '\"'."),
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
    assert bad == ":3: The row cannot be read: unexpected end of data. Check its quotes."


def test_line_ends_and_a_byte_order_mark_are_made_the_same(tmp_path: Path) -> None:
    (term,) = read(tmp_path, b'\xef\xbb\xbfterm,definition_lay\r\nedema,"Too\r\nmuch water."\r\n')
    assert isinstance(term, Term)
    assert term.definition_lay == "Too\nmuch water."


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = glossary_csv.read(tmp_path / "en.csv", None)
    assert str(problem) == f"{tmp_path}/en.csv: This is not a file."
