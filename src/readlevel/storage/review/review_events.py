"""Review events of revisions: an append-only record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.answers.revisions import SELECT_REVISION, StoredRevision, restore_revision
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


def list_decision_times(
    session: Session, revision_ids: Collection[int]
) -> Mapping[int, DecisionTimes]:
    """Return when revisions were approved or withdrawn at the desk, by their ids."""
    rows = session.execute(
        select(_table.c.revision_id, func.min(_table.c.at), func.max(_table.c.at))
        .where(_table.c.revision_id.in_(revision_ids), *_IS_DECISION)
        .group_by(_table.c.revision_id)
    )
    return {revision_id: DecisionTimes(first, last) for revision_id, first, last in rows}


def find_revision_in_effect(
    session: Session, answer_id: int, audience: Audience, language: str, when: datetime
) -> StoredRevision | None:
    """Return the newest revision of a variant that was approved or withdrawn at a time.

    If there was none, it is the newest that was written by then, or None. A revision without
    events was imported with its status.
    """
    wanted = {"answer": answer_id, "audience": audience, "language": language, "at": when}
    row = session.execute(_IN_EFFECT, wanted).first()
    return None if row is None else restore_revision(row)


_SETTLED = (Status.APPROVED, Status.WITHDRAWN)
_IS_DECISION = (_table.c.after.in_(_SETTLED), _table.c.before != _table.c.after)
_revision, _review = content_tables.revision, content_tables.review
_first_decision = (
    select(func.min(_table.c.at))
    .where(_table.c.revision_id == _revision.c.id, *_IS_DECISION)
    .scalar_subquery()
)
_was_settled = case(
    (_first_decision.is_(None), _review.c.status.in_(_SETTLED)),
    else_=_first_decision <= bindparam("at", type_=_table.c.at.type),
)
_IN_EFFECT = (
    SELECT_REVISION.where(
        content_tables.variant.c.audience == bindparam("audience"),
        content_tables.variant.c.language == bindparam("language"),
        _revision.c.created_at <= bindparam("at", type_=_table.c.at.type),
    )
    .order_by(_was_settled.desc(), _revision.c.number.desc())
    .limit(1)
)
