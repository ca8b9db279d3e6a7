"""Several servers on a real cluster: a lagging or lost replica, and a primary that is killed."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import Client, TestResponse

from readlevel.settings import Settings
from readlevel.storage.answers import answers
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import DatabaseProblem, LockedDatabase
from readlevel.storage.database.replica import Replica
from readlevel.storage.public import publications
from readlevel.web.wsgi import application
from tests.storage.cast import answer, lay, save
from tests.storage.database.cluster import Cluster, running_cluster

MAX_ATTEMPTS = 200


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[Engine]:
    engine = make_engine(cluster.url)
    schema.upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def uses(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the replica was used, each time that it was asked."""
    found: list[bool] = []
    enter = Replica._enter

    def spy(replica: Replica, stack: ExitStack, version: int) -> Session | None:
        session = enter(replica, stack, version)
        found.append(session is not None)
        return session

    monkeypatch.setattr(Replica, "_enter", spy)
    return found


@pytest.fixture
def client(cluster: Cluster, engine: Engine) -> Iterator[Client]:
    """A client of a site that reads from the standby."""
    settings = Settings(database_url=cluster.url, replica_url=cluster.standby.url)
    layer = application(settings)
    yield Client(layer, TestResponse)
    layer.close()


def test_readers_get_the_newest_text_whatever_the_replica_does(
    cluster: Cluster, engine: Engine, client: Client, uses: list[bool]
) -> None:
    def write(words: str) -> None:
        with write_transaction(engine) as session:
            save(session, answer("gout", lay(words)))

    def read() -> str:
        response = client.get("/answers/gout/lay")
        assert response.status_code == 200
        assert "Readlevel-Stale" not in response.headers
        return response.text

    for number in range(MAX_ATTEMPTS):
        write(f"Words number {number}.")
        time.sleep(0.05)
        assert f"Words number {number}." in read()
        if True in uses:
            break
    assert True in uses, "no page was made from the replica"
    uses.clear()
    # The replica lags behind: pages come from the primary, at once.
    cluster.standby.execute("SELECT pg_wal_replay_pause()")
    write("Second words.")
    assert "Second words." in read()
    assert True not in uses
    cluster.standby.execute("SELECT pg_wal_replay_resume()")
    # The replica is gone: no reader notices. The primary must not wait for it any more.
    cluster.primary.configure("synchronous_standby_names = ''")
    cluster.standby.kill()
    write("Third words.")
    assert "Third words." in read()
    assert True not in uses
    cluster.standby.start()
    cluster.primary.configure("synchronous_standby_names = '*'")


def test_a_replica_that_fails_while_it_is_read_costs_no_page(
    cluster: Cluster, engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with write_transaction(engine) as session:
        save(session, answer("flu", lay("Rest.")))
    asked: list[str] = []
    find = publications.find

    def fail_once(session: Session, *given: object, **more: object) -> object:
        asked.append(str(session.connection().engine.url.port))
        if len(asked) == 1:
            raise LockedDatabase("canceling statement due to conflict with recovery")
        return find(session, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(publications, "find", fail_once)
    monkeypatch.setattr(
        Replica,
        "_enter",
        lambda replica, stack, version: stack.enter_context(read_transaction(replica._engine)),
    )
    for _ in range(MAX_ATTEMPTS):
        if (response := client.get("/answers/flu/lay")).status_code == 200:
            break
    assert response.status_code == 200
    assert "Rest." in response.text


class Writers:
    """Two threads that save one answer after the other, and what was acknowledged to them."""

    def __init__(self, engine: Engine) -> None:
        self.acknowledged: list[int] = []
        self._engine = engine
        self._stopped = Event()
        self._threads = [Thread(target=self._write, args=(first,)) for first in (0, 1)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, count: int) -> None:
        """Wait until so many more saves are acknowledged."""
        wanted = len(self.acknowledged) + count
        for _ in range(MAX_ATTEMPTS):
            if len(self.acknowledged) >= wanted:
                return
            time.sleep(0.1)
        pytest.fail(f"only {len(self.acknowledged)} of {wanted} saves were acknowledged")

    def _write(self, number: int) -> None:
        while not self._stopped.is_set():
            try:
                with write_transaction(self._engine) as session:
                    save(session, answer(f"answer-{number}", lay(f"Words {number}.")))
            except DatabaseProblem:
                time.sleep(0.1)
            else:
                self.acknowledged.append(number)
            # A save that failed may be stored or not: its number is not used again.
            number += 2


def test_a_primary_that_is_killed_under_load_takes_no_acknowledged_save_with_it(
    cluster: Cluster, engine: Engine
) -> None:
    with Writers(engine) as writers:
        writers.wait_for(20)
        cluster.primary.kill()
        cluster.standby.promote()
        # The new primary has no standby to wait for.
        cluster.standby.configure("synchronous_standby_names = ''")
        writers.wait_for(20)
    with read_transaction(engine) as session:
        stored = {slug for _, slug in answers.list_ids(session)}
        assert {f"answer-{number}" for number in writers.acknowledged} <= stored
        for number in writers.acknowledged:
            assert answers.get_answer(session, f"answer-{number}").variants
