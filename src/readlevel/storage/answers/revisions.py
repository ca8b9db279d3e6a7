"""Revisions of an answer's texts. They never change once stored; only their reviews do."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Review, Variant
from readlevel.core.model.workflow import Status
from readlevel.storage.database import content_tables


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """One stored revision."""

    id: int
    audience: Audience
    language: str
    number: int
    markdown: str
    created_at: datetime
    review: Review


def iter_revisions(session: Session, answer_id: int) -> Iterator[StoredRevision]:
    """Yield all revisions of an answer, newest first within each variant."""
    rows = session.execute(
        select(
            content_tables.revision.c.id,
            content_tables.revision.c.number,
            content_tables.revision.c.markdown,
            content_tables.revision.c.created_at,
            content_tables.variant.c.audience,
            content_tables.variant.c.language,
            *(content_tables.review.c[field.name] for field in fields(Review)),
        )
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .join(
            content_tables.review,
            content_tables.review.c.revision_id == content_tables.revision.c.id,
        )
        .where(content_tables.variant.c.answer_id == answer_id)
        .order_by(
            content_tables.variant.c.position,
            content_tables.variant.c.id,
            content_tables.revision.c.number.desc(),
        )
    )
    for row in rows:
        yield StoredRevision(
            row.id,
            Audience(row.audience),
            row.language,
            row.number,
            row.markdown,
            row.created_at,
            _restore_review(row),
        )


def find_markdown(
    session: Session, answer_id: int, audience: Audience, language: str, number: int
) -> str | None:
    """Return the text of one revision by its number, or None."""
    return session.scalar(
        select(content_tables.revision.c.markdown)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .where(
            content_tables.variant.c.answer_id == answer_id,
            content_tables.variant.c.audience == audience,
            content_tables.variant.c.language == language,
            content_tables.revision.c.number == number,
        )
    )


def save_variant(
    session: Session,
    answer_id: int,
    position: int,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> None:
    """Store a variant of an answer and its review.

    A text that differs from the newest revision becomes a new one.
    """
    variant_id = _variant_id(session, answer_id, position, given)
    newest = session.execute(
        select(
            content_tables.revision.c.id,
            content_tables.revision.c.number,
            content_tables.revision.c.markdown,
        )
        .where(content_tables.revision.c.variant_id == variant_id)
        .order_by(content_tables.revision.c.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.markdown == given.markdown:
        save_review(session, newest.id, given.review)
        return
    number = 1 if newest is None else newest.number + 1
    _insert(session, variant_id, number, given, author=author, why=why, now=now)


def add_revision(
    session: Session,
    newest: StoredRevision,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> int:
    """Store a revision after the newest one of its variant, even if its text is the same.

    Return its id.
    """
    variant_id = session.execute(
        select(content_tables.revision.c.variant_id).where(
            content_tables.revision.c.id == newest.id
        )
    ).scalar_one()
    return _insert(session, variant_id, newest.number + 1, given, author=author, why=why, now=now)


def save_review(session: Session, revision_id: int, review: Review) -> None:
    """Store the review of a revision."""
    session.execute(
        update(content_tables.review)
        .where(content_tables.review.c.revision_id == revision_id)
        .values(_review_row(review))
    )


def _insert(
    session: Session,
    variant_id: int,
    number: int,
    given: Variant,
    *,
    author: str,
    why: str,
    now: datetime,
) -> int:
    made: int = session.execute(
        insert(content_tables.revision)
        .values(
            variant_id=variant_id,
            number=number,
            markdown=given.markdown,
            created_at=now,
            author=author,
            why=why,
        )
        .returning(content_tables.revision.c.id)
    ).scalar_one()
    session.execute(
        insert(content_tables.review).values(revision_id=made, **_review_row(given.review))
    )
    return made


def _variant_id(session: Session, answer_id: int, position: int, given: Variant) -> int:
    table = content_tables.variant
    found: int | None = session.scalar(
        select(table.c.id).where(
            table.c.answer_id == answer_id,
            table.c.audience == given.audience,
            table.c.language == given.language,
        )
    )
    if found is not None:
        session.execute(update(table).where(table.c.id == found).values(position=position))
        return found
    made: int = session.execute(
        insert(table)
        .values(
            answer_id=answer_id,
            audience=given.audience,
            language=given.language,
            position=position,
        )
        .returning(table.c.id)
    ).scalar_one()
    return made


def _review_row(review: Review) -> dict[str, Any]:
    return {field.name: getattr(review, field.name) for field in fields(Review)}


def _restore_review(row: Row[Any]) -> Review:
    given = {field.name: getattr(row, field.name) for field in fields(Review)}
    return Review(**{**given, "status": Status(given["status"])})
