"""Counters that two requests may raise at the same moment."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def add_one(
    session: Session, counted: "Column[int]", key: Mapping[str, object], **others: int
) -> None:
    """Add 1 to a column of the row with this primary key.

    If there is no such row, make it, with `others` as the values of its other columns.
    """
    table: Table = counted.table
    new = _INSERTS[session.get_bind().dialect.name](table).values(
        **key, **{counted.name: 1}, **others
    )
    session.execute(
        new.on_conflict_do_update(index_elements=list(key), set_={counted.name: counted + 1})
    )
