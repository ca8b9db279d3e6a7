"""The items of published checklists, by their numbers, and the scores of a text.

* PEMAT-P: Shoemaker, Wolf and Brach, The Patient Education Materials Assessment Tool and User's
  Guide, AHRQ Publication 14-0002-EF, 2013, updated 2014: the items for printable materials.
* CDC Clear Communication Index: User Guide, Centers for Disease Control and Prevention, 2013.

The wording of the items is our own, in `templates/desk/layout/_checklist_labels.html`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChecklistName(StrEnum):
    """A checklist."""

    PEMAT = "pemat"
    CDC = "cdc"


class Judgement(StrEnum):
    """What somebody says of an item."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


class ItemGroup(StrEnum):
    """Items that are scored together."""

    UNDERSTANDABILITY = "understandability"
    ACTIONABILITY = "actionability"
    CLARITY = "clarity"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of a checklist."""

    checklist: ChecklistName
    number: int
    """As it is published."""
    group: ItemGroup
    may_not_apply: bool

    @property
    def code(self) -> str:
        """Return what identifies it in forms and in what is stored."""
        return f"{self.checklist}-{self.number}"


@dataclass(frozen=True, slots=True)
class ChecklistScore:
    """How many of the items that apply are met."""

    group: ItemGroup
    met: int
    applicable: int

    @property
    def percent(self) -> int | None:
        """Return the share in percent; None if no item applies."""
        return round(100 * self.met / self.applicable) if self.applicable else None


Judgements = Mapping[int, Judgement]
"""By the numbers of items."""


def _list_pemat() -> tuple[ChecklistItem, ...]:
    may_not_apply = {6, 8, 9, 11, 16, 17, 18, 19, 24, 25}
    understandability = (*range(1, 13), *range(15, 20))
    return (
        *(
            ChecklistItem(
                ChecklistName.PEMAT, number, ItemGroup.UNDERSTANDABILITY, number in may_not_apply
            )
            for number in understandability
        ),
        *(
            ChecklistItem(
                ChecklistName.PEMAT, number, ItemGroup.ACTIONABILITY, number in may_not_apply
            )
            for number in range(20, 27)
        ),
    )


_LAST_CORE_ITEM = 11
"""The items of part A of the Index apply to every text, those of the other parts to some."""

CHECKLISTS: Mapping[ChecklistName, Sequence[ChecklistItem]] = {
    ChecklistName.PEMAT: _list_pemat(),
    ChecklistName.CDC: tuple(
        ChecklistItem(ChecklistName.CDC, number, ItemGroup.CLARITY, number > _LAST_CORE_ITEM)
        for number in range(1, 21)
    ),
}

PASSING_CLARITY = 90
"""Percent from which on the Index calls a text clear."""


def is_complete(name: ChecklistName, judgements: Judgements) -> bool:
    """Return whether every item of a checklist is judged."""
    return all(item.number in judgements for item in CHECKLISTS[name])


def check_judgements(name: ChecklistName, judgements: Judgements) -> None:
    """Raise ValueError for an item that is not on the list, or that always applies."""
    items = {item.number: item for item in CHECKLISTS[name]}
    for number, judgement in judgements.items():
        item = items.get(number)
        if item is None or (judgement is Judgement.NOT_APPLICABLE and not item.may_not_apply):
            raise ValueError(f"{name} has no item {number} that may be judged {judgement}")


def compute_scores(name: ChecklistName, judgements: Judgements) -> list[ChecklistScore]:
    """Return the score of each group of a checklist, in order."""
    groups = dict.fromkeys(item.group for item in CHECKLISTS[name])
    return [
        ChecklistScore(
            group,
            _count(name, judgements, group, Judgement.YES),
            _count(name, judgements, group, Judgement.YES)
            + _count(name, judgements, group, Judgement.NO),
        )
        for group in groups
    ]


def _count(name: ChecklistName, judgements: Judgements, group: ItemGroup, wanted: Judgement) -> int:
    return sum(
        judgements.get(item.number) is wanted for item in CHECKLISTS[name] if item.group is group
    )
