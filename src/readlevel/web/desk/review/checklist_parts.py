"""The checklists of a text as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from readlevel.core.checklists.checklist import (
    CHECKLISTS,
    ChecklistItem,
    ChecklistName,
    ChecklistScore,
    Judgement,
    Judgements,
    compute_scores,
    is_complete,
)
from readlevel.core.checklists.machine_items import MachineAnswer
from readlevel.usecases.review.checklists import TextChecklists
from readlevel.web.http.services import services

NOTHING_TYPED: Mapping[ChecklistName, Judgements] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item, how it is judged, and what a program knows of it."""

    item: ChecklistItem
    judgement: Judgement | None
    """What the form says."""
    other: Judgement | None
    """What is stored or suggested instead, if somebody has typed a different judgement."""
    machine: MachineAnswer | None


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One checklist of a text."""

    name: ChecklistName
    rows: Sequence[ItemRow]
    scores: Sequence[ChecklistScore]
    """Of what is stored; empty if nothing is."""
    version: str
    """Of what is stored; empty if nothing is."""
    complete: bool
    """Whether what is stored judges every item."""
    required: bool
    judged_by: str
    judged_at: datetime | None


def present_parts(
    found: TextChecklists, typed: Mapping[ChecklistName, Judgements] = NOTHING_TYPED
) -> list[ChecklistPart]:
    """Return the checklists of a text; what is `typed` comes before what is stored."""
    return [_present_part(name, found, typed.get(name, {})) for name in ChecklistName]


def _present_part(name: ChecklistName, found: TextChecklists, typed: Judgements) -> ChecklistPart:
    stored = found.assessments.get(name)
    judged: Judgements = stored.judgements if stored else {}
    machine = found.machine[name]
    rows = []
    for item in CHECKLISTS[name]:
        answer = machine.get(item.number)
        known = judged.get(item.number) if stored else _suggest(answer)
        given = typed.get(item.number, known)
        rows.append(ItemRow(item, given, None if given is known else known, answer))
    return ChecklistPart(
        name=name,
        rows=rows,
        scores=compute_scores(name, judged) if stored else (),
        version=stored.version if stored else "",
        complete=is_complete(name, judged),
        required=name in services().settings.checklists,
        judged_by=stored.name if stored else "",
        judged_at=stored.at if stored else None,
    )


def _suggest(answer: MachineAnswer | None) -> Judgement | None:
    return None if answer is None else answer.judgement
