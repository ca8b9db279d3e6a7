"""Sessions, kept on the server so that signing out ends them at once."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import between, delete, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import desk_tables
from readlevel.storage.database.conditions import CLOCK_LEEWAY

_table = desk_tables.account_session


@dataclass(frozen=True, slots=True)
class AccountSession:
    """One session of an account in a browser."""

    token_hash: str
    account_id: int
    csrf_token: str
    created_at: datetime
    last_used_at: datetime
    second_factor: bool
    address: str
    user_agent: str


_SELECT = select(*(column for column in _table.c if column.name != "challenge"))


def hash_token(token: str) -> str:
    """Return the hash by which a random token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_session(
    session: Session,
    account_id: int,
    *,
    second_factor: bool,
    address: str,
    browser: str,
    now: datetime,
) -> str:
    """Store a new session and return its token, which is not stored."""
    token = secrets.token_urlsafe(32)
    session.execute(
        insert(_table).values(
            token_hash=hash_token(token),
            account_id=account_id,
            csrf_token=secrets.token_urlsafe(32),
            created_at=now,
            seen_at=now,
            second_factor=second_factor,
            address=address,
            browser=browser[:200],
        )
    )
    return token


def find_session(session: Session, token: str) -> AccountSession | None:
    """Return the session of a token, or None."""
    row = session.execute(_SELECT.where(_table.c.token_hash == hash_token(token))).first()
    return None if row is None else AccountSession(*row)


def list_account_sessions(session: Session, account_id: int) -> Sequence[AccountSession]:
    """Return the sessions of an account, the last used first."""
    rows = session.execute(
        _SELECT.where(_table.c.account_id == account_id).order_by(_table.c.seen_at.desc())
    )
    return [AccountSession(*row) for row in rows]


def touch_session(session: Session, token_hash: str, now: datetime) -> None:
    """Store when a session was last used."""
    session.execute(update(_table).where(_table.c.token_hash == token_hash).values(seen_at=now))


def mark_second_factor_given(session: Session, token_hash: str) -> None:
    """Record that the second factor was given in a session."""
    session.execute(
        update(_table).where(_table.c.token_hash == token_hash).values(second_factor=True)
    )


def save_challenge(session: Session, token_hash: str, challenge: bytes) -> None:
    """Store what a passkey is asked to sign in a session, in place of what it was asked before."""
    session.execute(
        update(_table).where(_table.c.token_hash == token_hash).values(challenge=challenge)
    )


def take_challenge(session: Session, token_hash: str) -> bytes | None:
    """Return what a passkey was asked to sign, once; None if nothing was asked."""
    own = _table.c.token_hash == token_hash
    challenge = session.scalar(select(_table.c.challenge).where(own))
    session.execute(update(_table).where(own).values(challenge=None))
    return challenge


def end_session(session: Session, token_hash: str) -> None:
    """End one session."""
    session.execute(delete(_table).where(_table.c.token_hash == token_hash))


def end_account_sessions(
    session: Session, account_id: int, *, except_token_hash: str | None = None
) -> None:
    """End the sessions of an account, all or all but one."""
    ended = delete(_table).where(_table.c.account_id == account_id)
    session.execute(
        ended
        if except_token_hash is None
        else ended.where(_table.c.token_hash != except_token_hash)
    )


def end_expired_sessions(
    session: Session, lifetime: timedelta, idle: timedelta, *, now: datetime
) -> None:
    """End the sessions that began or were last used too long ago, or too far in the future."""
    began, used = _table.c.created_at, _table.c.seen_at
    is_alive = between(began, now - lifetime, now + CLOCK_LEEWAY)
    is_in_use = between(used, now - idle, now + idle)
    session.execute(delete(_table).where(~(is_alive & is_in_use)))
