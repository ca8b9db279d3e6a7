"""The site's version, asked for on every cached page over a connection that each thread holds."""

import os
import threading
import time
from collections.abc import Hashable
from typing import Any

from sqlalchemy import Engine

from readlevel.storage import site

_PAUSE_SECONDS = 1.0
"""How long a database that could not be asked is left alone."""
_SQLITE_WAIT_SECONDS = 0.2
_POSTGRESQL_OPTIONS = {
    "autocommit": True,
    "connect_timeout": 2,
    "tcp_user_timeout": 2000,
    "options": "-c statement_timeout=2000",
}


class SiteVersion:
    """Calling it gives what changes with every change readers can see; None where nobody knows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()
        self._failure: type[Exception] = engine.dialect.loaded_dbapi.Error
        database = engine.url.database
        is_file = engine.dialect.name == "sqlite" and database not in (None, "", ":memory:")
        self._file = database if is_file else None
        self._quiet_until = 0.0

    def __call__(self) -> Hashable | None:
        """Return the version, or None where the database cannot be read."""
        try:
            if self._file is None:
                return site.version(self._own.connection)
            # Where another file took the place (a backup was restored), the connection held would
            # read the old one for ever.
            inode = _inode(self._file)
            if inode != self._own.inode:
                return self._ask_anew()
            return inode, site.version(self._own.connection)
        except (AttributeError, TypeError, OSError, self._failure):
            return self._ask_anew()

    def close(self) -> None:
        """Let go of the connections that the calling thread and the pool hold."""
        self._close()
        self._engine.dispose()

    def _ask_anew(self) -> Hashable | None:
        """Connect again and ask; a database that fails is left alone for a moment."""
        if time.monotonic() < self._quiet_until:
            return None
        self._close()
        try:
            inode = None if self._file is None else _inode(self._file)
            self._own.connection = connection = self._connect()
            self._own.inode = inode
            version = site.version(connection)
        except (TypeError, OSError, self._failure):
            self._close()
            self._quiet_until = time.monotonic() + _PAUSE_SECONDS
            return None
        return version if inode is None else (inode, version)

    def _connect(self) -> Any:
        dialect = self._engine.dialect
        arguments, options = dialect.create_connect_args(self._engine.url)
        if dialect.name == "sqlite":
            return dialect.connect(
                *arguments, **{**options, "timeout": _SQLITE_WAIT_SECONDS, "isolation_level": None}
            )
        return dialect.connect(*arguments, **{**options, **_POSTGRESQL_OPTIONS})

    def _close(self) -> None:
        connection = getattr(self._own, "connection", None)
        self._own.connection = self._own.inode = None
        if connection is not None:
            # The pool's connections are as old as this one.
            self._engine.dispose()
            connection.close()


def _inode(path: str) -> int:
    # This runs on every request, and Path.stat takes three times as long.
    return os.stat(path).st_ino  # noqa: PTH116 - see above
