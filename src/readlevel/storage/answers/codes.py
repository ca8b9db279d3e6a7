"""Which answers carry a code."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.database import content_tables


def find_slugs(
    session: Session, system: str, codes: Collection[str], *, show_unreviewed: bool, limit: int
) -> Sequence[str]:
    """Return the slugs of readable answers that carry one of `codes` of a system."""
    code, publication = content_tables.code, content_tables.publication
    readable = {Status.APPROVED, *(PENDING if show_unreviewed else ())}
    return session.scalars(
        select(content_tables.answer.c.slug)
        .join(code, code.c.answer_id == content_tables.answer.c.id)
        .join(publication, publication.c.slug == content_tables.answer.c.slug)
        .where(code.c.system == system, code.c.code.in_(codes))
        .where(publication.c.status.in_(sorted(readable)))
        .order_by(content_tables.answer.c.slug)
        .distinct()
        .limit(limit)
    ).all()
