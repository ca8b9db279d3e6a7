"""Back up the whole database into one file, and verify such files."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

import readlevel
from readlevel.storage.accounts import audit_log
from readlevel.storage.backup import (
    archive,
    encryption,
    postgresql_backup,
    sqlite_backup,
    stored_images,
)
from readlevel.storage.backup.manifest import DatabaseContents, Manifest
from readlevel.storage.backup.problems import BackupProblem
from readlevel.storage.backup.retention import (
    PERIODS,
    backup_name,
    choose_expired,
    list_backups,
)
from readlevel.storage.database import schema
from readlevel.storage.database.engine import write_transaction
from readlevel.storage.database.errors import DatabaseProblem, translate_error

__all__ = ["PERIODS", "BackupProblem", "MadeBackup", "Manifest", "make_backup", "verify_backup"]

_SCRATCH = ".readlevel-backup-"
_MAX_PER_SECOND = 1000


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made and verified."""

    path: Path
    manifest: Manifest
    expired: tuple[Path, ...]
    """Older backups that were deleted."""


def make_backup(
    engine: Engine,
    folder: Path,
    name: str = "",
    *,
    settings: Mapping[str, Any],
    now: datetime,
    recipient: str | None = None,
    keep: Mapping[str, int] | None = None,
) -> MadeBackup:
    """Back up the database into `folder`, while others read and write, and verify the result.

    Without a `name`, the file is named after the time, and `keep` says how many older backups stay,
    by kinds of `PERIODS`. An existing file is never overwritten. `recipient` is the key to encrypt
    for; what is verified is the file before encryption. The audit log gets an entry.
    The database may be of an older version. If it fails, no file is left behind: raise
    `BackupProblem` or `DatabaseProblem`.
    """
    is_outdated = schema.is_outdated(engine)
    if not is_outdated:
        schema.check(engine)
    if name and os.path.lexists(folder / name):
        raise BackupProblem(
            f"{folder / name} is there already and is kept. "
            "Name a new file, or a folder for several."
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _scratch_folder(folder) as scratch:
            manifest, finished = _write(engine, scratch, settings, now, recipient)
            path = _move_in_place(finished, folder, name, now, recipient)
    except OSError as error:
        raise BackupProblem(
            f"The backup could not be written to {folder}: {error.strerror or error}. "
            "Nothing was changed. Make room or name another place."
        ) from error
    if not is_outdated:
        _record(engine, path, now)
    return MadeBackup(path, manifest, _expire(folder, path, keep or {}))


def verify_backup(path: Path, *, identity: Path | None = None) -> Manifest:
    """Read a backup completely, and check that it is what was stored.

    Its digests, the integrity of its database, the number of rows of each table and the newest
    revision are checked. `identity` is the file of the private key of an encrypted one.
    Raise `BackupProblem` if anything is wrong.
    """
    scratch = Path(gettempdir())
    with (
        encryption.decrypted(path, identity, scratch) as plain,
        TemporaryDirectory(dir=scratch, prefix=_SCRATCH) as folder,
    ):
        return extract_verified(plain, Path(folder), path)


def extract_verified(plain: Path, folder: Path, path: Path) -> Manifest:
    """Extract a backup into `folder` and check it completely; `path` is its name in messages."""
    manifest = archive.extract(plain, folder, path)
    inspect = {"sqlite": _inspect_sqlite, "postgresql": _inspect_postgresql}
    if manifest.database.backend not in inspect:
        raise BackupProblem(f"{path} is of an unknown database, {manifest.database.backend!r}.")
    found = inspect[manifest.database.backend](folder, manifest.database)
    expected = manifest.database
    for table in sorted(expected.rows.keys() | found.rows.keys()):
        stored, there = expected.rows.get(table), found.rows.get(table)
        if stored != there:
            raise BackupProblem(
                f"{path} is damaged: its table {table} has {_count(there)}, and had "
                f"{_count(stored)} when the backup was made. Use another backup."
            )
    if found != expected:
        raise BackupProblem(
            f"{path} is damaged: its newest revision is not the one that was stored. "
            "Use another backup."
        )
    return manifest


def _write(
    engine: Engine,
    scratch: Path,
    settings: Mapping[str, Any],
    now: datetime,
    recipient: str | None,
) -> tuple[Manifest, Path]:
    """Write the archive into a scratch folder and verify it; return it, encrypted if wanted."""
    needed = stored_images.list_objects(engine)
    name, contents = _copy_database(engine, scratch)
    names = (name, *stored_images.copy_images(engine, scratch, needed))
    manifest = Manifest(
        now,
        readlevel.__version__,
        contents,
        {one: archive.describe_file(scratch / one) for one in names},
        dict(settings),
    )
    finished = scratch / "archive"
    archive.write_archive(finished, manifest, {one: scratch / one for one in names})
    for one in names:
        (scratch / one).unlink()
    (scratch / "verified").mkdir()
    extract_verified(finished, scratch / "verified", Path("The new backup"))
    if recipient is not None:
        encrypted = scratch / "encrypted"
        encryption.encrypt(finished, encrypted, recipient)
        encrypted.chmod(0o600)
        archive.sync(encrypted)
        finished = encrypted
    return manifest, finished


def _copy_database(engine: Engine, scratch: Path) -> tuple[str, DatabaseContents]:
    try:
        if engine.dialect.name == "postgresql":
            dump = scratch / postgresql_backup.FILE
            return dump.name, postgresql_backup.dump_database(engine, dump)
        copy = scratch / sqlite_backup.FILE
        sqlite_backup.copy_database(engine, copy)
        return copy.name, sqlite_backup.inspect_database(copy)
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise OSError(None, "the disk is full") from error
        raise translate_error(error, str(engine.url)) from error
    except DBAPIError as error:
        raise translate_error(error, str(engine.url)) from error


def _inspect_sqlite(folder: Path, _expected: DatabaseContents) -> DatabaseContents:
    return sqlite_backup.inspect_database(folder / sqlite_backup.FILE)


def _inspect_postgresql(folder: Path, expected: DatabaseContents) -> DatabaseContents:
    return postgresql_backup.inspect_dump(folder / postgresql_backup.FILE, expected)


def _count(rows: int | None) -> str:
    return "no such table" if rows is None else f"{rows:,} rows"


@contextmanager
def _scratch_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder of this process's own in `folder`, and remove those of killed processes."""
    scratch = Path(mkdtemp(dir=folder, prefix=_SCRATCH))
    descriptor = os.open(scratch, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        _remove_abandoned(folder)
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        os.close(descriptor)


def _remove_abandoned(folder: Path) -> None:
    for path in folder.glob(f"{_SCRATCH}*"):
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
            finally:
                os.close(descriptor)


def _move_in_place(
    finished: Path, folder: Path, name: str, now: datetime, recipient: str | None
) -> Path:
    """Give the finished file its name, which no other file has."""
    suffix = encryption.suffix_for(recipient)
    for number in range(1, _MAX_PER_SECOND):
        path = folder / (name or backup_name(now, suffix, number))
        try:
            _move_to_new(finished, path)
        except FileExistsError:
            if name:
                raise
        else:
            archive.sync(path)
            return path
    raise BackupProblem(f"{folder} has too many backups of this second. Try again.")


def _move_to_new(source: Path, target: Path) -> None:
    """Move a file without overwriting another. Raise FileExistsError."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links.
        if target.exists():
            raise FileExistsError(None, "the file is there already", str(target)) from None
        source.rename(target)


def _expire(folder: Path, newest: Path, keep: Mapping[str, int]) -> tuple[Path, ...]:
    expired = choose_expired(list_backups(folder), keep, newest=newest) if keep else []
    for path in expired:
        path.unlink(missing_ok=True)
    return tuple(expired)


def _record(engine: Engine, path: Path, now: datetime) -> None:
    # The backup is complete; a busy database must not make it look as if it failed.
    with suppress(DatabaseProblem), write_transaction(engine) as session:
        audit_log.record_action(session, None, "backup.made", path.name, now=now)
