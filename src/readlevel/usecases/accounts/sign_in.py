"""Use cases of sign-in: passwords, sessions, and limits on failures.

A session begins with a password (OWASP ASVS 5.0, 6 and 7). It ends after `IDLE_TIMEOUT` without
use, after `SESSION_LIFETIME` at the latest, and at once when its owner signs out, a new password
is set, or the account is disabled.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from readlevel.core.model.network_prefix import network_of
from readlevel.storage import slow_work
from readlevel.storage.accounts import (
    accounts,
    audit_log,
    failed_sign_ins,
    one_time_links,
    sessions,
)
from readlevel.storage.accounts.accounts import Account, fold_email
from readlevel.storage.accounts.sessions import AccountSession
from readlevel.storage.database.conditions import CLOCK_LEEWAY

IDLE_TIMEOUT = timedelta(hours=8)
SESSION_LIFETIME = timedelta(days=7)
_TOUCH_INTERVAL = timedelta(minutes=5)

MIN_PASSWORD_LENGTH = 8
MAX_PASSWORD_LENGTH = 256

MAX_NAME_LENGTH = 80
_MAX_EMAIL_LENGTH = 320

FAILURE_WINDOW = timedelta(minutes=15)
FAILURE_RETENTION = timedelta(days=1)
"""How long failures are kept: codes are also limited by the day."""
MAX_FAILURES = 5
"""For an account from one address, in `FAILURE_WINDOW`."""
MAX_FAILURES_PER_ADDRESS = 30
MAX_FAILURES_PER_ACCOUNT = 100
"""From all addresses together. Beyond it, only networks with a session of the account may try."""


_log = logging.getLogger(__name__)


class WeakPassword(ValueError):
    """A rejected password; `code` is `too_short`, `too_long`, `common` or `own`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyAttempts(Exception):
    """Too many sign-ins failed within `FAILURE_WINDOW`."""


@dataclass(frozen=True, slots=True)
class ClientInfo:
    """Where a request comes from."""

    ip_address: str
    user_agent: str

    @property
    def network(self) -> str:
        """The network by which failures are counted."""
        return network_of(self.ip_address)


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """Somebody who is signed in, and their session."""

    account: Account
    session: AccountSession

    @property
    def waits_for_code(self) -> bool:
        """Whether the second factor is still missing."""
        return self.account.has_second_factor and not self.session.second_factor


def count_attempt(session: Session, email: str, visitor: ClientInfo, *, now: datetime) -> int:
    """Count an attempt to sign in as failed until it succeeds; return its ID.

    It is stored before the password is tried, so that many attempts at once are limited too.
    """
    return failed_sign_ins.record_failure(session, _shorten(email), visitor.network, now=now)


def uncount_attempt(session: Session, attempt_id: int) -> None:
    """Delete an attempt that succeeded, or that was refused without trying its password."""
    failed_sign_ins.remove(session, attempt_id)


def authenticate(
    session: Session, email: str, password: str, visitor: ClientInfo, *, now: datetime
) -> Account | None:
    """Return the account of an address and its password, None if they are wrong.

    The attempt is counted before (`count_attempt`). It takes the same time whether or not there is
    such an account. Nothing is stored, so that others can write meanwhile. Raise `TooManyAttempts`.
    """
    folded = _shorten(email)
    _check_rate_limit(session, folded, visitor, now)
    account = accounts.find_by_email(session, folded)
    stored = accounts.password_hash(session, account.id) if account else None
    matches = _verify(stored or _dummy_hash(), password) and stored is not None
    return account if matches and account and account.disabled_at is None else None


def record_failed_sign_in(
    session: Session, email: str, visitor: ClientInfo, *, now: datetime
) -> None:
    """Record that a counted attempt failed."""
    folded = _shorten(email)
    _log.warning("sign-in refused: %r from %s", folded, visitor.ip_address)
    account = accounts.find_by_email(session, folded)
    audit_log.record_action(
        session, account, "session.refused", folded, now=now, address=visitor.ip_address
    )


def start_session(
    session: Session,
    account: Account,
    visitor: ClientInfo,
    *,
    now: datetime,
    second_factor: bool = False,
) -> str:
    """Create a session for an authenticated account, and return its token.

    `second_factor` says whether the second factor counts as given.
    """
    _log.info("signed in: %r from %s", account.email, visitor.ip_address)
    failed_sign_ins.clear_failures(session, email=account.email, address=visitor.network)
    sessions.end_expired_sessions(session, SESSION_LIFETIME, IDLE_TIMEOUT, now=now)
    failed_sign_ins.keep_recent(session, FAILURE_RETENTION, now=now)
    audit_log.record_action(
        session, account, "session.opened", account.email, now=now, address=visitor.ip_address
    )
    return sessions.create_session(
        session,
        account.id,
        second_factor=second_factor,
        address=visitor.ip_address,
        browser=visitor.user_agent,
        now=now,
    )


def find_current_user(session: Session, token: str, *, now: datetime) -> CurrentUser | None:
    """Return who is signed in with a token, or None."""
    found = sessions.find_session(session, token)
    if found is None or is_expired(found, now=now):
        return None
    account = accounts.find(session, found.account_id)
    if account is None or account.disabled_at is not None:
        return None
    return CurrentUser(account, found)


def is_expired(signed_in: AccountSession, *, now: datetime) -> bool:
    """Return whether a session has expired.

    So has one that began in the future, or was used in a future far off: before the clock was set
    back, which may have been long ago.
    """
    age = now - signed_in.created_at
    unused = now - signed_in.last_used_at
    return age > SESSION_LIFETIME or age < -CLOCK_LEEWAY or abs(unused) > IDLE_TIMEOUT


def should_touch(entered: CurrentUser, *, now: datetime) -> bool:
    """Return whether to call `sessions.touch_session`, which is not needed for every request."""
    return abs(now - entered.session.last_used_at) > _TOUCH_INTERVAL


def sign_out(session: Session, entered: CurrentUser, *, now: datetime) -> None:
    """End the session."""
    sessions.end_session(session, entered.session.token_hash)
    audit_log.record_action(
        session, entered.account, "session.ended", entered.account.email, now=now
    )


def sign_out_everywhere(
    session: Session, actor: Account, account: Account, *, now: datetime, but: str | None = None
) -> None:
    """End the sessions of `account`, except the one with the hash `but`."""
    sessions.end_account_sessions(session, account.id, except_token_hash=but)
    audit_log.record_action(session, actor, "session.all_ended", account.email, now=now)


def set_password(
    session: Session, account: Account, password: str, *, now: datetime, keep: str | None = None
) -> None:
    """Store a new password; end every link and session except the one with the hash `keep`.

    Raise `WeakPassword`.
    """
    check_password(password, account)
    hashed = slow_work.do(_hash, password)
    accounts.update_account(session, account.id, password_hash=hashed)
    one_time_links.remove_account_links(session, account.id)
    sessions.end_account_sessions(session, account.id, except_token_hash=keep)
    audit_log.record_action(session, account, "account.password_changed", account.email, now=now)


def clean_name(name: str) -> str:
    """Return a name on one line and not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(shown.split())[:MAX_NAME_LENGTH].rstrip()


def check_password(password: str, account: Account) -> None:
    """Raise `WeakPassword` if it is too short, too long, common, or the account's own name."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise WeakPassword("too_short")
    if len(password) > MAX_PASSWORD_LENGTH:
        raise WeakPassword("too_long")
    folded = password.casefold()
    if folded in _common_passwords():
        raise WeakPassword("common")
    own = {account.email, account.email.partition("@")[0], account.name.casefold(), "readlevel"}
    if folded in own:
        raise WeakPassword("own")


def _shorten(email: str) -> str:
    return fold_email(email)[:_MAX_EMAIL_LENGTH]


def _check_rate_limit(session: Session, email: str, visitor: ClientInfo, now: datetime) -> None:
    """Raise `TooManyAttempts` if more than the allowed attempts count, this one included."""
    window, network = FAILURE_WINDOW, visitor.network
    here = failed_sign_ins.count(session, window, now=now, email=email, address=network)
    from_address = failed_sign_ins.count(session, window, now=now, address=network)
    if here > MAX_FAILURES or from_address > MAX_FAILURES_PER_ADDRESS:
        _log.warning("too many sign-ins failed: %r from %s", email, visitor.ip_address)
        raise TooManyAttempts
    in_all = failed_sign_ins.count(session, window, now=now, email=email)
    if in_all > MAX_FAILURES_PER_ACCOUNT and not _has_session_on_network(session, email, visitor):
        raise TooManyAttempts


def _has_session_on_network(session: Session, email: str, visitor: ClientInfo) -> bool:
    """Return whether the account has a session from the visitor's network, which a scan has not."""
    account = accounts.find_by_email(session, email)
    if account is None:
        return False
    places = sessions.list_account_sessions(session, account.id)
    return any(ClientInfo(one.address, "").network == visitor.network for one in places)


def _hash(password: str) -> str:
    return _hasher().hash(password)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password[: MAX_PASSWORD_LENGTH + 1])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _dummy_hash() -> str:
    return _hasher().hash("nobody has this password")


@cache
def _common_passwords() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])
