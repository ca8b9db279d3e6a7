"""The rerender queue: what a batch costs does not grow with the number of answers that wait."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables, schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.public import render_queue
from tests.conftest import OpenDatabase

FEW, MANY = 700, 70_000
_ROWS_AT_ONCE = 10_000
_BATCH = 20


@pytest.fixture
def engine(open_database: OpenDatabase) -> Iterator[Engine]:
    """SQLite only: its steps can be counted."""
    with open_database("sqlite", schema.upgrade) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def queue_answers(engine: Engine, numbers: range) -> None:
    for start in range(numbers.start, numbers.stop, _ROWS_AT_ONCE):
        some = range(start, min(start + _ROWS_AT_ONCE, numbers.stop))
        with write_transaction(engine) as session:
            session.execute(
                insert(content_tables.answer), [{"id": n, "slug": f"a{n}"} for n in some]
            )
            session.execute(
                insert(content_tables.stale_answer), [{"answer_id": n, "queued": 1} for n in some]
            )


def count_steps(session: Session, work: Callable[[Session], object]) -> int:
    """Return the steps that SQLite's virtual machine takes, in tens."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver = session.connection().connection.driver_connection
    assert driver
    work(session)  # prepares the statements
    driver.set_progress_handler(count, 10)
    work(session)
    driver.set_progress_handler(None, 10)
    return steps


def take_batch(session: Session) -> None:
    batch = render_queue.next_queued(session, _BATCH)
    assert len(batch) == _BATCH
    assert len(render_queue.find_unchanged(session, batch)) == _BATCH
    assert render_queue.is_queued(session, batch[0].answer_id)
    assert not render_queue.is_idle(session)


def enqueue_again(session: Session) -> None:
    render_queue.enqueue(session, range(1, _BATCH + 1))


def test_taking_a_batch_costs_the_same_however_many_answers_wait(engine: Engine) -> None:
    steps = []
    for numbers in (range(1, FEW + 1), range(FEW + 1, MANY + 1)):
        queue_answers(engine, numbers)
        with read_transaction(engine) as session:
            taking = count_steps(session, take_batch)
            counting = count_steps(session, render_queue.find_progress)
            assert render_queue.find_progress(session).waiting == numbers.stop - 1
        with write_transaction(engine) as session:
            steps.append((taking, count_steps(session, enqueue_again), counting))
    (few_taking, few_queueing, _), (taking, queueing, counting) = steps
    assert taking <= few_taking + 5
    assert queueing <= few_queueing + 5
    # Counting reads each row once, and does no more.
    assert counting < MANY


def test_no_answer_waits_when_all_are_rendered(engine: Engine) -> None:
    queue_answers(engine, range(1, 6))
    with write_transaction(engine) as session:
        render_queue.mark_failed(session, 5, "broken")
        assert not render_queue.is_idle(session)
        render_queue.dequeue(session, 1, 2, 3, 4)
        assert render_queue.is_idle(session)
        assert render_queue.list_failed(session) == (("a5", "broken"),)
