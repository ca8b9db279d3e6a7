"""Stored renderings: one for each published revision and tooltip policy."""

from collections.abc import Collection, Mapping

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import RENDERER_VERSION, Rendering
from readlevel.storage.database import content_tables
from readlevel.storage.public.rendering_json import dump_rendering

_IDENTIFYING = ("revision_id", "policy", "source_digest", "terms_digest", "renderer_version")
"""The columns of which one differs where a rendering does."""


def save_renderings(
    session: Session, answer_id: int, renderings: Mapping[tuple[int, str], Rendering]
) -> bool:
    """Keep `renderings`, by revision and key of the policy, as all that there are of an answer.

    Tell whether any of them is otherwise than before.
    """
    table = content_tables.rendering
    revisions = (
        select(content_tables.revision.c.id)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .where(content_tables.variant.c.answer_id == answer_id)
    )
    own = table.c.revision_id.in_(revisions)
    identifying = [table.c[name] for name in _IDENTIFYING]
    before = {tuple(row) for row in session.execute(select(*identifying).where(own))}
    session.execute(delete(table).where(own))
    rows = [
        {
            "revision_id": revision_id,
            "policy": policy,
            "stored": dump_rendering(rendering),
            "source_digest": rendering.source_digest,
            "terms_digest": rendering.terms_digest,
            "renderer_version": rendering.renderer_version,
        }
        for (revision_id, policy), rendering in renderings.items()
    ]
    if rows:
        session.execute(insert(table), rows)
    return before != {tuple(row[name] for name in _IDENTIFYING) for row in rows}


def list_outdated(
    session: Session, policies: Collection[tuple[Audience, TooltipPolicy]]
) -> frozenset[str]:
    """Return the addresses of answers that lack a rendering by this renderer.

    Each published revision needs one under every policy that its audience's readers have.
    """
    table = content_tables.publication
    lacking = [
        and_(
            table.c.audience == audience,
            ~select(content_tables.rendering.c.revision_id)
            .where(
                content_tables.rendering.c.revision_id == table.c.revision_id,
                content_tables.rendering.c.policy == policy.key,
                content_tables.rendering.c.renderer_version == RENDERER_VERSION,
            )
            .exists(),
        )
        for audience, policy in policies
    ]
    statement = select(table.c.slug).where(table.c.status != Status.WITHDRAWN, or_(*lacking))
    return frozenset(session.scalars(statement))
