"""Databases for tests: a test gets a copy of one that was filled once."""

import fcntl
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from readlevel.storage.database.engine import make_engine

Prepare = Callable[[Engine], None]
"""Fills an empty database, of which tests then get copies."""

MOST_BYTES = 2_000_000
"""How much a table may grow in a PostgreSQL database that is used again."""

MOST_USES = 20
"""How many tests use one PostgreSQL database: the rows that they delete still take space."""

RESTORER = "restores databases"
"""Name of the connection that makes a database fit for the next test."""

_Connection = psycopg.Connection[tuple[object, ...]]

_SHAPE = """
    SELECT md5(string_agg(concat_ws(' ', oid, relname, relfilenode, relnatts), ',' ORDER BY oid)),
        (SELECT count(*) FROM pg_depend), (SELECT count(*) FROM pg_constraint),
        (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_db_role_setting)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace"""
_FREE = """
    SELECT coalesce(bool_and(pg_terminate_backend(pid, 10000)), true) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'"""
"""Cut other connections, and wait for their end."""
_LARGEST = """
    SELECT max(pg_relation_size(oid)) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"""
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY oid"""
_SEQUENCES = """
    SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = 'public'"""


@dataclass(frozen=True, slots=True)
class _Template:
    """A filled PostgreSQL database, and how to make a used copy of it equal to it again."""

    name: str
    shape: tuple[object, ...]
    """Changes when a table, an index, a constraint or a trigger does."""
    largest: int
    """Bytes of the largest table."""
    clear: sql.Composed
    """Deletes all rows, and sets the sequences back."""
    rows: dict[str, bytes]
    """By the name of the table, as `COPY` writes them."""
    free: list[str] = field(default_factory=list)
    """Names of copies that no test uses."""


class PostgreSQL:
    """The PostgreSQL server of this process."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._engine = create_engine(
            self._url, isolation_level="AUTOCOMMIT", pool_size=1, pool_pre_ping=True
        )
        self._numbers = count()
        self._templates: dict[Prepare, _Template] = {}
        self._connections: dict[str, _Connection] = {}
        self._uses = Counter[str]()
        # Test databases are temporary, so there is no need to wait for the disk. Vacuuming would
        # let the order of rows depend on the moment.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("ALTER SYSTEM SET autovacuum = off")
        self._run("SELECT pg_reload_conf()")

    def close(self) -> None:
        """Close all connections."""
        for connection in self._connections.values():
            connection.close()
        self._engine.dispose()

    @contextmanager
    def database(self, prepare: Prepare | None) -> Iterator[str]:
        """Yield the URL of a database that equals one that `prepare` has filled, or is empty."""
        if prepare is None:
            name = self._copy("template0")
            yield self._address(name)
            self._drop(name)
        else:
            template = self._template(prepare)
            name = self._take(template)
            yield self._address(name)
            template.free.append(name)

    def cut_connections(self) -> None:
        """Cut all connections, as a restart does."""
        self._run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop all processes of the server for the block: it answers nothing, and cuts nothing."""
        with self._engine.connect() as connection:
            folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
            rows = connection.execute(text("SELECT pid FROM pg_stat_activity")).scalars().all()
        first = int((folder / "postmaster.pid").read_text().split()[0])
        try:
            # The first process starts the others, so it stops before them.
            for process in (first, *rows):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in (*rows, first):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    def _template(self, prepare: Prepare) -> _Template:
        if prepare not in self._templates:
            name = self._copy("template0")
            fill(self._address(name), prepare)
            self._templates[prepare] = _read_template(name, self._connect(name))
            self._connections.pop(name).close()  # or the database could not be copied
        return self._templates[prepare]

    def _take(self, template: _Template) -> str:
        """Return a free copy, made equal to its template again, or else a new one.

        Copying takes the server several times as long as deleting the rows of a test.
        """
        while template.free:
            name = template.free.pop()
            if self._uses[name] < MOST_USES and self._restore(name, template):
                break
            self._drop(name)
        else:
            name = self._copy(template.name)
        self._uses[name] += 1
        return name

    def _restore(self, name: str, template: _Template) -> bool:
        """Return False if the connection is gone, or more was changed than a few rows."""
        try:
            connection = self._connect(name)
            if not _ask(connection, _FREE)[0] or _ask(connection, _SHAPE) != template.shape:
                return False
            if _ask_number(connection, _LARGEST) > template.largest + MOST_BYTES:
                return False
        except psycopg.OperationalError:  # the test has cut it
            return False
        with connection.transaction():
            connection.execute(template.clear)
            for table, rows in template.rows.items():
                statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
                with connection.cursor().copy(statement) as writing:
                    writing.write(rows)
        return True

    def _copy(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        # Copying files takes half as long as writing through the WAL.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def _drop(self, name: str) -> None:
        if name in self._connections:
            self._connections.pop(name).close()
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    def _connect(self, name: str) -> _Connection:
        """Return a connection that fires no triggers; a new one reads all of the catalogue."""
        if name not in self._connections:
            url = self._url.set(drivername="postgresql", database=name)
            connection = psycopg.connect(
                url.render_as_string(hide_password=False),
                autocommit=True,
                application_name=RESTORER,
            )
            connection.execute("SET session_replication_role = replica")
            self._connections[name] = connection
        return self._connections[name]

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))


def _ask(connection: _Connection, query: str) -> tuple[object, ...]:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row


def _ask_number(connection: _Connection, query: str) -> int:
    (found,) = _ask(connection, query)
    assert isinstance(found, int)
    return found


def _read_template(name: str, connection: _Connection) -> _Template:
    tables = [str(table) for (table,) in connection.execute(_TABLES)]
    rows = {}
    for table in tables:
        statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
        with connection.cursor().copy(statement) as reading:
            rows[table] = b"".join(reading)
    deletions = [sql.SQL("DELETE FROM {};").format(sql.Identifier(table)) for table in tables]
    resets = [
        sql.SQL("SELECT setval({}, {}, {});").format(sequence, value, is_called)
        for sequence, value, is_called in connection.execute(_SEQUENCES).fetchall()
    ]
    return _Template(
        name,
        _ask(connection, _SHAPE),
        _ask_number(connection, _LARGEST),
        sql.Composed([*deletions, *resets]),
        {table: content for table, content in rows.items() if content},
    )


class SQLite:
    """SQLite databases in a folder.

    What fills them runs once for all processes that run tests: they share the folder `shared`.
    """

    def __init__(self, folder: Path, shared: Path) -> None:
        self._folder = folder
        self._shared = shared
        self._templates: dict[Prepare, Path] = {}

    @contextmanager
    def database(self, prepare: Prepare | None) -> Iterator[str]:
        """Yield the URL of a new database, a copy of one that `prepare` has filled."""
        with TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder, "readlevel.sqlite")
            if prepare is not None:
                copy(self.template(prepare), path)
            yield f"sqlite:///{path}"

    def template(self, prepare: Prepare) -> Path:
        """Return the file of the database that `prepare` has filled."""
        if prepare not in self._templates:
            path = self._folder / f"template_{len(self._templates)}.sqlite"

            def make(draft: Path) -> None:
                fill(f"sqlite:///{path}", prepare)
                copy(path, draft)

            name = f"{prepare.__module__}.{prepare.__qualname__}"
            assert "<" not in name, "a function in a function can be another one in each process"
            made = make_once(self._shared / f"{name}.sqlite", make)
            if not path.exists():
                copy(made, path)
            self._templates[prepare] = path
        return self._templates[prepare]


def fill(url: str, prepare: Prepare) -> None:
    """Fill the database at `url`."""
    engine = make_engine(url)
    prepare(engine)
    engine.dispose()


def make_once(path: Path, make: Callable[[Path], None]) -> Path:
    """Return `path`, which one of the processes that run tests makes, while the others wait."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = path.with_name(f"{path.name}.draft")
            make(draft)
            draft.rename(path)
    return path
