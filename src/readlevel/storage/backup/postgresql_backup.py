"""Backups of PostgreSQL: dumps by pg_dump, and loading one in a single transaction."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from readlevel.storage.backup.external_tools import (
    RunningProgram,
    find_postgresql_program,
    run,
    start,
)
from readlevel.storage.backup.manifest import DatabaseContents, NewestRevision

FILE = "database.dump"
"""Name of the dump in the archive."""

KEPT_PREFIX = "replaced_"
"""Beginning of the names of schemas that hold replaced tables."""

_COPY = re.compile(rb"COPY (?:\S+\.)?(\S+) \((.*)\) FROM stdin;\n")
_ESCAPE = re.compile(rb"\\(.)", re.S)
_CONTROLS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_WRITERS_LOCK = 7_264_381_905


def dump_database(engine: Engine, target: Path) -> DatabaseContents:
    """Dump the tables in PostgreSQL's custom format, while others read and write.

    Return what the dump must hold: it is counted in the same snapshot.
    Raise `BackupProblem` if pg_dump is missing or fails, DBAPIError if the server does.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        contents = _inspect(connection)
        program = find_postgresql_program("pg_dump", _major(connection))
        place, environment = _connect_options(engine)
        schema = _current_schema(connection)
        run(
            [
                program,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--schema={_quote(schema)}",
                f"--snapshot={snapshot}",
                f"--file={target}",
                f"--dbname={place}",
            ],
            "The dump of the database",
            environment,
        )
    return contents


def inspect_dump(path: Path, expected: DatabaseContents) -> DatabaseContents:
    """Return what a dump holds, after reading all of it. Raise `BackupProblem` if it is damaged."""
    newest = expected.newest_revision
    rows: dict[str, int] = {}
    schema, digest = "", None
    command = [find_postgresql_program("pg_restore"), "--file=-", str(path)]
    with start(command) as script:
        for table, columns, line in _iter_rows(script.output):
            rows.setdefault(table, 0)
            if line is None:
                continue
            rows[table] += 1
            if table == "alembic_version":
                schema = line.decode()
            elif newest is not None and table == "revision":
                values = dict(zip(columns, line.split(b"\t"), strict=True))
                if values[b"id"] == b"%d" % newest.id:
                    digest = hashlib.sha256(_unescape(values[b"markdown"])).hexdigest()
        script.finish("Reading the dump of the database")
    found = NewestRevision(newest.id, digest) if newest and digest else None
    return DatabaseContents("postgresql", schema, rows, found)


def load_dump(engine: Engine, path: Path, kept: str | None) -> None:
    """Load a dump in one transaction, which leaves everything as it was if it fails.

    The present tables are moved to the schema `kept`. The site version becomes higher than both
    have been, so that no cache takes a page of before for one of now.
    Raise `BackupProblem` if the programs are missing or fail.
    """
    with engine.connect() as connection:
        major, schema = _major(connection), _current_schema(connection)
        preparation = [f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK});"]
        if kept is not None:
            preparation += _move_away(connection, schema, kept)
    place, environment = _connect_options(engine)
    psql = [
        find_postgresql_program("psql", major),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        f"--dbname={place}",
        "--file=-",
    ]
    restore = [
        find_postgresql_program("pg_restore", major),
        "--no-owner",
        "--no-privileges",
        f"--schema={schema}",
        "--file=-",
        str(path),
    ]
    with start(psql, environment) as loader, start(restore) as script:
        try:
            _write(loader, preparation)
            shutil.copyfileobj(script.output, loader.input, 1 << 20)
            _write(loader, [_raise_version(schema, kept)])
            script.finish("Reading the dump of the database")
        except BrokenPipeError:
            # The loader gave up; below it says why.
            script.process.kill()
        # Closing its input lets the loader commit, so only after everything was read.
        loader.finish("Loading the backup into the database")


def _raise_version(schema: str, kept: str | None) -> str:
    """Return the statement that makes the site version higher than those of both schemas."""
    before = "" if kept is None else f", (SELECT max(version) FROM {_quote(kept)}.site)"  # noqa: S608
    # The names are those of schemas, quoted.
    return f"UPDATE {_quote(schema)}.site SET version = 1 + GREATEST(version{before});"  # noqa: S608


def _write(loader: RunningProgram, statements: Iterable[str]) -> None:
    loader.input.write("".join(f"{one}\n" for one in statements).encode())
    loader.input.flush()


def has_tables(engine: Engine) -> bool:
    """Return whether the database has tables of Readlevel."""
    return inspect(engine).has_table("alembic_version")


def _inspect(connection: Connection) -> DatabaseContents:
    tables = sorted(inspect(connection).get_table_names())
    revision = connection.exec_driver_sql(
        "SELECT id, markdown FROM revision ORDER BY id DESC LIMIT 1"
    ).first()
    newest = None
    if revision is not None:
        digest = hashlib.sha256(revision.markdown.encode()).hexdigest()
        newest = NewestRevision(revision.id, digest)
    return DatabaseContents(
        "postgresql",
        str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()),
        {
            # The names are those of the schema.
            name: connection.exec_driver_sql(
                f"SELECT count(*) FROM {_quote(name)}"  # noqa: S608
            ).scalar_one()
            for name in tables
        },
        newest,
    )


def _iter_rows(
    script: Iterable[bytes],
) -> Iterator[tuple[str, list[bytes], bytes | None]]:
    """Yield (table, columns, row) of each row in a dump as SQL; a row None begins a table."""
    lines = iter(script)
    for line in lines:
        begun = _COPY.fullmatch(line)
        if begun is None:
            continue
        table = begun[1].decode().strip('"')
        columns = [name.strip(b'" ') for name in begun[2].split(b",")]
        yield table, columns, None
        for row in lines:
            if row == b"\\.\n":
                break
            yield table, columns, row.removesuffix(b"\n")


def _unescape(value: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: _CONTROLS.get(found[1], found[1]), value)


def _move_away(connection: Connection, schema: str, kept: str) -> list[str]:
    """Return the statements that move tables and functions into a new schema."""
    functions = connection.exec_driver_sql(
        "SELECT p.oid::regprocedure::text FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = current_schema() AND NOT EXISTS"
        " (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    ).scalars()
    tables = sorted(inspect(connection).get_table_names())
    return [
        f"CREATE SCHEMA {_quote(kept)};",
        *(
            f"ALTER TABLE {_quote(schema)}.{_quote(name)} SET SCHEMA {_quote(kept)};"
            for name in tables
        ),
        *(f"ALTER FUNCTION {name} SET SCHEMA {_quote(kept)};" for name in functions),
    ]


def _connect_options(engine: Engine) -> tuple[str, Mapping[str, str]]:
    """Return the connection string for PostgreSQL's programs, and its password as environment."""
    from psycopg.conninfo import make_conninfo

    _, options = engine.dialect.create_connect_args(engine.url)
    given: dict[str, Any] = {
        name: value for name, value in options.items() if name not in ("password", "context")
    }
    password = options.get("password")
    return make_conninfo(**given), {"PGPASSWORD": password} if password else {}


def _current_schema(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


def _major(connection: Connection) -> int:
    number = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    return int(number) // 10_000


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
