"""People at the desk: who may change whom, and what ends with it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts as stored
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts import second_factors as stored_factors
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import invitations, people, second_factors, sign_in
from readlevel.usecases.accounts.invitations import InvalidLink
from readlevel.usecases.accounts.people import OwnAccountForbidden
from readlevel.usecases.accounts.sign_in import ClientInfo

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HERE = ClientInfo("192.0.2.1", "Here")


@pytest.fixture
def ada(session: Session) -> Account:
    return stored.add(session, "ada@example.org", "Ada", Role.ADMIN, now=NOW)


@pytest.fixture
def ed(session: Session) -> Account:
    account = stored.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)
    sign_in.set_password(session, account, "four quiet rivers", now=NOW)
    return stored.get(session, account.id)


def test_a_role_holds_from_the_next_click_on(session: Session, ada: Account, ed: Account) -> None:
    token = sign_in.start_session(session, ed, HERE, now=NOW)
    people.change_role(session, ada, ed, Role.REVIEWER, now=NOW)
    entered = sign_in.find_current_user(session, token, now=NOW)
    assert entered
    assert entered.account.role is Role.REVIEWER
    entry = audit_log.list_entries(session)[0]
    assert (entry.action, entry.name, entry.subject) == (
        "account.role_changed",
        "Ada",
        "ed@example.org",
    )
    assert entry.detail == {"before": "editor", "role": "reviewer"}


def test_disabling_an_account_ends_its_sessions_and_links(
    session: Session, ada: Account, ed: Account
) -> None:
    session_token = sign_in.start_session(session, ed, HERE, now=NOW)
    link = invitations.reissue_link(session, ada, ed, now=NOW)
    people.disable(session, ada, ed, now=NOW)
    assert sign_in.find_current_user(session, session_token, now=NOW) is None
    with pytest.raises(InvalidLink):
        invitations.find_link(session, link, now=NOW)
    assert sign_in.authenticate(session, ed.email, "four quiet rivers", HERE, now=NOW) is None
    people.enable(session, ada, ed, now=NOW)
    assert sign_in.find_current_user(session, session_token, now=NOW) is None
    assert sign_in.authenticate(session, ed.email, "four quiet rivers", HERE, now=NOW)


def test_an_admin_can_remove_a_lost_second_factor(
    session: Session, ada: Account, ed: Account
) -> None:
    stored_factors.add_unconfirmed(session, (), ed.id, "GEZDGNBVGY3TQOJQ")
    stored_factors.record_used_step(session, ed.id, 1)
    token = sign_in.start_session(session, ed, HERE, now=NOW)
    people.remove_second_factor(session, ada, stored.get(session, ed.id), now=NOW)
    assert not stored.get(session, ed.id).has_second_factor
    assert sign_in.find_current_user(session, token, now=NOW) is None
    assert second_factors.count_recovery_codes(session, ed) == 0


def test_an_administrator_always_remains(session: Session, ada: Account) -> None:
    with pytest.raises(OwnAccountForbidden):
        people.change_role(session, ada, ada, Role.EDITOR, now=NOW)
    with pytest.raises(OwnAccountForbidden):
        people.disable(session, ada, ada, now=NOW)
    with pytest.raises(OwnAccountForbidden):
        people.remove_second_factor(session, ada, ada, now=NOW)
    assert stored.get(session, ada.id).may(Role.ADMIN)


def test_those_who_can_review_are_found(session: Session, ada: Account, ed: Account) -> None:
    rita = stored.add(session, "rita@example.org", "Rita", Role.REVIEWER, now=NOW)
    gone = stored.add(session, "gone@example.org", "Gone", Role.REVIEWER, now=NOW)
    people.disable(session, ada, gone, now=NOW)
    assert [one.id for one in people.list_active(session, Role.REVIEWER)] == [ada.id, rita.id]


def test_a_name_is_one_line_of_what_can_be_seen(session: Session, ed: Account) -> None:
    assert people.rename(session, ed, "\tEdith \r\n van\x00der\u202eBerg ", now=NOW)
    assert stored.get(session, ed.id).name == "Edith van der Berg"
    assert not people.rename(session, ed, " \x00\n", now=NOW)
    people.rename(session, ed, "x" * 500, now=NOW)
    assert len(stored.get(session, ed.id).name) == sign_in.MAX_NAME_LENGTH
