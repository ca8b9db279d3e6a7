"""How revisions fare on checklists, as people have judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.checklists.checklist import ChecklistName, Judgement
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.database.desk_tables import checklist_assessment as _table
from readlevel.storage.database.stored_json import StoredJSON

_JUDGEMENTS = StoredJSON[dict[str, Judgement]](dict[str, Judgement])


@dataclass(frozen=True, slots=True)
class ChecklistAssessment:
    """The judgements of one person on one revision."""

    checklist: ChecklistName
    judgements: Mapping[int, Judgement]
    """By the numbers of items."""
    name: str
    """Who judged."""
    at: datetime

    @property
    def version(self) -> str:
        """Return what changes with every save."""
        return self.at.isoformat()


def save_assessment(
    session: Session,
    revision_id: int,
    checklist: ChecklistName,
    judgements: Mapping[int, Judgement],
    actor: Actor,
    *,
    now: datetime,
) -> None:
    """Store an assessment in place of an earlier one."""
    session.execute(
        delete(_table).where(_table.c.revision_id == revision_id, _table.c.checklist == checklist)
    )
    stored = _JUDGEMENTS.dump({str(number): one for number, one in judgements.items()})
    session.execute(
        insert(_table).values(
            revision_id=revision_id,
            checklist=checklist,
            judgements=stored,
            account_id=actor.id,
            name=actor.name,
            at=now,
        )
    )


def find_assessments(
    session: Session, revision_id: int
) -> dict[ChecklistName, ChecklistAssessment]:
    """Return the assessments of a revision."""
    rows = session.execute(select(_table).where(_table.c.revision_id == revision_id))
    return {
        ChecklistName(row.checklist): ChecklistAssessment(
            ChecklistName(row.checklist),
            {int(number): one for number, one in _JUDGEMENTS.load(row.judgements).items()},
            row.name,
            row.at,
        )
        for row in rows
    }
