"""Writes drafts in background threads of a worker, so that no request waits for the model."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.storage.database.errors import DatabaseProblem

EXTENSION = "readlevel.web.desk.assistant.draft_threads"
MAX_THREADS = 4
"""Drafts that a worker lets the model write at once."""

_log = logging.getLogger(__name__)


class DraftThreads:
    """Threads that write what is due. Jobs are claimed in the database, so none is written twice.

    Threads end with their process; another process takes up what they leave.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._running = 0
        self._stopped = threading.Event()
        self._idle = threading.Condition(self._lock)

    def nudge(self) -> None:
        """Write what is due."""
        with self._lock:
            if self._running < MAX_THREADS and not self._stopped.is_set():
                self._running += 1
                threading.Thread(target=self._run, name="drafts", daemon=True).start()

    def stop(self) -> None:
        """End all threads, and wait for them; what they were writing stays to be written."""
        self._stopped.set()
        with self._lock:
            self._idle.wait_for(lambda: not self._running)

    def _run(self) -> None:
        try:
            write_due(self._settings, self._stopped.is_set)
        except DatabaseProblem as problem:
            _log.error("drafts wait, because of the database: %s", problem)
        except Exception:
            _log.exception("a draft was not written")
        finally:
            with self._lock:
                self._running -= 1
                self._idle.notify_all()


def write_due(settings: Settings, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Write the drafts that are due; return how many were taken up."""
    # Workers whose editors ask for no draft need none of this.
    from readlevel.assistant.client import AssistantClient
    from readlevel.assistant.draft_orders import make_order
    from readlevel.usecases.assistant.start_draft import SpendingRules
    from readlevel.usecases.assistant.write_drafts import DraftWriter

    engine = make_engine(settings.database_url)
    try:
        writer = DraftWriter(
            engine,
            AssistantClient(settings),
            SpendingRules(settings.assistant_url or "", settings.assistant_monthly_tokens),
            lambda job: make_order(
                settings, job.task, job.audience, job.language, job.source_language, job.question
            ),
            lambda: datetime.now(UTC),
        )
        return writer.write_due(is_stopped)
    finally:
        engine.dispose()


def init_app(app: Flask, settings: Settings) -> None:
    """Give an application its threads."""
    app.extensions[EXTENSION] = DraftThreads(settings)
