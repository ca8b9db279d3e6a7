"""Rendering in the background: what becomes of it when others write, and when it is stopped."""

import dataclasses
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from readlevel.core.model.answer import OutsideApproval, Review
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.workflow import Status
from readlevel.storage.answers import answers
from readlevel.storage.database import schema
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.errors import FullDisk
from readlevel.storage.database.process_locks import LockName, is_locked, try_lock
from readlevel.storage.public import publications, render_queue
from readlevel.storage.review import answer_worklist
from readlevel.storage.review.worklist import WorklistFilter
from readlevel.usecases.glossary import store_terms
from readlevel.usecases.publishing import queue_holders, rerender
from readlevel.usecases.publishing.rerender_batch import store_all
from tests.conftest import OpenDatabase
from tests.storage.cast import APPROVED, EVERY, MIGRAINE, NOW, answer, lay, save, save_terms

ROOT = Path(__file__).parents[3]
ANSWERS = 60


@pytest.fixture
def database_url(backend: str, open_database: OpenDatabase) -> Iterator[str]:
    """The URL of a database with many answers that use a term."""
    with open_database(backend, use_term) as url:
        yield url


@pytest.fixture
def told(engine: Engine) -> Engine:
    """A database with many answers that use a term."""
    return engine


def use_term(engine: Engine) -> None:
    schema.upgrade(engine)
    with write_transaction(engine) as session:
        save_terms(session, [MIGRAINE])
        save(session, *(answer(f"a{n}", lay("A migraine hurts.")) for n in range(ANSWERS)))


def change_term(engine: Engine, definition: str) -> None:
    with write_transaction(engine) as session:
        changed = dataclasses.replace(MIGRAINE, definition_lay=definition)
        store_terms.save_terms(session, [changed], author="Ed", now=NOW)


def rerender_all(engine: Engine) -> rerender.RerenderResult:
    return rerender.rerender_queued(engine, DEFAULT_PERSONAS, "en", report=lambda *_: None)


def definitions(engine: Engine) -> list[str]:
    """Return what the answers say of the term, without repetitions."""
    told: set[str] = set()
    with read_transaction(engine) as session:
        for number in range(ANSWERS):
            found = publications.find(
                session, f"a{number}", lay().audience, "en", EVERY, show_unreviewed=True
            )
            assert found is not None
            assert found.rendering is not None
            told.update(term.definition.text for term in found.rendering.terms)
    return sorted(told)


def count_queued(engine: Engine) -> int:
    with read_transaction(engine) as session:
        return render_queue.count_queued(session)


@contextmanager
def run_rerender_script(url: str, *options: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.usecases.publishing.rerender_script", url, *options]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_process_that_is_killed_leaves_the_rest_to_the_next(
    told: Engine, database_url: str
) -> None:
    change_term(told, "Told anew.")
    with run_rerender_script(database_url, "step") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "20\n"
        assert is_locked(told, LockName.RENDERING)
    assert rerender_all(told).done == ANSWERS - 20
    assert definitions(told) == ["Told anew."]


def test_two_processes_render_each_answer_once(told: Engine, database_url: str) -> None:
    change_term(told, "Told anew.")
    with run_rerender_script(database_url) as first, run_rerender_script(database_url) as second:
        for process in (first, second):
            assert process.wait(timeout=120) == 0
    with read_transaction(told) as session:
        version = session.scalar(text("SELECT version FROM site"))
    assert count_queued(told) == 0
    assert definitions(told) == ["Told anew."]
    assert rerender_all(told).done == 0
    with read_transaction(told) as session:
        assert session.scalar(text("SELECT version FROM site")) == version


def test_a_term_changed_while_its_answers_are_rendered_is_told_as_it_is_last(
    told: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_term(told, "Told anew.")
    meanwhile(told, monkeypatch, lambda: change_term(told, "Told last."))
    rerender_all(told)
    assert definitions(told) == ["Told last."]


def test_a_text_saved_while_it_is_rendered_stays_as_it_was_saved(
    told: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_one() -> None:
        with write_transaction(told) as session:
            save(session, answer("a3", lay("Another migraine.")))

    change_term(told, "Told anew.")
    meanwhile(told, monkeypatch, save_one)
    assert rerender_all(told).done == ANSWERS - 1
    with read_transaction(told) as session:
        found = publications.find(session, "a3", lay().audience, "en", EVERY, show_unreviewed=True)
    assert found is not None
    assert found.rendering is not None
    assert found.rendering.plain_text == "Another migraine."
    assert definitions(told) == ["Told anew."]


def test_a_text_saved_and_queued_while_it_is_rendered_is_rendered_once_more(
    told: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_and_queue() -> None:
        with write_transaction(told) as session:
            save(session, answer("a3", lay("Another migraine.")))
        rerender.enqueue_outdated(told, DEFAULT_PERSONAS, everything=True)

    change_term(told, "Told anew.")
    meanwhile(told, monkeypatch, save_and_queue)
    rerender_all(told)
    with read_transaction(told) as session:
        found = publications.find(session, "a3", lay().audience, "en", EVERY, show_unreviewed=True)
    assert found is not None
    assert found.rendering is not None
    assert found.rendering.plain_text == "Another migraine."


@pytest.mark.parametrize("everything", [False, True])
def test_a_draft_saved_while_its_answer_is_rendered_stays_in_the_worklist(
    told: Engine, monkeypatch: pytest.MonkeyPatch, everything: bool
) -> None:
    text = dataclasses.replace(lay("A migraine is a draft."), review=Review(Status.DRAFT))

    def save_draft() -> None:
        with write_transaction(told) as session:
            save(session, answer("a3", text))

    def read_a3() -> tuple[str, list[tuple[int, Status | None]]]:
        with read_transaction(told) as session:
            found = publications.find(
                session, "a3", text.audience, "en", EVERY, show_unreviewed=True
            )
            listed = answer_worklist.list_answers(session, WorklistFilter(), skip=0, limit=ANSWERS)
        assert found and found.rendering
        (term,) = found.rendering.terms
        numbers = [(one.number, one.public_status) for some in listed for one in some]
        return term.definition.text, [one for one in numbers if one[0] > 1]

    if everything:
        rerender.enqueue_outdated(told, DEFAULT_PERSONAS, everything=True)
    change_term(told, "Told anew.")
    meanwhile(told, monkeypatch, save_draft)
    assert rerender_all(told).done == ANSWERS
    assert read_a3() == ("Told anew.", [(2, Status.APPROVED)])
    assert count_queued(told) == 0


def meanwhile(engine: Engine, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Do something once between rendering the first answers and storing them."""
    waiting = [work]

    def store_later(engine: Engine, batch: object) -> int:
        while waiting:
            waiting.pop()()
        return store_all(engine, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(rerender, "store_all", store_later)


def test_a_disk_that_is_full_keeps_what_was_there_and_what_waits(
    open_database: OpenDatabase,
) -> None:
    with open_database("sqlite", use_term) as url:
        made = make_engine(url)
        check_full_disk(made)
        made.dispose()


def check_full_disk(made: Engine) -> None:
    change_term(made, "Told at length. " * 1000)
    with write_transaction(made) as session:
        pages = session.scalar(text("PRAGMA page_count"))
        # Of this connection, which the pool gives to the next one, too.
        session.execute(text(f"PRAGMA max_page_count = {pages + 150}"))
    with pytest.raises(FullDisk, match="Make room"):
        rerender_all(made)
    left = count_queued(made)
    assert 0 < left < ANSWERS
    assert len(definitions(made)) == 2
    assert not is_locked(made, LockName.RENDERING)
    with write_transaction(made) as session:
        session.execute(text("PRAGMA max_page_count = 1000000"))
    assert rerender_all(made).done == left
    assert len(definitions(made)) == 1


def test_constant_writes_during_a_rerender_meet_no_error(told: Engine, database_url: str) -> None:
    saved = 0
    change_term(told, "Told anew.")
    with run_rerender_script(database_url) as process:
        while process.poll() is None:
            with write_transaction(told) as session:
                save(session, answer("other", lay(f"Nothing hurts {saved}.")))
            saved += 1
            time.sleep(0.05)
    assert process.returncode == 0
    assert saved
    assert definitions(told) == ["Told anew."]


def test_work_that_yields_begins_only_when_nobody_writes_or_waits_to(
    told: Engine, database_url: str, backend: str
) -> None:
    if backend == "postgresql":
        pytest.skip("PostgreSQL lets writers in by turns")
    change_term(told, "Told anew.")
    person = try_lock(told, LockName.WRITERS, shared=True)
    assert person is not None
    with run_rerender_script(database_url) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        assert definitions(told) != ["Told anew."]
        person.release()
        assert process.wait(timeout=120) == 0
    assert definitions(told) == ["Told anew."]


def test_answers_are_queued_in_parts_and_by_one_process_only(
    told: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_holders, "_ANSWERS_AT_ONCE", 7)
    change_term(told, "Told anew.")
    with read_transaction(told) as session:
        changes = render_queue.find_unqueued_changes(session, 100)
        assert changes is not None
        holders = sorted(queue_holders.find_holders(session, changes.terms))
    queue_holders.queue_holders(told)
    assert count_queued(told) == ANSWERS
    rerender_all(told)
    queue_holders._queue(told, changes, holders)
    assert count_queued(told) == 0


def test_a_change_that_no_text_concerns_is_done_with(told: Engine) -> None:
    with write_transaction(told) as session:
        unused = dataclasses.replace(MIGRAINE, slug="quux", name="quux")
        store_terms.save_terms(session, [unused], author="Ed", now=NOW)
    queue_holders.queue_holders(told)
    with read_transaction(told) as session:
        assert render_queue.is_idle(session)


def test_rendering_again_leaves_lists_and_search_as_they_are(told: Engine) -> None:
    derived = ("publication", "listing_topic", "named_term", "work", "search")

    def read() -> list[list[str]]:
        with read_transaction(told) as session:
            return [
                sorted(map(repr, session.execute(text(f"SELECT * FROM {name}"))))
                for name in derived
            ]

    before = read()
    change_term(told, "Told anew.")
    rerender_all(told)
    assert read() == before
    rerender.enqueue_outdated(told, DEFAULT_PERSONAS, everything=True)
    assert rerender_all(told).done == ANSWERS
    assert len(read()) == len(before)
    with read_transaction(told) as session:
        assert answers.count(session) == ANSWERS


def test_names_that_an_older_server_left_out_are_told_again(told: Engine) -> None:
    approval = OutsideApproval("Olga Out", "rheumatologist", NOW.date())
    named = dataclasses.replace(APPROVED, outside_approvals=(approval,))
    with write_transaction(told) as session:
        save(session, answer("named", lay(review=named)))
        session.execute(text("UPDATE publication SET outside_approvals = '[]'"))
    assert rerender.enqueue_outdated(told, DEFAULT_PERSONAS, everything=False) == 1
    assert rerender_all(told).done == 1
    with read_transaction(told) as session:
        found = publications.find(
            session, "named", lay().audience, "en", EVERY, show_unreviewed=False
        )
    assert found is not None
    assert found.review.outside_approvals == (approval,)
