"""The review of terms: what may be done with a draft, and by whom.

Terms pass the statuses of texts without `under_review`: a reviewer approves a draft directly.
"""

from enum import StrEnum

from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status


class DraftMove(StrEnum):
    """A step in the review of a term."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    DISCARD = "discard"
    """Removes the draft: the approved term stays as it is."""


_WRITTEN = frozenset({Status.DRAFT, Status.CHANGES_REQUESTED})
_FROM_STATES = {
    DraftMove.SUBMIT: _WRITTEN,
    DraftMove.TAKE_BACK: frozenset({Status.SUBMITTED}),
    DraftMove.APPROVE: frozenset({Status.SUBMITTED}),
    DraftMove.REQUEST_CHANGES: frozenset({Status.SUBMITTED}),
    DraftMove.DISCARD: _WRITTEN | {Status.SUBMITTED},
}
_REVIEWS = frozenset({DraftMove.APPROVE, DraftMove.REQUEST_CHANGES})


def find_obstacle(
    move: DraftMove, status: Status, role: Role, *, is_author: bool, has_weight: bool = True
) -> str | None:
    """Return the code of what prevents a step, or None.

    `status`: it is not possible from this status. `role`: it requires a higher role. `own_draft`:
    nobody approves what they wrote, whatever their role, unless the draft has no medical weight
    (`has_weight`). Only its authors and reviewers discard a draft (`role`).
    """
    if status not in _FROM_STATES[move]:
        return "status"
    by_reviewers = move in _REVIEWS or (move is DraftMove.DISCARD and not is_author)
    if by_reviewers and not role.includes(Role.REVIEWER):
        return "role"
    return "own_draft" if move in _REVIEWS and is_author and has_weight else None


def list_moves(
    status: Status, role: Role, *, is_author: bool, has_weight: bool = True
) -> frozenset[DraftMove]:
    """Return the steps that a person with `role` may take."""
    return frozenset(
        move
        for move in DraftMove
        if not find_obstacle(move, status, role, is_author=is_author, has_weight=has_weight)
    )
