"""Comments at passages of revisions: threads, suggested edits, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.alignment.passages import Passage
from readlevel.core.model.answer import Audience
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import passage_comment as _table


class ThreadOutcome(StrEnum):
    """How a thread was closed."""

    RESOLVED = "resolved"
    TAKEN = "taken"
    """The suggested edit is in the text."""


@dataclass(frozen=True, slots=True)
class PassageComment:
    """One comment of a thread."""

    id: int
    at: datetime
    account_id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class CommentThread:
    """Comments on a passage; the first one may suggest other words for it."""

    slug: str
    audience: Audience
    language: str
    number: int
    """Number of the revision that was commented on."""
    passage: Passage
    suggestion: str | None
    comments: Sequence[PassageComment]
    """The oldest first."""
    outcome: ThreadOutcome | None
    """None while it is open."""
    closed_by: str

    @property
    def id(self) -> int:
        """The id of its first comment."""
        return self.comments[0].id


def add_thread(
    session: Session,
    revision_id: int,
    actor: Actor,
    passage: Passage,
    words: str,
    suggestion: str | None,
    *,
    now: datetime,
) -> int:
    """Store a comment on a passage of a revision; return the id of its thread."""
    return _insert(
        session,
        revision_id=revision_id,
        actor=actor,
        words=words,
        now=now,
        quote=passage.quote,
        before=passage.before,
        after=passage.after,
        suggestion=suggestion,
    )


def add_reply(session: Session, thread_id: int, actor: Actor, words: str, *, now: datetime) -> int:
    """Store a comment in a thread; return its id."""
    revision_id = session.execute(
        select(_table.c.revision_id).where(_table.c.id == thread_id)
    ).scalar_one()
    return _insert(
        session,
        revision_id=revision_id,
        actor=actor,
        words=words,
        now=now,
        thread_id=thread_id,
    )


def close_thread(
    session: Session, thread_id: int, outcome: ThreadOutcome | None, closed_by: str
) -> None:
    """Close a thread, or open it again with None."""
    session.execute(
        update(_table).where(_table.c.id == thread_id).values(outcome=outcome, closed_by=closed_by)
    )


def find_thread(session: Session, thread_id: int) -> CommentThread | None:
    """Return a thread by the id of its first comment, or None."""
    threads = _list(session, _SELECT.where(_thread_of == thread_id))
    return threads[0] if threads else None


def list_threads(
    session: Session, answer_id: int, audience: Audience, language: str, *, limit: int = 200
) -> Sequence[CommentThread]:
    """Return the newest threads of a text, the oldest of them first."""
    newest = (
        select(_table.c.id)
        .join(_revision, _revision.c.id == _table.c.revision_id)
        .join(_variant, _variant.c.id == _revision.c.variant_id)
        .where(
            _table.c.thread_id.is_(None),
            _variant.c.answer_id == answer_id,
            _variant.c.audience == audience,
            _variant.c.language == language,
        )
        .order_by(_table.c.id.desc())
        .limit(limit)
    )
    return _list(session, _SELECT.where(_thread_of.in_(newest)))


def _insert(
    session: Session,
    *,
    revision_id: int,
    actor: Actor,
    words: str,
    now: datetime,
    **more: str | int | None,
) -> int:
    values = {
        "revision_id": revision_id,
        "at": now,
        "account_id": actor.id,
        "name": actor.name,
        "words": words,
        **more,
    }
    number: int = session.execute(insert(_table).values(values).returning(_table.c.id)).scalar_one()
    return number


def _list(session: Session, statement: Select[Any]) -> list[CommentThread]:
    rows: dict[int, list[Row[Any]]] = {}
    for row in session.execute(statement.order_by(_table.c.id)):
        rows.setdefault(row.thread_id or row.id, []).append(row)
    return [_restore(own) for own in rows.values()]


def _restore(rows: Sequence[Row[Any]]) -> CommentThread:
    first = rows[0]
    return CommentThread(
        first.slug,
        Audience(first.audience),
        first.language,
        first.number,
        Passage(first.quote, first.before, first.after),
        first.suggestion,
        [PassageComment(row.id, row.at, row.account_id, row.name, row.words) for row in rows],
        ThreadOutcome(first.outcome) if first.outcome else None,
        first.closed_by,
    )


_revision, _variant, _answer = (
    content_tables.revision,
    content_tables.variant,
    content_tables.answer,
)
_thread_of = func.coalesce(_table.c.thread_id, _table.c.id)
_SELECT = (
    select(_table, _revision.c.number, _variant.c.audience, _variant.c.language, _answer.c.slug)
    .join(_revision, _revision.c.id == _table.c.revision_id)
    .join(_variant, _variant.c.id == _revision.c.variant_id)
    .join(_answer, _answer.c.id == _variant.c.answer_id)
)
