"""How many readers of a revision found it easy to understand, and how many did not."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.feedback_tables import ease as _table
from readlevel.storage.feedback.counters import add_one


@dataclass(frozen=True, slots=True)
class EaseVotes:
    """The votes on one revision."""

    easy: int = 0
    hard: int = 0


def add_vote(session: Session, revision_id: int, *, easy: bool) -> None:
    """Add the vote of one reader."""
    counted, other = (_table.c.easy, "hard") if easy else (_table.c.hard, "easy")
    add_one(session, counted, {"revision_id": revision_id}, **{other: 0})


def find_votes(session: Session, answer_id: int) -> Mapping[int, EaseVotes]:
    """Return the votes on an answer's revisions, by revision id."""
    rows = session.execute(
        select(_table)
        .join(content_tables.revision, content_tables.revision.c.id == _table.c.revision_id)
        .join(
            content_tables.variant,
            content_tables.variant.c.id == content_tables.revision.c.variant_id,
        )
        .where(content_tables.variant.c.answer_id == answer_id)
    )
    return {row.revision_id: EaseVotes(row.easy, row.hard) for row in rows}
