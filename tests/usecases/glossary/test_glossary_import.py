"""Terms imported from files, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.glossary.term_review import DraftMove
from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.interchange.glossary.entries import make_entry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import terms
from readlevel.usecases.glossary import (
    approve_terms,
    glossary_import,
    store_terms,
    term_drafts,
)
from readlevel.usecases.glossary.term_drafts import DraftFilter

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COMA = Term("coma", "coma", "en", "A long sleep.")


@pytest.fixture
def ed(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


def put(session: Session, *given: Term) -> None:
    store_terms.save_terms(session, given, author="import", now=NOW)


def plan(session: Session, *names: str) -> GlossaryImportPlan:
    entries = [
        make_entry(name, "en", {"definition_lay": f"Of the file: {name}."}) for name in names
    ]
    return glossary_import.plan_import(session, entries)


def test_terms_that_changed_since_a_file_was_planned_stay(session: Session, ed: Account) -> None:
    put(session, COMA, Term("rash", "rash", "en", "Red skin."))
    names = ("coma", "rash", "angina", "gout")
    planned = plan(session, *names)
    digested = glossary_import.plan_version(planned)
    put(session, replace(COMA, search_words=("CO",)), Term("gout", "gout", "en", "Of another."))
    assert glossary_import.plan_version(plan(session, *names)) != digested
    done = [
        glossary_import.draft_terms(session, ed, part, batch="file", now=NOW)
        for part in glossary_import.split_into_batches(planned)
    ]
    assert sum(one.moved for one in done) == 2
    assert glossary_import.store_plan(session, planned, author="import", now=NOW) == 2
    definitions = {term.slug: term.definition_lay for term in terms.iter_terms(session)}
    assert definitions == {
        "angina": "Of the file: angina.",
        "coma": "A long sleep.",
        "gout": "Of another.",
        "rash": "Of the file: rash.",
    }


def test_drafts_of_an_import_change_nothing_until_they_are_approved(
    session: Session, ed: Account
) -> None:
    put(session, COMA)
    planned = plan(session, "coma", "rash", "angina")
    kept = {("en", "rash")}
    glossary_import.draft_terms(session, ed, planned, batch="file", kept=kept, now=NOW)
    assert list(terms.iter_terms(session)) == [COMA]
    assert term_drafts.list_batches(session) == [("file", 2)]
    rita = accounts.add(session, "rita@example.org", "Rita", Role.REVIEWER, now=NOW)
    drafts = term_drafts.list_drafts(session, DraftFilter(batch="file"), skip=0, limit=None)
    seen = {draft.key: draft for draft in drafts}
    tally = approve_terms.move_drafts(session, rita, seen, DraftMove.APPROVE, now=NOW)
    assert tally.moved == 2
    assert {term.slug for term in terms.iter_terms(session)} == {"angina", "coma"}


def test_a_large_plan_is_stored_in_parts_that_make_the_whole() -> None:
    many = [
        make_entry(f"term {number}", "en", {"definition_lay": "x"}).term for number in range(500)
    ]
    parts = list(glossary_import.split_into_batches(GlossaryImportPlan(new=many)))
    assert len(parts) == 3
    assert [term for part in parts for term in part.new] == many
