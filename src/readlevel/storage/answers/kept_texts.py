"""Kept texts: what editors have typed and not saved, each tab's apart."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import kept_text as _table

_LISTED = (
    _table.c.id,
    _table.c.tab,
    _table.c.slug,
    _table.c.language,
    _table.c.words,
    _table.c.updated_at,
)


@dataclass(frozen=True, slots=True)
class KeptText:
    """One kept text as lists show it."""

    id: int
    tab: str
    slug: str
    """Empty for a new answer."""
    language: str
    words: str
    updated_at: datetime


def save_text(
    session: Session,
    account_id: int,
    tab: str,
    slug: str,
    language: str,
    draft: str,
    words: str,
    *,
    now: datetime,
) -> int:
    """Store what a tab has typed in place of what it typed before; return its number.

    Unchanged text keeps its time.
    """
    own = (_table.c.account_id == account_id, _table.c.tab == tab)
    values = {
        "slug": slug,
        "language": language,
        "draft": draft,
        "words": words,
        "updated_at": now,
    }
    known = session.execute(select(_table.c.id, _table.c.draft).where(*own)).first()
    if known is not None:
        if known.draft != draft:
            session.execute(update(_table).where(*own).values(values))
        return int(known.id)
    new = insert(_table).values(account_id=account_id, tab=tab, **values)
    number: int = session.execute(new.returning(_table.c.id)).scalar_one()
    return number


def list_texts(
    session: Session, account_id: int, slug: str | None = None, *, limit: int
) -> tuple[KeptText, ...]:
    """Return the kept texts of an account (of one answer), the newest first."""
    statement = select(*_LISTED).where(_table.c.account_id == account_id)
    if slug is not None:
        statement = statement.where(_table.c.slug == slug)
    ordered = statement.order_by(_table.c.updated_at.desc(), _table.c.id.desc()).limit(limit)
    return tuple(KeptText(*row) for row in session.execute(ordered))


def count_texts(session: Session, account_id: int) -> int:
    """Return the number of kept texts of an account."""
    counted = select(func.count()).select_from(_table).where(_table.c.account_id == account_id)
    return session.scalar(counted) or 0


def find_draft(session: Session, account_id: int, number: int) -> tuple[KeptText, str] | None:
    """Return a kept text and the form's fields as JSON; None if the account has none such."""
    row: Any = session.execute(
        select(*_LISTED, _table.c.draft).where(
            _table.c.account_id == account_id, _table.c.id == number
        )
    ).first()
    return None if row is None else (KeptText(*row[:-1]), row[-1])


def delete_texts(session: Session, account_id: int, tabs: Collection[str]) -> None:
    """Remove what tabs of an account have typed."""
    session.execute(delete(_table).where(_table.c.account_id == account_id, _table.c.tab.in_(tabs)))


def delete_text(session: Session, account_id: int, number: int) -> bool:
    """Remove a kept text; return whether the account had it."""
    removed = session.execute(
        delete(_table)
        .where(_table.c.account_id == account_id, _table.c.id == number)
        .returning(_table.c.id)
    )
    return removed.first() is not None


def delete_before(session: Session, moment: datetime) -> int:
    """Remove the texts that nobody has changed since; return their number."""
    done: Any = session.execute(delete(_table).where(_table.c.updated_at < moment))
    return int(done.rowcount)
