"""Conditions that statements share: a value is in a list, a time is recent."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, FunctionElement, Text, between, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine

CLOCK_LEEWAY = timedelta(minutes=5)
"""How far the clocks of servers may differ."""


def is_within(
    stored: ColumnElement[datetime], age: timedelta, now: datetime
) -> ColumnElement[bool]:
    """Return the condition that a time is at most this long ago.

    One in the future was stored before the clock was set back, and is not.
    """
    return between(stored, now - age, now + CLOCK_LEEWAY)


def is_among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that a column has one of the values of the parameter `name`.

    It is one statement, however many values there are. For `IN (?, ?, …)` SQLAlchemy would write,
    and PostgreSQL plan, another statement for each number.
    """
    return _IsAmong(column, bindparam(name, type_=_Values(column.type)))


class _Values(TypeDecorator[Collection[Any]]):
    """A list as one value: JSON on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return how the database takes the list."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.item))

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """Return the list as the driver takes it."""
        values = list(value or ())
        return json.dumps(values) if dialect.name == "sqlite" else values


class _IsAmong(FunctionElement[bool]):
    """The condition; without a type, or SQLite would get `… = 1`, for which it uses no index."""

    inherit_cache = True


@compiles(_IsAmong, "sqlite")
def _compile_sqlite(condition: _IsAmong, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in condition.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 (both compiled)


@compiles(_IsAmong, "postgresql")
def _compile_postgresql(condition: _IsAmong, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in condition.clauses)
    return f"{column} = ANY({values})"
