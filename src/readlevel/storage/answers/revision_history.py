"""The history of a text: who saved which revision, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.database import content_tables


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """One revision of a text, without the text."""

    number: int
    at: datetime
    author: str
    why: str
    status: Status


def list_revision_summaries(
    session: Session, answer_id: int, audience: Audience, language: str
) -> Sequence[RevisionSummary]:
    """Return all revisions of one variant, the newest first."""
    rows = session.execute(
        select(
            content_tables.revision.c.number,
            content_tables.revision.c.created_at,
            content_tables.revision.c.author,
            content_tables.revision.c.why,
            content_tables.review.c.status,
        )
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .join(
            content_tables.review,
            content_tables.review.c.revision_id == content_tables.revision.c.id,
        )
        .where(
            content_tables.variant.c.answer_id == answer_id,
            content_tables.variant.c.audience == audience,
            content_tables.variant.c.language == language,
        )
        .order_by(content_tables.revision.c.number.desc())
    )
    return [
        RevisionSummary(
            row.number, _in_utc(row.created_at), row.author, row.why, Status(row.status)
        )
        for row in rows
    ]


def list_numbers(session: Session, answer_id: int, audience: Audience) -> Sequence[tuple[str, int]]:
    """Return (language, number) of all revisions for an audience, newest first in each language."""
    variant, revision = content_tables.variant, content_tables.revision
    rows = session.execute(
        select(variant.c.language, revision.c.number)
        .select_from(revision)
        .join(variant, variant.c.id == revision.c.variant_id)
        .where(variant.c.answer_id == answer_id, variant.c.audience == audience)
        .order_by(variant.c.position, variant.c.id, revision.c.number.desc())
    )
    return [(row.language, row.number) for row in rows]


def _in_utc(moment: datetime) -> datetime:
    """Return `moment` with its time zone, which SQLite does not keep."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
