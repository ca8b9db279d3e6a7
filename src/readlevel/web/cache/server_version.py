"""Reads the site version from PostgreSQL, and notices within a moment when it does not answer.

One thread of a worker asks at a time, over one connection, and waits no longer than
`ANSWER_SECONDS`. After that the database counts as down: nobody asks it until a thread in the
background has connected again.
"""

import threading
import time

from sqlalchemy import Engine

from readlevel.storage.database.postgresql import PreparedQuery, connect_alone
from readlevel.storage.database.site_version import VERSION_QUERY
from readlevel.web.cache.changes import Version, VersionSource

ANSWER_SECONDS = 0.2
"""How long an answer, or a new connection after a cut one, may take."""
_PAUSE_SECONDS = 1.0
"""Pause between attempts to connect."""
_PREPARE_SECONDS = 2.0
_CLOSE_SECONDS = 5.0


class ServerVersion:
    """The version as a database server tells it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._failures = (engine.dialect.loaded_dbapi.Error, OSError, ValueError, IndexError)
        self._asking = threading.Lock()
        self._query: PreparedQuery | None = None
        self._answer: tuple[float, Version | None] = (0.0, None)
        """When the last question was asked, and its answer."""
        self._down = False
        self._source = VersionSource()
        self._connector: threading.Thread | None = None
        self._changing = threading.Lock()
        """Held while the connection, `_down` or the connector change."""
        self._tried = threading.Event()
        """Set after the connector's first attempt."""
        self._closed = threading.Event()

    @property
    def is_down(self) -> bool:
        """Whether the server did not answer when it was last asked; asks nothing."""
        return self._down

    def __call__(self) -> Version | None:
        """Return the version, or None if the server does not answer in time."""
        if self._down:
            return None
        called = time.monotonic()
        if not self._asking.acquire(timeout=ANSWER_SECONDS):
            return None
        try:
            asked, version = self._answer
            # A thread that waited for another one's question can use its answer if it came later.
            if asked < called and not self._down:
                asked = time.monotonic()
                number = self._ask()
                version = None if number is None else self._source.make(number)
                self._answer = (asked, version)
            return None if self._down else version
        finally:
            self._asking.release()

    def close(self) -> None:
        """Close the connection and those of the pool."""
        self._closed.set()
        connector = self._connector
        if connector is not None:
            connector.join(_CLOSE_SECONDS)
        with self._asking:
            self._disconnect()
        self._engine.dispose()

    def _ask(self) -> int | None:
        try:
            if self._query is not None:
                return _read_number(self._query)
        except TimeoutError:
            self._disconnect()
            self._go_down()
            return None
        except self._failures:
            self._disconnect()
        return self._ask_after_reconnecting()

    def _ask_after_reconnecting(self) -> int | None:
        """Ask over a new connection, if one can be made in time."""
        self._connect_in_background()
        self._tried.wait(ANSWER_SECONDS)
        try:
            if self._query is not None:
                return _read_number(self._query)
        except self._failures:
            self._disconnect()
        self._go_down()
        return None

    def _go_down(self) -> None:
        with self._changing:
            self._down = self._query is None
        if self._down:
            self._connect_in_background()

    def _connect_in_background(self) -> None:
        with self._changing:
            if self._connector is None and not self._closed.is_set():
                self._tried.clear()
                self._connector = threading.Thread(
                    target=self._connect, name="database", daemon=True
                )
                self._connector.start()

    def _connect(self) -> None:
        """Connect again and again until the server answers."""
        while not self._closed.is_set():
            try:
                query = PreparedQuery(connect_alone(self._engine), VERSION_QUERY, _PREPARE_SECONDS)
            except self._failures:
                self._tried.set()
                self._closed.wait(_PAUSE_SECONDS)
                continue
            with self._changing:
                self._query, self._down, self._connector = query, False, None
            self._tried.set()
            return

    def _disconnect(self) -> None:
        with self._changing:
            query, self._query = self._query, None
        if query is not None:
            # The pool's connections are as old as this one.
            self._engine.dispose()
            query.close()


def _read_number(query: PreparedQuery) -> int:
    """Return the number that the query selects. Raise ValueError if there is none."""
    row = query.ask(ANSWER_SECONDS)
    return int(row[0] if row else b"")
