"""Database connections: SQLite without any setup, or PostgreSQL by its URL."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from readlevel.storage.database.deadlines import allow_waits
from readlevel.storage.database.errors import (
    SETTING,
    ExhaustedConnections,
    UnreachableDatabase,
    hide_password,
    translate_error,
)
from readlevel.storage.database.process_locks import LockName, share_file_lock, try_lock

BUSY_SECONDS = 10
"""How long a writer waits for another."""

BACKGROUND_SECONDS = 60
"""How long background work waits for other writers to finish."""

_POLL_SECONDS = 0.01
"""How often background work checks whether anyone else is writing."""

CONNECT_SECONDS = 5
"""How long a PostgreSQL server may take to answer a new connection."""

_ANSWER_SECONDS = 2
"""How long a PostgreSQL server may take to say that waiting for the lock took too long."""

MAX_CONNECTIONS = 5
"""Connections to PostgreSQL that one engine opens. A worker has an engine for readers and one for
editors, and two connections more for readers (`postgresql.PreparedQuery`)."""
_KEPT_CONNECTIONS = 3
POOL_SECONDS = 5
"""How long a transaction waits for a free connection."""

LOCK_WAIT_OBSERVERS: list[Callable[[float], None]] = []
"""Called with the seconds that each write transaction has waited for its turn."""

_WRITERS_LOCK = 7_264_381_905
"""Key of PostgreSQL's advisory lock for a single writer; the number is arbitrary."""

_LOCK_WRITERS = text(
    "SELECT pg_advisory_xact_lock(:key)"
    " FROM (SELECT set_config('lock_timeout', :limit, true) AS set OFFSET 0) AS limited"
    " WHERE set <> ''"
)
"""Sets how long the lock is waited for, which the condition needs first, and takes it."""

READS_ONLY = "reads only"
"""Key in the `info` of sessions that cannot write."""

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


def make_engine(url: str) -> Engine:
    """Return an engine for `url` (SQLAlchemy's form), not yet connected.

    SQLite runs in WAL mode with `synchronous=FULL`: an acknowledged commit survives a power cut.
    Raise `UnreachableDatabase` if the URL is invalid, or its folder or driver is missing.
    """
    address = _address(url)
    try:
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        return _postgresql(address)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UnreachableDatabase(
            f"The database {hide_password(url)} needs a driver that is not installed. "
            "For PostgreSQL, run in the same environment: pip install 'psycopg[binary]'"
        ) from error


@contextmanager
def write_transaction(engine: Engine, *, background: bool = False) -> Iterator[Session]:
    """Yield a session in a write transaction that is committed when the block ends.

    Both databases admit one writer at a time, so data derived from all answers (counts, which texts
    hold a term) never include half of another transaction. Raise `DatabaseProblem` if the database
    is locked for longer than `BUSY_SECONDS`, full or unreachable.

    `background` work lets everyone else in first, waits for up to `BACKGROUND_SECONDS`, and must be
    brief. PostgreSQL admits writers in turn. On SQLite a waiting writer only polls now and then,
    and would seldom find a gap between many short transactions, so everyone else holds
    `LockName.WRITERS` while waiting and writing, and background work begins only when it is free.
    """
    on_sqlite = engine.dialect.name == "sqlite"
    people = on_sqlite and not background
    turn = share_file_lock(engine, LockName.WRITERS) if people else nullcontext()
    began = time.perf_counter()
    with turn, _named_failures(engine), Session(engine) as session, session.begin():
        if background and on_sqlite:
            _begin_in_background(engine, session.connection())
        else:
            acquire_write_lock(session.connection(), BACKGROUND_SECONDS if background else None)
        for observe in LOCK_WAIT_OBSERVERS:
            observe(time.perf_counter() - began)
        yield session


def acquire_write_lock(connection: Connection, seconds: int | None = None) -> None:
    """Wait until no one else is writing, and lock out other writers until the transaction ends.

    Wait for up to `seconds`, `BUSY_SECONDS` by default.
    """
    if connection.dialect.name == "sqlite":
        if seconds is not None:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {seconds * 1000}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if seconds is not None:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    else:
        seconds = seconds or BUSY_SECONDS
        with allow_waits(seconds + _ANSWER_SECONDS):
            connection.execute(_LOCK_WRITERS, {"key": _WRITERS_LOCK, "limit": f"{seconds}s"})


def _begin_in_background(engine: Engine, connection: Connection) -> None:
    """Begin a write transaction on SQLite when no one else is writing or waiting to."""
    until = time.monotonic() + BACKGROUND_SECONDS
    # Other writers wait while the lock below is held, so do not wait for the database meanwhile.
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        while True:
            late = time.monotonic() > until
            lock = try_lock(engine, LockName.WRITERS)
            if lock is not None:
                try:
                    acquire_write_lock(connection)
                except OperationalError as error:
                    if late or "locked" not in str(error.orig):
                        raise
                else:
                    return
                finally:
                    lock.release()
            elif late:
                raise translate_error(RuntimeError("locked"), str(engine.url))
            time.sleep(_POLL_SECONDS)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Session]:
    """Yield a read-only session that sees one snapshot of the database.

    Raise `DatabaseProblem` if the database cannot be read.
    """
    with _named_failures(engine), Session(engine, info={READS_ONLY: True}) as session:
        if engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("BEGIN")
        else:
            session.connection(
                execution_options={
                    "isolation_level": "REPEATABLE READ",
                    "postgresql_readonly": True,
                }
            )
        yield session
        # After a rollback, the driver of PostgreSQL prepares its statements anew.
        session.commit()


@contextmanager
def read_statement(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that reads statement by statement, at less cost than a transaction.

    Raise `DatabaseProblem` if the database cannot be read.
    """
    with _named_failures(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def truncate_wal(engine: Engine) -> None:
    """Remove deleted data from SQLite's WAL too; PostgreSQL cleans up by itself.

    If a long read prevents it, the next writes overwrite the log.
    """
    if engine.dialect.name == "sqlite":
        with _named_failures(engine), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _named_failures(engine: Engine) -> Iterator[None]:
    """Raise failures of the database as `DatabaseProblem`; leave errors in our statements alone."""
    try:
        yield
    except PoolTimeout as error:
        raise ExhaustedConnections(
            f"The database {hide_password(str(engine.url))} has no free connection: this process "
            f"uses all of its {MAX_CONNECTIONS}. Wait a moment, then try again."
        ) from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_operational(error):
            raise translate_error(error, str(engine.url)) from error
        raise


def _is_operational(error: DBAPIError) -> bool:
    """Return whether the database failed, as it does on a file that is not a database."""
    return type(error).__name__ in ("OperationalError", "DatabaseError")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        # Do not repeat the URL: if it cannot be parsed, a password may be anywhere in it.
        raise UnreachableDatabase(
            f"{SETTING} is not a database address. "
            "Write sqlite:///path/to/file or postgresql://user:password@host/name."
        ) from error
    drivername = _DRIVERS.get(address.drivername, address.drivername)
    if drivername.split("+")[0] not in ("sqlite", "postgresql"):
        raise UnreachableDatabase(
            f"{SETTING} names a {address.drivername} database; "
            "Readlevel works with sqlite and postgresql."
        )
    return address.set(drivername=drivername)


def _postgresql(address: URL) -> Engine:
    options = {} if "connect_timeout" in address.query else {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(
        address,
        pool_pre_ping=True,
        pool_size=_KEPT_CONNECTIONS,
        max_overflow=MAX_CONNECTIONS - _KEPT_CONNECTIONS,
        pool_timeout=POOL_SECONDS,
        connect_args=options,
    )
    # The driver is optional.
    from readlevel.storage.database import postgresql

    event.listen(engine, "do_connect", lambda _d, _r, args, more: postgresql.connect(*args, **more))
    return engine


def _sqlite(address: URL) -> Engine:
    path = address.database
    if path and path != ":memory:":
        folder = Path(path).parent
        if not folder.is_dir():
            raise UnreachableDatabase(
                f"The folder {folder} does not exist, so the database "
                f"{hide_password(str(address))} cannot be there. "
                f"Make the folder, or change {SETTING}."
            )
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    # The driver would begin transactions as readers and upgrade them to writers, which fails if
    # two do so at once. `write_transaction` and `read_transaction` issue their own BEGIN.
    connection.isolation_level = None
    _enter_wal_mode(connection)
    # Overwrite deleted data, even if SQLite was built without that default.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _enter_wal_mode(connection: Any) -> None:
    """Put a new database into WAL mode; later it stays in it.

    Of several connections that do so at once, SQLite may refuse some without waiting.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
        time.sleep(_POLL_SECONDS)
