"""Stored renderings: one for each published revision and tooltip policy."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Reference
from readlevel.core.model.persona import TooltipPolicy
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import RENDERER_VERSION, Rendering
from readlevel.storage.database import content_tables
from readlevel.storage.public.rendering_json import dump_rendering, load_rendering

_IDENTIFYING = ("revision_id", "policy", "source_digest", "terms_digest", "renderer_version")
"""A rendering has changed if one of these columns differs."""


Key = tuple[int, str]
"""A revision, and the key of a tooltip policy."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """A public text, with what its rendering depends on."""

    revision_id: int
    audience: Audience
    language: str
    markdown: str


def find_public_texts(
    session: Session, slugs: Collection[str]
) -> Mapping[str, Sequence[PublicText]]:
    """Return the texts that the public reads of answers, by their addresses."""
    publication, revision = content_tables.publication, content_tables.revision
    rows = session.execute(
        select(
            publication.c.slug,
            publication.c.revision_id,
            publication.c.audience,
            publication.c.language,
            revision.c.markdown,
        )
        .join(revision, revision.c.id == publication.c.revision_id)
        .where(publication.c.slug.in_(slugs), publication.c.status != Status.WITHDRAWN)
    )
    found: dict[str, list[PublicText]] = {slug: [] for slug in slugs}
    for row in rows:
        text = PublicText(row.revision_id, Audience(row.audience), row.language, row.markdown)
        found[row.slug].append(text)
    return found


def find_references(
    session: Session, answer_ids: Collection[int]
) -> Mapping[int, Sequence[Reference]]:
    """Return the references of answers, in their order."""
    table = content_tables.reference
    rows = session.execute(
        select(table.c.answer_id, table.c.key, table.c.csl)
        .where(table.c.answer_id.in_(answer_ids))
        .order_by(table.c.answer_id, table.c.position)
    )
    found: dict[int, list[Reference]] = {answer_id: [] for answer_id in answer_ids}
    for row in rows:
        found[row.answer_id].append(Reference(row.key, json.loads(row.csl)))
    return found


def find_renderings(
    session: Session, revision_ids: Collection[int]
) -> Mapping[Key, Rendering | None]:
    """Return the stored renderings of revisions, None for one that cannot be read."""
    table = content_tables.rendering
    rows = session.execute(
        select(table.c.revision_id, table.c.policy, table.c.stored).where(
            table.c.revision_id.in_(revision_ids)
        )
    )
    return {(row.revision_id, row.policy): _restore(row.stored) for row in rows}


def update_renderings(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace stored renderings by `rows`, as returned by `list_rows`."""
    table = content_tables.rendering
    own = (
        table.c.revision_id == bindparam("of_revision"),
        table.c.policy == bindparam("of_policy"),
    )
    columns = ("stored", "source_digest", "terms_digest", "renderer_version")
    if rows:
        # On the connection: a session would take such rows for an ORM update by primary key.
        session.connection().execute(
            update(table).where(*own),
            [
                {
                    "of_revision": row["revision_id"],
                    "of_policy": row["policy"],
                    **{name: row[name] for name in columns},
                }
                for row in rows
            ],
        )


def list_rows(renderings: Mapping[Key, Rendering]) -> list[dict[str, Any]]:
    """Return renderings as they are stored, by revision and key of the policy."""
    return [
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


def save_renderings(session: Session, answer_id: int, renderings: Mapping[Key, Rendering]) -> bool:
    """Replace all renderings of an answer by these, by revision and key of the policy.

    Return whether any of them changed.
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
    rows = list_rows(renderings)
    if rows:
        session.execute(insert(table), rows)
    return before != {tuple(row[name] for name in _IDENTIFYING) for row in rows}


def list_outdated(
    session: Session, policies: Collection[tuple[Audience, TooltipPolicy]]
) -> frozenset[str]:
    """Return the slugs of answers that an older version rendered or published.

    Each published revision needs a rendering by this version of the renderer under every policy
    that its audience's readers have. A version without outside reviews publishes no names of them.
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
    review = content_tables.review
    lacks_names = (
        select(review.c.revision_id)
        .where(
            review.c.revision_id == table.c.revision_id,
            review.c.outside_approvals != table.c.outside_approvals,
        )
        .exists()
    )
    statement = select(table.c.slug).where(
        table.c.status != Status.WITHDRAWN, or_(lacks_names, *lacking)
    )
    return frozenset(session.scalars(statement))


def _restore(stored: str) -> Rendering | None:
    try:
        return load_rendering(stored)
    except ValueError:
        return None
