"""The checklists of a text as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from readlevel.core.checklists.checklist import (
    CHECKLISTS,
    ChecklistItem,
    ChecklistName,
    ChecklistScore,
    Judgement,
    compute_scores,
    is_complete,
)
from readlevel.core.checklists.machine_items import MachineAnswer
from readlevel.usecases.review.checklists import TextChecklists
from readlevel.web.http.services import services


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item, how it is judged, and what a program knows of it."""

    item: ChecklistItem
    judgement: Judgement | None
    machine: MachineAnswer | None


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One checklist of a text."""

    name: ChecklistName
    rows: Sequence[ItemRow]
    scores: Sequence[ChecklistScore]
    """Of what is stored; empty if nothing is."""
    complete: bool
    """Whether what is stored judges every item."""
    required: bool
    judged_by: str
    judged_at: datetime | None


def present_parts(found: TextChecklists) -> list[ChecklistPart]:
    """Return the checklists of a text."""
    return [_present_part(name, found) for name in ChecklistName]


def _present_part(name: ChecklistName, found: TextChecklists) -> ChecklistPart:
    stored = found.assessments.get(name)
    judged: Mapping[int, Judgement] = stored.judgements if stored else {}
    machine = found.machine[name]
    rows = [
        ItemRow(
            item,
            judged.get(item.number) if stored else _suggest(machine.get(item.number)),
            machine.get(item.number),
        )
        for item in CHECKLISTS[name]
    ]
    return ChecklistPart(
        name=name,
        rows=rows,
        scores=compute_scores(name, judged) if stored else (),
        complete=is_complete(name, judged),
        required=name in services().settings.checklists,
        judged_by=stored.name if stored else "",
        judged_at=stored.at if stored else None,
    )


def _suggest(answer: MachineAnswer | None) -> Judgement | None:
    return None if answer is None else answer.judgement
