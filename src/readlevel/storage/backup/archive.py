"""The archive of a backup: a gzipped tar file that begins with its manifest."""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from readlevel.storage.backup.manifest import Manifest, StoredFile, load_manifest
from readlevel.storage.backup.problems import BackupProblem

_MANIFEST = "manifest.json"
_MAX_MANIFEST_BYTES = 10_000_000
_CHUNK_BYTES = 1 << 20
_DAMAGES = (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error)


def describe_file(path: Path) -> StoredFile:
    """Return the size and the digest of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return StoredFile(file.tell(), digest.hexdigest())


def write_archive(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write an archive that only its owner can read, and wait until it is on the disk.

    Raise OSError, as for a full disk.
    """
    with (
        _create(path) as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar,
    ):
        content = manifest.dump()
        _add(tar, _MANIFEST, len(content), manifest, io.BytesIO(content))
        for name, source in files.items():
            with source.open("rb") as opened:
                _add(tar, name, manifest.files[name].bytes, manifest, opened)
    sync(path)


def extract(path: Path, folder: Path, place: Path) -> Manifest:
    """Extract the files of an archive into `folder`, and check each against the manifest.

    `place` is what messages call the archive. Raise `BackupProblem` if it is cut or damaged.
    """
    with _reading(path, place) as tar:
        manifest = _read_manifest(tar, place)
        found = set()
        while (member := tar.next()) is not None:
            expected = manifest.files.get(member.name)
            content = tar.extractfile(member)
            if expected is None or content is None or member.name in found:
                raise BackupProblem(f"{place} is damaged: {member.name!r} does not belong to it.")
            if _copy(content, folder / member.name, expected.bytes) != expected:
                raise BackupProblem(
                    f"{place} is damaged: {member.name} is not what was stored. Use another backup."
                )
            found.add(member.name)
        if missing := manifest.files.keys() - found:
            raise BackupProblem(
                f"{place} is incomplete: {min(missing)} is missing. Use another backup."
            )
    return manifest


def sync(path: Path) -> None:
    """Wait until a file and its folder's entry are on the disk."""
    for place, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        descriptor = os.open(place, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _add(
    tar: tarfile.TarFile, name: str, size: int, manifest: Manifest, content: IO[bytes]
) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    entry.mtime = int(manifest.made_at.timestamp())
    tar.addfile(entry, content)


@contextmanager
def _reading(path: Path, place: Path) -> Iterator[tarfile.TarFile]:
    try:
        with gzip.open(path) as file, tarfile.open(fileobj=file, mode="r|") as tar:
            yield tar
            # Reading to the end checks the checksum of the compressed data.
            while file.read(_CHUNK_BYTES):
                continue
    except FileNotFoundError:
        raise BackupProblem(f"There is no file {place}. Name a backup that is there.") from None
    except IsADirectoryError:
        raise BackupProblem(f"{place} is a folder. Name one of the backups in it.") from None
    except _DAMAGES:
        raise BackupProblem(
            f"{place} is no backup, or was cut or damaged. Copy it again, or use another backup."
        ) from None


def _read_manifest(tar: tarfile.TarFile, place: Path) -> Manifest:
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == _MANIFEST else None
    if first is None or content is None or first.size > _MAX_MANIFEST_BYTES:
        raise BackupProblem(
            f"{place} is not a backup of Readlevel. Name a file that 'readlevel backup' made."
        )
    return load_manifest(content.read(), place)


def _copy(content: IO[bytes], target: Path, expected: int) -> StoredFile:
    """Copy a file, at most one byte more than expected; return its size and digest."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _create(target) as file:
        while size <= expected and (chunk := content.read(_CHUNK_BYTES)):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return StoredFile(size, digest.hexdigest())


def _create(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
