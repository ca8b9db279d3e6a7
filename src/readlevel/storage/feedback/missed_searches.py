"""Searches that did not find what they should, counted by day without anything about who searched.

A search is shown only once several networks made it on one day; until then, and for that day only,
networks are told apart by salted digests. What fewer searched for is deleted after the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.feedback_tables import (
    ignored_search,
    missed_search,
    missed_search_sender,
)

FEWEST_NETWORKS = 3
"""Networks that must have searched so on one day, or a reader might be recognised."""

MOST_PER_DAY = 5_000
"""Different searches that are counted on one day."""


class MissKind(StrEnum):
    """What a search missed."""

    NOTHING = "nothing"
    """No answer fits."""
    CORRECTED = "corrected"
    """Misspelled words were put right."""
    ASKED = "asked"
    """No answer fits, and a reader asks the editors for one; shown at once."""


@dataclass(frozen=True, slots=True)
class MissedSearch:
    """A search, and how often it missed something."""

    language: str
    query: str
    times: int
    asked: int
    """How many readers asked the editors for an answer."""
    corrected: bool
    """Whether misspelled words were put right."""
    latest: date


def record(
    session: Session, language: str, query: str, kind: MissKind, digest: str, *, day: date
) -> None:
    """Count a search; `digest` stands for the network and the query."""
    table, senders = missed_search, missed_search_sender
    known = select(senders.c.day).where(senders.c.digest == digest)
    is_new = session.scalar(known) is None
    if is_new:
        session.execute(insert(senders).values(digest=digest, day=day))
    here = (
        table.c.day == day,
        table.c.language == language,
        table.c.query == query,
        table.c.kind == kind,
    )
    counted = session.execute(
        update(table)
        .where(*here)
        .values(times=table.c.times + 1, networks=table.c.networks + int(is_new))
        .returning(table.c.times)
    ).first()
    if counted is None and _count_searches(session, day) < MOST_PER_DAY:
        row = {"day": day, "language": language, "query": query, "kind": kind}
        session.execute(insert(table).values(**row, times=1, networks=1))


def purge(session: Session, *, today: date, days: int) -> None:
    """Delete the digests of earlier days, what too few searched for, and what is older."""
    table = missed_search
    session.execute(delete(missed_search_sender).where(missed_search_sender.c.day != today))
    session.execute(
        delete(table).where(
            or_(
                table.c.day < today - timedelta(days=days),
                (table.c.day != today) & ~_is_shown(),
            )
        )
    )


def list_missed(session: Session, *, limit: int, offset: int = 0) -> Sequence[MissedSearch]:
    """Return the searches that may be shown and are not ignored, the most frequent first."""
    table = missed_search
    asked = func.sum(table.c.times).filter(table.c.kind == MissKind.ASKED)
    corrected = func.count().filter(table.c.kind == MissKind.CORRECTED)
    times = func.sum(table.c.times)
    rows = session.execute(
        select(table.c.language, table.c.query, times, asked, corrected, func.max(table.c.day))
        .where(
            _is_shown(),
            ~exists().where(
                ignored_search.c.language == table.c.language,
                ignored_search.c.query == table.c.query,
            ),
        )
        .group_by(table.c.language, table.c.query)
        .order_by(times.desc(), table.c.query)
        .limit(limit)
        .offset(offset)
    )
    return [
        MissedSearch(language, query, int(count), int(wished or 0), bool(right), latest)
        for language, query, count, wished, right, latest in rows
    ]


def ignore(session: Session, language: str, query: str) -> None:
    """Never show a search again."""
    known = select(ignored_search.c.query).where(
        ignored_search.c.language == language, ignored_search.c.query == query
    )
    if session.scalar(known) is None:
        session.execute(insert(ignored_search).values(language=language, query=query))


def _is_shown() -> ColumnElement[bool]:
    return or_(missed_search.c.networks >= FEWEST_NETWORKS, missed_search.c.kind == MissKind.ASKED)


def _count_searches(session: Session, day: date) -> int:
    counted = select(func.count()).select_from(missed_search).where(missed_search.c.day == day)
    return session.scalar(counted) or 0
