"""The review workflow: states, transitions, and which revisions are public."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from readlevel.core.model.roles import Role


class Status(StrEnum):
    """The state of a revision in the review workflow."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


PENDING = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW})
"""States that are public, with a caution, on sites that show unreviewed texts."""


def is_public(status: Status, *, show_unreviewed: bool) -> bool:
    """Return whether the public may read a revision with this status."""
    return status is Status.APPROVED or (show_unreviewed and status in PENDING)


def find_public_revision(newest_first: Sequence[Status]) -> int | None:
    """Return the index of the revision of a variant that is public, or None.

    It is the newest approved or withdrawn revision; if there is none, the newest pending one,
    unless changes were requested of a later one. Drafts are skipped.
    """
    waiting: int | None = None
    sent_back = False
    for place, status in enumerate(newest_first):
        if status in (Status.APPROVED, Status.WITHDRAWN):
            return place
        sent_back = sent_back or status is Status.CHANGES_REQUESTED
        if status in PENDING and waiting is None and not sent_back:
            waiting = place
    return waiting


class Transition(StrEnum):
    """A step in the review workflow."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    BEGIN_REVIEW = "begin_review"
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    CONFIRM = "confirm"
    """Confirms after another review that an approved text is still correct."""
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class _Rule:
    """The states that a transition connects, and who may perform it."""

    from_states: frozenset[Status]
    to_state: Status
    role: Role = Role.REVIEWER
    author_allowed: bool = False


TRANSITION_RULES = {
    Transition.SUBMIT: _Rule(
        frozenset({Status.DRAFT, Status.CHANGES_REQUESTED}),
        Status.SUBMITTED,
        Role.EDITOR,
        author_allowed=True,
    ),
    Transition.TAKE_BACK: _Rule(
        frozenset({Status.SUBMITTED}), Status.DRAFT, Role.EDITOR, author_allowed=True
    ),
    Transition.BEGIN_REVIEW: _Rule(frozenset({Status.SUBMITTED}), Status.UNDER_REVIEW),
    Transition.APPROVE: _Rule(frozenset({Status.UNDER_REVIEW}), Status.APPROVED),
    Transition.REQUEST_CHANGES: _Rule(PENDING, Status.CHANGES_REQUESTED),
    Transition.CONFIRM: _Rule(frozenset({Status.APPROVED}), Status.APPROVED),
    Transition.WITHDRAW: _Rule(frozenset({Status.APPROVED}), Status.WITHDRAWN, author_allowed=True),
}
"""A withdrawn text can only return as a new revision, which passes every state."""

REVIEW_TRANSITIONS = frozenset({Transition.APPROVE, Transition.CONFIRM})
"""Transitions after which a text counts as reviewed."""


def find_obstacle(move: Transition, status: Status, role: Role, *, is_author: bool) -> str | None:
    """Return the code of what prevents a transition, or None.

    `role`: the transition requires a higher role. `status`: it is not possible from this status.
    `own_revision`: authors cannot review their own text, whatever their role.
    """
    rule = TRANSITION_RULES[move]
    if not role.includes(rule.role):
        return "role"
    if status not in rule.from_states:
        return "status"
    return "own_revision" if is_author and not rule.author_allowed else None


def allowed_transitions(status: Status, role: Role, *, is_author: bool) -> frozenset[Transition]:
    """Return the transitions that a person with `role` may perform from `status`."""
    return frozenset(
        move
        for move in Transition
        if find_obstacle(move, status, role, is_author=is_author) is None
    )


def next_review_date(reviewed: date, months: int) -> date | None:
    """Return the date of the next review; None for 0 months, which means never.

    It is the same day of the month, or the last day of a shorter month.
    """
    if not months:
        return None
    years, month = divmod(reviewed.month - 1 + months, 12)
    year, month = reviewed.year + years, month + 1
    return date(year, month, min(reviewed.day, monthrange(year, month)[1]))
