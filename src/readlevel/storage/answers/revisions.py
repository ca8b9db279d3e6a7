"""Revisions of an answer's texts. They never change once stored; only their reviews do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, OutsideApproval, Review
from readlevel.core.model.workflow import Status
from readlevel.storage.database import content_tables
from readlevel.storage.database.stored_json import StoredJSON

Key = tuple[Audience, str]
"""Audience and language of a variant."""

OUTSIDE_APPROVALS = StoredJSON[tuple[OutsideApproval, ...]](tuple[OutsideApproval, ...])


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """One stored revision."""

    id: int
    variant_id: int
    audience: Audience
    language: str
    number: int
    markdown: str
    created_at: datetime
    author: str
    """Name of the account that saved it."""
    review: Review


def list_current(session: Session, answer_id: int) -> Sequence[StoredRevision]:
    """Return the newest revision with each review status, of each variant of an answer.

    They are the newest first within each variant. They include the newest of all and the public
    one, and their number does not grow with the history.
    """
    return [restore_revision(row) for row in session.execute(_CURRENT, {"answer": answer_id})]


def list_current_at(session: Session, slug: str) -> tuple[int, Sequence[StoredRevision]] | None:
    """Return the id of an answer with texts, and what `list_current` does, in one statement.

    Return None if there is no answer with that slug, or if it has no text.
    """
    rows = session.execute(_CURRENT_AT, {"slug": slug}).all()
    return (rows[0].answer_id, [restore_revision(row) for row in rows]) if rows else None


def iter_revisions(
    session: Session, answer_id: int, audience: Audience, language: str
) -> Iterator[StoredRevision]:
    """Yield all revisions of one variant, the newest first, a few at a time."""
    wanted = {"answer": answer_id, "audience": audience, "language": language}
    before = _MAX_NUMBER
    while rows := session.execute(_SOME, {**wanted, "before": before}).all():
        yield from map(restore_revision, rows)
        before = rows[-1].number


def find_revision(
    session: Session, answer_id: int, audience: Audience, language: str, number: int
) -> StoredRevision | None:
    """Return one revision by its number, or None."""
    wanted = {"answer": answer_id, "audience": audience, "language": language, "number": number}
    row = session.execute(_BY_NUMBER, wanted).first()
    return None if row is None else restore_revision(row)


def find_revision_at(
    session: Session, answer_id: int, audience: Audience, language: str, when: datetime
) -> StoredRevision | None:
    """Return the revision that was the newest at a time, or None."""
    wanted = {"answer": answer_id, "audience": audience, "language": language, "when": when}
    row = session.execute(_AT, wanted).first()
    return None if row is None else restore_revision(row)


def count_ever(session: Session) -> int:
    """Return how many revisions have been saved; they are never deleted."""
    return session.scalar(select(func.max(content_tables.revision.c.id))) or 0


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


def restore_revision(row: Row[Any]) -> StoredRevision:
    """Return a revision from the columns of `SELECT_REVISION`."""
    return StoredRevision(
        row.id,
        row.variant_id,
        Audience(row.audience),
        row.language,
        row.number,
        row.markdown,
        row.created_at,
        row.saved_by,
        _restore_review(row),
    )


def _restore_review(row: Row[Any]) -> Review:
    given = {field.name: getattr(row, field.name) for field in fields(Review)}
    approvals = OUTSIDE_APPROVALS.load(given["outside_approvals"])
    return Review(**{**given, "status": Status(given["status"]), "outside_approvals": approvals})


_revision, _variant, _review = (
    content_tables.revision,
    content_tables.variant,
    content_tables.review,
)
_READ_AT_ONCE = 20
_MAX_NUMBER = 2**31 - 1
_BY_ID = bindparam("answer", type_=Integer)
_BY_SLUG = (
    select(content_tables.answer.c.id)
    .where(content_tables.answer.c.slug == bindparam("slug"))
    .scalar_subquery()
)


def _select_revision(answer: ColumnElement[int]) -> Select[Any]:
    return (
        select(
            _revision.c.id,
            _revision.c.variant_id,
            _revision.c.number,
            _revision.c.markdown,
            _revision.c.created_at,
            _revision.c.author.label("saved_by"),
            _variant.c.answer_id,
            _variant.c.audience,
            _variant.c.language,
            *(_review.c[field.name] for field in fields(Review)),
        )
        .join(_variant, _variant.c.id == _revision.c.variant_id)
        .join(_review, _review.c.revision_id == _revision.c.id)
        .where(_variant.c.answer_id == answer)
    )


def _select_current(answer: ColumnElement[int]) -> Select[Any]:
    newest = (
        select(_revision.c.variant_id, func.max(_revision.c.number).label("number"))
        .join(_variant, _variant.c.id == _revision.c.variant_id)
        .join(_review, _review.c.revision_id == _revision.c.id)
        .where(_variant.c.answer_id == answer)
        .group_by(_revision.c.variant_id, _review.c.status)
        .subquery()
    )
    is_newest = and_(
        newest.c.variant_id == _revision.c.variant_id, newest.c.number == _revision.c.number
    )
    return (
        _select_revision(answer)
        .join(newest, is_newest)
        .order_by(_variant.c.position, _variant.c.id, _revision.c.number.desc())
    )


SELECT_REVISION = _select_revision(_BY_ID)
"""All revisions of the answer `:answer`, for `restore_revision`."""
_CURRENT = _select_current(_BY_ID)
_CURRENT_AT = _select_current(_BY_SLUG)
_OF_VARIANT = SELECT_REVISION.where(
    _variant.c.audience == bindparam("audience"), _variant.c.language == bindparam("language")
).order_by(_revision.c.number.desc())
_SOME = _OF_VARIANT.where(_revision.c.number < bindparam("before")).limit(_READ_AT_ONCE)
_BY_NUMBER = _OF_VARIANT.where(_revision.c.number == bindparam("number"))
_AT = _OF_VARIANT.where(_revision.c.created_at <= bindparam("when")).limit(1)
