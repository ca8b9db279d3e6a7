"""Signing in: what a session begins with, and everything that ends it."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import Type, extract_parameters
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts as stored
from readlevel.storage.accounts import audit_log, sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from readlevel.usecases.accounts.sign_in import ClientInfo, TooManyAttempts, WeakPassword
from tests.conftest import ON_SQLITE

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HERE, THERE = ClientInfo("192.0.2.1", "Here"), ClientInfo("198.51.100.7", "There")
PASSWORD = "four quiet rivers"


@pytest.fixture
def ed(session: Session) -> Account:
    account = stored.add(session, "ed@example.org", "Ed Editor", Role.EDITOR, now=NOW)
    sign_in_usecases.set_password(session, account, PASSWORD, now=NOW)
    return account


def sign_in(
    session: Session,
    password: str = PASSWORD,
    visitor: ClientInfo = HERE,
    now: datetime = NOW,
    email: str = "ed@example.org",
) -> str | None:
    attempt = sign_in_usecases.count_attempt(session, email, visitor, now=now)
    try:
        account = sign_in_usecases.authenticate(session, email, password, visitor, now=now)
    except TooManyAttempts:
        sign_in_usecases.uncount_attempt(session, attempt)
        raise
    if account is None:
        sign_in_usecases.record_failed_sign_in(session, email, visitor, now=now)
        return None
    return sign_in_usecases.start_session(session, account, visitor, now=now)


def is_entered(session: Session, token: str | None, now: datetime = NOW) -> bool:
    assert token
    return sign_in_usecases.find_current_user(session, token, now=now) is not None


@pytest.mark.usefixtures("costly_digests")
def test_a_password_is_kept_as_a_digest_that_is_costly_to_guess(
    session: Session, ed: Account
) -> None:
    kept = extract_parameters(stored.password_hash(session, ed.id) or "")
    assert kept.type is Type.ID
    # The least of OWASP's Password Storage Cheat Sheet.
    assert kept.memory_cost >= 19 * 1024
    assert kept.time_cost >= 2
    assert sign_in(session) is not None


def test_the_right_password_opens_a_session(session: Session, ed: Account) -> None:
    token = sign_in(session, email="ED@example.org ")
    assert token
    entered = sign_in_usecases.find_current_user(session, token, now=NOW)
    assert entered
    assert entered.account.id == ed.id
    assert not entered.waits_for_code
    assert sign_in_usecases.find_current_user(session, token + "x", now=NOW) is None


@ON_SQLITE
@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", PASSWORD.upper(), "x" * 10_000])
def test_any_other_password_does_not(session: Session, ed: Account, password: str) -> None:
    assert sign_in(session, password) is None
    assert audit_log.list_entries(session)[0].action == "session.refused"


def test_a_session_of_the_future_is_refused(session: Session, ed: Account) -> None:
    token = sign_in(session, now=NOW + timedelta(hours=1))
    assert not is_entered(session, token)
    assert is_entered(session, sign_in(session, now=NOW + timedelta(minutes=1)))


def test_a_session_goes_on_after_the_clock_was_set_back(session: Session, ed: Account) -> None:
    token = sign_in(session)
    assert token
    ahead = NOW + timedelta(hours=2)
    sessions.touch_session(session, sessions.hash_token(token), ahead)
    entered = sign_in_usecases.find_current_user(session, token, now=NOW)
    assert entered
    # The time of use is corrected, so that it ends by being unused from now on.
    assert sign_in_usecases.should_touch(entered, now=NOW)
    sessions.touch_session(session, entered.session.token_hash, NOW)
    assert not is_entered(
        session, token, NOW + sign_in_usecases.IDLE_TIMEOUT + timedelta(seconds=1)
    )


def test_a_session_does_not_last_because_it_was_used_in_a_far_future(
    session: Session, ed: Account
) -> None:
    token = sign_in(session)
    assert token
    ahead = NOW + timedelta(days=365)
    sessions.touch_session(session, sessions.hash_token(token), ahead)
    assert not is_entered(session, token, NOW + timedelta(hours=1))


def test_sessions_of_the_future_are_deleted(session: Session, ed: Account) -> None:
    ahead = NOW + timedelta(days=365)
    token = sign_in(session, now=ahead)
    sign_in(session)
    assert not is_entered(session, token, ahead)


def test_sign_ins_that_failed_before_the_clock_was_set_back_stop_nobody(
    session: Session, ed: Account
) -> None:
    ahead = NOW + timedelta(days=365)
    for _ in range(sign_in_usecases.MAX_FAILURES + 1):
        attempt = sign_in_usecases.count_attempt(session, ed.email, HERE, now=ahead)
    with pytest.raises(TooManyAttempts):
        sign_in(session, now=ahead)
    sign_in_usecases.uncount_attempt(session, attempt)
    assert sign_in(session)
    other = ClientInfo("192.0.2.9", "Other")
    assert sign_in(session, visitor=other, now=ahead)


def test_an_account_without_a_password_cannot_sign_in(session: Session) -> None:
    stored.add(session, "new@example.org", "New", Role.ADMIN, now=NOW)
    assert sign_in(session, "", email="new@example.org") is None
    assert sign_in(session, "nobody has this password", email="new@example.org") is None


def test_a_session_ends_when_it_is_not_used(session: Session, ed: Account) -> None:
    token = sign_in(session)
    assert is_entered(session, token, NOW + sign_in_usecases.IDLE_TIMEOUT)
    assert not is_entered(
        session, token, NOW + sign_in_usecases.IDLE_TIMEOUT + timedelta(seconds=1)
    )


def test_a_session_ends_however_much_it_is_used(session: Session, ed: Account) -> None:
    token = sign_in(session)
    assert token
    moment = NOW
    while moment < NOW + sign_in_usecases.SESSION_LIFETIME - sign_in_usecases.IDLE_TIMEOUT:
        moment += sign_in_usecases.IDLE_TIMEOUT
        sessions.touch_session(session, sessions.hash_token(token), moment)
        assert is_entered(session, token, moment)
    assert not is_entered(
        session, token, NOW + sign_in_usecases.SESSION_LIFETIME + timedelta(seconds=1)
    )


def test_a_new_password_ends_every_session_but_ones_own(session: Session, ed: Account) -> None:
    mine, other = sign_in(session), sign_in(session, visitor=THERE)
    assert mine
    keep = sessions.hash_token(mine)
    sign_in_usecases.set_password(session, ed, "five loud oceans", now=NOW, keep=keep)
    assert is_entered(session, mine)
    assert not is_entered(session, other)
    assert sign_in(session) is None
    assert sign_in(session, "five loud oceans")


def test_a_disabled_account_is_out_at_once(session: Session, ed: Account) -> None:
    token = sign_in(session)
    stored.update_account(session, ed.id, disabled_at=NOW)
    assert not is_entered(session, token)
    assert sign_in(session) is None


def test_signing_out_everywhere_ends_every_session(session: Session, ed: Account) -> None:
    tokens = [sign_in(session), sign_in(session, visitor=THERE)]
    sign_in_usecases.sign_out_everywhere(session, ed, ed, now=NOW)
    assert not any(is_entered(session, token) for token in tokens)


def test_a_scan_of_one_account_stops_its_own_address_and_nobody_else(
    session: Session, ed: Account
) -> None:
    for _ in range(sign_in_usecases.MAX_FAILURES):
        sign_in(session, "wrong", THERE)
    with pytest.raises(TooManyAttempts):
        sign_in(session, visitor=THERE)
    assert sign_in(session, visitor=HERE)
    later = NOW + sign_in_usecases.FAILURE_WINDOW + timedelta(seconds=1)
    assert sign_in(session, visitor=THERE, now=later)


def test_a_scan_from_one_network_of_ipv6_is_that_of_one_address(
    session: Session, ed: Account
) -> None:
    for number in range(sign_in_usecases.MAX_FAILURES):
        sign_in(session, "wrong", ClientInfo(f"2001:db8:0:1::{number:x}", "scan"))
    with pytest.raises(TooManyAttempts):
        sign_in(session, visitor=ClientInfo("2001:db8:0:1:ffff::1", "scan"))
    assert sign_in(session, visitor=ClientInfo("2001:db8:0:2::1", "another"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_failures_are_counted_by_network(address: str, network: str) -> None:
    assert ClientInfo(address, "").network == network


@ON_SQLITE
@pytest.mark.parametrize("email", ["\x00", "ed@example.org\x00", "x" * 10_000, "\u202e\n'"])
def test_any_address_can_be_tried(session: Session, ed: Account, email: str) -> None:
    assert sign_in(session, "wrong\x00", email=email) is None


def test_a_scan_of_many_accounts_from_one_address_is_stopped(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_usecases, "MAX_FAILURES_PER_ADDRESS", 7)
    for number in range(sign_in_usecases.MAX_FAILURES_PER_ADDRESS):
        sign_in(session, "wrong", THERE, email=f"x{number}@example.org")
    with pytest.raises(TooManyAttempts):
        sign_in(session, "wrong", THERE, email="another@example.org")


def test_a_scan_from_many_addresses_leaves_in_who_is_at_work(
    session: Session, ed: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_usecases, "MAX_FAILURES_PER_ACCOUNT", 7)
    assert sign_in(session, visitor=HERE)
    for number in range(sign_in_usecases.MAX_FAILURES_PER_ACCOUNT):
        sign_in(session, "wrong", ClientInfo(f"203.0.113.{number}", "scan"))
    with pytest.raises(TooManyAttempts):
        sign_in(session, visitor=THERE)
    assert sign_in(session, visitor=HERE)


def test_a_scan_of_an_unknown_account_is_stopped(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_usecases, "MAX_FAILURES_PER_ACCOUNT", 7)
    for number in range(sign_in_usecases.MAX_FAILURES_PER_ACCOUNT):
        visitor = ClientInfo(f"203.0.113.{number}", "scan")
        assert sign_in(session, "wrong", visitor, email="nobody@example.org") is None
    with pytest.raises(TooManyAttempts):
        sign_in(session, "wrong", THERE, email="nobody@example.org")


@ON_SQLITE
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("sevenxx", "too_short"),
        ("x" * 257, "too_long"),
        ("Password1", "common"),
        ("iloveyou", "common"),
        ("ED@example.org", "own"),
        ("ed editor", "own"),
    ],
)
def test_a_weak_password_is_refused_by_what_is_wrong_with_it(
    session: Session, ed: Account, password: str, code: str
) -> None:
    with pytest.raises(WeakPassword) as refused:
        sign_in_usecases.set_password(session, ed, password, now=NOW)
    assert refused.value.code == code
    assert sign_in(session)


@ON_SQLITE
@pytest.mark.parametrize(
    "password", ["x9!kfh2m", "ü" * 64, "correct horse battery staple", "z" * 256]
)
def test_any_other_password_of_the_right_length_is_taken(
    session: Session, ed: Account, password: str
) -> None:
    sign_in_usecases.set_password(session, ed, password, now=NOW)
    assert sign_in(session, password)
