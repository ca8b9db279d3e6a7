"""Who has which answer open to write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database.conditions import is_within
from readlevel.storage.database.desk_tables import account
from readlevel.storage.database.desk_tables import open_editor as _table


@dataclass(frozen=True, slots=True)
class OpenEditor:
    """Somebody who has an answer open."""

    name: str
    language: str
    text: str
    """The audience whose text they were in last; empty if in none yet."""
    opened_at: datetime


def note(
    session: Session,
    account_id: int,
    tab: str,
    slug: str,
    language: str,
    text: str,
    *,
    now: datetime,
) -> None:
    """Note that a tab of an account has an answer open."""
    own = (_table.c.account_id == account_id, _table.c.tab == tab)
    values = {"slug": slug, "language": language, "text": text, "seen_at": now}
    if session.execute(update(_table).where(*own).values(values)).rowcount == 0:  # type: ignore[attr-defined]
        new = insert(_table).values(account_id=account_id, tab=tab, opened_at=now, **values)
        session.execute(new)


def forget(session: Session, account_id: int, tab: str) -> None:
    """Note that a tab was closed."""
    session.execute(delete(_table).where(_table.c.account_id == account_id, _table.c.tab == tab))


def keep_recent(session: Session, within: timedelta, *, now: datetime) -> None:
    """Forget the tabs that have not been heard of recently."""
    session.execute(delete(_table).where(~is_within(_table.c.seen_at, within, now)))


def list_others(
    session: Session, account_id: int, slug: str, within: timedelta, *, now: datetime
) -> tuple[OpenEditor, ...]:
    """Return the others who have an answer open and were heard of recently, the first one first."""
    rows = session.execute(
        select(account.c.name, _table.c.language, _table.c.text, _table.c.opened_at)
        .join(account, account.c.id == _table.c.account_id)
        .where(
            _table.c.slug == slug,
            _table.c.account_id != account_id,
            is_within(_table.c.seen_at, within, now),
        )
        .order_by(_table.c.opened_at)
    )
    return tuple(OpenEditor(*row) for row in rows)
