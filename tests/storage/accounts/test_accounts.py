"""Accounts and their sessions, as both databases keep them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log, failed_sign_ins, sessions
from readlevel.storage.accounts.accounts import Account, EmailTaken

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def add(session: Session, email: str = "Ed@Example.org") -> Account:
    return accounts.add(session, email, "Ed", Role.EDITOR, now=NOW)


def test_an_account_is_found_however_its_address_is_written(session: Session) -> None:
    made = add(session)
    assert made.email == "ed@example.org"
    assert accounts.find_by_email(session, "  ED@example.ORG ") == made
    assert accounts.find(session, made.id) == made
    with pytest.raises(EmailTaken):
        add(session, "ed@EXAMPLE.org")


@pytest.mark.parametrize(
    ("mailbox", "host", "is_there"),
    [
        ("ann", "example.org", True),
        ("bob", "example.org", True),
        ("bob", "elsewhere.org", False),
        ("bo", "example.org", False),
        ("an", "example.org", False),
        ("ann", "ample.org", False),
        ("%", "example.org", False),
    ],
)
def test_a_mailbox_is_found_with_and_without_a_subaddress(
    session: Session, mailbox: str, host: str, is_there: bool
) -> None:
    for address in (
        "ann@example.org",
        "bob+desk@example.org",
        "bob,x@elsewhere.org",
        "bobby@a.org",
    ):
        add(session, address)
    assert accounts.has_mailbox(session, mailbox, host) is is_there


def test_a_moment_comes_back_in_utc_whatever_it_was_given_in(session: Session) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-7)))
    made = accounts.add(session, "x@example.org", "X", Role.ADMIN, now=there)
    session.expire_all()
    found = accounts.get(session, made.id)
    assert (found.created_at, found.created_at.utcoffset()) == (NOW, timedelta(0))


def test_nobody_who_reads_the_table_can_use_a_session(session: Session) -> None:
    token = sessions.create_session(
        session, add(session).id, second_factor=False, address="::1", browser="x" * 999, now=NOW
    )
    assert sessions.find_session(session, token)
    stored = session.execute(text("SELECT * FROM account_session")).one()
    assert token not in stored
    assert sessions.find_session(session, stored.token_hash) is None
    assert len(stored.browser) == 200


def test_sessions_end_one_by_one_all_and_all_but_one(session: Session) -> None:
    account = add(session)
    tokens = [
        sessions.create_session(
            session, account.id, second_factor=False, address="::1", browser="", now=NOW
        )
        for _ in range(4)
    ]
    sessions.end_session(session, sessions.hash_token(tokens[0]))
    assert len(sessions.list_account_sessions(session, account.id)) == 3
    sessions.end_account_sessions(
        session, account.id, except_token_hash=sessions.hash_token(tokens[1])
    )
    assert [sessions.find_session(session, token) is None for token in tokens] == [
        True,
        False,
        True,
        True,
    ]
    sessions.end_account_sessions(session, account.id)
    assert sessions.list_account_sessions(session, account.id) == []


def test_failures_are_counted_by_account_and_by_address(session: Session) -> None:
    for email, address in (("a", "1"), ("a", "2"), ("b", "1")):
        failed_sign_ins.record_failure(session, email, address, now=NOW)

    def count(seconds: int = 0, **whose: str) -> int:
        now = NOW + timedelta(seconds=seconds)
        return failed_sign_ins.count(session, timedelta(minutes=1), now=now, **whose)

    assert count(email="a") == 2
    assert count(address="1") == 2
    assert count(email="a", address="1") == 1
    assert count(60, email="a") == 2
    assert count(61, email="a") == 0
    failed_sign_ins.clear_failures(session, email="a", address="1")
    failed_sign_ins.keep_recent(session, timedelta(0), now=NOW)
    assert count(address="1") == 1
    failed_sign_ins.keep_recent(session, timedelta(0), now=NOW + timedelta(seconds=1))
    assert count(address="1") == 0


def test_deeds_are_listed_newest_first_a_page_at_a_time(session: Session) -> None:
    account = add(session)
    for number in range(3):
        audit_log.record_action(session, account, "answer.saved", "gout", now=NOW, number=number)
    audit_log.record_action(session, None, "session.refused", "nobody@example.org", now=NOW)
    newest, *rest = audit_log.list_entries(session, limit=2)
    assert (newest.name, newest.account_id, newest.action) == ("", None, "session.refused")
    assert rest[0].detail == {"number": 2}
    older = audit_log.list_entries(session, before=rest[0].id, subject="gout")
    assert [one.detail["number"] for one in older] == [1, 0]


@pytest.mark.parametrize("statement", ["UPDATE audit SET name = 'Eve'", "DELETE FROM audit"])
def test_history_is_never_changed(session: Session, statement: str) -> None:
    audit_log.record_action(session, None, "session.refused", "x", now=NOW)
    with pytest.raises(DatabaseError, match="only added to"):
        session.execute(text(statement))
    session.rollback()
