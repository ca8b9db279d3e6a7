"""The history of terms: each change, who made it and when. Rows are only added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.term import Term
from readlevel.storage.database import content_tables
from readlevel.storage.database.stored_json import StoredJSON

TERM_STATE = StoredJSON[Term | None](Term | None)
"""A term as it was; `null` if there was none."""

_FIELDS = StoredJSON[dict[str, Any] | None](dict[str, Any] | None)


@dataclass(frozen=True, slots=True)
class TermChange:
    """One change of a term."""

    changed_at: datetime
    author: str
    reviewer: str
    """Who approved it; empty for a change by a command, or from before terms were reviewed."""
    fields: Mapping[str, tuple[Any, Any]]
    """What each changed field held before and after.

    All fields are None before a term is added, and after it is removed.
    """


def record_changes(
    session: Session,
    changes: Iterable[tuple[Term | None, Term | None]],
    *,
    author: str,
    reviewer: str = "",
    now: datetime,
) -> None:
    """Record terms before (None: new) and after (None: removed) a change."""
    rows = [
        {
            "language": one.language,
            "term": one.slug,
            "changed_at": now,
            "author": author,
            "reviewer": reviewer or None,
            "before": None if before is None else TERM_STATE.dump(before),
            "after": TERM_STATE.dump(after),
        }
        for before, after in changes
        if (one := after or before) is not None
    ]
    if rows:
        session.execute(insert(content_tables.term_change), rows)


def list_changes(session: Session, language: str, slug: str) -> tuple[TermChange, ...]:
    """Return the changes of a term, the newest first."""
    table = content_tables.term_change
    rows = session.execute(
        select(table)
        .where(table.c.language == language, table.c.term == slug)
        .order_by(table.c.id.desc())
    )
    return tuple(
        TermChange(row.changed_at, row.author, row.reviewer or "", compare(row.before, row.after))
        for row in rows
    )


def list_versions(session: Session, language: str, slug: str, *, limit: int) -> list[Term]:
    """Return the versions of a term before and after its last changes, the newest first."""
    table = content_tables.term_change
    rows = session.execute(
        select(table.c.after, table.c.before)
        .where(table.c.language == language, table.c.term == slug)
        .order_by(table.c.id.desc())
        .limit(limit)
    )
    states = (TERM_STATE.load(state) for row in rows for state in row if state)
    return [state for state in states if state is not None]


def find_languages(session: Session, slug: str) -> Sequence[str]:
    """Return the languages in which there is or was a term with this slug."""
    table = content_tables.term_change
    return session.scalars(
        select(table.c.language).where(table.c.term == slug).distinct().order_by(table.c.language)
    ).all()


def compare(before: str | None, after: str) -> dict[str, tuple[Any, Any]]:
    """Return what each field that differs held in two stored states of a term."""
    old = (_FIELDS.load(before) if before else None) or {}
    new = _FIELDS.load(after) or {}
    names = [*old, *(name for name in new if name not in old)]
    return {
        name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    }
