"""What of the whole glossary needs an editor, on both databases."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.glossary.glossary_report import GlossaryReport

NOW = datetime(2026, 1, 2, tzinfo=UTC)
EASY = Term("coma", "coma", "en", "A long sleep.")
HARD = Term("ictus", "ictus", "en", "Paroxysmal thrombocytopenic encephalopathy.")
CLINICAL = Term("lysis", "lysis", "en", definition_clinician="Disintegration.")


def save(session: Session, *terms: Term) -> None:
    store_terms.save_terms(session, terms, author="Ed", now=NOW)


def test_the_hardest_plain_definition_comes_first(session: Session) -> None:
    save(session, EASY, HARD, CLINICAL, Term("es", "coma", "es", "Un sueño."))
    survey = GlossaryReport()
    assert survey.list_hardest(session, "en") == ["ictus", "coma"]
    assert survey.list_hardest(session, "fr") == []


def test_a_survey_follows_the_glossary(session: Session) -> None:
    save(session, EASY, HARD)
    survey = GlossaryReport()
    survey.list_hardest(session, "en")
    assert survey.list_clashes(session, "en") == []
    save(session, Term("ictus", "ictus", "en", "Bad.", acronym="IC"))
    save(session, Term("icu", "intensive care", "en", "A ward.", acronym="IC"))
    assert survey.list_hardest(session, "en")[-1] == "ictus"
    assert [clash.form for clash in survey.list_clashes(session, "en")] == ["IC"]
    store_terms.remove_term(session, "en", "icu", author="Ed", now=NOW)
    assert survey.list_clashes(session, "en") == []


def test_words_are_shared_across_regions_of_one_language(session: Session) -> None:
    save(
        session,
        Term("a", "acute pain", "en", "It hurts.", acronym="AP"),
        Term("b", "angina pectoris", "en-GB", "Chest.", acronym="AP"),
        Term("c", "apnea", "es", "Sin aire.", acronym="AP"),
    )
    (clash,) = GlossaryReport().list_clashes(session, "en")
    assert [term.slug for term in clash.terms] == ["a", "b"]
