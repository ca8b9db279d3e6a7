"""Restore a backup in the place of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from readlevel.storage.backup import encryption, postgresql_backup, sqlite_backup, stored_images
from readlevel.storage.backup.manifest import Manifest
from readlevel.storage.backup.problems import BackupProblem
from readlevel.storage.database import schema
from readlevel.storage.database.errors import translate_error
from readlevel.storage.database.process_locks import LockName, is_locked, try_lock
from readlevel.usecases.operations.backup import extract_verified

__all__ = ["BackupProblem", "RestoredBackup", "restore_backup"]


@dataclass(frozen=True, slots=True)
class RestoredBackup:
    """A backup that is now the database."""

    manifest: Manifest
    kept: str
    """Where the replaced database is: a file, or a schema of PostgreSQL; empty without one."""
    is_outdated: bool
    """Whether the database must be migrated, as an older version made it."""


def restore_backup(
    engine: Engine,
    path: Path,
    *,
    replace: bool,
    now: datetime,
    identity: Path | None = None,
) -> RestoredBackup:
    """Make a backup the database, after verifying it completely.

    A database that is there is only replaced with `replace`, and kept beside the new one.
    Raise `BackupProblem`, before anything is changed, if the backup is damaged, of a newer version
    or of the other kind of database, if a database is there, or if a server uses it.
    """
    is_there = _is_there(engine)
    if is_there and not replace:
        raise BackupProblem(
            "There is a database already. To replace it, add --replace: it is kept beside the new "
            "one."
        )
    with (
        _server_kept_out(engine),
        encryption.decrypted(path, identity, _scratch_of(engine)) as plain,
        TemporaryDirectory(dir=_scratch_of(engine), prefix=".readlevel-restore-") as folder,
    ):
        manifest = extract_verified(plain, Path(folder), path)
        _check(engine, manifest, path)
        try:
            kept = _load(engine, Path(folder), now if is_there else None)
            stored_images.put_back(engine, Path(folder), manifest.files)
        except DBAPIError as error:
            raise translate_error(error, str(engine.url)) from error
    return RestoredBackup(manifest, kept, manifest.database.schema != schema.current_revision())


def _is_there(engine: Engine) -> bool:
    if engine.dialect.name == "postgresql":
        try:
            return postgresql_backup.has_tables(engine)
        except DBAPIError as error:
            raise translate_error(error, str(engine.url)) from error
    return _file(engine).exists()


def _check(engine: Engine, manifest: Manifest, path: Path) -> None:
    """Raise `BackupProblem` unless this version and this kind of database can hold the backup."""
    if manifest.database.backend != engine.dialect.name:
        raise BackupProblem(
            f"{path} is a backup of {manifest.database.backend}, and the database of this site "
            f"is {engine.dialect.name}. Restore it into a database of its own kind, then move the "
            "content with 'readlevel export' and 'readlevel import'."
        )
    if not schema.is_known(manifest.database.schema):
        raise BackupProblem(
            f"{path} was made by Readlevel {manifest.version}, which is newer than this version. "
            "Install that version, then restore it."
        )


@contextmanager
def _server_kept_out(engine: Engine) -> Iterator[None]:
    """Hold the lock of servers during the block. Raise `BackupProblem` if a server holds it."""
    lock = None if is_locked(engine, LockName.SERVING) else try_lock(engine, LockName.SERVING)
    if lock is None:
        raise BackupProblem(
            "A server is running on this database. Stop it, so that nobody saves into the database "
            "that is replaced, and try again."
        )
    try:
        yield
    finally:
        lock.release()


def _load(engine: Engine, folder: Path, replaced_at: datetime | None) -> str:
    """Put the database of an extracted backup in its place; return where the replaced one is."""
    ending = f"{replaced_at:%Y%m%dT%H%M%SZ}" if replaced_at else ""
    if engine.dialect.name == "postgresql":
        name = f"{postgresql_backup.KEPT_PREFIX}{ending.lower()}" if ending else None
        postgresql_backup.load_dump(engine, folder / postgresql_backup.FILE, name)
        return name or ""
    path = _file(engine)
    kept = Path(f"{path}.replaced-{ending}") if ending else None
    engine.dispose()
    sqlite_backup.replace_database(path, folder / sqlite_backup.FILE, kept)
    return str(kept or "")


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def _scratch_of(engine: Engine) -> Path:
    """Return the folder to extract into: for SQLite, on the file system of the database."""
    return Path(gettempdir()) if engine.dialect.name == "postgresql" else _file(engine).parent
