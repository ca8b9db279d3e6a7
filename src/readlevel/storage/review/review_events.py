"""Review events of revisions: an append-only record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import review_event as _table


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """A move of a revision, or a comment if `before` and `after` are the same."""

    number: int
    """Number of the revision."""
    at: datetime
    account_id: int | None
    name: str
    before: Status
    after: Status
    comment: str


@dataclass(frozen=True, slots=True)
class DecisionTimes:
    """When a revision was approved or withdrawn."""

    first: datetime
    last: datetime
    """When it was last confirmed or withdrawn, or else approved."""


def add(
    session: Session,
    revision_id: int,
    actor: Actor,
    before: Status,
    after: Status,
    *,
    comment: str,
    now: datetime,
) -> None:
    """Store a review event; it never changes."""
    session.execute(
        insert(_table).values(
            revision_id=revision_id,
            at=now,
            account_id=actor.id,
            name=actor.name,
            before=before,
            after=after,
            comment=comment,
        )
    )


def list_events(
    session: Session, answer_id: int, audience: Audience, language: str, *, limit: int = 200
) -> Sequence[ReviewEvent]:
    """Return the review events of one variant, the newest first."""
    rows = session.execute(
        select(_table, content_tables.revision.c.number)
        .join(content_tables.revision, content_tables.revision.c.id == _table.c.revision_id)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .where(
            content_tables.variant.c.answer_id == answer_id,
            content_tables.variant.c.audience == audience,
            content_tables.variant.c.language == language,
        )
        .order_by(_table.c.id.desc())
        .limit(limit)
    )
    return [
        ReviewEvent(
            row.number,
            row.at,
            row.account_id,
            row.name,
            Status(row.before),
            Status(row.after),
            row.comment,
        )
        for row in rows
    ]


def list_decision_times(session: Session, answer_id: int) -> Mapping[int, DecisionTimes]:
    """Return when each revision of an answer was approved or withdrawn at the desk, by its id."""
    rows = session.execute(
        select(_table.c.revision_id, func.min(_table.c.at), func.max(_table.c.at))
        .join(content_tables.revision, content_tables.revision.c.id == _table.c.revision_id)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .where(
            content_tables.variant.c.answer_id == answer_id,
            _table.c.after.in_((Status.APPROVED, Status.WITHDRAWN)),
            _table.c.before != _table.c.after,
        )
        .group_by(_table.c.revision_id)
    )
    return {revision_id: DecisionTimes(first, last) for revision_id, first, last in rows}
