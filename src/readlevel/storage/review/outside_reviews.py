"""Reviews by people without an account: whom a link was sent to, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import account
from readlevel.storage.database.desk_tables import outside_review as _table
from readlevel.storage.database.desk_tables import outside_review_text as _text

MAX_LISTED = 20
"""Reviews of an answer that are listed, the newest first."""


class OutsideOutcome(StrEnum):
    """What an outside reviewer decided."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"


@dataclass(frozen=True, slots=True)
class ShownRevision:
    """A revision that the link shows."""

    revision_id: int
    audience: Audience
    number: int
    is_asked: bool
    """Whether a decision on it is asked for."""


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """What an outside reviewer said."""

    outcome: OutsideOutcome
    name: str
    role: str
    may_name: bool
    """Whether readers may be told name and role."""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OutsideReview:
    """A review that somebody without an account was asked for."""

    id: int
    answer_id: int
    slug: str
    language: str
    email: str
    asked_by_id: int
    asked_by: str
    """Name of the account that asked."""
    is_disabled: bool
    """Whether that account is disabled, which ends the link."""
    created_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    answered_at: datetime | None
    answer: OutsideAnswer | None
    texts: Sequence[ShownRevision]

    @property
    def mail_key(self) -> str:
        """What mails with the link are about."""
        return f"outside review {self.id}"

    def state(self, now: datetime) -> str:
        """Return `approved`, `changes_requested`, `withdrawn`, `expired` or `open`."""
        if self.answer is not None:
            return self.answer.outcome
        if self.withdrawn_at is not None or self.is_disabled:
            return "withdrawn"
        return "open" if now < self.expires_at else "expired"


def add(
    session: Session,
    *,
    answer_id: int,
    language: str,
    token_hash: str,
    email: str,
    account_id: int,
    texts: Sequence[ShownRevision],
    now: datetime,
    expires_at: datetime,
) -> int:
    """Store a review that is asked for, and return its number."""
    made: int = session.execute(
        insert(_table)
        .values(
            answer_id=answer_id,
            language=language,
            token_hash=token_hash,
            email=email,
            account_id=account_id,
            created_at=now,
            expires_at=expires_at,
        )
        .returning(_table.c.id)
    ).scalar_one()
    session.execute(
        insert(_text),
        [
            {"review_id": made, "revision_id": one.revision_id, "is_asked": one.is_asked}
            for one in texts
        ],
    )
    return made


def find(session: Session, number: int) -> OutsideReview | None:
    """Return a review by its number, or None."""
    return _find(session, _SELECT.where(_table.c.id == number))


def find_by_token(session: Session, token_hash: str) -> OutsideReview | None:
    """Return the review of a link by the hash of its token, or None."""
    return _find(session, _SELECT.where(_table.c.token_hash == token_hash))


def list_reviews(session: Session, answer_id: int, language: str) -> Sequence[OutsideReview]:
    """Return the reviews of an answer in a language, the newest first, `MAX_LISTED` at most."""
    rows = session.execute(
        _SELECT.where(_table.c.answer_id == answer_id, _table.c.language == language)
        .order_by(_table.c.id.desc())
        .limit(MAX_LISTED)
    )
    return _restore_all(session, rows.all())


def list_unanswered(session: Session, answer_id: int, *, now: datetime) -> Sequence[OutsideReview]:
    """Return the reviews of an answer in all languages that are in the state `open`."""
    rows = session.execute(
        _SELECT.where(
            _table.c.answer_id == answer_id,
            _table.c.answered_at.is_(None),
            _table.c.withdrawn_at.is_(None),
            _table.c.expires_at > now,
            account.c.disabled_at.is_(None),
        ).order_by(_table.c.id.desc())
    )
    return _restore_all(session, rows.all())


def count_asked_by(session: Session, account_id: int, within: timedelta, *, now: datetime) -> int:
    """Return how many reviews an account has asked for lately."""
    counted = (
        select(func.count())
        .select_from(_table)
        .where(_table.c.account_id == account_id, _table.c.created_at > now - within)
    )
    return session.scalar(counted) or 0


def withdraw(session: Session, number: int, *, now: datetime) -> None:
    """End the link of a review."""
    session.execute(update(_table).where(_table.c.id == number).values(withdrawn_at=now))


def store_answer(session: Session, number: int, answer: OutsideAnswer, *, now: datetime) -> None:
    """Store what an outside reviewer said."""
    session.execute(
        update(_table)
        .where(_table.c.id == number)
        .values(
            answered_at=now,
            outcome=answer.outcome,
            name=answer.name,
            role=answer.role,
            may_name=answer.may_name,
            comment=answer.comment,
        )
    )


def stop_naming(session: Session, number: int) -> None:
    """Record that readers may not be told who the reviewer is."""
    session.execute(update(_table).where(_table.c.id == number).values(may_name=False))


_SELECT: Select[Any] = (
    select(
        _table, content_tables.answer.c.slug, account.c.name.label("asker"), account.c.disabled_at
    )
    .join(content_tables.answer, content_tables.answer.c.id == _table.c.answer_id)
    .join(account, account.c.id == _table.c.account_id)
)


def _find(session: Session, chosen: Select[Any]) -> OutsideReview | None:
    return next(iter(_restore_all(session, session.execute(chosen).all())), None)


def _restore_all(session: Session, rows: Sequence[Row[Any]]) -> list[OutsideReview]:
    texts = _find_texts(session, [row.id for row in rows])
    return [_restore(row, texts[row.id]) for row in rows]


def _find_texts(session: Session, numbers: Sequence[int]) -> dict[int, list[ShownRevision]]:
    """Return the texts of reviews by the numbers of the reviews."""
    found: dict[int, list[ShownRevision]] = {number: [] for number in numbers}
    if not found:
        return found
    revision, variant = content_tables.revision, content_tables.variant
    rows = session.execute(
        select(_text, variant.c.audience, revision.c.number)
        .join(revision, revision.c.id == _text.c.revision_id)
        .join(variant, variant.c.id == revision.c.variant_id)
        .where(_text.c.review_id.in_(numbers))
        .order_by(variant.c.position, variant.c.id)
    )
    for row in rows:
        shown = ShownRevision(row.revision_id, Audience(row.audience), row.number, row.is_asked)
        found[row.review_id].append(shown)
    return found


def _restore(row: Row[Any], texts: Sequence[ShownRevision]) -> OutsideReview:
    answer = None
    if row.outcome is not None:
        outcome = OutsideOutcome(row.outcome)
        answer = OutsideAnswer(outcome, row.name, row.role, row.may_name, row.comment)
    return OutsideReview(
        id=row.id,
        answer_id=row.answer_id,
        slug=row.slug,
        language=row.language,
        email=row.email,
        asked_by_id=row.account_id,
        asked_by=row.asker,
        is_disabled=row.disabled_at is not None,
        created_at=row.created_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        answered_at=row.answered_at,
        answer=answer,
        texts=texts,
    )
