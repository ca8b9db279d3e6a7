"""Terms are found by what people type, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.usecases.searching.find_terms import find_asked, search_terms
from tests.conftest import BACKENDS, OpenDatabase
from tests.storage.cast import save_terms

TERMS = (
    Term("anemia", "anemia", "en", "x", other_forms=("anaemia",)),
    Term("heart-attack", "heart attack", "en", "x"),
    Term("high-blood-pressure", "high blood pressure", "en", "x", acronym="HBP"),
    Term("kidney", "kidney", "en", "x"),
    Term("ms", "multiple sclerosis", "en", "x", acronym="MS"),
    Term("anemia", "anemia", "es", "x"),
    Term("kilya", "كلية", "ar", "x"),
)


@pytest.fixture(scope="module", params=BACKENDS)
def glossary(request: pytest.FixtureRequest, open_database: OpenDatabase) -> Iterator[Session]:
    """Some terms, to be read only."""
    with open_database(request.param, schema.upgrade) as url:
        engine = make_engine(url)
        with write_transaction(engine) as session:
            save_terms(session, list(TERMS))
        with read_transaction(engine) as session:
            yield session
        engine.dispose()


@pytest.mark.parametrize(
    ("query", "found", "corrected"),
    [
        ("anaemia", ["anemia"], ""),
        ("anemai", ["anemia"], "anemia"),
        ("kidneys", ["kidney"], ""),
        ("what is a kidney?", ["kidney"], ""),
        ("my kidny", ["kidney"], "my kidney"),
        ("high blod presure", ["high blood pressure"], "high blood pressure"),
        ("hypertension", ["high blood pressure"], ""),
        ("myocardial infarction", ["heart attack"], ""),
        ("sclerosis", ["multiple sclerosis"], ""),
        ("HBP", ["high blood pressure"], ""),
        ("xylophone", [], ""),
        ("", [], ""),
        ("?!", [], ""),
        ("what is it", [], ""),
        ("\x00", [], ""),
        ("kidney " * 400, [], ""),
        ('"heart" (attack)*', ["heart attack"], ""),
    ],
)
def test_terms_are_found_by_beginnings_forms_names_and_misspellings(
    glossary: Session, query: str, found: list[str], corrected: str
) -> None:
    result = search_terms(glossary, "en", query)
    assert [one.term.name for one in result.terms] == found
    assert result.corrected == corrected


@pytest.mark.parametrize(("query", "language"), [("الكلية", "ar"), ("anemias", "es")])
def test_terms_of_other_languages_are_found_in_their_forms(
    glossary: Session, query: str, language: str
) -> None:
    assert len(search_terms(glossary, language, query).terms) == 1


@pytest.mark.parametrize("query", ["Kidneys", "what are kidneys?", "the kidney"])
def test_a_query_asks_for_a_term_in_any_form(glossary: Session, query: str) -> None:
    assert [term.slug for term in find_asked(glossary, "en", query)] == ["kidney"]


def test_a_query_about_more_than_a_term_does_not_ask_for_it(glossary: Session) -> None:
    assert find_asked(glossary, "en", "kidney stones in pregnancy") == []
