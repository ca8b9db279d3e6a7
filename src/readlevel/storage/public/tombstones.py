"""Tombstones: texts that the public could read and now cannot, for readers, frames and copies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience, Review
from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.database import content_tables, site_version

TextKey = tuple[Audience, str]
"""Audience and language of a text of one answer."""

TombstoneCursor = tuple[str, str, str]
"""The place of a text in the list of all: slug, audience and language."""


_SETTLED = frozenset({Status.APPROVED, Status.WITHDRAWN})


class TombstoneReason(StrEnum):
    """Why a text is no longer public."""

    WITHDRAWN = "withdrawn"
    BEING_REVISED = "being_revised"
    """Changes were requested, or it is a draft again, and no revision of it is approved."""
    REMOVED = "removed"
    """The answer was archived, or deleted for good."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One text that is no longer public."""

    id: int
    slug: str
    audience: Audience
    language: str
    question: str
    reason: TombstoneReason
    because: str | None
    """The reason that editors gave for a withdrawal, or for archiving the answer."""
    changed: int
    """When it left, in microseconds since 1970."""

    @property
    def left(self) -> datetime:
        """Return when it left."""
        return datetime.fromtimestamp(self.changed / 1e6, UTC)


def find(session: Session, slug: str, *, show_unreviewed: bool) -> tuple[Tombstone, ...]:
    """Return the texts of the answer at `slug` that left, by audience and language."""
    own = content_tables.tombstone.c
    rows = session.execute(
        select(content_tables.tombstone)
        .where(own.slug == slug, _is_shown(show_unreviewed=show_unreviewed))
        .order_by(own.audience, own.language)
    )
    return tuple(_restore(row) for row in rows)


def list_all(
    session: Session, *, after: TombstoneCursor, show_unreviewed: bool, limit: int
) -> tuple[Tombstone, ...]:
    """Return the texts that left, after a cursor, by slug, audience and language."""
    own = content_tables.tombstone.c
    place = (own.slug, own.audience, own.language)
    rows = session.execute(
        select(content_tables.tombstone)
        .where(tuple_(*place) > after, _is_shown(show_unreviewed=show_unreviewed))
        .order_by(*place)
        .limit(limit)
    )
    return tuple(_restore(row) for row in rows)


def list_changed(
    session: Session,
    language: str,
    *,
    since: int,
    after: tuple[int, int],
    show_unreviewed: bool,
    limit: int,
) -> tuple[Tombstone, ...]:
    """Return the texts in `language` that left at `since` or later, the earliest first.

    `after` is (changed, id) of the last text that the caller has.
    """
    own = content_tables.tombstone.c
    rows = session.execute(
        select(content_tables.tombstone)
        .where(
            own.language == language,
            own.changed >= since,
            tuple_(own.changed, own.id) > after,
            _is_shown(show_unreviewed=show_unreviewed),
        )
        .order_by(own.changed, own.id)
        .limit(limit)
    )
    return tuple(_restore(row) for row in rows)


def refresh(
    session: Session,
    answer: AnswerHead,
    before: Mapping[TextKey, Status],
    public: Mapping[TextKey, Review],
) -> None:
    """Record which texts of an answer left, and remove the tombstones of those that returned.

    `before` and `public` are the texts that readers got until now and get from now on. A text that
    was approved and is pending now has left only the sites that hide unreviewed texts.
    """
    table = content_tables.tombstone
    rows = session.execute(select(table).where(table.c.slug == answer.slug))
    known = {(Audience(row.audience), row.language): row for row in rows}
    for key in sorted({*before, *public, *known}):
        row = known.get(key)
        approved = before.get(key) in _SETTLED or (row is not None and row.approved)
        wanted = _describe(answer, key, public.get(key), approved=approved)
        if row is not None and wanted is None:
            session.execute(delete(table).where(table.c.id == row.id))
        elif wanted is not None and (row is None or _differs(row, wanted)):
            _store(session, None if row is None else row.id, wanted)


def mark_removed(session: Session, slug: str) -> None:
    """Say of the texts of an answer that it was deleted for good."""
    table = content_tables.tombstone
    session.execute(
        update(table)
        .where(table.c.slug == slug)
        .values(
            reason=TombstoneReason.REMOVED,
            because=None,
            pending=False,
            changed=site_version.record_time(session),
        )
    )


def change_slug(session: Session, slug: str, new: str) -> None:
    """Move the tombstones of an answer to its new slug; those of a deleted answer there go."""
    table = content_tables.tombstone
    session.execute(delete(table).where(table.c.slug == new))
    session.execute(update(table).where(table.c.slug == slug).values(slug=new))


def _describe(
    answer: AnswerHead, key: TextKey, public: Review | None, *, approved: bool
) -> dict[str, Any] | None:
    """Return the columns of a text's tombstone; None if it needs none."""
    status = None if public is None else public.status
    if status is Status.APPROVED or (status in PENDING and not approved):
        return None
    withdrawn = status is Status.WITHDRAWN
    reason = TombstoneReason.WITHDRAWN if withdrawn else TombstoneReason.BEING_REVISED
    because = public.withdrawn_because if withdrawn and public is not None else None
    if answer.is_archived:
        reason, because = TombstoneReason.REMOVED, answer.archived_because
    return {
        "slug": answer.slug,
        "audience": key[0],
        "language": key[1],
        "question": answer.question_in(key[1], key[0])[1],
        "reason": reason,
        "because": because,
        "approved": approved or withdrawn,
        "pending": status in PENDING,
    }


def _differs(row: Row[Any], wanted: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _store(session: Session, number: int | None, wanted: Mapping[str, Any]) -> None:
    table = content_tables.tombstone
    values = {**wanted, "changed": site_version.record_time(session)}
    if number is None:
        session.execute(insert(table).values(values))
    else:
        session.execute(update(table).where(table.c.id == number).values(values))


def _is_shown(*, show_unreviewed: bool) -> ColumnElement[bool]:
    own = content_tables.tombstone.c
    return ~own.pending if show_unreviewed else own.approved.is_(True)


def _restore(row: Row[Any]) -> Tombstone:
    return Tombstone(
        row.id,
        row.slug,
        Audience(row.audience),
        row.language,
        row.question,
        TombstoneReason(row.reason),
        row.because,
        row.changed,
    )
