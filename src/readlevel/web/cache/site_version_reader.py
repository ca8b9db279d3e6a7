"""Reads the site version, at every cached page, as cheaply as each database allows."""

import mmap
import os
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Engine

from readlevel.storage.database import site_version as site
from readlevel.web.cache.changes import Version, VersionSource

_PAUSE_SECONDS = 1.0
"""Pause after a failed read before the database is tried again."""
_RECHECK_SECONDS = 0.1
"""How long a replaced database file (a restored backup) may go unnoticed."""
_SQLITE_WAIT_SECONDS = 0.2
_HEADER_BYTES = 96


class SiteVersion(Protocol):
    """Reads a value that changes with every change that readers can see."""

    @property
    def is_down(self) -> bool:
        """Whether the database did not answer when it was last asked; asks nothing."""

    def __call__(self) -> Version | None:
        """Return the version, or None if the database cannot be read."""

    def close(self) -> None:
        """Close the database connections."""


def site_version(engine: Engine) -> SiteVersion:
    """Return the fastest reader of the version for the database."""
    if engine.dialect.name == "postgresql":
        # The driver is optional.
        from readlevel.web.cache.server_version import ServerVersion

        return ServerVersion(engine)
    return FileVersion(engine, engine.url.database or ":memory:")


class _CachedVersion(NamedTuple):
    memory: mmap.mmap
    header: bytes
    version: Version
    until: float


class FileVersion:
    """Reads the version from an SQLite file, with a query only after a write.

    In WAL mode each commit changes the header of the WAL-index, a memory-mapped file
    (https://sqlite.org/walformat.html, section 2.2). As long as those bytes are unchanged, so is
    the version. Comparing them takes a hundredth of the time of a query and keeps the GIL.
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
        self._retry_after = 0.0
        self._source = VersionSource()

    @property
    def is_down(self) -> bool:
        """Whether the file could not be read when it was last asked."""
        return time.monotonic() < self._retry_after

    def __call__(self) -> Version | None:
        """Return the version, or None if the database cannot be read."""
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
        """Close the database connections."""
        with self._lock:
            self._disconnect()
        self._engine.dispose()

    def _ask(self) -> Version | None:
        if time.monotonic() < self._retry_after:
            return None
        try:
            return self._read()
        except (OSError, TypeError, ValueError, self._failure):
            self._disconnect()
            self._retry_after = time.monotonic() + _PAUSE_SECONDS
            return None

    def _read(self) -> Version:
        place = _file_identity(self._path)
        if self._connection is None or place != self._place:
            self._disconnect()
            # The pool's connections are as old as the one just closed.
            self._engine.dispose()
            self._connection = self._connect()
            self._place = place
        index = self._index
        header = index[:_HEADER_BYTES] if index is not None else b""
        version = self._source.make(site.read_version_raw(self._connection), place)
        if index is None:
            # The WAL-index exists only after the first read.
            self._index = _map(self._path + "-shm")
        elif index[:_HEADER_BYTES] == header:
            self._seen = _CachedVersion(index, header, version, time.monotonic() + _RECHECK_SECONDS)
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
    """Map a WAL-index into memory; return None if the database has none.

    It stays mapped as long as the process runs: closing a file releases every POSIX lock that the
    process holds on it, including those of SQLite.
    """
    if not Path(path).exists():
        return None
    file = os.open(path, os.O_RDONLY)
    memory = mmap.mmap(file, _HEADER_BYTES, prot=mmap.PROT_READ)
    _mapped.append((file, memory))
    return memory


def _file_identity(path: str) -> tuple[int, int]:
    status = Path(path).stat()
    return status.st_dev, status.st_ino
