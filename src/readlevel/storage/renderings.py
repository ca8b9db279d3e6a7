"""Stored renderings: one for each revision in use and tooltip policy."""

from collections.abc import Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.rendering import RENDERER_VERSION, Rendering, as_stored
from readlevel.storage import tables


def store(session: Session, revision_id: int, policy: str, rendering: Rendering) -> None:
    """Keep `rendering` as that of the revision under the policy, in place of an earlier one."""
    table = tables.rendering
    session.execute(
        delete(table).where(table.c.revision_id == revision_id, table.c.policy == policy)
    )
    session.execute(
        insert(table).values(
            revision_id=revision_id,
            policy=policy,
            stored=as_stored(rendering),
            source_digest=rendering.source_digest,
            terms_digest=rendering.terms_digest,
            renderer_version=rendering.renderer_version,
        )
    )


def iter_outdated(session: Session) -> Iterator[int]:
    """Yield the ids of answers with a published revision that this renderer has not rendered."""
    current = (
        select(tables.rendering.c.revision_id)
        .where(
            tables.rendering.c.revision_id == tables.publication.c.revision_id,
            tables.rendering.c.renderer_version == RENDERER_VERSION,
        )
        .exists()
    )
    yield from session.scalars(
        select(tables.answer.c.id)
        .join(tables.publication, tables.publication.c.slug == tables.answer.c.slug)
        .where(~current)
        .distinct()
        .order_by(tables.answer.c.id)
    )
