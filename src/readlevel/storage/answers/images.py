"""The images of an answer, each read and written without the others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import bindparam, delete, func, insert, or_, select, true, tuple_, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import UNKNOWN_SIZE, Image, ImageSize, ImageSizes
from readlevel.core.rendering.image_size import measure_image
from readlevel.storage import slow_work
from readlevel.storage.database import content_tables, desk_tables
from readlevel.storage.objects.image_contents import make_content

_table = content_tables.image
_FOLDER = "images/"
"""Stands in each text that shows an image."""
_COUNT_SAME = (
    select(func.count())
    .select_from(_table)
    .where(
        _table.c.answer_id == bindparam("answer"),
        _table.c.name == bindparam("name"),
        or_(
            _table.c.content == bindparam("content"),
            _table.c.object_name.startswith(bindparam("digest")),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A stored image, without its content."""

    name: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class UnmeasuredImage:
    """An image whose size in pixels is not stored."""

    answer_id: int
    name: str
    content: bytes = field(repr=False)
    object_name: str | None
    """Name of its content in object storage; None if it is in the database."""


def list_images(session: Session, answer_id: int) -> Sequence[StoredImage]:
    """Return the images of an answer, the newest last."""
    rows = session.execute(
        select(
            _table.c.name,
            func.coalesce(_table.c.size, func.length(_table.c.content)).label("size"),
        )
        .where(_table.c.answer_id == answer_id)
        .order_by(_table.c.position)
    )
    return [StoredImage(row.name, row.size) for row in rows]


def find_sizes(session: Session, texts: Mapping[str, Sequence[str]]) -> Mapping[str, ImageSizes]:
    """Return the known sizes of images, by the slugs of `texts`; nothing if none shows any."""
    slugs = [slug for slug, some in texts.items() if any(_FOLDER in one for one in some)]
    if not slugs:
        return defaultdict(dict)
    answer = content_tables.answer
    rows = session.execute(
        select(answer.c.slug, _table.c.name, _table.c.width, _table.c.height)
        .join(answer, answer.c.id == _table.c.answer_id)
        .where(answer.c.slug.in_(slugs), _table.c.width > 0)
    )
    found: dict[str, dict[str, ImageSize]] = defaultdict(dict)
    for row in rows:
        found[row.slug][row.name] = ImageSize(row.width, row.height)
    return found


def find_sizes_of(session: Session, slug: str, *texts: str) -> ImageSizes:
    """Return the known sizes of the images of an answer; nothing if no text shows any."""
    return find_sizes(session, {slug: texts})[slug]


def measure_given(given: Sequence[Image], *texts: str) -> ImageSizes:
    """Return what `find_sizes_of` will return once an answer has these images."""
    sizes = slow_work.do_each(measure_image, [(one.content,) for one in given])
    if not any(_FOLDER in one for one in texts):
        return {}
    return {one.name: size for one, size in zip(given, sizes, strict=True) if size is not None}


def list_unmeasured(
    session: Session, limit: int, *, after: tuple[int, str], in_objects: bool
) -> Sequence[UnmeasuredImage]:
    """Return images that an earlier version stored without their size, by answer and name.

    `after` is the answer and name before the first of them. Without `in_objects`, images whose
    content is in object storage are left out.
    """
    rows = session.execute(
        select(_table.c.answer_id, _table.c.name, _table.c.content, _table.c.object_name)
        .where(_table.c.width.is_(None), tuple_(_table.c.answer_id, _table.c.name) > after)
        .where(true() if in_objects else _table.c.object_name.is_(None))
        .order_by(_table.c.answer_id, _table.c.name)
        .limit(limit)
    )
    return [UnmeasuredImage(*row) for row in rows]


def save_size(session: Session, image: UnmeasuredImage, size: ImageSize | None) -> bool:
    """Store the size of an image; return whether readers see a difference.

    Do nothing if the image has been replaced or moved meanwhile.
    """
    same = (
        _table.c.content == image.content
        if image.object_name is None
        else _table.c.object_name == image.object_name
    )
    saved = session.execute(
        update(_table)
        .where(_table.c.answer_id == image.answer_id, _table.c.name == image.name, same)
        .where(_table.c.width.is_(None))
        .values((size or UNKNOWN_SIZE)._asdict())
        .returning(_table.c.name)
    )
    return saved.first() is not None and size is not None


def iter_images(session: Session, answer_id: int) -> Iterator[Image]:
    """Yield the images of an answer with their content, in order.

    Raise `UnreachableObjects` if a content is in object storage and cannot be read.
    """
    rows = session.execute(
        select(_table.c.name, _table.c.content, _table.c.object_name)
        .where(_table.c.answer_id == answer_id)
        .order_by(_table.c.position)
    )
    for row in rows:
        yield Image(row.name, make_content(session, row.content, row.object_name).read())


def are_stored(session: Session, answer_id: int, given: Sequence[Image]) -> bool:
    """Return whether an answer has exactly these images, in this order.

    The database compares the contents, so they are not read.
    """
    known = [(one.name, one.size) for one in list_images(session, answer_id)]
    return known == [(one.name, len(one.content)) for one in given] and all(
        _is_stored(session, answer_id, one) for one in given
    )


def replace_images(session: Session, answer_id: int, given: Sequence[Image]) -> None:
    """Store the images of an answer in place of all that it has; unchanged ones stay."""
    if are_stored(session, answer_id, given):
        return
    kept = {one.name for one in given if _is_stored(session, answer_id, one)}
    own = _table.c.answer_id == answer_id
    session.execute(delete(_table).where(own, _table.c.name.not_in(kept)))
    for position, image in enumerate(given):
        if image.name in kept:
            session.execute(
                update(_table).where(own, _table.c.name == image.name).values(position=position)
            )
        else:
            _insert(session, answer_id, position, image)


def _is_stored(session: Session, answer_id: int, image: Image) -> bool:
    """Return whether an answer has an image of this name and content; the database compares."""
    given = {
        "answer": answer_id,
        "name": image.name,
        "content": image.content,
        "digest": sha256(image.content).hexdigest(),
    }
    return bool(session.scalar(_COUNT_SAME, given))


def _insert(session: Session, answer_id: int, position: int, image: Image) -> None:
    size = slow_work.do(measure_image, image.content)
    session.execute(
        insert(_table).values(
            answer_id=answer_id,
            position=position,
            name=image.name,
            content=image.content,
            **(size or UNKNOWN_SIZE)._asdict(),
        )
    )


def add_image(session: Session, answer_id: int, image: Image) -> bool:
    """Add an image to an answer. Return False if the name is taken."""
    there = select(_table.c.name).where(
        _table.c.answer_id == answer_id, _table.c.name == image.name
    )
    if session.scalar(there) is not None:
        return False
    last = session.scalar(
        select(func.max(_table.c.position)).where(_table.c.answer_id == answer_id)
    )
    _insert(session, answer_id, 0 if last is None else last + 1, image)
    return True


def remove_image(session: Session, answer_id: int, name: str) -> bool:
    """Remove an image; return whether there was one of that name."""
    removed = session.execute(
        delete(_table)
        .where(_table.c.answer_id == answer_id, _table.c.name == name)
        .returning(_table.c.name)
    )
    return removed.first() is not None


def is_in_kept_text(session: Session, slug: str, name: str) -> bool:
    """Return whether a kept text of the answer names the image."""
    found = session.scalar(
        select(desk_tables.kept_text.c.id)
        .where(
            desk_tables.kept_text.c.slug == slug,
            desk_tables.kept_text.c.draft.contains(name, autoescape=True),
        )
        .limit(1)
    )
    return found is not None
