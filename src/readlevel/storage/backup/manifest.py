"""The manifest of a backup: what it holds, and what a check of it must find."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from readlevel.storage.backup.problems import BackupProblem
from readlevel.storage.database.stored_json import StoredJSON

FORMAT = 1
"""Version of the layout of the archive; a reader refuses a higher one."""


@dataclass(frozen=True, slots=True)
class NewestRevision:
    """The revision that was saved last, by which a restored database is recognised as complete."""

    id: int
    sha256: str
    """Digest of its Markdown in UTF-8."""


@dataclass(frozen=True, slots=True)
class DatabaseContents:
    """What the copy of a database holds."""

    backend: str
    """`sqlite` or `postgresql`."""
    schema: str
    """Revision of the schema, as Alembic names it."""
    rows: dict[str, int]
    """Number of rows of each table."""
    newest_revision: NewestRevision | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Size and digest of a file in the archive."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first file in the archive."""

    made_at: datetime
    version: str
    """Version of Readlevel that made the backup."""
    database: DatabaseContents
    files: dict[str, StoredFile]
    settings: dict[str, Any] = field(default_factory=dict)
    """The settings of the site, except secrets."""
    format: int = FORMAT

    def dump(self) -> bytes:
        """Return the manifest as JSON."""
        return _JSON.dump(self).encode()

    def count(self, table: str) -> int:
        """Return the number of rows of a table; 0 if the backup has no such table."""
        return self.database.rows.get(table, 0)


_JSON = StoredJSON[Manifest](Manifest, extra="ignore")
_FORMAT = StoredJSON[dict[str, Any]](dict[str, Any])


def load_manifest(content: bytes, place: object) -> Manifest:
    """Return the manifest in `content`.

    Raise `BackupProblem`, naming the backup as `place`, if it is damaged or of a newer format.
    """
    try:
        number = _FORMAT.load(content.decode()).get("format")
        if isinstance(number, int) and number > FORMAT:
            raise BackupProblem(
                f"{place} was made by a newer version of Readlevel than this one. "
                "Install that version to read it."
            )
        return _JSON.load(content.decode())
    except ValueError:
        raise BackupProblem(
            f"{place} is damaged: its list of contents cannot be read. Use another backup."
        ) from None
