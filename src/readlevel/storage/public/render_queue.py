"""Answers whose renderings are to be made again, since a term changed that they may hold.

What a term may stand in is asked of the index of words that the search has. A text that names a
term outright, as in `[word]{term=slug}`, is listed by that name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, func, insert, select, true, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.public import search

Value = TypeVar("Value")

_FORMS_AT_ONCE = 100
_VALUES_AT_ONCE = 500
"""Databases take only so many values in one statement."""

EVERY_TERM = "*"
"""What is listed for a text that the index does not have, or not all of: it may hold any term."""


def save_explicit_terms(session: Session, answer_id: int, names: Iterable[str]) -> None:
    """Keep which terms the public texts of an answer name outright."""
    table = content_tables.named_term
    session.execute(delete(table).where(table.c.answer_id == answer_id))
    rows = [{"term": name, "answer_id": answer_id} for name in set(names)]
    if rows:
        session.execute(insert(table), rows)


def find_by_explicit_terms(session: Session, names: Collection[str]) -> frozenset[int]:
    """Return the answers that name one of these terms, or may."""
    table = content_tables.named_term
    return frozenset(
        answer_id
        for some in _in_parts([*names, EVERY_TERM])
        for answer_id in session.scalars(select(table.c.answer_id).where(table.c.term.in_(some)))
    )


def iter_holding(session: Session, forms: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (answer, language, words of its texts) of what has the words of one of the `forms`."""
    sought = sorted(set(forms))
    found: set[int] = set()
    for start in range(0, len(sought), _FORMS_AT_ONCE):
        found.update(search.find_containing(session, sought[start : start + _FORMS_AT_ONCE]))
    for some in _in_parts(sorted(found)):
        yield from _texts(session, content_tables.listing.c.id.in_(some))


def iter_all(session: Session) -> Iterator[tuple[int, str, str]]:
    """Yield the same of every public answer."""
    yield from _texts(session, true())


def enqueue(session: Session, answer_ids: Iterable[int]) -> int:
    """Have answers rendered again; return how many were not waiting for it already."""
    table = content_tables.stale_answer
    wanted = set(answer_ids)
    known = set(session.scalars(select(table.c.answer_id)))
    for some in _in_parts(sorted(wanted & known)):
        session.execute(update(table).where(table.c.answer_id.in_(some)).values(problem=None))
    rows = [{"answer_id": answer_id} for answer_id in sorted(wanted - known)]
    if rows:
        session.execute(insert(table), rows)
    return len(rows)


def count_queued(session: Session) -> int:
    """Return how many answers wait to be rendered again."""
    return (
        session.scalar(
            select(func.count(content_tables.stale_answer.c.answer_id)).where(_waiting())
        )
        or 0
    )


def next_queued(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """Return the first answers that wait, as (number, address)."""
    table = content_tables.stale_answer
    rows = session.execute(
        select(table.c.answer_id, content_tables.answer.c.slug)
        .join(content_tables.answer, content_tables.answer.c.id == table.c.answer_id)
        .where(_waiting())
        .order_by(table.c.answer_id)
        .limit(limit)
    )
    return [(answer_id, slug) for answer_id, slug in rows]


def dequeue(session: Session, answer_id: int) -> None:
    """Say that an answer was rendered."""
    table = content_tables.stale_answer
    session.execute(delete(table).where(table.c.answer_id == answer_id))


def mark_failed(session: Session, answer_id: int, problem: str) -> None:
    """Say that an answer cannot be rendered, and why: it waits no more, and keeps what it had."""
    table = content_tables.stale_answer
    session.execute(update(table).where(table.c.answer_id == answer_id).values(problem=problem))


def list_failed(session: Session) -> tuple[tuple[str, str], ...]:
    """Return (address, problem) of the answers that could not be rendered."""
    table = content_tables.stale_answer
    rows = session.execute(
        select(content_tables.answer.c.slug, table.c.problem)
        .join(content_tables.answer, content_tables.answer.c.id == table.c.answer_id)
        .where(table.c.problem.is_not(None))
        .order_by(content_tables.answer.c.slug)
    )
    return tuple((slug, problem) for slug, problem in rows)


def _in_parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    for start in range(0, len(values), _VALUES_AT_ONCE):
        yield values[start : start + _VALUES_AT_ONCE]


def _texts(session: Session, wanted: ColumnElement[bool]) -> Iterator[tuple[int, str, str]]:
    listing = content_tables.listing
    rows = session.execute(
        select(content_tables.answer.c.id, listing.c.language, search.bodies.c.body)
        .join(listing, listing.c.slug == content_tables.answer.c.slug)
        .join(search.bodies, search.bodies.c.rowid == listing.c.id)
        .where(wanted)
        .execution_options(yield_per=100)
    )
    yield from (tuple(row) for row in rows)


def _waiting() -> ColumnElement[bool]:
    return content_tables.stale_answer.c.problem.is_(None)
