"""Recent submissions by a digest of their sender, kept only for the rate limit's window."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.conditions import is_within
from readlevel.storage.database.feedback_tables import reader_limit as _table


def record_submission(session: Session, sender: str, *, now: datetime) -> None:
    """Record a submission."""
    session.execute(insert(_table).values(who=sender, at=now))


def count(session: Session, within: timedelta, sender: str | None = None, *, now: datetime) -> int:
    """Return the number of recent submissions, by one sender or by all."""
    counted = select(func.count()).select_from(_table).where(is_within(_table.c.at, within, now))
    if sender is not None:
        counted = counted.where(_table.c.who == sender)
    return session.scalar(counted) or 0


def keep_recent(session: Session, within: timedelta, *, now: datetime) -> None:
    """Delete all other submissions: `within` is the longest window of a limit."""
    session.execute(delete(_table).where(~is_within(_table.c.at, within, now)))
