"""Passkeys of accounts: the public keys of their authenticators (WebAuthn)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import passkey as _table


@dataclass(frozen=True, slots=True)
class Passkey:
    """One registered authenticator."""

    id: int
    account_id: int
    credential_id: bytes
    public_key: bytes
    sign_count: int
    """What its counter said at the last use; 0 if it does not count."""
    name: str
    created_at: datetime
    used_at: datetime | None


def list_passkeys(session: Session, account_id: int) -> Sequence[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    rows = session.execute(
        select(_table).where(_table.c.account_id == account_id).order_by(_table.c.id)
    )
    return [Passkey(*row) for row in rows]


def find_by_credential(session: Session, account_id: int, credential_id: bytes) -> Passkey | None:
    """Return the passkey of an account with a credential ID, or None."""
    row = session.execute(
        select(_table).where(
            _table.c.account_id == account_id, _table.c.credential_id == credential_id
        )
    ).first()
    return None if row is None else Passkey(*row)


def is_known(session: Session, credential_id: bytes) -> bool:
    """Return whether any account has a passkey with this credential ID."""
    counted = select(func.count()).where(_table.c.credential_id == credential_id)
    return bool(session.scalar(counted))


def add(
    session: Session,
    account_id: int,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    name: str,
    *,
    now: datetime,
) -> None:
    """Store a passkey."""
    session.execute(
        insert(_table).values(
            account_id=account_id,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=sign_count,
            name=name,
            created_at=now,
        )
    )


def record_use(
    session: Session, number: int, *, before: int, sign_count: int, now: datetime
) -> bool:
    """Store the counter of a passkey after its use; return False if it was used meanwhile."""
    used = (
        update(_table)
        .where(_table.c.id == number, _table.c.sign_count == before)
        .values(sign_count=sign_count, used_at=now)
        .returning(_table.c.id)
    )
    return session.execute(used).first() is not None


def remove(session: Session, account_id: int, number: int) -> bool:
    """Remove a passkey of an account; return whether there was one."""
    gone = (
        delete(_table)
        .where(_table.c.id == number, _table.c.account_id == account_id)
        .returning(_table.c.id)
    )
    return session.execute(gone).first() is not None


def remove_all(session: Session, account_id: int) -> None:
    """Remove all passkeys of an account."""
    session.execute(delete(_table).where(_table.c.account_id == account_id))
