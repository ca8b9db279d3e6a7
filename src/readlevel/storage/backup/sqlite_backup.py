"""Backups of SQLite: copies by its backup API, and putting one in the place of the database."""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from readlevel.storage.backup.archive import sync
from readlevel.storage.backup.manifest import DatabaseContents, NewestRevision
from readlevel.storage.backup.problems import BackupProblem

FILE = "database.sqlite"
"""Name of the database in the archive."""

_COMPANIONS = ("-wal", "-shm", "-journal")


def copy_database(engine: Engine, target: Path) -> None:
    """Copy the database as one snapshot, while others read and write.

    Raise DBAPIError or sqlite3.Error, as for a full disk.
    """
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            # All pages in one step: it reads one snapshot, and in WAL mode nobody waits for it.
            source.driver_connection.backup(copy, pages=-1)  # type: ignore[union-attr]
            # A backup is one file.
            copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()


def inspect_database(path: Path) -> DatabaseContents:
    """Return what a copy holds, after a complete check of its integrity.

    Raise `BackupProblem` if it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise BackupProblem(f"The database in the backup is damaged: {'; '.join(found)}.")
            if orphan := database.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupProblem(
                    f"The database in the backup is damaged: a row of {orphan[0]} refers to one of"
                    f" {orphan[2]} that is missing."
                )
            return DatabaseContents(
                "sqlite", _find_schema(database), _count_rows(database), _find_newest(database)
            )
    except sqlite3.Error as error:
        raise BackupProblem(f"The database in the backup is damaged: {error}.") from error


def replace_database(path: Path, new: Path, kept: Path | None) -> None:
    """Put the file `new` in the place of the database `path`, which nobody may have open.

    The present database is moved to `kept`. `new` must be on the same file system. Its site version
    becomes higher than both have been, so that no cache takes a page of before for one of now.
    """
    _raise_version(new, 0 if kept is None else _find_version(path))
    _copy_access(path.parent if kept is None else path, new)
    if kept is not None:
        _fold_log(path)
        for ending in ("", *_COMPANIONS):
            if (there := Path(f"{path}{ending}")).exists():
                there.rename(f"{kept}{ending}")
    new.rename(path)
    sync(path)


def _find_version(path: Path) -> int:
    """Return the site version of a database; 0 if it is damaged."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
        for (version,) in database.execute("SELECT version FROM site"):
            return int(version)
    return 0


def _raise_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE site SET version = 1 + max(version, ?)", (version,))
    sync(path)


def _copy_access(source: Path, target: Path) -> None:
    """Give `target` the owner of `source`, and its permissions if it is a file.

    Root may restore what another user's server uses.
    """
    status = source.stat()
    if not source.is_dir():
        target.chmod(status.st_mode & 0o777)
    if os.geteuid() == 0:
        os.chown(target, status.st_uid, status.st_gid)


def _fold_log(path: Path) -> None:
    """Write the write-ahead log into the database; a damaged one is left as it is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _find_schema(database: sqlite3.Connection) -> str:
    row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0])


def _count_rows(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name"
    ).fetchall()
    return {
        # The names are those of the schema.
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def _find_newest(database: sqlite3.Connection) -> NewestRevision | None:
    row = database.execute("SELECT id, markdown FROM revision ORDER BY id DESC LIMIT 1").fetchone()
    return row and NewestRevision(row[0], hashlib.sha256(row[1].encode()).hexdigest())
