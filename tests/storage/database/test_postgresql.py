"""Queries over PostgreSQL connections of their own."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, bindparam, select, text

from readlevel.storage.database import schema
from readlevel.storage.database.content_tables import site
from readlevel.storage.database.deadlines import limit_waits
from readlevel.storage.database.engine import make_engine
from tests.databases import RESTORER, PostgreSQL

pytest.importorskip("psycopg")

from psycopg import Error

from readlevel.storage.database.postgresql import CONNECT_SECONDS, HeldQuery

QUERY = select(site.c.id).where(site.c.version > bindparam("version"), site.c.id != 99)
FOUND, NOTHING = {"version": "-1"}, {"version": "1000000"}
ONE = (1).to_bytes(4, "big")


@pytest.fixture
def engine(postgresql: PostgreSQL) -> Iterator[Engine]:
    with postgresql.database(schema.upgrade) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def count_connections(engine: Engine) -> int:
    with engine.connect() as connection:
        found = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND application_name <> :restorer"
            ),
            {"restorer": RESTORER},
        )
    return int(found or 0)


def test_the_first_row_is_returned_for_each_value(engine: Engine) -> None:
    query = HeldQuery(engine, QUERY)
    for _ in range(3):
        assert query.ask(FOUND) == [[ONE]]
        assert query.ask(NOTHING) == []
    assert count_connections(engine) == 1


def test_a_connection_that_was_cut_is_opened_again(engine: Engine, postgresql: PostgreSQL) -> None:
    query = HeldQuery(engine, QUERY)
    assert query.ask(FOUND) == [[ONE]]
    postgresql.cut_connections()
    assert query.ask(FOUND) is None
    assert query.ask(FOUND) == [[ONE]]


def test_a_server_that_hangs_is_given_up_within_the_limit(
    engine: Engine, postgresql: PostgreSQL
) -> None:
    query = HeldQuery(engine, QUERY)
    assert query.ask(FOUND) == [[ONE]]
    with postgresql.frozen(), limit_waits(0.1), pytest.raises(TimeoutError):
        query.ask(FOUND)
    assert query.ask(FOUND) == [[ONE]]


def test_a_server_that_is_away_is_not_tried_by_every_request() -> None:
    away = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    query = HeldQuery(away, QUERY)
    assert query.ask(FOUND) is None
    tried = query._retry_after
    assert tried
    assert query.ask(FOUND) is None
    assert query._retry_after == tried


def test_the_connection_is_closed_with_those_of_the_pool(engine: Engine) -> None:
    query = HeldQuery(engine, QUERY)
    assert query.ask(FOUND) == [[ONE]]
    engine.dispose()
    assert query._query is None
    assert query.ask(FOUND) == [[ONE]]


def test_a_connection_in_use_is_replaced_by_the_thread_that_uses_it(engine: Engine) -> None:
    """The database may be another one by then, so what it says does not count."""
    query = HeldQuery(engine, QUERY)
    assert query.ask(FOUND) == [[ONE]]
    old = query._query
    assert old is not None
    with query._asking:
        assert query.ask(FOUND) is None
        engine.dispose()
        assert query._query is old
    assert query.ask(FOUND) == [[ONE]]
    assert query._query not in (None, old)
    with pytest.raises(Error):
        old.ask(1)
    assert count_connections(engine) == 1


def test_no_connection_is_opened_if_there_is_too_little_time(engine: Engine) -> None:
    query = HeldQuery(engine, QUERY)
    with limit_waits(CONNECT_SECONDS / 2):
        assert query.ask(FOUND) is None
    assert count_connections(engine) == 0
    with limit_waits(CONNECT_SECONDS):
        assert query.ask(FOUND) == [[ONE]]
    with limit_waits(CONNECT_SECONDS / 2):
        assert query.ask(FOUND) == [[ONE]]


def test_threads_that_ask_at_once_get_an_answer_or_ask_the_engine(engine: Engine) -> None:
    query = HeldQuery(engine, QUERY)
    answers: list[object] = []

    def ask() -> None:
        answers.extend(query.ask(FOUND) for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one for one in answers if one not in ([[ONE]], None)] == []
    assert [[ONE]] in answers
