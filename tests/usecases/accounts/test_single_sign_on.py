"""Accounts of those who sign in elsewhere: which one it is, and when there is none."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import invitations, people, single_sign_on
from readlevel.usecases.accounts.single_sign_on import Identity, NoAccount

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ISSUER = "https://login.example.org"


def come(
    session: Session,
    email: str = "ed@example.org",
    subject: str = "1",
    role: Role | None = None,
    name: str = "Ed Elsewhere",
    issuer: str = ISSUER,
) -> Account:
    identity = Identity(issuer, subject, email, name)
    policy = single_sign_on.RolePolicy(role)
    return single_sign_on.find_or_create_account(session, identity, policy, now=NOW)


@pytest.fixture
def ed(session: Session) -> Account:
    return invitations.invite(session, None, "ed@example.org", Role.REVIEWER, now=NOW)[0]


def test_an_invitation_is_taken_up_by_its_address(session: Session, ed: Account) -> None:
    found = come(session, "ED@example.org")
    assert (found.id, found.role, found.name) == (ed.id, Role.REVIEWER, "Ed Elsewhere")
    assert found.has_provider_identity
    assert not found.is_invited
    assert come(session, "changed@example.org").id == ed.id
    assert audit_log.list_entries(session)[0].action == "account.bound"


def test_another_provider_or_person_is_somebody_else(session: Session, ed: Account) -> None:
    come(session)
    with pytest.raises(NoAccount):
        come(session, subject="2")
    with pytest.raises(NoAccount):
        come(session, issuer="https://evil.example")


def test_nobody_comes_in_uninvited_unless_a_role_is_set(session: Session) -> None:
    with pytest.raises(NoAccount):
        come(session, "new@example.org")
    with pytest.raises(NoAccount):
        come(session, "", role=Role.EDITOR)
    made = come(session, "new@example.org", role=Role.EDITOR, name=" \x00")
    assert (made.role, made.name) == (Role.EDITOR, "new")


def test_a_disabled_account_is_neither_found_nor_bound(session: Session, ed: Account) -> None:
    people.disable(session, None, ed, now=NOW)
    with pytest.raises(NoAccount):
        come(session)
    assert not accounts.get(session, ed.id).has_provider_identity
    people.enable(session, None, ed, now=NOW)
    come(session)
    people.disable(session, None, ed, now=NOW)
    with pytest.raises(NoAccount):
        come(session)
