"""What readers of a revision said made it hard: counts, and nothing else."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.storage.database.feedback_tables import hard_reason as _table
from readlevel.storage.feedback.counters import add_one


class HardReason(StrEnum):
    """What makes a text hard for a reader."""

    WORDS = "words"
    LENGTH = "length"
    OTHER_QUESTION = "other_question"
    """It does not answer what the reader asked."""
    MISSING = "missing"
    """Something is missing."""


def add_reason(session: Session, revision_id: int, reason: HardReason) -> None:
    """Count what one reader said."""
    add_one(session, _table.c.readers, {"revision_id": revision_id, "reason": reason})


def find_reasons(session: Session, revision_id: int) -> Mapping[HardReason, int]:
    """Return how many readers gave each reason, the most frequent first."""
    rows = session.execute(
        select(_table.c.reason, _table.c.readers)
        .where(_table.c.revision_id == revision_id)
        .order_by(_table.c.readers.desc(), _table.c.reason)
    )
    return {HardReason(row.reason): row.readers for row in rows}
