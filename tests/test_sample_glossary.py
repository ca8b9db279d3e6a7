"""The sample glossary follows the rules of a good glossary."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import readlevel
from readlevel.core.glossary.forms import list_forms
from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.slug import slugify
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text

FILE = Path(readlevel.__file__).parent / "samples" / "glossary" / "en.csv"
COLUMNS = [
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
]

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_has_the_columns_that_the_import_reads(rows: list[Row]) -> None:
    assert list(rows[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)


def test_it_has_150_terms_with_both_definitions(rows: list[Row]) -> None:
    assert len(rows) >= 150
    assert all(row["definition_lay"] and row["definition_clinician"] for row in rows)
    assert {row["language"] for row in rows} == {"en"}


def test_each_term_has_an_address_of_its_own(rows: list[Row]) -> None:
    assert Counter(slugify(row["term"]) for row in rows).most_common(1)[0][1] == 1


def test_no_two_terms_share_a_form(rows: list[Row]) -> None:
    owners: dict[str, str] = {}
    for row in rows:
        for form in list_forms(row["term"], split(row["other_forms"]), row["acronym"], "en"):
            assert owners.setdefault(form.pattern, row["term"]) == row["term"], form.pattern


def test_every_term_that_is_pointed_to_is_there(rows: list[Row]) -> None:
    names = {row["term"] for row in rows}
    for row in rows:
        assert set(split(row["see_also"])) <= names - {row["term"]}, row["term"]


def test_codes_are_of_known_systems(rows: list[Row]) -> None:
    for row in rows:
        for code in split(row["codes"]):
            system, _, value = code.partition(":")
            assert system in CODE_SYSTEMS
            assert value


def test_a_pronunciation_stresses_a_syllable(rows: list[Row]) -> None:
    for row in rows:
        said = row["pronunciation"]
        one_syllable = said and not any(sign in said for sign in "- ")
        assert not said or one_syllable or any(map(str.isupper, said)), row["term"]


def test_lay_definitions_are_plain_and_short(rows: list[Row]) -> None:
    assert max(len(row["definition_lay"].split()) for row in rows) <= 35
    together = " ".join(row["definition_lay"] for row in rows)
    grade = measure(prose_of_text(together, "en"), "en").scores["flesch_kincaid"]
    assert grade is not None
    assert grade < 6


def split(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)
