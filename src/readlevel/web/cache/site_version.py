"""The site's version, asked for on every cached page and never remembered past a change."""

import mmap
import os
import threading
import time
from collections.abc import Hashable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Engine

from readlevel.storage.database import site_version as site

_PAUSE_SECONDS = 1.0
"""How long a database that could not be asked is left alone."""
_LOOK_SECONDS = 0.1
"""How long another file in the database's place (a restored backup) may go unnoticed."""
_SQLITE_WAIT_SECONDS = 0.2
_HEADER_BYTES = 96
_POSTGRESQL_OPTIONS = {
    "autocommit": True,
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,
    "options": "-c statement_timeout=2000",
}


class SiteVersion(Protocol):
    """Gives what changes with every change readers can see; None where nobody knows."""

    def __call__(self) -> Hashable | None:
        """Return the version, or None where the database cannot be read."""

    def close(self) -> None:
        """Let go of the database."""


def site_version(engine: Engine) -> SiteVersion:
    """Return the way to ask that is fastest for the database."""
    database = engine.url.database
    if engine.dialect.name == "sqlite" and database not in (None, "", ":memory:"):
        return FileVersion(engine, database)
    return ServerVersion(engine)


class _CachedVersion(NamedTuple):
    memory: mmap.mmap
    header: bytes
    version: Hashable
    until: float


class FileVersion:
    """The version in an SQLite file: a statement where something was written, else a comparison.

    In WAL mode each commit changes the header of the WAL-index, a file that every process has in
    its memory (https://sqlite.org/walformat.html, section 2.2). While those bytes are what they
    were, so is the version; to look at them takes a hundredth of what a statement does, and leaves
    the interpreter's lock where it is.
    """

    def __init__(self, engine: Engine, path: str) -> None:
        self._engine = engine
        self._path = path
        self._failure: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._lock = threading.Lock()
        self._connection: Any = None
        self._place: tuple[int, int] | None = None
        self._index: mmap.mmap | None = None
        self._seen: _CachedVersion | None = None
        self._quiet_until = 0.0

    def __call__(self) -> Hashable | None:
        """Return the version, or None where the database cannot be read."""
        seen = self._seen
        if (
            seen is not None
            and seen.memory[:_HEADER_BYTES] == seen.header
            and time.monotonic() < seen.until
        ):
            return seen.version
        with self._lock:
            return self._ask()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._disconnect()
        self._engine.dispose()

    def _ask(self) -> Hashable | None:
        if time.monotonic() < self._quiet_until:
            return None
        try:
            return self._read()
        except (OSError, TypeError, ValueError, self._failure):
            self._disconnect()
            self._quiet_until = time.monotonic() + _PAUSE_SECONDS
            return None

    def _read(self) -> Hashable:
        place = _place(self._path)
        if self._connection is None or place != self._place:
            self._disconnect()
            # The pool's connections are as old as the one just let go.
            self._engine.dispose()
            self._connection = self._connect()
            self._place = place
        index = self._index
        header = index[:_HEADER_BYTES] if index is not None else b""
        version = (place, site.version(self._connection))
        if index is None:
            # There is a WAL-index only once something was read.
            self._index = _map(self._path + "-shm")
        elif index[:_HEADER_BYTES] == header:
            self._seen = _CachedVersion(index, header, version, time.monotonic() + _LOOK_SECONDS)
        return version

    def _connect(self) -> Any:
        dialect = self._engine.dialect
        arguments, options = dialect.create_connect_args(self._engine.url)
        own = {"timeout": _SQLITE_WAIT_SECONDS, "isolation_level": None, "check_same_thread": False}
        return dialect.connect(*arguments, **{**options, **own})

    def _disconnect(self) -> None:
        self._seen = self._index = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_mapped: list[tuple[int, mmap.mmap]] = []


def _map(path: str) -> mmap.mmap | None:
    """Return the memory of a WAL-index, None where the database has none.

    It stays mapped as long as the process runs: to close a file gives up every lock that the
    process holds on it, SQLite's own among them.
    """
    if not Path(path).exists():
        return None
    file = os.open(path, os.O_RDONLY)
    memory = mmap.mmap(file, _HEADER_BYTES, prot=mmap.PROT_READ)
    _mapped.append((file, memory))
    return memory


def _place(path: str) -> tuple[int, int]:
    status = Path(path).stat()
    return status.st_dev, status.st_ino


class ServerVersion:
    """The version in a database server, over a connection that each thread holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()
        self._failure: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._quiet_until = 0.0

    def __call__(self) -> Hashable | None:
        """Return the version, or None where the database cannot be read."""
        try:
            return site.version(self._own.connection)
        except (AttributeError, TypeError, self._failure):
            return self._ask_anew()

    def close(self) -> None:
        """Let go of the connections that the calling thread and the pool hold."""
        self._disconnect()
        self._engine.dispose()

    def _ask_anew(self) -> Hashable | None:
        """Connect again and ask; a database that fails is left alone for a moment."""
        if time.monotonic() < self._quiet_until:
            return None
        self._disconnect()
        try:
            self._own.connection = self._connect()
            return site.version(self._own.connection)
        except (TypeError, self._failure):
            self._disconnect()
            self._quiet_until = time.monotonic() + _PAUSE_SECONDS
            return None

    def _connect(self) -> Any:
        dialect = self._engine.dialect
        arguments, options = dialect.create_connect_args(self._engine.url)
        more = _POSTGRESQL_OPTIONS if dialect.name == "postgresql" else {}
        return dialect.connect(*arguments, **{**options, **more})

    def _disconnect(self) -> None:
        connection = getattr(self._own, "connection", None)
        self._own.connection = None
        if connection is not None:
            # The pool's connections are as old as this one.
            self._engine.dispose()
            connection.close()
