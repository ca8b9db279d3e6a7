"""What became of a term: each change, who made it and when. Nothing of it is changed or removed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.core.term import Term
from readlevel.storage import tables


@dataclass(frozen=True, slots=True)
class TermChange:
    """One change of a term."""

    changed_at: datetime
    author: str
    fields: Mapping[str, tuple[Any, Any]]
    """What each changed field held before and after; everything, before None, for a new term."""


def note_changes(
    session: Session,
    changes: Iterable[tuple[Term | None, Term]],
    *,
    author: str,
    now: datetime,
) -> None:
    """Keep what terms were before (None: they are new) and are now."""
    rows = [
        {
            "language": after.language,
            "term": after.slug,
            "changed_at": now,
            "author": author,
            "before": None if before is None else json.dumps(asdict(before), ensure_ascii=False),
            "after": json.dumps(asdict(after), ensure_ascii=False),
        }
        for before, after in changes
    ]
    if rows:
        session.execute(insert(tables.term_change), rows)


def list_changes(session: Session, language: str, slug: str) -> tuple[TermChange, ...]:
    """Return the changes of a term, the newest first."""
    table = tables.term_change
    rows = session.execute(
        select(table)
        .where(table.c.language == language, table.c.term == slug)
        .order_by(table.c.id.desc())
    )
    return tuple(
        TermChange(row.changed_at, row.author, _compare(row.before, row.after)) for row in rows
    )


def _compare(before: str | None, after: str) -> dict[str, tuple[Any, Any]]:
    old = {} if before is None else json.loads(before)
    new = json.loads(after)
    return {name: (old.get(name), new[name]) for name in new if old.get(name) != new[name]}
