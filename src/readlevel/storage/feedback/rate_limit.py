"""Recent submissions by a digest of their sender, kept only for the rate limit's window."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.feedback_tables import reader_limit as _table


def record_submission(session: Session, sender: str, *, now: datetime) -> None:
    """Record a submission."""
    session.execute(insert(_table).values(who=sender, at=now))


def count(session: Session, since: datetime, sender: str | None = None) -> int:
    """Return the number of submissions since then, by one sender or by all."""
    counted = select(func.count()).select_from(_table).where(_table.c.at >= since)
    if sender is not None:
        counted = counted.where(_table.c.who == sender)
    return session.scalar(counted) or 0


def delete_older(session: Session, before: datetime) -> None:
    """Delete the submissions that are older than any window."""
    session.execute(delete(_table).where(_table.c.at < before))
