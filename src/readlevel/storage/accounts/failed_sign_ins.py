"""Sign-ins that failed, counted by account and by address."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database import desk_tables
from readlevel.storage.database.conditions import is_within

_table = desk_tables.sign_in_failure


def record_failure(session: Session, email: str, address: str, *, now: datetime) -> int:
    """Add a failure, or an attempt that has not succeeded yet; return its ID."""
    added = insert(_table).values(email=email, address=address, at=now).returning(_table.c.id)
    failure_id: int = session.execute(added).scalar_one()
    return failure_id


def remove(session: Session, failure_id: int) -> None:
    """Delete an attempt that does not count."""
    session.execute(delete(_table).where(_table.c.id == failure_id))


def count(
    session: Session,
    within: timedelta,
    *,
    now: datetime,
    email: str | None = None,
    address: str | None = None,
) -> int:
    """Return the number of recent failures, for an account, from an address, or both."""
    counted = select(func.count()).select_from(_table).where(is_within(_table.c.at, within, now))
    if email is not None:
        counted = counted.where(_table.c.email == email)
    if address is not None:
        counted = counted.where(_table.c.address == address)
    return session.scalar(counted) or 0


def clear_failures(session: Session, *, email: str, address: str) -> None:
    """Delete the failures of an account from one address after it has signed in there."""
    session.execute(delete(_table).where(_table.c.email == email, _table.c.address == address))


def keep_recent(session: Session, within: timedelta, *, now: datetime) -> None:
    """Delete all other failures: `within` is the longest window of a limit."""
    session.execute(delete(_table).where(~is_within(_table.c.at, within, now)))
