"""Rendering again beside the server: a process that is there only while something waits for it.

Workers that answer readers neither render nor import what does. Of several servers on a database,
one renders at a time; if its process is killed, whichever server asks next goes on.
"""

import logging
import multiprocessing
import threading
import time
from datetime import UTC, datetime

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database.engine import (
    make_engine,
    read_transaction,
    truncate_wal,
    write_transaction,
)
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.database.process_locks import (
    LockName,
    ProcessLock,
    is_locked,
    try_lock,
)
from readlevel.storage.public import render_queue
from readlevel.usecases.public import reader_feedback

POLL_SECONDS = 5.0
"""How often it is looked whether answers wait to be rendered again."""
TIDY_SECONDS = 3600.0
"""How often what readers sent is looked through for what is too old."""

log = logging.getLogger(__name__)


class RerenderProcess:
    """Looks for answers that wait, and has them rendered, until it is stopped.

    It holds `LockName.SERVING` meanwhile, by which commands leave rendering to it. Beside that it
    deletes what readers sent when its time is over.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a process that renders is ended, and what it had not done still waits."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        engine = make_engine(self._settings.database_url)
        serving = _announce(engine, None)
        tidied = -TIDY_SECONDS
        while not self._stop.wait(POLL_SECONDS):
            serving = _announce(engine, serving)
            if _is_due(engine):
                self._render()
            if time.monotonic() - tidied > TIDY_SECONDS:
                tidied = time.monotonic()
                forget_old(engine, self._settings.question_days)
        if serving is not None:
            serving.release()
        engine.dispose()

    def _render(self) -> None:
        process = multiprocessing.get_context("spawn").Process(
            target=rerender_and_log, args=(self._settings,), daemon=True
        )
        process.start()
        while process.is_alive() and not self._stop.wait(0.1):
            continue
        process.terminate()
        process.join()


def rerender_and_log(settings: Settings) -> None:
    """Render again what waits, and log what cannot be."""
    from readlevel.usecases.publishing.rerender import renew

    engine = make_engine(settings.database_url)
    try:
        renewed = renew(engine, settings.personas, settings.languages[0], report=_say_nothing)
        for slug, problem in renewed.failed:
            log.error("%s cannot be rendered again and stays as it was: %s", slug, problem)
    except DatabaseProblem as problem:
        log.error("what waits to be rendered again goes on waiting: %s", problem)
    finally:
        engine.dispose()


def forget_old(engine: Engine, days: int) -> None:
    """Delete what readers sent more than so many days ago."""
    try:
        with write_transaction(engine, background=True) as session:
            gone = reader_feedback.purge_expired(session, days=days, now=datetime.now(UTC))
        if gone:
            truncate_wal(engine)
    except DatabaseProblem as problem:
        log.error("what readers sent long ago is not deleted yet: %s", problem)


def _say_nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def _announce(engine: Engine, held: ProcessLock | None) -> ProcessLock | None:
    """Hold the lock by which commands know that a server runs; None if it cannot be had now."""
    if held is not None:
        if held.is_held():
            return held
        held.release()
    try:
        return try_lock(engine, LockName.SERVING, shared=True)
    except DatabaseProblem:
        return None


def _is_due(engine: Engine) -> bool:
    """Return whether something waits that no other process renders."""
    try:
        with read_transaction(engine) as session:
            if render_queue.is_idle(session):
                return False
        return not is_locked(engine, LockName.RENDERING)
    except DatabaseProblem:
        return False
