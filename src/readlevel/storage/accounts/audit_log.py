"""The audit log: who did what and when. Entries are only added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import desk_tables
from readlevel.storage.database.stored_json import JSON_OBJECT

table = desk_tables.audit

FAILED_SIGN_INS = ("session.refused", "session.code_refused")
"""Actions whose entries hold the address of somebody who may have no account."""
_NOTHING = JSON_OBJECT.dump({})
_LAST = "\U0010ffff"
"""The character after which nothing is sorted."""


class Actor(Protocol):
    """Somebody who does something."""

    @property
    def id(self) -> int | None:
        """Id of the account; None for somebody without one."""

    @property
    def name(self) -> str:
        """What others call them."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log."""

    id: int
    at: datetime
    account_id: int | None
    name: str
    action: str
    subject: str
    detail: dict[str, Any]


def record_action(
    session: Session,
    actor: Actor | None,
    action: str,
    subject: str,
    *,
    now: datetime,
    **detail: Any,
) -> None:
    """Add an entry; `actor` is None if nobody is known, as for a failed sign-in.

    `action` is a dotted code such as `review.approved`, `subject` what it was done to.
    """
    session.execute(
        insert(table).values(
            at=now,
            account_id=None if actor is None else actor.id,
            name="" if actor is None else actor.name,
            action=action,
            subject=subject,
            detail=JSON_OBJECT.dump(detail),
        )
    )


def count(session: Session, action: str) -> int:
    """Return how often an action was recorded."""
    chosen = select(func.count()).select_from(table).where(table.c.action == action)
    return session.scalar(chosen) or 0


def find_last(session: Session, action: str) -> datetime | None:
    """Return when an action was last recorded, or None."""
    newest = select(table.c.at).where(table.c.action == action).order_by(table.c.id.desc())
    return session.scalar(newest.limit(1))


def list_entries(
    session: Session, *, before: int | None = None, subject: str | None = None, limit: int = 100
) -> Sequence[AuditEntry]:
    """Return entries, the newest first: those before the entry `before`.

    With `subject`, only those whose subject begins with it.
    """
    chosen = select(table).order_by(table.c.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(table.c.id < before)
    if subject is not None:
        # A range, unlike LIKE, is read by the index in both databases.
        chosen = chosen.where(table.c.subject >= subject, table.c.subject <= subject + _LAST)
    return [
        AuditEntry(
            row.id,
            row.at,
            row.account_id,
            row.name,
            row.action,
            row.subject,
            JSON_OBJECT.load(row.detail),
        )
        for row in session.execute(chosen)
    ]


def remove_addresses(session: Session, before: datetime) -> int:
    """Remove the addresses of sign-ins that failed before a time; return how many.

    The database allows no other change of an entry.
    """
    removed = (
        update(table)
        .where(table.c.action.in_(FAILED_SIGN_INS), table.c.at < before, table.c.detail != _NOTHING)
        .values(detail=_NOTHING)
        .returning(table.c.id)
    )
    return len(session.execute(removed).all())
