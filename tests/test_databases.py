"""A database that a test leaves to the next one equals a new one."""

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from readlevel.storage.database import schema
from tests.databases import PostgreSQL


def run(url: str, *statements: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def fill_with_rows(engine: Engine) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE parent (id serial PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (id int REFERENCES parent (id))"))
        connection.execute(text("INSERT INTO parent DEFAULT VALUES"))
        connection.execute(text("INSERT INTO child VALUES (1)"))


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_rows_and_numbers_are_as_at_first(postgresql: PostgreSQL) -> None:
    with postgresql.database(fill_with_rows) as first:
        before = ask(first, "SELECT * FROM site")
        assert before
        run(
            first,
            "INSERT INTO parent DEFAULT VALUES",
            "DELETE FROM child",
            "DELETE FROM parent WHERE id = 1",
            "UPDATE site SET version = version + 7",
        )
    with postgresql.database(fill_with_rows) as second:
        assert second == first
        assert ask(second, "SELECT * FROM site") == before
        assert ask(second, "SELECT id FROM parent") == ask(second, "SELECT id FROM child") == [(1,)]
        assert ask(second, "INSERT INTO parent DEFAULT VALUES RETURNING id") == [(2,)]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE site ADD COLUMN extra int",
        "CREATE INDEX extra ON parent (id)",
        "ALTER TABLE parent ADD CHECK (id > 0)",
        "ALTER TABLE parent RENAME TO extra",
        "TRUNCATE parent CASCADE",
        "DROP TABLE child",
        "INSERT INTO child SELECT 1 FROM generate_series(1, 90000)",
    ],
)
def test_a_database_with_another_schema_or_a_large_table_is_not_used_again(
    postgresql: PostgreSQL, change: str
) -> None:
    with postgresql.database(fill_with_rows) as first:
        run(first, change)
    with postgresql.database(fill_with_rows) as second:
        assert second != first
        assert ask(second, "SELECT id FROM parent") == [(1,)]


def test_who_stays_connected_is_cut(postgresql: PostgreSQL) -> None:
    with postgresql.database(fill_with_rows) as first:
        engine = create_engine(first)
        connection = engine.connect()
        connection.execute(text("LOCK TABLE site"))
    with postgresql.database(fill_with_rows) as second:
        assert ask(second, "SELECT count(*) FROM site") == [(1,)]
    connection.invalidate()
    engine.dispose()
