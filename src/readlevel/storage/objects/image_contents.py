"""The contents of images, in the database or in object storage."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.objects.object_store import get_store, read_digest

_table = content_tables.image
_unused = content_tables.unused_object


@dataclass(frozen=True, slots=True)
class ImageContent:
    """The content of an image, which is not read before it is needed."""

    digest: str
    """SHA-256."""
    read: Callable[[], bytes] = field(repr=False)
    """Returns the content; raises `UnreachableObjects` if it is elsewhere and cannot be read."""


def make_content(session: Session, content: bytes, object_name: str | None) -> ImageContent:
    """Return the content of a stored row. Raise `UnreachableObjects` as `get_store` does."""
    if object_name is None:
        return ImageContent(sha256(content).hexdigest(), lambda: content)
    return ImageContent(read_digest(object_name), partial(get_store(session).get, object_name))


def find_content(session: Session, slug: str, name: str) -> ImageContent | None:
    """Return the content of an image of an answer, or None."""
    row = session.execute(
        select(_table.c.content, _table.c.object_name)
        .join(content_tables.answer, content_tables.answer.c.id == _table.c.answer_id)
        .where(content_tables.answer.c.slug == slug, _table.c.name == name)
    ).first()
    return None if row is None else make_content(session, row.content, row.object_name)


def list_inside(session: Session, limit: int) -> Sequence[tuple[int, str, bytes]]:
    """Return (answer, name, content) of images whose content is in the database."""
    rows = session.execute(
        select(_table.c.answer_id, _table.c.name, _table.c.content)
        .where(_table.c.object_name.is_(None))
        .order_by(_table.c.answer_id, _table.c.name)
        .limit(limit)
    )
    return [(row.answer_id, row.name, row.content) for row in rows]


def count_inside(session: Session) -> int:
    """Return how many images have their content in the database."""
    counted = select(func.count()).select_from(_table).where(_table.c.object_name.is_(None))
    return session.scalar(counted) or 0


def list_outside(session: Session) -> Sequence[str]:
    """Return the names of all objects that images need."""
    chosen = select(_table.c.object_name).where(_table.c.object_name.is_not(None))
    return [name for name in session.scalars(chosen.order_by(_table.c.object_name)) if name]


def list_long_unused(
    session: Session, names: Collection[str], *, since: datetime, now: datetime
) -> Sequence[str]:
    """Note which of the stored objects `names` no image needs now.

    Return those that none has needed since a time.
    """
    unused = set(names).difference(list_outside(session))
    known = {row.name: row.since for row in session.execute(select(_unused))}
    if gone := known.keys() - unused:
        session.execute(delete(_unused).where(_unused.c.name.in_(gone)))
    if new := sorted(unused - known.keys()):
        session.execute(insert(_unused), [{"name": name, "since": now} for name in new])
    old = select(_unused.c.name).where(_unused.c.since < since).order_by(_unused.c.name)
    return session.scalars(old).all()


def move_out(session: Session, answer_id: int, name: str, content: bytes, object_name: str) -> None:
    """Note that a content is in object storage, unless the image has another content by now."""
    session.execute(
        update(_table)
        .where(
            _table.c.answer_id == answer_id,
            _table.c.name == name,
            _table.c.content == content,
            _table.c.object_name.is_(None),
        )
        .values(content=b"", object_name=object_name, size=len(content))
    )


def bring_in(session: Session, object_name: str, content: bytes) -> None:
    """Put a content from object storage into the database again."""
    session.execute(
        update(_table)
        .where(_table.c.object_name == object_name)
        .values(content=content, object_name=None, size=None)
    )
