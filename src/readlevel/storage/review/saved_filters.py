"""Filters of the list of answers that people have saved under a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import saved_filter as _table


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and what its owner calls it."""

    id: int
    name: str
    query: str
    """The query of the list's URL; empty for all answers."""


def save_filter(session: Session, account_id: int, name: str, query: str) -> None:
    """Store a filter in place of one with the same name."""
    own = (_table.c.account_id == account_id, _table.c.name == name)
    if session.scalar(select(_table.c.id).where(*own)) is None:
        session.execute(insert(_table).values(account_id=account_id, name=name, query=query))
    else:
        session.execute(update(_table).where(*own).values(query=query))


def list_filters(session: Session, account_id: int) -> Sequence[SavedFilter]:
    """Return the filters of an account by name."""
    chosen = (
        select(_table.c.id, _table.c.name, _table.c.query)
        .where(_table.c.account_id == account_id)
        .order_by(_table.c.name)
    )
    return [SavedFilter(*row) for row in session.execute(chosen)]


def count_others(session: Session, account_id: int, name: str) -> int:
    """Return how many filters of an account have another name."""
    counted = select(func.count()).where(_table.c.account_id == account_id, _table.c.name != name)
    return session.scalar(counted) or 0


def remove_filter(session: Session, account_id: int, number: int) -> bool:
    """Remove a filter of an account; return whether there was one."""
    removed = session.execute(
        delete(_table)
        .where(_table.c.account_id == account_id, _table.c.id == number)
        .returning(_table.c.id)
    )
    return removed.first() is not None
