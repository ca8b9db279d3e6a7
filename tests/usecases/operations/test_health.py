"""The problems that operators are told of, and when each begins and ends."""

import shutil
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text

from readlevel.storage.database import schema
from readlevel.storage.database.engine import write_transaction
from readlevel.storage.public import render_queue
from readlevel.usecases.operations import health
from readlevel.usecases.operations.health import HealthCheck
from tests.conftest import ON_SQLITE
from tests.storage.cast import answer, save

GIGABYTE = 1_000_000_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(health, "time", clock)
    return clock


@pytest.fixture
def site(engine: Engine) -> Engine:
    """A site with two answers."""
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        save(session, answer("gout"), answer("headache"))
    return engine


def queue(site: Engine) -> list[int]:
    """Let every answer wait to be rendered again, and return their IDs."""
    with write_transaction(site) as session:
        ids = list(session.execute(text("SELECT id FROM answer ORDER BY id")).scalars())
        render_queue.enqueue(session, ids, everything=True)
    return ids


def test_a_queue_is_stuck_once_it_has_not_moved_for_a_while(site: Engine, clock: Clock) -> None:
    check = HealthCheck(site, _since=clock.seconds)
    first, second = queue(site)
    assert check.inspect().problems == ()
    clock.seconds += health.STUCK_SECONDS
    assert check.inspect().problems == ()
    clock.seconds += 1
    stuck = check.inspect()
    assert stuck.problems == (health.QUEUE_STUCK,)
    assert (stuck.queued, stuck.unmoved_seconds) == (2, health.STUCK_SECONDS + 1)
    with write_transaction(site) as session:
        render_queue.dequeue(session, first)
    assert check.inspect().problems == ()
    clock.seconds += health.STUCK_SECONDS + 1
    assert check.inspect().problems == (health.QUEUE_STUCK,)
    with write_transaction(site) as session:
        render_queue.dequeue(session, second)
    clock.seconds += health.STUCK_SECONDS + 1
    assert check.inspect().problems == ()


@ON_SQLITE
@pytest.mark.parametrize(
    ("free", "total", "problems"),
    [
        (0.4, 100, (health.DISK_NEARLY_FULL,)),
        (0.6, 100, ()),  # little of it, but enough
        (0.4, 2, ()),  # a small disk
    ],
)
def test_a_disk_is_nearly_full_with_little_room_of_a_small_share(
    site: Engine, monkeypatch: pytest.MonkeyPatch, free: float, total: float, problems: object
) -> None:
    usage = SimpleNamespace(free=int(free * GIGABYTE), total=int(total * GIGABYTE))
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert HealthCheck(site).inspect().problems == problems
