"""Shared previews: links for people without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import account, shared_preview

_table = shared_preview


@dataclass(frozen=True, slots=True)
class SharedPreview:
    """One link, and the revision it shows."""

    id: int
    slug: str
    audience: Audience
    language: str
    number: int
    by: str
    """Name of the account that shared it."""
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    is_disabled: bool
    """Whether the account that shared it is disabled."""

    def is_active(self, now: datetime) -> bool:
        """Return whether the link still works."""
        return self.revoked_at is None and not self.is_disabled and now < self.expires_at


def add(
    session: Session, revision_id: int, account_id: int, *, now: datetime, expires_at: datetime
) -> int:
    """Store a link and return its number."""
    made: int = session.execute(
        insert(_table)
        .values(
            revision_id=revision_id,
            account_id=account_id,
            created_at=now,
            expires_at=expires_at,
        )
        .returning(_table.c.id)
    ).scalar_one()
    return made


def find(session: Session, number: int) -> SharedPreview | None:
    """Return a link by its number, or None."""
    row = session.execute(_select_previews().where(_table.c.id == number)).first()
    return None if row is None else _restore_preview(row)


def list_active(session: Session, answer_id: int, *, now: datetime) -> Sequence[SharedPreview]:
    """Return the active links to texts of an answer, the newest first."""
    rows = session.execute(
        _select_previews()
        .where(
            content_tables.variant.c.answer_id == answer_id,
            _table.c.expires_at > now,
            _table.c.revoked_at.is_(None),
        )
        .order_by(_table.c.id.desc())
    )
    return [one for row in rows if (one := _restore_preview(row)).is_active(now)]


def revoke(session: Session, number: int, *, now: datetime) -> None:
    """End a link."""
    session.execute(
        update(_table)
        .where(_table.c.id == number, _table.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _select_previews() -> Select[Any]:
    return (
        select(
            _table,
            content_tables.answer.c.slug,
            content_tables.variant.c.audience,
            content_tables.variant.c.language,
            content_tables.revision.c.number,
            account.c.name,
            account.c.disabled_at,
        )
        .join(content_tables.revision, content_tables.revision.c.id == _table.c.revision_id)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .join(
            content_tables.answer, content_tables.answer.c.id == content_tables.variant.c.answer_id
        )
        .join(account, account.c.id == _table.c.account_id)
    )


def _restore_preview(row: Row[Any]) -> SharedPreview:
    return SharedPreview(
        id=row.id,
        slug=row.slug,
        audience=Audience(row.audience),
        language=row.language,
        number=row.number,
        by=row.name,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        is_disabled=row.disabled_at is not None,
    )
