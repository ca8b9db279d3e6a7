"""Worklists of the desk: every text with its status, derived when it is written.

Lists are read by an index, one page at a time; only a search for words reads every question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import review_assignment as _assignment
from readlevel.storage.database.desk_tables import revision_account
from readlevel.storage.database.desk_tables import worklist as _table


class SortOrder(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    HARDEST = "hardest"


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """One text: its newest revision, and when the public one is due for review."""

    answer_id: int
    language: str
    audience: Audience
    revision_id: int
    slug: str
    question: str
    number: int
    status: Status
    author: str
    touched_at: datetime
    public_status: Status | None
    """None if nothing of it is public."""
    next_review: date | None
    grade_low: int | None
    grade_high: int | None
    behind: bool
    """Whether the clinician text has changed since a public plain text was checked against it."""
    has_outdated_statements: bool
    """Whether that changed a fact which the plain text states."""


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """Which texts are listed; a filter that is not set matches all."""

    status: Status | None = None
    audience: Audience | None = None
    language: str | None = None
    topic: str = ""
    words: str = ""
    order: SortOrder = SortOrder.NEWEST
    assigned_to: int | None = None
    """Id of the account that is to review the answer."""


def list_topics(session: Session, *, limit: int) -> Sequence[str]:
    """Return the names of topics, in order."""
    name = content_tables.topic.c.name
    return session.scalars(select(name).distinct().order_by(name).limit(limit)).all()


def list_own(
    session: Session, account_id: int, statuses: Sequence[Status], *, limit: int
) -> Sequence[WorklistItem]:
    """Return texts at one of the `statuses` whose newest revision the account wrote."""
    chosen = (
        select(_table)
        .join(revision_account, revision_account.c.revision_id == _table.c.revision_id)
        .where(revision_account.c.account_id == account_id, _table.c.status.in_(statuses))
        .order_by(_table.c.answer_touched_at.desc(), _table.c.answer_id)
    )
    return select_items(session, chosen.limit(limit))


def list_awaiting_review(
    session: Session, account_id: int, *, limit: int
) -> Sequence[WorklistItem]:
    """Return texts that await review and were not written by the account.

    Those assigned to it come first, those assigned to others last; otherwise the oldest is first.
    """
    mine = select(revision_account.c.revision_id).where(revision_account.c.account_id == account_id)
    chosen = (
        select(_table)
        .outerjoin(
            _assignment,
            and_(
                _assignment.c.answer_id == _table.c.answer_id,
                _assignment.c.language == _table.c.language,
            ),
        )
        .where(_table.c.status.in_(sorted(PENDING)), _table.c.revision_id.not_in(mine))
        .order_by(
            case(
                (_assignment.c.account_id == account_id, 0),
                (_assignment.c.account_id.is_(None), 1),
                else_=2,
            ),
            _assignment.c.due.is_(None),
            _assignment.c.due,
            _table.c.answer_touched_at,
            _table.c.answer_id,
        )
    )
    return select_items(session, chosen.limit(limit))


def list_due(session: Session, until: date, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return texts whose next review is due by a day, the one longest overdue first."""
    chosen = (
        select(_table)
        .where(_table.c.next_review <= until)
        .order_by(_table.c.next_review, _table.c.answer_id, _table.c.language, _table.c.audience)
    )
    return select_items(session, chosen.offset(skip).limit(limit))


def count_due(session: Session, until: date) -> int:
    """Return the number of texts due by a day."""
    counted = select(func.count()).select_from(_table).where(_table.c.next_review <= until)
    return session.scalar(counted) or 0


def list_behind(session: Session, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return plain texts that are behind the clinician text, the newest change first.

    Those that state outdated statements are before all others.
    """
    chosen = (
        select(_table)
        .where(_table.c.behind)
        .order_by(
            _table.c.has_outdated_statements.desc(),
            _table.c.answer_touched_at.desc(),
            _table.c.answer_id,
            _table.c.language,
        )
    )
    return select_items(session, chosen.offset(skip).limit(limit))


def count_behind(session: Session) -> int:
    """Return the number of plain texts that are behind."""
    return session.scalar(select(func.count()).select_from(_table).where(_table.c.behind)) or 0


def list_behind_source(session: Session, *, skip: int, limit: int) -> Sequence[WorklistItem]:
    """Return translations that are behind their source, the newest change first."""
    chosen = (
        select(_table)
        .where(_table.c.behind_source)
        .order_by(
            _table.c.answer_touched_at.desc(),
            _table.c.answer_id,
            _table.c.language,
            _table.c.audience,
        )
    )
    return select_items(session, chosen.offset(skip).limit(limit))


def count_behind_source(session: Session) -> int:
    """Return the number of translations that are behind."""
    counted = select(func.count()).select_from(_table).where(_table.c.behind_source)
    return session.scalar(counted) or 0


def matches_filter(filter_: WorklistFilter) -> ColumnElement[bool]:
    """Return the condition on the table for what a filter matches."""
    conditions: list[ColumnElement[bool]] = [_table.c.answer_id.is_not(None)]
    if filter_.status is not None:
        conditions.append(_table.c.status == filter_.status)
    if filter_.audience is not None:
        conditions.append(_table.c.audience == filter_.audience)
    if filter_.language is not None:
        conditions.append(_table.c.language == filter_.language)
    if filter_.topic:
        topic = content_tables.topic
        conditions.append(
            _table.c.answer_id.in_(select(topic.c.answer_id).where(topic.c.name == filter_.topic))
        )
    if filter_.assigned_to is not None:
        assigned = select(_assignment.c.answer_id).where(
            _assignment.c.answer_id == _table.c.answer_id,
            _assignment.c.language == _table.c.language,
            _assignment.c.account_id == filter_.assigned_to,
        )
        conditions.append(assigned.exists())
    conditions.extend(
        _table.c.folded.contains(word, autoescape=True) for word in fold(filter_.words).split()
    )
    return and_(*conditions)


def select_items(session: Session, chosen: Select[Any]) -> Sequence[WorklistItem]:
    """Return the texts that a statement on the table selects."""
    return [_restore_item(row) for row in session.execute(chosen)]


def _restore_item(row: Row[Any]) -> WorklistItem:
    return WorklistItem(
        answer_id=row.answer_id,
        language=row.language,
        audience=Audience(row.audience),
        revision_id=row.revision_id,
        slug=row.slug,
        question=row.question,
        number=row.number,
        status=Status(row.status),
        author=row.author,
        touched_at=row.touched_at,
        public_status=None if row.public_status is None else Status(row.public_status),
        next_review=row.next_review,
        grade_low=row.grade_low,
        grade_high=row.grade_high,
        behind=row.behind,
        has_outdated_statements=row.has_outdated_statements,
    )
