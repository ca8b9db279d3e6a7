"""Conditions on lists of values, on both databases."""

from collections.abc import Collection

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.conditions import is_among

_TABLE = Table("thing", MetaData(), Column("id", Integer), Column("name", Text))
_NAMES = ("a", "it's", 'say "b"', "{c,d}", "\\", "心", "NULL")
_FIND_NAMES = select(_TABLE.c.id).where(is_among(_TABLE.c.name, "names")).order_by(_TABLE.c.id)
_FIND_IDS = select(_TABLE.c.id).where(is_among(_TABLE.c.id, "ids")).order_by(_TABLE.c.id)


@pytest.fixture
def things(session: Session) -> Session:
    """A table with one row for each name."""
    _TABLE.create(session.connection())
    session.execute(insert(_TABLE), [{"id": at, "name": name} for at, name in enumerate(_NAMES)])
    return session


@pytest.mark.parametrize("names", [(), *((name,) for name in _NAMES), _NAMES, ("a", "a", "z")])
def test_rows_with_one_of_the_values_are_found(things: Session, names: Collection[str]) -> None:
    found = things.scalars(_FIND_NAMES, {"names": names}).all()
    assert found == [at for at, name in enumerate(_NAMES) if name in names]


def test_numbers_are_compared_as_numbers(things: Session) -> None:
    assert things.scalars(_FIND_IDS, {"ids": {0, 2, 99}}).all() == [0, 2]
