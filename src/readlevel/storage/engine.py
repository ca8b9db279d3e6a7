"""The connection to the database: SQLite with nothing to set up, PostgreSQL by its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from readlevel.storage.problems import SETTING, UnreachableDatabase, named, shown

BUSY_SECONDS = 10
"""How long a writer waits for another."""

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


def make_engine(url: str) -> Engine:
    """Return an engine for `url` (SQLAlchemy's form), not yet connected.

    SQLite runs in WAL mode with `synchronous=FULL`: what was acknowledged survives a power cut.
    Raise `UnreachableDatabase` where the address or its driver is not to be had.
    """
    address = _address(url)
    try:
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        return create_engine(address, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UnreachableDatabase(
            f"The database {shown(url)} needs a driver that is not installed. "
            "For PostgreSQL run: pip install 'readlevel[postgresql]'"
        ) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose work is stored as a whole when the block ends, or not at all.

    Raise `DatabaseProblem` where the database is locked, full or gone.
    """
    try:
        with Session(engine) as session, session.begin():
            begin_writing(session.connection())
            yield session
    except DBAPIError as error:
        if error.connection_invalidated or type(error).__name__ == "OperationalError":
            raise named(error, str(engine.url)) from error
        raise


def begin_writing(connection: Connection) -> None:
    """Open a writer's transaction where the driver does not do so itself."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one state of the database and changes nothing."""
    with Session(engine) as session:
        yield session


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UnreachableDatabase(
            f"{SETTING} is {url!r}, which is not a database address. "
            "Write sqlite:///path/to/file or postgresql://user:password@host/name."
        ) from error
    drivername = _DRIVERS.get(address.drivername, address.drivername)
    if drivername.split("+")[0] not in ("sqlite", "postgresql"):
        raise UnreachableDatabase(
            f"{SETTING} names a {address.drivername} database; "
            "Readlevel works with sqlite and postgresql."
        )
    return address.set(drivername=drivername)


def _sqlite(address: URL) -> Engine:
    path = address.database
    if path and path != ":memory:":
        folder = Path(path).parent
        if not folder.is_dir():
            raise UnreachableDatabase(
                f"The folder {folder} does not exist, so the database {shown(str(address))} "
                f"cannot be there. Make the folder, or change {SETTING}."
            )
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    # The driver's own habit of opening transactions is switched off: readers see single
    # statements, and `writing` opens its transaction itself, as a writer from the start.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
