"""One-time links for setting a password."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sessions import hash_token
from readlevel.storage.database import desk_tables

_table = desk_tables.account_link


class LinkKind(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """An unused link."""

    account_id: int
    kind: LinkKind
    expires_at: datetime


def create_link(session: Session, account: Account, kind: LinkKind, expires_at: datetime) -> str:
    """Store a link and return its token, which is not stored; the account's older links end."""
    token = slow_work.do_once(_make_token, account.email)
    account_id = account.id
    remove_account_links(session, account_id)
    session.execute(
        insert(_table).values(
            token_hash=hash_token(token), account_id=account_id, kind=kind, expires_at=expires_at
        )
    )
    return token


def _make_token(_email: str) -> str:
    return secrets.token_urlsafe(32)


def find_link(session: Session, token: str, *, now: datetime) -> OneTimeLink | None:
    """Return the link of a token, or None if it is unknown or expired."""
    row = session.execute(
        select(_table.c.account_id, _table.c.kind, _table.c.expires_at).where(
            _table.c.token_hash == hash_token(token)
        )
    ).first()
    if row is None or row.expires_at <= now:
        return None
    return OneTimeLink(row.account_id, LinkKind(row.kind), row.expires_at)


def find_account_link(session: Session, account_id: int, *, now: datetime) -> OneTimeLink | None:
    """Return the active link of an account, or None."""
    row = session.execute(
        select(_table.c.account_id, _table.c.kind, _table.c.expires_at).where(
            _table.c.account_id == account_id, _table.c.expires_at > now
        )
    ).first()
    return None if row is None else OneTimeLink(row.account_id, LinkKind(row.kind), row.expires_at)


def remove_account_links(session: Session, account_id: int) -> None:
    """Remove all links of an account."""
    session.execute(delete(_table).where(_table.c.account_id == account_id))
