"""Which answers carry a code."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.database import content_tables

_AFTER_EVERY_CODE = "\x7f"
"""Follows every character of a code."""


def find_slugs(
    session: Session, system: str, codes: Collection[str], *, show_unreviewed: bool, limit: int
) -> Sequence[str]:
    """Return the slugs of readable answers that carry one of `codes` of a system."""
    own = content_tables.code.c.code.in_(codes)
    found = _find(session, system, own, show_unreviewed=show_unreviewed, limit=limit)
    return tuple(dict.fromkeys(slug for slug, _ in found))


def find_by_beginning(
    session: Session,
    system: str,
    beginnings: Collection[str],
    *,
    show_unreviewed: bool,
    limit: int,
) -> Sequence[tuple[str, str]]:
    """Return (slug, code) of readable answers with a code that begins with one of `beginnings`."""
    own = content_tables.code.c.code
    ranges = (and_(own >= one, own < one + _AFTER_EVERY_CODE) for one in beginnings)
    return _find(session, system, or_(*ranges), show_unreviewed=show_unreviewed, limit=limit)


def _find(
    session: Session,
    system: str,
    wanted: ColumnElement[bool],
    *,
    show_unreviewed: bool,
    limit: int,
) -> Sequence[tuple[str, str]]:
    code, publication = content_tables.code, content_tables.publication
    readable = {Status.APPROVED, *(PENDING if show_unreviewed else ())}
    rows = session.execute(
        select(content_tables.answer.c.slug, code.c.code)
        .join(code, code.c.answer_id == content_tables.answer.c.id)
        .join(publication, publication.c.slug == content_tables.answer.c.slug)
        .where(code.c.system == system, wanted)
        .where(publication.c.status.in_(sorted(readable)))
        .order_by(content_tables.answer.c.slug, code.c.code)
        .distinct()
        .limit(limit)
    )
    return [(slug, given) for slug, given in rows]
