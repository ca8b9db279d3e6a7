"""What a model is asked to write, stored so that it outlives the process that asks.

A process claims a job for a while, and renews the claim as long as it works on it. A job whose
claim is over belongs to a process that was killed; another takes it up where it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, between, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.core.assistant.prompts import DraftTask
from readlevel.core.model.answer import Audience
from readlevel.storage.database.assistant_tables import draft_job as _table
from readlevel.storage.database.assistant_tables import revision_draft
from readlevel.storage.database.conditions import CLOCK_LEEWAY
from readlevel.storage.database.stored_json import StoredJSON

CLAIM = timedelta(seconds=45)
"""How long a job is left to a process that does not renew its claim."""
_LONGEST_CLAIM = CLAIM + CLOCK_LEEWAY
"""A claim for longer was made before the clock was set back."""

MAX_ATTEMPTS = 3
"""Processes that may end while they work on a job, before it has failed."""


class JobStatus(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_OPEN = (JobStatus.WAITING, JobStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One section or passage: what it is made from, and what has become of it."""

    source: str
    drafted: str | None = None
    """None while nothing was written, or if there is a problem."""
    problem: str = ""
    """Code of a `RefusalCode` or `ProblemCode`."""
    words: tuple[str, ...] = ()
    """What the answer lost, doubled or invented."""

    @property
    def is_open(self) -> bool:
        """Whether the model has not been asked yet."""
        return self.drafted is None and not self.problem


_PARTS = StoredJSON[tuple[DraftPart, ...]](tuple[DraftPart, ...])


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is asked for."""

    answer_id: int
    account_id: int
    audience: Audience
    language: str
    task: DraftTask
    source_language: str
    question: str
    present: str
    """The text as it is now."""
    parts: tuple[DraftPart, ...]
    model: str
    prompt_version: str


@dataclass(frozen=True, slots=True)
class DraftJob(NewJob):
    """A stored job."""

    id: int
    status: JobStatus
    problem: str
    """Why it failed."""
    created_at: datetime
    claimed_until: datetime | None
    attempts: int

    @property
    def is_open(self) -> bool:
        """Whether it is waiting or being worked on."""
        return self.status in _OPEN

    def is_due(self, now: datetime) -> bool:
        """Return whether no process works on it, though it is not finished."""
        until = self.claimed_until
        return self.is_open and (until is None or not now <= until <= now + _LONGEST_CLAIM)


def add_job(session: Session, job: NewJob, *, now: datetime) -> int:
    """Store a job; return its id."""
    row = {name: getattr(job, name) for name in NewJob.__dataclass_fields__}
    made: int = session.execute(
        insert(_table)
        .values(
            **{**row, "parts": _PARTS.dump(job.parts)},
            status=JobStatus.WAITING,
            problem="",
            created_at=now,
            attempts=0,
        )
        .returning(_table.c.id)
    ).scalar_one()
    return made


def find_job(session: Session, job_id: int) -> DraftJob | None:
    """Return a job, or None."""
    row = session.execute(select(_table).where(_table.c.id == job_id)).first()
    return None if row is None else _restore(row)


def find_newest(
    session: Session, account_id: int, answer_id: int, audience: Audience, language: str
) -> DraftJob | None:
    """Return the newest job of an account about a text, or None."""
    row = session.execute(
        _about(answer_id, audience, language)
        .where(_table.c.account_id == account_id)
        .order_by(_table.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _restore(row)


def list_jobs(
    session: Session, answer_id: int, audience: Audience, language: str
) -> Sequence[DraftJob]:
    """Return the jobs about a text, of all accounts, oldest first."""
    rows = session.execute(_about(answer_id, audience, language).order_by(_table.c.id))
    return [_restore(row) for row in rows]


def has_due(session: Session, *, now: datetime) -> bool:
    """Return whether a job can be claimed."""
    return session.scalar(_due(now).with_only_columns(_table.c.id).limit(1)) is not None


def claim_next(session: Session, *, now: datetime) -> DraftJob | None:
    """Claim the oldest job that no process works on; None if there is none.

    Jobs whose processes have ended too often have failed.
    """
    session.execute(
        update(_table)
        .where(_is_due(now), _table.c.attempts >= MAX_ATTEMPTS)
        .values(status=JobStatus.FAILED, problem="interrupted")
    )
    row = session.execute(_due(now).order_by(_table.c.id).limit(1)).first()
    if row is None:
        return None
    session.execute(
        update(_table)
        .where(_table.c.id == row.id)
        .values(status=JobStatus.RUNNING, claimed_until=now + CLAIM, attempts=row.attempts + 1)
    )
    return find_job(session, row.id)


def renew_claim(session: Session, job_id: int, *, now: datetime) -> bool:
    """Renew the claim of a job; return whether it is still to be worked on."""
    return _change_running(session, job_id, claimed_until=now + CLAIM)


def save_parts(session: Session, job_id: int, parts: Sequence[DraftPart]) -> bool:
    """Store the parts of a job; return whether it is still to be worked on."""
    return _change_running(session, job_id, parts=_PARTS.dump(tuple(parts)))


def finish(session: Session, job_id: int, parts: Sequence[DraftPart], problem: str = "") -> bool:
    """Store the parts of a job, and that it is done or why it failed."""
    status = JobStatus.FAILED if problem else JobStatus.DONE
    stored = _PARTS.dump(tuple(parts))
    return _change_running(session, job_id, parts=stored, status=status, problem=problem)


def cancel(session: Session, job_id: int) -> None:
    """Store that nobody wants a job any more."""
    session.execute(
        update(_table)
        .where(_table.c.id == job_id, _table.c.status.in_(_OPEN))
        .values(status=JobStatus.CANCELLED)
    )


def delete_before(session: Session, moment: datetime) -> None:
    """Delete older jobs that no revision has text from."""
    used = select(revision_draft.c.job_id)
    session.execute(delete(_table).where(_table.c.created_at < moment, _table.c.id.not_in(used)))


def _change_running(session: Session, job_id: int, **values: Any) -> bool:
    changed = session.execute(
        update(_table)
        .where(_table.c.id == job_id, _table.c.status == JobStatus.RUNNING)
        .values(**values)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _about(answer_id: int, audience: Audience, language: str):  # type: ignore[no-untyped-def]
    return select(_table).where(
        _table.c.answer_id == answer_id,
        _table.c.audience == audience,
        _table.c.language == language,
    )


def _is_due(now: datetime):  # type: ignore[no-untyped-def]
    until = _table.c.claimed_until
    return _table.c.status.in_(_OPEN) & or_(
        until.is_(None), ~between(until, now, now + _LONGEST_CLAIM)
    )


def _due(now: datetime):  # type: ignore[no-untyped-def]
    return select(_table).where(_is_due(now))


def _restore(row: Row) -> DraftJob:  # type: ignore[type-arg]
    return DraftJob(
        row.answer_id,
        row.account_id,
        Audience(row.audience),
        row.language,
        DraftTask(row.task),
        row.source_language,
        row.question,
        row.present,
        _PARTS.load(row.parts),
        row.model,
        row.prompt_version,
        row.id,
        JobStatus(row.status),
        row.problem,
        row.created_at,
        row.claimed_until,
        row.attempts,
    )
