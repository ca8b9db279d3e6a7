"""How a text became what it is: who saved which revision, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage import tables


@dataclass(frozen=True, slots=True)
class Saved:
    """One revision of a text, without the text."""

    number: int
    at: datetime
    author: str
    why: str
    status: Status


def list_saved(
    session: Session, answer_id: int, audience: Audience, language: str
) -> Sequence[Saved]:
    """Return all revisions of one variant, the newest first."""
    rows = session.execute(
        select(
            tables.revision.c.number,
            tables.revision.c.created_at,
            tables.revision.c.author,
            tables.revision.c.why,
            tables.review.c.status,
        )
        .join(tables.variant, tables.variant.c.id == tables.revision.c.variant_id)
        .join(tables.review, tables.review.c.revision_id == tables.revision.c.id)
        .where(
            tables.variant.c.answer_id == answer_id,
            tables.variant.c.audience == audience,
            tables.variant.c.language == language,
        )
        .order_by(tables.revision.c.number.desc())
    )
    return [
        Saved(row.number, _in_utc(row.created_at), row.author, row.why, Status(row.status))
        for row in rows
    ]


def _in_utc(moment: datetime) -> datetime:
    """Return a moment with its time zone, which SQLite does not keep."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
