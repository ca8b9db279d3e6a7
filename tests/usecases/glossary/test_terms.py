"""Terms changed by people and by files, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.interchange.glossary.entries import make_entry
from readlevel.interchange.glossary.import_plan import GlossaryImportPlan
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_history, terms
from readlevel.usecases.glossary import terms as term_usecases

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COMA = Term("coma", "coma", "en", "A long sleep.")


@pytest.fixture
def ed(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


def put(session: Session, who: Account, term: Term, *, slug: str = "", seen: str = "") -> Term:
    return term_usecases.save_term(session, who, term, slug=slug, expected_version=seen, now=NOW)


def test_a_new_term_takes_a_free_address_and_is_noted(session: Session, ed: Account) -> None:
    assert put(session, ed, COMA).slug == "coma"
    assert put(session, ed, replace(COMA, name="Coma")).slug == "coma-2"
    with pytest.raises(term_usecases.TermNameTaken):
        put(session, ed, COMA)
    with pytest.raises(term_usecases.TermNameTaken):
        put(session, ed, replace(COMA, name="Coma"))
    actions = [entry.action for entry in audit_log.list_entries(session, limit=10)]
    assert actions.count("term.saved") == 2
    assert [one.author for one in term_history.list_changes(session, "en", "coma")] == ["Ed"]


def test_a_term_that_was_seen_otherwise_is_not_overwritten(session: Session, ed: Account) -> None:
    seen = term_usecases.term_version(put(session, ed, COMA))
    theirs = put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=seen)
    with pytest.raises(term_usecases.TermEditConflict) as changed:
        put(session, ed, replace(COMA, definition_lay="Mine."), slug="coma", seen=seen)
    assert changed.value.current == theirs
    with pytest.raises(term_usecases.TermEditConflict):
        term_usecases.remove_term(session, ed, "en", "coma", expected_version=seen, now=NOW)
    term_usecases.remove_term(
        session, ed, "en", "coma", expected_version=term_usecases.term_version(theirs), now=NOW
    )
    with pytest.raises(term_usecases.TermEditConflict) as gone:
        put(session, ed, COMA, slug="coma", seen=seen)
    assert gone.value.current is None


def test_what_a_term_was_is_found_by_its_digest(session: Session, ed: Account) -> None:
    first = put(session, ed, COMA)
    put(
        session,
        ed,
        replace(COMA, codes={"mesh": ("D003128",)}),
        slug="coma",
        seen=term_usecases.term_version(first),
    )
    assert (
        term_usecases.find_term_version(session, "en", "coma", term_usecases.term_version(first))
        == first
    )
    assert term_usecases.find_term_version(session, "en", "coma", "0" * 16) is None


def test_terms_that_changed_since_a_file_was_planned_stay(session: Session, ed: Account) -> None:
    stored = put(session, ed, COMA)
    put(session, ed, Term("rash", "rash", "en", "Red skin."))
    entries = [
        make_entry(name, "en", {"definition_lay": f"Of the file: {name}."})
        for name in ("coma", "rash", "angina", "gout")
    ]
    planned = term_usecases.plan_import(session, entries)
    digested = term_usecases.plan_version(planned)
    put(
        session,
        ed,
        replace(COMA, acronym="CO"),
        slug="coma",
        seen=term_usecases.term_version(stored),
    )
    put(session, ed, Term("gout", "gout", "en", "Of another."))
    assert term_usecases.plan_version(term_usecases.plan_import(session, entries)) != digested
    left = sum(
        term_usecases.import_terms(session, ed, part, now=NOW)
        for part in term_usecases.split_into_batches(planned)
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
    parts = list(term_usecases.split_into_batches(GlossaryImportPlan(new=many)))
    assert len(parts) == 3
    assert [term for part in parts for term in part.new] == many
