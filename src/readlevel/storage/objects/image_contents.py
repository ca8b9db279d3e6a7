"""The contents of images, in the database or in object storage."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.objects.object_store import ObjectStore, get_store

_table = content_tables.image


@dataclass(frozen=True, slots=True)
class ImageContent:
    """The content of an image, which is not read before it is needed."""

    digest: str
    """SHA-256."""
    _content: bytes = field(repr=False)
    _store: ObjectStore | None = None

    def read(self) -> bytes:
        """Return the content. Raise `UnreachableObjects` if it is elsewhere and cannot be read."""
        return self._content if self._store is None else self._store.get(self.digest)


def make_content(session: Session, content: bytes, digest: str | None) -> ImageContent:
    """Return the content of a stored row. Raise `UnreachableObjects` as `get_store` does."""
    if digest is None:
        return ImageContent(sha256(content).hexdigest(), content)
    return ImageContent(digest, b"", get_store(session))


def find_content(session: Session, slug: str, name: str) -> ImageContent | None:
    """Return the content of an image of an answer, or None."""
    row = session.execute(
        select(_table.c.content, _table.c.digest)
        .join(content_tables.answer, content_tables.answer.c.id == _table.c.answer_id)
        .where(content_tables.answer.c.slug == slug, _table.c.name == name)
    ).first()
    return None if row is None else make_content(session, row.content, row.digest)


def list_inside(session: Session, limit: int) -> Sequence[tuple[int, str, bytes]]:
    """Return (answer, name, content) of images whose content is in the database."""
    rows = session.execute(
        select(_table.c.answer_id, _table.c.name, _table.c.content)
        .where(_table.c.digest.is_(None))
        .order_by(_table.c.answer_id, _table.c.name)
        .limit(limit)
    )
    return [(row.answer_id, row.name, row.content) for row in rows]


def count_inside(session: Session) -> int:
    """Return how many images have their content in the database."""
    counted = select(func.count()).select_from(_table).where(_table.c.digest.is_(None))
    return session.scalar(counted) or 0


def list_outside(session: Session) -> Sequence[str]:
    """Return the digests of all contents in object storage."""
    chosen = select(_table.c.digest).where(_table.c.digest.is_not(None)).distinct()
    return [digest for digest in session.scalars(chosen.order_by(_table.c.digest)) if digest]


def move_out(session: Session, answer_id: int, name: str, content: bytes, digest: str) -> None:
    """Note that a content is in object storage, unless the image has another content by now."""
    session.execute(
        update(_table)
        .where(
            _table.c.answer_id == answer_id,
            _table.c.name == name,
            _table.c.content == content,
            _table.c.digest.is_(None),
        )
        .values(content=b"", digest=digest, size=len(content))
    )


def bring_in(session: Session, digest: str, content: bytes) -> None:
    """Put a content from object storage into the database again."""
    session.execute(
        update(_table)
        .where(_table.c.digest == digest)
        .values(content=content, digest=None, size=None)
    )
