"""Who sent something a moment ago: a digest of where it came from, and no longer than a moment."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.feedback_tables import reader_limit as _table


def record_submission(session: Session, who: str, *, now: datetime) -> None:
    """Add that somebody sent something."""
    session.execute(insert(_table).values(who=who, at=now))


def count(session: Session, since: datetime, who: str | None = None) -> int:
    """Return how often somebody, or anybody, sent something since then."""
    counted = select(func.count()).select_from(_table).where(_table.c.at >= since)
    if who is not None:
        counted = counted.where(_table.c.who == who)
    return session.scalar(counted) or 0


def delete_older(session: Session, before: datetime) -> None:
    """Forget what no limit looks back to."""
    session.execute(delete(_table).where(_table.c.at < before))
