"""Who wrote which revision at the desk."""

from collections.abc import Collection

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.desk_tables import passage_comment
from readlevel.storage.database.desk_tables import revision_account as _table

_TAKEN = "taken"
"""The outcome of a thread whose suggested edit is in the text."""


def record_author(session: Session, revision_ids: Collection[int], account_id: int) -> None:
    """Store who wrote revisions; this never changes."""
    rows = [{"revision_id": one, "account_id": account_id} for one in revision_ids]
    if rows:
        session.execute(insert(_table), rows)


def find_authors(session: Session, revision_id: int) -> frozenset[int]:
    """Return the accounts that wrote the text of a revision, here or in an earlier revision.

    Somebody who restores an earlier text is not its only author, nor is one who takes an edit that
    somebody suggested.
    """
    this, other = content_tables.revision.alias("this"), content_tables.revision.alias("other")
    suggested = session.execute(
        select(passage_comment.c.account_id, passage_comment.c.suggestion, this.c.markdown)
        .join(other, other.c.id == passage_comment.c.revision_id)
        .join(this, this.c.variant_id == other.c.variant_id)
        .where(this.c.id == revision_id, passage_comment.c.outcome == _TAKEN)
    )
    return frozenset(
        account_id for account_id, words, markdown in suggested if words and words in markdown
    ).union(
        session.scalars(
            select(_table.c.account_id)
            .join(other, other.c.id == _table.c.revision_id)
            .join(
                this,
                (this.c.variant_id == other.c.variant_id) & (this.c.markdown == other.c.markdown),
            )
            .where(this.c.id == revision_id)
        )
    )
