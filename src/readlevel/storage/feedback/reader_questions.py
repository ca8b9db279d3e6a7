"""What readers ask, and the mistakes they report; grouped by answer and section for editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.database.feedback_tables import reader_question as _table


class MessageKind(StrEnum):
    """What kind of message a reader sends."""

    QUESTION = "question"
    MISTAKE = "mistake"


class QuestionStatus(StrEnum):
    """How an editor handled a message."""

    OPEN = "open"
    LINKED = "linked"
    """Another answer covers it."""
    DRAFTED = "drafted"
    """A new answer is being written for it."""
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class ReaderMessage:
    """A reader's message, and what it is about."""

    kind: MessageKind
    audience: Audience
    language: str
    number: int
    """Number of the revision that was read."""
    persona: str
    section: str
    words: str


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A stored message."""

    id: int
    slug: str
    asked: ReaderMessage
    at: datetime
    status: QuestionStatus
    target: str | None
    handled_by: str | None
    handled_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The open messages about one section of one answer."""

    kind: MessageKind
    answer_id: int
    slug: str
    section: str
    count: int
    newest: datetime


def add(session: Session, answer_id: int, asked: ReaderMessage, *, now: datetime) -> None:
    """Store a reader's message."""
    session.execute(
        insert(_table).values(
            answer_id=answer_id,
            kind=asked.kind,
            audience=asked.audience,
            language=asked.language,
            number=asked.number,
            persona=asked.persona,
            section=asked.section,
            words=asked.words,
            asked_at=now,
            status=QuestionStatus.OPEN,
        )
    )


def find(session: Session, number: int) -> StoredQuestion | None:
    """Return a message, or None."""
    row = session.execute(_select_questions().where(_table.c.id == number)).first()
    return None if row is None else _restore(row)


def list_groups(
    session: Session, since: datetime, *, skip: int, limit: int
) -> Sequence[QuestionGroup]:
    """Return the groups of open messages: mistakes first, then what most readers ask."""
    many = func.count().label("many")
    rows = session.execute(
        select(
            _table.c.kind,
            _table.c.answer_id,
            content_tables.answer.c.slug,
            _table.c.section,
            many,
            func.max(_table.c.asked_at, type_=_table.c.asked_at.type).label("newest"),
        )
        .join(content_tables.answer, content_tables.answer.c.id == _table.c.answer_id)
        .where(_table.c.status == QuestionStatus.OPEN, _table.c.asked_at >= since)
        .group_by(_table.c.kind, _table.c.answer_id, content_tables.answer.c.slug, _table.c.section)
        .order_by(
            case((_table.c.kind == MessageKind.MISTAKE, 0), else_=1),
            many.desc(),
            content_tables.answer.c.slug,
            _table.c.section,
        )
        .offset(skip)
        .limit(limit)
    )
    return [
        QuestionGroup(
            MessageKind(row.kind), row.answer_id, row.slug, row.section, row.many, row.newest
        )
        for row in rows
    ]


def count_groups(session: Session, since: datetime) -> int:
    """Return how many groups are open."""
    groups = (
        select(_table.c.kind, _table.c.answer_id, _table.c.section)
        .where(_table.c.status == QuestionStatus.OPEN, _table.c.asked_at >= since)
        .distinct()
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(groups)) or 0


def count_open(session: Session, since: datetime) -> dict[MessageKind, int]:
    """Return the number of open messages by kind."""
    rows = session.execute(
        select(_table.c.kind, func.count())
        .where(_table.c.status == QuestionStatus.OPEN, _table.c.asked_at >= since)
        .group_by(_table.c.kind)
    )
    return {MessageKind(kind): count for kind, count in rows}


def list_group(
    session: Session, group: QuestionGroup, since: datetime, *, limit: int
) -> Sequence[StoredQuestion]:
    """Return the open messages of a group, the newest first."""
    rows = session.execute(
        _select_questions()
        .where(
            _table.c.status == QuestionStatus.OPEN,
            _table.c.kind == group.kind,
            _table.c.answer_id == group.answer_id,
            _table.c.section == group.section,
            _table.c.asked_at >= since,
        )
        .order_by(_table.c.id.desc())
        .limit(limit)
    )
    return [_restore(row) for row in rows]


def list_handled(session: Session, since: datetime, *, limit: int) -> Sequence[StoredQuestion]:
    """Return the messages that were handled last."""
    rows = session.execute(
        _select_questions()
        .where(_table.c.status != QuestionStatus.OPEN, _table.c.asked_at >= since)
        .order_by(_table.c.handled_at.desc(), _table.c.id.desc())
        .limit(limit)
    )
    return [_restore(row) for row in rows]


def set_status(
    session: Session,
    number: int,
    status: QuestionStatus,
    *,
    target: str | None,
    by: str,
    now: datetime,
) -> None:
    """Store how a message was handled."""
    handled = {"handled_by": by, "handled_at": now} if status is not QuestionStatus.OPEN else {}
    session.execute(
        update(_table)
        .where(_table.c.id == number)
        .values(
            status=status,
            target=target,
            handled_by=handled.get("handled_by"),
            handled_at=handled.get("handled_at"),
        )
    )


def list_same_section(session: Session, question: StoredQuestion) -> Sequence[int]:
    """Return the numbers of open messages about the same section that were not sent later."""
    asked = question.asked
    return session.scalars(
        select(_table.c.id)
        .join(content_tables.answer, content_tables.answer.c.id == _table.c.answer_id)
        .where(
            _table.c.status == QuestionStatus.OPEN,
            _table.c.kind == asked.kind,
            content_tables.answer.c.slug == question.slug,
            _table.c.section == asked.section,
            _table.c.id <= question.id,
        )
    ).all()


def remove(session: Session, number: int) -> None:
    """Delete a message with its text."""
    session.execute(delete(_table).where(_table.c.id == number))


def remove_older(session: Session, before: datetime) -> int:
    """Delete the messages sent before then; return their number."""
    done: Any = session.execute(delete(_table).where(_table.c.asked_at < before))
    return int(done.rowcount)


def _select_questions() -> Select[Any]:
    return select(_table, content_tables.answer.c.slug).join(
        content_tables.answer, content_tables.answer.c.id == _table.c.answer_id
    )


def _restore(row: Row[Any]) -> StoredQuestion:
    asked = ReaderMessage(
        MessageKind(row.kind),
        Audience(row.audience),
        row.language,
        row.number,
        row.persona,
        row.section,
        row.words,
    )
    return StoredQuestion(
        row.id,
        row.slug,
        asked,
        row.asked_at,
        QuestionStatus(row.status),
        row.target,
        row.handled_by,
        row.handled_at,
    )
