"""The other names of what a query names, from the glossary and from the lists of names."""

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.core.search.words import split_query
from readlevel.usecases.searching.other_names import find_names
from readlevel.usecases.searching.query_words import read_words
from readlevel.usecases.searching.site_words import SiteWords
from tests.storage.cast import answer, lay, save, save_terms


def names_of(session: Session, query: str) -> set[str]:
    words = next(read_words(split_query(query), ["en"]))
    return {name for _, name in find_names(SiteWords(session, "en"), words).synonyms}


def test_a_word_of_a_terms_name_does_not_stand_for_what_it_names_alone(session: Session) -> None:
    """High blood sugar in pregnancy is neither pregnancy nor any other diabetes."""
    save(session, answer("sugar", lay("If you are pregnant, high blood sugar may pass.")))
    assert {"pregnant", "high blood sugar"} <= names_of(session, "gestational diabetes")
    save_terms(
        session,
        [Term("gdm", "gestational diabetes", "en", "High blood sugar.", other_forms=("GDM",))],
    )
    assert names_of(session, "gestational diabetes") == {"gestational diabetes", "GDM"}
    assert "pregnant" in names_of(session, "gestational age")
