"""API tokens, stored as digests, so that reading the database gives nobody a token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, between, case, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.storage.accounts.sessions import hash_token
from readlevel.storage.database.conditions import CLOCK_LEEWAY
from readlevel.storage.database.desk_tables import account, api_token

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """One API token; only its owner has seen the token itself."""

    id: int
    account_id: int
    owner: str
    """Name of the account that made it."""
    name: str
    """What it is for, in its owner's words."""
    created_at: datetime
    revoked_at: datetime | None
    is_disabled: bool
    """Whether its owner's account is disabled."""

    @property
    def is_active(self) -> bool:
        """Whether the token is accepted."""
        return self.revoked_at is None and not self.is_disabled


def add(session: Session, account_id: int, token: str, name: str, *, now: datetime) -> int:
    """Store a token and return its number."""
    made: int = session.execute(
        insert(api_token)
        .values(token_hash=hash_token(token), account_id=account_id, name=name, created_at=now)
        .returning(api_token.c.id)
    ).scalar_one()
    return made


def find(session: Session, number: int) -> ApiToken | None:
    """Return a token by its number, or None."""
    row = session.execute(_select_tokens().where(api_token.c.id == number)).first()
    return None if row is None else _restore(row)


def find_active(session: Session, token: str) -> ApiToken | None:
    """Return an active token, or None."""
    row = session.execute(
        _select_tokens().where(api_token.c.token_hash == hash_token(token))
    ).first()
    found = None if row is None else _restore(row)
    return found if found is not None and found.is_active else None


def list_active(session: Session, account_id: int | None = None) -> Sequence[ApiToken]:
    """Return the active tokens of one account or of all, the newest first."""
    chosen = (
        _select_tokens().where(api_token.c.revoked_at.is_(None)).order_by(api_token.c.id.desc())
    )
    if account_id is not None:
        chosen = chosen.where(api_token.c.account_id == account_id)
    return [one for row in session.execute(chosen) if (one := _restore(row)).is_active]


def revoke(session: Session, number: int, *, now: datetime) -> None:
    """Revoke a token."""
    session.execute(
        update(api_token)
        .where(api_token.c.id == number, api_token.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def count_use(session: Session, number: int, minute: int, limit: int) -> bool:
    """Count a use of a token in a minute; return False if it was used `limit` times before.

    The clock of another server may be ahead: then its minute counts.
    """
    is_same = between(api_token.c.minute, minute, minute + CLOCK_LEEWAY // _MINUTE)
    counted = session.execute(
        update(api_token)
        .where(api_token.c.id == number, or_(~is_same, api_token.c.uses < limit))
        .values(
            minute=case((is_same, api_token.c.minute), else_=minute),
            uses=case((is_same, api_token.c.uses + 1), else_=1),
        )
        .returning(api_token.c.id)
    )
    return counted.first() is not None


def _select_tokens() -> Select[Any]:
    return select(
        api_token.c.id,
        api_token.c.account_id,
        api_token.c.name,
        api_token.c.created_at,
        api_token.c.revoked_at,
        account.c.name.label("owner"),
        account.c.disabled_at,
    ).join(account, account.c.id == api_token.c.account_id)


def _restore(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.id,
        account_id=row.account_id,
        owner=row.owner,
        name=row.name,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        is_disabled=row.disabled_at is not None,
    )
