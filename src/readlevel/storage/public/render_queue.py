"""The rerender queue: answers whose renderings are stale since a term changed.

A change of a term is stored first, and the answers that may hold the term are queued later;
`site.queued_change` is the last change whose answers are queued. They are found in the word index
of the search. A text that names a term explicitly, as in `[word]{term=slug}`, is listed under it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, func, insert, select, true, update
from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.database import content_tables, site_version
from readlevel.storage.glossary.term_history import TERM_STATE
from readlevel.storage.search import index

Value = TypeVar("Value")

_VALUES_AT_ONCE = 500
"""Databases limit the number of values in one statement."""

EVERY_TERM = "*"
"""Listed for a text that is not, or not completely, in the index: it may hold any term."""


@dataclass(frozen=True, slots=True)
class QueuedAnswer:
    """An answer that waits to be rendered again."""

    answer_id: int
    slug: str
    queued: int
    """The site version when it was last queued."""
    everything: bool
    """Whether more than its renderings may be stale."""


@dataclass(frozen=True, slots=True)
class QueueProgress:
    """How much of the queue is done."""

    waiting: int
    total: int
    """The answers that were queued since the queue was last empty."""

    @property
    def done(self) -> int:
        """Return how many of them do not wait any more."""
        return self.total - self.waiting


@dataclass(frozen=True, slots=True)
class UnqueuedChanges:
    """Changes of terms whose answers are not queued yet."""

    after: int
    """Number of the change before the first of them."""
    last: int
    terms: Sequence[Term]
    """The terms before and after the changes."""


def save_explicit_terms(session: Session, answer_id: int, names: Iterable[str]) -> None:
    """Store which terms the public texts of an answer name explicitly."""
    table = content_tables.named_term
    session.execute(delete(table).where(table.c.answer_id == answer_id))
    rows = [{"term": name, "answer_id": answer_id} for name in set(names)]
    if rows:
        session.execute(insert(table), rows)


def find_by_explicit_terms(session: Session, names: Collection[str]) -> frozenset[int]:
    """Return the answers that name, or may name, one of these terms explicitly."""
    table = content_tables.named_term
    return frozenset(
        answer_id
        for some in _in_parts([*names, EVERY_TERM])
        for answer_id in session.scalars(select(table.c.answer_id).where(table.c.term.in_(some)))
    )


def iter_holding(
    session: Session, forms: Iterable[tuple[str, str]]
) -> Iterator[tuple[int, str, str]]:
    """Yield (answer, language, words) of the texts that may have one of the forms.

    Each form is given with its language.
    """
    found = index.find_containing(session, forms)
    for some in _in_parts(sorted(found)):
        yield from _texts(session, content_tables.public_text.c.id.in_(some))


def iter_all(session: Session) -> Iterator[tuple[int, str, str]]:
    """Yield (answer, language, words) of every public text."""
    yield from _texts(session, true())


def find_unqueued_changes(session: Session, limit: int) -> UnqueuedChanges | None:
    """Return the first changes of terms whose answers are not queued; None if all are."""
    table = content_tables.term_change
    after = session.scalar(select(content_tables.site.c.queued_change)) or 0
    rows = session.execute(
        select(table.c.id, table.c.before, table.c.after)
        .where(table.c.id > after)
        .order_by(table.c.id)
        .limit(limit)
    ).all()
    if not rows:
        return None
    states = (TERM_STATE.load(state) for row in rows for state in (row.before, row.after) if state)
    return UnqueuedChanges(after, rows[-1].id, [state for state in states if state])


def are_unqueued(session: Session, changes: UnqueuedChanges) -> bool:
    """Return whether no other process has queued the answers of these changes meanwhile."""
    return session.scalar(select(content_tables.site.c.queued_change)) == changes.after


def mark_queued(session: Session, changes: UnqueuedChanges) -> None:
    """Record that the answers of these changes are queued."""
    session.execute(update(content_tables.site).values(queued_change=changes.last))


def enqueue(session: Session, answer_ids: Iterable[int], *, everything: bool = False) -> int:
    """Queue answers; return how many were not queued yet."""
    table = content_tables.stale_answer
    queued = site_version.get_version(session)
    new = begun = 0
    before = session.scalar(select(_waiting_at_all()))
    for some in _in_parts(sorted(set(answer_ids))):
        rows_before = session.execute(
            select(table.c.answer_id, table.c.problem).where(table.c.answer_id.in_(some))
        ).all()
        known = {row.answer_id for row in rows_before}
        begun += len(some) - sum(row.problem is None for row in rows_before)
        if known:
            values = {"problem": None, "queued": queued}
            if everything:
                values["everything"] = True
            session.execute(update(table).where(table.c.answer_id.in_(known)).values(values))
        rows = [
            {"answer_id": answer_id, "queued": queued, "everything": everything}
            for answer_id in some
            if answer_id not in known
        ]
        if rows:
            session.execute(insert(table), rows)
        new += len(rows)
    if begun:
        site = content_tables.site
        total = site.c.queued_answers + begun if before else begun
        session.execute(update(site).values(queued_answers=total))
    return new


def is_idle(session: Session) -> bool:
    """Return whether the queue is empty: no answer and no change of a term is waiting."""
    waits = session.scalar(select(_waiting_at_all()))
    return not waits and find_unqueued_changes(session, 1) is None


def count_queued(session: Session) -> int:
    """Return how many answers wait to be rendered again."""
    return (
        session.scalar(
            select(func.count(content_tables.stale_answer.c.answer_id)).where(_waiting())
        )
        or 0
    )


def find_progress(session: Session) -> QueueProgress:
    """Return how much of the queue is done."""
    waiting = select(func.count()).select_from(content_tables.stale_answer).where(_waiting())
    row = session.execute(
        select(content_tables.site.c.queued_answers, waiting.scalar_subquery().label("waiting"))
    ).one()
    return QueueProgress(row.waiting, max(row.queued_answers, row.waiting))


def is_queued(session: Session, answer_id: int) -> bool:
    """Return whether an answer waits to be rendered again."""
    table = content_tables.stale_answer
    waiting = select(table.c.answer_id).where(table.c.answer_id == answer_id, _waiting())
    return session.scalar(waiting) is not None


def next_queued(session: Session, limit: int) -> Sequence[QueuedAnswer]:
    """Return the first answers that wait."""
    table = content_tables.stale_answer
    rows = session.execute(
        select(table.c.answer_id, content_tables.answer.c.slug, table.c.queued, table.c.everything)
        .join(content_tables.answer, content_tables.answer.c.id == table.c.answer_id)
        .where(_waiting())
        .order_by(table.c.answer_id)
        .limit(limit)
    )
    return [QueuedAnswer(*row) for row in rows]


def find_unchanged(session: Session, given: Collection[QueuedAnswer]) -> frozenset[int]:
    """Return the answers that were not saved or queued again since they were read.

    A save that readers see renders the answer and takes it out of the queue; a draft queues it
    again.
    """
    table = content_tables.stale_answer
    rows = session.execute(
        select(table.c.answer_id, table.c.queued).where(
            table.c.answer_id.in_([one.answer_id for one in given]), _waiting()
        )
    )
    wanted = {(one.answer_id, one.queued) for one in given}
    return frozenset(row.answer_id for row in rows if (row.answer_id, row.queued) in wanted)


def dequeue(session: Session, *answer_ids: int) -> None:
    """Take answers out of the queue once they are rendered."""
    table = content_tables.stale_answer
    session.execute(delete(table).where(table.c.answer_id.in_(answer_ids)))


def mark_failed(session: Session, answer_id: int, problem: str) -> None:
    """Record why an answer cannot be rendered; it leaves the queue and keeps its old renderings."""
    table = content_tables.stale_answer
    session.execute(update(table).where(table.c.answer_id == answer_id).values(problem=problem))


def list_failed(session: Session) -> tuple[tuple[str, str], ...]:
    """Return (slug, problem) of the answers that could not be rendered."""
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
    public_text = content_tables.public_text
    rows = session.execute(
        select(content_tables.answer.c.id, public_text.c.language, index.bodies.c.body)
        .join(public_text, public_text.c.slug == content_tables.answer.c.slug)
        .join(index.bodies, index.bodies.c.rowid == public_text.c.id)
        .where(wanted)
        .execution_options(yield_per=100)
    )
    yield from (tuple(row) for row in rows)


def _waiting_at_all() -> ColumnElement[bool]:
    return select(content_tables.stale_answer.c.answer_id).where(_waiting()).exists()


def _waiting() -> ColumnElement[bool]:
    return content_tables.stale_answer.c.problem.is_(None)
