"""Terms imported from files, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.interchange.glossary.entries import make_entry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import terms
from readlevel.usecases.glossary import edit_terms, glossary_import

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COMA = Term("coma", "coma", "en", "A long sleep.")


@pytest.fixture
def ed(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


def put(session: Session, who: Account, term: Term, *, slug: str = "", seen: str = "") -> Term:
    return edit_terms.save_term(session, who, term, slug=slug, expected_version=seen, now=NOW)


def test_terms_that_changed_since_a_file_was_planned_stay(session: Session, ed: Account) -> None:
    stored = put(session, ed, COMA)
    put(session, ed, Term("rash", "rash", "en", "Red skin."))
    entries = [
        make_entry(name, "en", {"definition_lay": f"Of the file: {name}."})
        for name in ("coma", "rash", "angina", "gout")
    ]
    planned = glossary_import.plan_import(session, entries)
    digested = glossary_import.plan_version(planned)
    put(
        session,
        ed,
        replace(COMA, acronym="CO"),
        slug="coma",
        seen=edit_terms.term_version(stored),
    )
    put(session, ed, Term("gout", "gout", "en", "Of another."))
    assert glossary_import.plan_version(glossary_import.plan_import(session, entries)) != digested
    left = sum(
        glossary_import.import_terms(session, ed, part, now=NOW)
        for part in glossary_import.split_into_batches(planned)
    )
    assert left == 2
    definitions = {term.slug: term.definition_lay for term in terms.iter_terms(session)}
    assert definitions == {
        "angina": "Of the file: angina.",
        "coma": "A long sleep.",
        "gout": "Of another.",
        "rash": "Of the file: rash.",
    }


def test_a_large_plan_is_stored_in_parts_that_make_the_whole() -> None:
    many = [
        make_entry(f"term {number}", "en", {"definition_lay": "x"}).term for number in range(500)
    ]
    parts = list(glossary_import.split_into_batches(GlossaryImportPlan(new=many)))
    assert len(parts) == 3
    assert [term for part in parts for term in part.new] == many
