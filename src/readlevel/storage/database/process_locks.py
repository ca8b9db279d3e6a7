"""Locks that end with the process that holds them, even if it is killed.

On PostgreSQL they are advisory locks of a transaction that stays open and does nothing else, so
they hold through a connection pooler in transaction mode too. For SQLite they are `flock` locks on
empty files beside the database; the files stay. If neither is possible (a database in memory, a
folder that cannot be written, a system without `flock`), every lock is free: locks save work and
waiting time, and correctness never depends on them.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from readlevel.storage.database.errors import translate_error

try:
    import fcntl
except ImportError:  # Not on every system.
    fcntl = None  # type: ignore[assignment]


_ASKED, _ASK_SECONDS = 5, 0.01
"""Checking a lock takes it for a moment, during which other checks find it held: so try again."""


class LockName(Enum):
    """A lock: the ending of its file's name, and its number on PostgreSQL."""

    SERVING = ("serving", 7_264_381_906)
    """Held, shared, by each server that works off the rerender queue."""
    RENDERING = ("rendering", 7_264_381_907)
    """Held by the process that renders the queue."""
    FINISHING = ("finishing", 7_264_381_909)
    """Held by the process that makes finished pages."""
    WRITERS = ("writers", 7_264_381_908)
    """Held, shared, by everyone but background work who writes or waits to; on SQLite only."""


class ProcessLock:
    """A lock that is held."""

    def __init__(self, kept: Connection | int | None) -> None:
        self._kept = kept

    def is_held(self) -> bool:
        """Return whether the lock is still held; its connection may have been cut."""
        if isinstance(self._kept, Connection):
            if self._kept.invalidated:
                return False
            try:
                self._kept.exec_driver_sql("SELECT 1")
            except SQLAlchemyError:
                return False
        return True

    def release(self) -> None:
        """Release the lock."""
        if isinstance(self._kept, Connection):
            # The end of the transaction releases the lock. A cut connection holds none.
            with suppress(SQLAlchemyError):
                self._kept.close()
        elif self._kept is not None:
            os.close(self._kept)
        self._kept = None


def try_lock(engine: Engine, name: LockName, *, shared: bool = False) -> ProcessLock | None:
    """Return the lock, or None if another process holds it.

    Raise `DatabaseProblem` if PostgreSQL cannot be reached.
    """
    if engine.dialect.name == "postgresql":
        return _try_advisory_lock(engine, name, shared)
    file = _open(engine, name)
    if file is None:
        return ProcessLock(None)
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    except OSError:  # A file system without such locks.
        os.close(file)
        return ProcessLock(None)
    return ProcessLock(file)


def is_locked(engine: Engine, name: LockName) -> bool:
    """Return whether a process holds the lock for longer than such a check takes.

    Raise `DatabaseProblem` as `try_lock` does.
    """
    for _ in range(_ASKED):
        lock = try_lock(engine, name)
        if lock is not None:
            lock.release()
            return False
        time.sleep(_ASK_SECONDS)
    return True


@contextmanager
def share_file_lock(engine: Engine, name: LockName) -> Iterator[None]:
    """Hold a lock of a SQLite database, shared; wait while a process holds it exclusively."""
    file = _open(engine, name)
    if file is None:
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_SH)
        yield
    finally:
        os.close(file)


def _try_advisory_lock(engine: Engine, name: LockName, shared: bool) -> ProcessLock | None:
    _, number = name.value
    ending = "_shared" if shared else ""
    try:
        connection = engine.connect()
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        taken = f"SELECT pg_try_advisory_xact_lock{ending}({number})"
        if connection.exec_driver_sql(taken).scalar():
            return ProcessLock(connection)
        connection.close()
    except DBAPIError as error:
        raise translate_error(error, str(engine.url)) from error
    return None


def _open(engine: Engine, name: LockName) -> int | None:
    """Return a descriptor of the lock's file; None if there cannot be one."""
    path = engine.url.database
    if fcntl is None or not path or path.startswith((":memory:", "file:")):
        return None
    ending, _ = name.value
    try:
        # Opening for reading is enough for a lock, and works for processes of other users.
        return os.open(f"{path}-{ending}", os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError:
        return None
