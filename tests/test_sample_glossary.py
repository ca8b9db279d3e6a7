"""The sample glossary follows the rules of a good glossary."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import readlevel
from readlevel.core.glossary.forms import list_forms
from readlevel.core.glossary.matcher import Glossary
from readlevel.core.model.answer import CODE_SYSTEMS
from readlevel.core.model.persona import DEFAULT_PERSONAS, find_persona
from readlevel.core.model.slug import slugify
from readlevel.core.readability.readability import measure
from readlevel.core.text.prose import prose_of_text
from readlevel.interchange.glossary import csv_format
from readlevel.interchange.glossary.entries import TermEntry
from tests.core.rendering.render_markdown import render_markdown

FOLDER = Path(readlevel.__file__).parent / "samples" / "glossary"
FILE = FOLDER / "en.csv"
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


@pytest.fixture(scope="module")
def terms() -> dict[str, list[TermEntry]]:
    return {
        path.stem: [one for one in csv_format.read(path, None) if isinstance(one, TermEntry)]
        for path in FOLDER.glob("*.csv")
    }


@pytest.fixture(scope="module")
def glossaries(terms: dict[str, list[TermEntry]]) -> dict[str, Glossary]:
    return {language: Glossary(one.term for one in entries) for language, entries in terms.items()}


def explained(glossaries: dict[str, Glossary], language: str, text: str) -> set[str]:
    """Return the names of the terms that a patient finds explained in a text."""
    patient = find_persona(DEFAULT_PERSONAS, "patient")
    assert patient
    rendering = render_markdown(
        text,
        slug="glossary",
        language=language,
        references=(),
        glossary=glossaries[language],
        policy=patient.tooltips,
    )
    return {one.name for one in rendering.terms}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("es", "Tiene un derrame pleural.", "derrame pleural"),
        ("es", "Tuvo un infarto cerebral.", "derrame cerebral"),
        ("es", "La hipertensión arterial pulmonar es rara.", "hipertensión pulmonar"),
        ("es", "Mida su presion arterial.", "presión arterial"),
        ("es", "La cistitis intersticial duele.", "cistitis intersticial"),
        ("es", "La fiebre amarilla es grave.", "fiebre amarilla"),
        ("ar", "ارتفاع ضغط الدم الرئوي نادر.", "ارتفاع ضغط الدم الرئوي"),
        ("en", "She has pulmonary hypertension.", "pulmonary hypertension"),
        ("en", "He had heat stroke.", "heat stroke"),
        ("en", "I have hay fever.", "hay fever"),
    ],
)
def test_a_longer_name_is_explained_as_the_illness_it_is(
    glossaries: dict[str, Glossary], language: str, text: str, name: str
) -> None:
    assert explained(glossaries, language, text) == {name}


@pytest.mark.parametrize(
    "text", ["Un infarto intestinal.", "Un derrame articular.", "La hipertensión ocular."]
)
def test_a_word_of_other_illnesses_is_not_explained_as_one_of_them(
    glossaries: dict[str, Glossary], text: str
) -> None:
    assert explained(glossaries, "es", text) == set()


def test_no_two_terms_explain_each_other(
    terms: dict[str, list[TermEntry]], glossaries: dict[str, Glossary]
) -> None:
    for language, entries in terms.items():
        uses = {
            one.term.name: explained(glossaries, language, one.term.definition_lay or "")
            - {one.term.name}
            for one in entries
        }
        assert [(one, other) for one in uses for other in uses[one] if one in uses[other]] == []


@pytest.mark.parametrize(
    "name",
    [
        "ACE inhibitor",
        "angiotensin receptor blocker",
        "nonsteroidal anti-inflammatory drug",
        "warfarin",
    ],
)
def test_a_medicine_that_harms_an_unborn_baby_says_so(rows: list[Row], name: str) -> None:
    assert "unborn baby" in next(row["definition_lay"] for row in rows if row["term"] == name)


def split(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)
