"""Tokens that were used in each month."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.assistant_tables import token_use as _table


def count_tokens(session: Session, *, now: datetime) -> int:
    """Return the tokens used in the month so far."""
    month = _table.c.month == _name_month(now)
    return session.scalar(select(_table.c.tokens).where(month)) or 0


def add_tokens(session: Session, tokens: int, *, now: datetime) -> None:
    """Add tokens to those of the month."""
    month = _name_month(now)
    added = update(_table).where(_table.c.month == month)
    changed = session.execute(added.values(tokens=_table.c.tokens + tokens))
    if not changed.rowcount:  # type: ignore[attr-defined]
        session.execute(insert(_table).values(month=month, tokens=tokens))


def _name_month(now: datetime) -> str:
    return now.strftime("%Y-%m")
