"""Terms that editors save and remove, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.glossary import term_history
from readlevel.usecases.glossary import edit_terms

NOW = datetime(2026, 1, 2, tzinfo=UTC)
COMA = Term("coma", "coma", "en", "A long sleep.")


@pytest.fixture
def ed(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


def put(session: Session, who: Account, term: Term, *, slug: str = "", seen: str = "") -> Term:
    return edit_terms.save_term(session, who, term, slug=slug, expected_version=seen, now=NOW)


def test_a_new_term_takes_a_free_address_and_is_noted(session: Session, ed: Account) -> None:
    assert put(session, ed, COMA).slug == "coma"
    assert put(session, ed, replace(COMA, name="Coma")).slug == "coma-2"
    with pytest.raises(edit_terms.TermNameTaken):
        put(session, ed, COMA)
    with pytest.raises(edit_terms.TermNameTaken):
        put(session, ed, replace(COMA, name="Coma"))
    actions = [entry.action for entry in audit_log.list_entries(session, limit=10)]
    assert actions.count("term.saved") == 2
    assert [one.author for one in term_history.list_changes(session, "en", "coma")] == ["Ed"]


def test_a_term_that_was_seen_otherwise_is_not_overwritten(session: Session, ed: Account) -> None:
    seen = edit_terms.term_version(put(session, ed, COMA))
    theirs = put(session, ed, replace(COMA, acronym="CO"), slug="coma", seen=seen)
    with pytest.raises(edit_terms.TermEditConflict) as changed:
        put(session, ed, replace(COMA, definition_lay="Mine."), slug="coma", seen=seen)
    assert changed.value.current == theirs
    with pytest.raises(edit_terms.TermEditConflict):
        edit_terms.remove_term(session, ed, "en", "coma", expected_version=seen, now=NOW)
    edit_terms.remove_term(
        session, ed, "en", "coma", expected_version=edit_terms.term_version(theirs), now=NOW
    )
    with pytest.raises(edit_terms.TermEditConflict) as gone:
        put(session, ed, COMA, slug="coma", seen=seen)
    assert gone.value.current is None


def test_what_a_term_was_is_found_by_its_digest(session: Session, ed: Account) -> None:
    first = put(session, ed, COMA)
    put(
        session,
        ed,
        replace(COMA, codes={"mesh": ("D003128",)}),
        slug="coma",
        seen=edit_terms.term_version(first),
    )
    assert (
        edit_terms.find_term_version(session, "en", "coma", edit_terms.term_version(first)) == first
    )
    assert edit_terms.find_term_version(session, "en", "coma", "0" * 16) is None
