"""Who wrote which revision at the desk."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.storage.desk_tables import revision_account as _table


def note(session: Session, revision_id: int, account_id: int) -> None:
    """Store who wrote a revision, once and for all."""
    session.execute(insert(_table).values(revision_id=revision_id, account_id=account_id))


def find(session: Session, revision_ids: Collection[int]) -> Mapping[int, int]:
    """Return the accounts that wrote revisions, by revision; imported ones have none."""
    rows = session.execute(select(_table).where(_table.c.revision_id.in_(revision_ids)))
    return {row.revision_id: row.account_id for row in rows}
