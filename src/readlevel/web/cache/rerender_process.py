"""Processes the rerender queue beside the server, in a process that runs only while it is needed.

Workers that serve readers neither render nor import the renderer. If several servers share a
database, one renders at a time; if its process is killed, the next server to check continues.
"""

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database import site_version
from readlevel.storage.database.deadlines import limit_waits
from readlevel.storage.database.engine import (
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
from readlevel.usecases.accounts import audit
from readlevel.usecases.operations import image_storage, mail
from readlevel.usecases.operations.open_database import open_database
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.writing.editor import autosave
from readlevel.web.cache.clock_watch import ClockWatch

POLL_SECONDS = 5.0
"""How often the queue is checked."""
FINISH_SECONDS = 30.0
"""How often pages of what changed are finished; readers get them meanwhile, made for them."""
TIDY_SECONDS = 3600.0
"""How often what has expired is deleted."""
MAX_JUMP = timedelta(days=1)
"""A clock that was set forward by more, while the server runs, may be wrong: nothing is deleted."""

_WAIT_SECONDS = 5.0
"""How long the thread waits for each answer of a database server."""

log = logging.getLogger(__name__)


class RerenderProcess:
    """Watches the rerender queue in a thread, and renders in a process of its own, until stopped.

    It holds `LockName.SERVING` meanwhile, so that commands leave rendering to it. It also deletes
    what is kept for a set time.
    """

    def __init__(self, settings: Settings, work: Callable[[Settings, int | None], None]) -> None:
        """Make the watcher; `work` runs in the process, with the site version of its last run."""
        self._settings = settings
        self._work = work
        self._finished: int | None = None
        """Site version at the last complete run."""
        self._ran_at = -FINISH_SECONDS
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rerender", daemon=True)

    def start(self) -> None:
        """Start watching the queue."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, and end the process that renders; answers not yet rendered stay queued."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        # The server must be able to stop while the database hangs.
        with limit_waits(_WAIT_SECONDS):
            self._watch()

    def _watch(self) -> None:
        engine = open_database(self._settings)
        serving = _announce(engine, None)
        tidied = -TIDY_SECONDS
        clock = ClockWatch()
        while not self._stop.wait(POLL_SECONDS):
            serving = _announce(engine, serving)
            self._work_if_due(engine)
            if time.monotonic() - tidied > TIDY_SECONDS:
                tidied = time.monotonic()
                if _is_trusted(clock):
                    forget_old(engine, self._settings)
        if serving is not None:
            serving.release()
        engine.dispose()

    def _work_if_due(self, engine: Engine) -> None:
        """Render what is queued at once, and finish pages of what changed now and then."""
        rested = time.monotonic() - self._ran_at >= FINISH_SECONDS
        version = _find_version(engine)
        if not _is_due(engine) and (version in (None, self._finished) or not rested):
            return
        if self._run_process():
            self._finished = version
        self._ran_at = time.monotonic()

    def _run_process(self) -> bool:
        """Do the work in a process; return whether it was done."""
        process = multiprocessing.get_context("spawn").Process(
            target=self._work, args=(self._settings, self._finished), daemon=True
        )
        process.start()
        while process.is_alive() and not self._stop.wait(0.1):
            continue
        done = not process.is_alive()
        process.terminate()
        process.join()
        if done and process.exitcode is not None and process.exitcode < 0:
            log.error("the process that renders was killed by signal %d", -process.exitcode)
        return done and process.exitcode == 0


def rerender_and_log(settings: Settings) -> None:
    """Render all queued answers, and log those that cannot be rendered."""
    from readlevel.usecases.publishing.rerender import rerender_queued

    engine = open_database(settings)
    try:
        result = rerender_queued(
            engine,
            settings.personas,
            settings.languages[0],
            site_name=settings.site_name,
            report=_say_nothing,
        )
        for slug, problem in result.failed:
            log.error("%s cannot be rendered again and stays as it was: %s", slug, problem)
    except DatabaseProblem as problem:
        log.error("what waits to be rendered again goes on waiting: %s", problem)
    finally:
        engine.dispose()


def _is_trusted(clock: ClockWatch) -> bool:
    """Return whether the clock may say what is old; if not, log why."""
    jump = clock.measure_jump()
    if jump <= MAX_JUMP:
        return True
    log.warning(
        "the clock was set forward by %s: what is kept for a set time is deleted again once the"
        " clock is set back, or this server restarted",
        jump,
    )
    return False


def forget_old(engine: Engine, settings: Settings) -> None:
    """Delete what is kept for a set time: feedback, unsaved texts, mails, addresses of sign-ins.

    Objects that no image needs go too.
    """
    try:
        with write_transaction(engine, background=True) as session:
            now = datetime.now(UTC)
            gone = reader_feedback.purge_expired(session, days=settings.question_days, now=now)
            gone += autosave.purge(session, now=now)
            gone += mail.purge(session, now=now)
            gone += audit.forget_addresses(session, days=settings.failed_sign_in_days, now=now)
        if gone:
            truncate_wal(engine)
    except DatabaseProblem as problem:
        log.error("what was kept long enough is not deleted yet: %s", problem)
    try:
        image_storage.delete_unused(engine, now=datetime.now(UTC))
    except DatabaseProblem as problem:
        log.error("unused images stay in object storage: %s", problem)


def _say_nothing(_done: int, _total: int) -> None:
    """Ignore progress: nobody watches."""


def _announce(engine: Engine, held: ProcessLock | None) -> ProcessLock | None:
    """Take or keep the lock that tells commands a server is running; None if that fails."""
    if held is not None:
        if held.is_held():
            return held
        held.release()
    try:
        return try_lock(engine, LockName.SERVING, shared=True)
    except DatabaseProblem:
        return None


def _find_version(engine: Engine) -> int | None:
    """Return the site version; None if the database cannot be read."""
    try:
        with read_transaction(engine) as session:
            return site_version.get_version(session)
    except DatabaseProblem:
        return None


def _is_due(engine: Engine) -> bool:
    """Return whether the queue has work and no other process is rendering."""
    try:
        with read_transaction(engine) as session:
            if render_queue.is_idle(session):
                return False
        return not is_locked(engine, LockName.RENDERING)
    except DatabaseProblem:
        return False
