"""The outbox: mails that are stored together with what they are about, and sent afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import MailKind
from readlevel.storage.database.conditions import CLOCK_LEEWAY
from readlevel.storage.database.desk_tables import outgoing_mail as _table

CLAIM = timedelta(minutes=5)
"""How long a mail that a process is sending is left to it; then it is taken to have been killed."""
LONGEST_PAUSE = timedelta(days=1)
"""A mail that would wait for longer was stored before the clock was set back, and is due."""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One mail to one person."""

    kind: MailKind
    to: str
    subject: str
    text: str
    unsubscribe_url: str = ""
    """Where the person refuses this kind of mail; empty if they cannot."""
    about: str = ""
    """Key of what the mail is about, for `remove_about`; empty if it is sent in any case."""


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail in the outbox."""

    id: int
    mail: OutgoingMail
    created_at: datetime
    attempts: int
    problem: str
    """Why the last attempt failed; empty before the first."""
    next_attempt_at: datetime | None
    """None if no more attempts are made."""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """Numbers of mails in the outbox."""

    waiting: int
    """All that are still to be sent, those to be tried again included."""
    retrying: int
    """Mails that failed at least once."""
    failed: int
    """Those that are given up."""


def enqueue(session: Session, mails: Iterable[OutgoingMail], *, now: datetime) -> None:
    """Add mails, to be sent once the transaction is committed."""
    rows = [
        {
            "kind": mail.kind,
            "recipient": mail.to,
            "subject": mail.subject,
            "body": mail.text,
            "unsubscribe_url": mail.unsubscribe_url,
            "about": mail.about,
            "created_at": now,
            "attempts": 0,
            "problem": "",
            "next_attempt_at": now,
        }
        for mail in mails
    ]
    if rows:
        session.execute(insert(_table), rows)


def has_due(session: Session, *, now: datetime) -> bool:
    """Return whether a mail is to be sent now."""
    return session.scalar(_due(now).with_only_columns(_table.c.id).limit(1)) is not None


def claim_next(session: Session, *, now: datetime) -> StoredMail | None:
    """Claim the mail that has waited longest for this process; None if there is none."""
    row = session.execute(_due(now).limit(1)).first()
    if row is None:
        return None
    session.execute(
        update(_table)
        .where(_table.c.id == row.id)
        .values(attempts=row.attempts + 1, next_attempt_at=now + CLAIM)
    )
    return _restore(row)


def remove(session: Session, mail_id: int) -> None:
    """Remove a mail that was sent or given up."""
    session.execute(delete(_table).where(_table.c.id == mail_id))


def remove_about(session: Session, about: str) -> None:
    """Remove the mails about something that has ended."""
    session.execute(delete(_table).where(_table.c.about == about))


def record_failure(
    session: Session, mail_id: int, problem: str, next_attempt_at: datetime | None
) -> None:
    """Record why a mail was not sent, and when it is tried again; None gives it up."""
    session.execute(
        update(_table)
        .where(_table.c.id == mail_id)
        .values(problem=problem, next_attempt_at=next_attempt_at)
    )


def retry(session: Session, mail_id: int, *, now: datetime) -> None:
    """Let a mail be sent now, with all attempts before it."""
    session.execute(
        update(_table).where(_table.c.id == mail_id).values(attempts=0, next_attempt_at=now)
    )


def list_problems(session: Session, limit: int) -> Sequence[StoredMail]:
    """Return the mails that failed at least once, newest first."""
    rows = session.execute(
        select(_table).where(_table.c.problem != "").order_by(_table.c.id.desc()).limit(limit)
    )
    return [_restore(row) for row in rows]


def count(session: Session) -> OutboxCounts:
    """Return the numbers of mails."""
    given_up = _table.c.next_attempt_at.is_(None)
    has_failed = _table.c.problem != ""
    row = session.execute(
        select(
            func.count().filter(~given_up).label("waiting"),
            func.count().filter(~given_up, has_failed).label("retrying"),
            func.count().filter(given_up).label("failed"),
        ).select_from(_table)
    ).one()
    return OutboxCounts(row.waiting, row.retrying, row.failed)


def remove_failed_before(session: Session, moment: datetime) -> int:
    """Remove mails that were given up and are older than `moment`; return their number."""
    gone = delete(_table).where(_table.c.next_attempt_at.is_(None), _table.c.created_at < moment)
    return session.execute(gone).rowcount  # type: ignore[attr-defined, no-any-return]


def _due(now: datetime):  # type: ignore[no-untyped-def]
    """Return a query for the mails to send now.

    A mail that was never tried is due even if the clock has been set back since it was stored.
    """
    due_at, latest = _table.c.next_attempt_at, now + LONGEST_PAUSE + CLOCK_LEEWAY
    return (
        select(_table)
        .where(or_(_table.c.attempts == 0, due_at <= now, due_at > latest))
        .order_by(_table.c.next_attempt_at, _table.c.id)
    )


def _restore(row: Row) -> StoredMail:  # type: ignore[type-arg]
    mail = OutgoingMail(
        MailKind(row.kind), row.recipient, row.subject, row.body, row.unsubscribe_url, row.about
    )
    return StoredMail(row.id, mail, row.created_at, row.attempts, row.problem, row.next_attempt_at)
