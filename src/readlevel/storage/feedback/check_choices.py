"""What readers of a revision chose in the question after its text: counts, and nothing else."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.feedback_tables import check_choice as _table
from readlevel.storage.feedback.counters import add_one


def add_choice(session: Session, revision_id: int, question: str, choice: int) -> None:
    """Count the choice of one reader."""
    key = {"revision_id": revision_id, "question": question, "choice": choice}
    add_one(session, _table.c.readers, key)


def find_choices(
    session: Session, variant_id: int, question: str
) -> Mapping[int, Mapping[int, int]]:
    """Return the readers per choice in a question, by number of the revision of a text."""
    rows = session.execute(
        select(content_tables.revision.c.number, _table.c.choice, _table.c.readers)
        .join(content_tables.revision, content_tables.revision.c.id == _table.c.revision_id)
        .where(content_tables.revision.c.variant_id == variant_id, _table.c.question == question)
    )
    found: dict[int, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row.number, {})[row.choice] = row.readers
    return found
