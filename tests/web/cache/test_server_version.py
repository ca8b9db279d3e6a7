"""A PostgreSQL that is stopped (SIGSTOP) keeps its connections and answers nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.storage.database import schema
from readlevel.storage.database.deadlines import limit_waits
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import UnreachableDatabase
from readlevel.usecases.writing import pages
from readlevel.web.cache.server_version import ServerVersion
from readlevel.web.wsgi import application
from tests.databases import PostgreSQL
from tests.waiting import PATIENCE, wait_until
from tests.web.conftest import POLICY
from tests.web.serving import serving

BUMP = text("UPDATE site SET version = version + 1")
"""Seconds after which a request counts as hanging."""
PAGE = "/editorial-policy"


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    """A site of one page on PostgreSQL."""
    with postgresql.database(schema.upgrade) as url:
        engine = make_engine(url)
        with write_transaction(engine) as session:
            pages.save_page(session, PAGE[1:], "en", POLICY, updated=date(2026, 1, 1))
        engine.dispose()
        yield url


@pytest.fixture
def own_engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[ServerVersion]:
    version = ServerVersion(engine)
    yield version
    version.close()


def test_each_commit_is_seen(own_engine: Engine) -> None:
    with reading(own_engine) as version:
        wait_until(lambda: version() is not None)
        seen = {version()}
        for _ in range(20):
            with own_engine.begin() as connection:
                connection.execute(BUMP)
            seen.add(version())
            assert version() == version()
    assert len(seen) == 21


def test_threads_that_ask_together_never_see_an_older_version(own_engine: Engine) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def ask(version: ServerVersion) -> None:
        newest = 0
        while not stop.is_set():
            now = version()
            if now is not None:
                if now.number < newest:
                    wrong.append(now)
                newest = now.number

    with reading(own_engine) as version:
        threads = [threading.Thread(target=ask, args=(version,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(50):
            with own_engine.begin() as connection:
                connection.execute(BUMP)
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_server_that_hangs_is_asked_once_and_noticed_when_it_answers(
    own_engine: Engine, postgresql: PostgreSQL
) -> None:
    with reading(own_engine) as version:
        wait_until(lambda: version() is not None)
        with postgresql.frozen():
            assert version() is None
            assert version.is_down
            assert [version() for _ in range(1000)] == [None] * 1000
        wait_until(lambda: version() is not None)
        assert not version.is_down


def test_a_statement_gives_up_on_a_server_that_hangs(
    own_engine: Engine, postgresql: PostgreSQL
) -> None:
    with read_transaction(own_engine) as session:
        session.execute(text("SELECT 1"))
    with postgresql.frozen(), limit_waits(0.05):
        for _ in range(2):
            with (
                pytest.raises(UnreachableDatabase, match="does not answer"),
                read_transaction(own_engine) as session,
            ):
                session.execute(text("SELECT 1"))
    with read_transaction(own_engine) as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_waiting_for_another_writer_is_no_hanging(own_engine: Engine) -> None:
    """The server says itself how long a writer waits."""
    begun, done = threading.Event(), threading.Event()
    # With so short a limit, nothing connects.
    with own_engine.connect(), own_engine.connect():
        pass

    def hold() -> None:
        with write_transaction(own_engine):
            begun.set()
            done.wait(1.5)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(PATIENCE)
    with limit_waits(1), write_transaction(own_engine) as session:
        session.execute(BUMP)
    done.set()
    holder.join()


def test_a_finished_page_is_marked_stale_while_the_database_hangs(
    url: str, postgresql: PostgreSQL
) -> None:
    layer = application(Settings(database_url=url))
    reader = Client(layer, TestResponse)
    wait_until_kept(lambda: "Readlevel-Stale" in reader.get(PAGE).headers)
    with postgresql.frozen():
        for _ in range(3):
            stale = reader.get(PAGE)
            assert (stale.status_code, "Readlevel-Stale" in stale.headers) == (200, True)
        assert reader.get("/glossary").status_code == 503
        assert reader.get("/healthz").status_code == 200
        assert reader.get("/readyz").status_code == 503
        assert reader.get("/edit/sign-in").status_code in (200, 503)
    wait_until(lambda: "Readlevel-Stale" not in reader.get(PAGE).headers)
    assert reader.get("/glossary").status_code == 200
    layer.close()


def wait_until_kept(is_stale: Callable[[], bool]) -> None:
    """Read the page until it is kept, which it is not if it is made before the version is known."""
    for _ in range(5):
        wait_until(lambda: not is_stale())


def fetch(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Connection": "close"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_a_server_under_load_answers_while_the_database_hangs_or_restarts(
    url: str, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    statuses: list[int] = []
    stop = threading.Event()

    def load(port: int) -> None:
        while not stop.is_set():
            statuses.append(fetch(port, f"/glossary?letter={len(statuses) % 20}").status)

    with serving(url, tmp_path / "log") as port:
        wait_until_kept(lambda: fetch(port, PAGE).getheader("Readlevel-Stale") is not None)
        readers = [threading.Thread(target=load, args=(port,)) for _ in range(6)]
        for one in readers:
            one.start()
        with postgresql.frozen():
            for _ in range(10):
                assert fetch(port, PAGE).status == 200
                assert fetch(port, "/healthz").status == 200
            assert fetch(port, PAGE).getheader("Readlevel-Stale")
        wait_until(lambda: fetch(port, PAGE).getheader("Readlevel-Stale") is None)
        postgresql.cut_connections()
        wait_until(lambda: fetch(port, PAGE).getheader("Readlevel-Stale") is None)
        stop.set()
        for one in readers:
            one.join()
        assert fetch(port, "/glossary").status == 200
    assert set(statuses) <= {200, 503}
