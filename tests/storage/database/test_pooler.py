"""A site that reaches PostgreSQL through pgbouncer, which lends connections for one transaction."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, bindparam, select, text
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.storage.database import schema
from readlevel.storage.database.content_tables import site
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.process_locks import LockName, is_locked, try_lock
from readlevel.web.wsgi import application
from tests.databases import PostgreSQL
from tests.storage.cast import answer, lay, save
from tests.storage.database.pooler import find_program, pooled

CONNECTIONS = 4
"""Connections of the pooler to the server, fewer than its clients have."""
REPEATED = 12
"""The driver prepares a statement when it is repeated for the fifth time."""

pytestmark = pytest.mark.skipif(find_program() is None, reason="pgbouncer is not installed")


@pytest.fixture(scope="module")
def direct_url(postgresql: PostgreSQL) -> Iterator[str]:
    with postgresql.database(schema.upgrade) as url:
        yield url


@pytest.fixture(scope="module")
def url(direct_url: str) -> Iterator[str]:
    with pooled(direct_url, CONNECTIONS) as url:
        yield url


@pytest.fixture
def pooled_engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


def test_a_lock_holds_while_others_use_its_pooler(pooled_engine: Engine, url: str) -> None:
    lock = try_lock(pooled_engine, LockName.RENDERING)
    shared = try_lock(pooled_engine, LockName.SERVING, shared=True)
    assert lock is not None
    assert shared is not None
    another = make_engine(url)
    for _ in range(REPEATED):
        with another.connect() as connection:
            connection.execute(text("SELECT 1"))
        assert is_locked(another, LockName.RENDERING)
    assert lock.is_held()
    lock.release()
    assert not is_locked(another, LockName.RENDERING)
    shared.release()
    another.dispose()


def test_repeated_statements_work_on_whatever_connection_is_lent(url: str) -> None:
    def work(number: int) -> list[int]:
        engine = make_engine(url)
        query = text(f"SELECT version + {number} - {number} FROM site")
        found = []
        for _ in range(REPEATED):
            with write_transaction(engine) as session:
                session.execute(text("UPDATE site SET version = version + 1"))
            with read_transaction(engine) as session:
                found.append(session.scalar(query))
        engine.dispose()
        return found

    with ThreadPoolExecutor(2 * CONNECTIONS) as threads:
        versions = list(threads.map(work, range(2 * CONNECTIONS)))
    assert all(seen == sorted(set(seen)) for seen in versions)


def test_a_query_of_its_own_works_on_whatever_connection_is_lent(pooled_engine: Engine) -> None:
    from readlevel.storage.database.postgresql import HeldQuery

    query = HeldQuery(pooled_engine, select(site.c.id).where(site.c.id == bindparam("id")))
    for _ in range(REPEATED):
        assert query.ask({"id": "1"}) == [[(1).to_bytes(4, "big")]]
        with pooled_engine.connect() as connection:
            connection.execute(text("SELECT 1"))


def test_an_edit_shows_at_the_next_request_in_every_worker(url: str, direct_url: str) -> None:
    engine = make_engine(direct_url)
    layers = [application(Settings(database_url=url)) for _ in range(2)]
    clients = [Client(layer, TestResponse) for layer in layers]
    for number in range(REPEATED):
        words = f"Edition {number} of these words."
        with write_transaction(engine) as session:
            save(session, answer("headache", lay(words)))
        for client in clients:
            response = client.get("/answers/headache/lay")
            assert words in response.text
            assert "Readlevel-Stale" not in response.headers
    for layer in layers:
        layer.close()
    engine.dispose()
