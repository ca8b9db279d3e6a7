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
"""Different searches of each kind that are counted on one day."""


class MissKind(StrEnum):
    """What a search missed."""

    NOTHING = "nothing"
    """No answer fits."""
    CORRECTED = "corrected"
    """Misspelled words were put right."""
    ASKED = "asked"
    """No answer fits, and a reader asks the editors for one; shown at once."""
    LISTED = "listed"
    """Answers fit; missed if nobody opens one on that day."""
    OPENED = "opened"
    """A hit was opened; never stored, but marks `LISTED` ones."""


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
    unopened: bool
    """Whether answers were listed, but nobody opened one."""
    latest: date


def record(
    session: Session, language: str, query: str, kind: MissKind, digest: str, *, day: date
) -> None:
    """Count a search; `digest` stands for the network and the query."""
    table, senders = missed_search, missed_search_sender
    row = {"day": day, "language": language, "query": query, "kind": kind}
    here = [table.c[name] == value for name, value in row.items()]
    counted = session.execute(
        update(table).where(*here).values(times=table.c.times + 1).returning(table.c.times)
    ).first()
    if counted is None:
        if _count_searches(session, day, kind) >= MOST_PER_DAY:
            return
        session.execute(insert(table).values(**row, times=1, networks=0))
    known = select(senders.c.day).where(senders.c.digest == digest)
    if session.scalar(known) is None:
        session.execute(insert(senders).values(digest=digest, day=day))
        session.execute(update(table).where(*here).values(networks=table.c.networks + 1))


def record_opening(session: Session, language: str, query: str, *, day: date) -> None:
    """Note that a hit of a search was opened on a day."""
    table = missed_search
    row = {"day": day, "language": language, "query": query, "kind": MissKind.LISTED}
    here = [table.c[name] == value for name, value in row.items()]
    noted = session.execute(
        update(table).where(*here).values(opened=table.c.opened + 1).returning(table.c.opened)
    ).first()
    # The server that listed the hits may store that later.
    if noted is None and _count_searches(session, day, MissKind.LISTED) < MOST_PER_DAY:
        session.execute(insert(table).values(**row, times=0, networks=0, opened=1))


def purge(session: Session, *, today: date, days: int) -> None:
    """Delete the digests of earlier days, what too few searched for, and what is older."""
    table = missed_search
    session.execute(delete(missed_search_sender).where(missed_search_sender.c.day != today))
    session.execute(
        delete(table).where(
            or_(
                table.c.day < today - timedelta(days=days),
                (table.c.day != today) & ~_is_shown(),
                (table.c.day != today) & (table.c.opened > 0),
            )
        )
    )


def list_missed(session: Session, *, limit: int, offset: int = 0) -> Sequence[MissedSearch]:
    """Return the searches that may be shown and are not ignored, the most frequent first."""
    table = missed_search
    asked = func.sum(table.c.times).filter(table.c.kind == MissKind.ASKED)
    corrected = func.count().filter(table.c.kind == MissKind.CORRECTED)
    unopened = func.count().filter(table.c.kind == MissKind.LISTED)
    times = func.sum(table.c.times)
    rows = session.execute(
        select(
            table.c.language,
            table.c.query,
            times,
            asked,
            corrected,
            unopened,
            func.max(table.c.day),
        )
        .where(
            _is_shown(),
            table.c.opened == 0,
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
        MissedSearch(
            language, query, int(count), int(wished or 0), bool(right), bool(closed), latest
        )
        for language, query, count, wished, right, closed, latest in rows
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


def _count_searches(session: Session, day: date, kind: MissKind) -> int:
    counted = (
        select(func.count())
        .select_from(missed_search)
        .where(missed_search.c.day == day, missed_search.c.kind == kind)
    )
    return session.scalar(counted) or 0
