"""Counts searches and what readers open of them, in a background thread: no page waits for it."""

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from readlevel.storage.database.engine import write_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.public import missed_searches
from readlevel.usecases.public.missed_searches import CountedSearch

_WAIT_SECONDS = 2.0
"""How long searches are gathered before they are stored together."""

_MOST_WAITING = 2_000
"""Searches that wait; of more, the later ones are not counted."""

_log = logging.getLogger(__name__)


class SearchCounter:
    """Gathers searches in memory and stores them a few seconds later.

    They are kept with the network only until then. Those that wait when the process is killed, or
    that the database does not take, are not counted.
    """

    def __init__(self, engine: Engine, days: int) -> None:
        self._engine = engine
        self._days = days
        self._lock = threading.Lock()
        self._waiting: list[CountedSearch] = []
        self._timer: threading.Timer | None = None
        self._storing = threading.Lock()
        """Held while searches are stored, so that closing waits for it."""

    def count(self, search: CountedSearch) -> None:
        """Count a search soon."""
        with self._lock:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.append(search)
            if self._timer is None:
                self._timer = threading.Timer(_WAIT_SECONDS, self.store)
                self._timer.daemon = True
                self._timer.start()

    def store(self) -> None:
        """Store what waits; never fail for it."""
        with self._storing:
            with self._lock:
                waiting, self._waiting, self._timer = self._waiting, [], None
            if waiting:
                self._store(waiting)

    def close(self) -> None:
        """Store what waits, and stop the timer."""
        with self._lock:
            timer = self._timer
        if timer is not None:
            timer.cancel()
        self.store()

    def _store(self, searches: Sequence[CountedSearch]) -> None:
        try:
            with write_transaction(self._engine, background=True) as session:
                missed_searches.record_searches(
                    session, searches, days=self._days, now=datetime.now(UTC)
                )
        except (DatabaseProblem, SQLAlchemyError) as problem:
            with suppress(Exception):
                _log.info("%d searches were not counted: %s", len(searches), type(problem).__name__)
