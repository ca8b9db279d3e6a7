"""One-time links: whom they let in, how often and how long."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts as stored
from readlevel.storage.accounts import one_time_links
from readlevel.storage.accounts.accounts import Account, EmailTaken
from readlevel.storage.accounts.one_time_links import LinkKind
from readlevel.storage.database import desk_tables
from readlevel.usecases.accounts import invitations, people, sign_in
from readlevel.usecases.accounts.invitations import InvalidEmail, InvalidLink
from readlevel.usecases.accounts.sign_in import ClientInfo, TooManyAttempts, WeakPassword
from tests.conftest import ON_SQLITE

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HERE = ClientInfo("192.0.2.1", "Here")
PASSWORD = "four quiet rivers"


@pytest.fixture
def ed(session: Session) -> Account:
    account = stored.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)
    sign_in.set_password(session, account, PASSWORD, now=NOW)
    return stored.get(session, account.id)


def ask(
    session: Session, email: str, visitor: ClientInfo = HERE, now: datetime = NOW
) -> str | None:
    found = invitations.request_password_reset(session, email, visitor, now=now)
    return None if found is None else found[2]


def test_a_link_lets_in_once(session: Session) -> None:
    account, token = invitations.invite(session, None, "New@Example.org ", Role.REVIEWER, now=NOW)
    assert (account.email, account.role) == ("new@example.org", Role.REVIEWER)
    assert account.is_invited
    with pytest.raises(WeakPassword):
        invitations.redeem_link(session, token, "Nora", "short", now=NOW)
    accepted = invitations.redeem_link(session, token, " Nora\nNew ", PASSWORD, now=NOW)
    assert accepted.name == "Nora New"
    assert not accepted.is_invited
    with pytest.raises(InvalidLink):
        invitations.redeem_link(session, token, "Mallory", "another password", now=NOW)
    assert sign_in.authenticate(session, "new@example.org", PASSWORD, HERE, now=NOW)


def test_only_the_hash_of_a_link_is_stored(session: Session) -> None:
    _, token = invitations.invite(session, None, "new@example.org", Role.EDITOR, now=NOW)
    (row,) = session.execute(select(desk_tables.account_link))
    assert token not in str(row)
    with pytest.raises(InvalidLink):
        invitations.find_link(session, row.token_hash, now=NOW)


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_ends_by_itself(session: Session, ed: Account, kind: LinkKind) -> None:
    lasts = invitations.LINK_LIFETIMES[kind]
    token = one_time_links.create_link(session, ed, kind, NOW + lasts)
    almost = NOW + lasts - timedelta(seconds=1)
    assert invitations.find_link(session, token, now=almost)[1].kind is kind
    assert one_time_links.find_account_link(session, ed.id, now=almost)
    with pytest.raises(InvalidLink):
        invitations.find_link(session, token, now=NOW + lasts)
    assert one_time_links.find_account_link(session, ed.id, now=NOW + lasts) is None


def test_resetting_a_password_signs_out_other_sessions(session: Session, ed: Account) -> None:
    token = sign_in.start_session(session, ed, HERE, now=NOW)
    link = invitations.reissue_link(session, None, ed, now=NOW)
    assert sign_in.authenticate(session, ed.email, PASSWORD, HERE, now=NOW)
    invitations.redeem_link(session, link, "", "five loud oceans", now=NOW)
    assert sign_in.find_current_user(session, token, now=NOW) is None
    assert stored.get(session, ed.id).name == "Ed"
    assert sign_in.authenticate(session, ed.email, PASSWORD, HERE, now=NOW) is None


def test_a_new_password_ends_a_link_that_waits(session: Session, ed: Account) -> None:
    link = invitations.reissue_link(session, None, ed, now=NOW)
    sign_in.set_password(session, ed, "five loud oceans", now=NOW)
    with pytest.raises(InvalidLink):
        invitations.find_link(session, link, now=NOW)


@ON_SQLITE
@pytest.mark.parametrize(
    "email",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "a b@example.org",
        "a@b@example.org",
        "a@example.org, b@example.org",
        "<ann@example.org>",
        "x" * 250 + "@example.org",
    ],
)
def test_nobody_is_invited_by_what_is_no_address(session: Session, email: str) -> None:
    with pytest.raises(InvalidEmail):
        invitations.invite(session, None, email, Role.EDITOR, now=NOW)


def test_an_address_has_one_account(session: Session, ed: Account) -> None:
    with pytest.raises(EmailTaken):
        invitations.invite(session, None, "ED@example.org", Role.ADMIN, now=NOW)


def test_a_forgotten_password_is_reset_by_a_link(session: Session, ed: Account) -> None:
    first, second = ask(session, " ED@example.org"), ask(session, "ed@example.org")
    assert first
    assert second
    with pytest.raises(InvalidLink):
        invitations.find_link(session, first, now=NOW)
    assert invitations.find_link(session, second, now=NOW)[1].kind is LinkKind.RESET


def test_an_account_without_a_password_is_invited_again(session: Session) -> None:
    invitations.invite(session, None, "new@example.org", Role.EDITOR, now=NOW)
    found = invitations.request_password_reset(session, "new@example.org", HERE, now=NOW)
    assert found
    assert found[1] is LinkKind.INVITATION


def test_nobody_gets_a_link_without_an_account_that_is_open(session: Session, ed: Account) -> None:
    assert ask(session, "nobody@example.org") is None
    assert ask(session, "") is None
    assert ask(session, "\x00") is None
    people.disable(session, None, ed, now=NOW)
    assert ask(session, "ed@example.org") is None
    bound = stored.add(session, "sso@example.org", "Sso", Role.EDITOR, now=NOW)
    stored.update_account(session, bound.id, oidc_subject="https://login.example.org 1")
    assert ask(session, "sso@example.org") is None


def test_nobody_is_mailed_without_end(session: Session, ed: Account) -> None:
    given = [
        ask(session, "ed@example.org", ClientInfo(f"203.0.113.{number}", "")) for number in range(5)
    ]
    assert [token is not None for token in given] == [True, True, True, False, False]
    later = NOW + sign_in.FAILURE_WINDOW + timedelta(seconds=1)
    assert ask(session, "ed@example.org", now=later)


def test_from_one_address_nobody_asks_without_end(session: Session) -> None:
    for number in range(invitations.MAX_RESETS_PER_ADDRESS):
        ask(session, f"x{number}@example.org")
    with pytest.raises(TooManyAttempts):
        ask(session, "another@example.org")
    ask(session, "another@example.org", ClientInfo("198.51.100.7", "There"))


def test_links_asked_for_before_the_clock_was_set_back_do_not_count(
    session: Session, ed: Account
) -> None:
    ahead = NOW + timedelta(days=365)
    for _ in range(invitations.MAX_RESETS_PER_ADDRESS):
        ask(session, "ed@example.org", now=ahead)
    assert ask(session, "ed@example.org")


def test_asking_for_links_keeps_nobody_from_signing_in(session: Session, ed: Account) -> None:
    for _ in range(invitations.MAX_RESETS_PER_ADDRESS):
        ask(session, "ed@example.org")
    assert sign_in.authenticate(session, "ed@example.org", PASSWORD, HERE, now=NOW)
