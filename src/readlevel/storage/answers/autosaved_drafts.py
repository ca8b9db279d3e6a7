"""Autosaved drafts: what an editor has typed and not saved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database.desk_tables import autosaved_draft as _table


@dataclass(frozen=True, slots=True)
class AutosavedDraft:
    """The fields of the form as JSON."""

    draft: str
    updated_at: datetime


def save_draft(
    session: Session, account_id: int, slug: str, language: str, draft: str, *, now: datetime
) -> None:
    """Store a draft in place of an earlier one; `slug` is empty for a new answer."""
    delete_draft(session, account_id, slug, language)
    session.execute(
        insert(_table).values(
            account_id=account_id, slug=slug, language=language, draft=draft, updated_at=now
        )
    )


def find_draft(
    session: Session, account_id: int, slug: str, language: str
) -> AutosavedDraft | None:
    """Return the draft, or None."""
    row = session.execute(
        select(_table.c.draft, _table.c.updated_at).where(_is_draft_of(account_id, slug, language))
    ).first()
    return None if row is None else AutosavedDraft(row.draft, row.updated_at)


def delete_draft(session: Session, account_id: int, slug: str, language: str) -> None:
    """Remove a draft that was saved or discarded."""
    session.execute(delete(_table).where(_is_draft_of(account_id, slug, language)))


def _is_draft_of(account_id: int, slug: str, language: str) -> ColumnElement[bool]:
    return and_(
        _table.c.account_id == account_id, _table.c.slug == slug, _table.c.language == language
    )
