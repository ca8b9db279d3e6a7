"""Which steps of a term's review are possible, and who may take them."""

import pytest

from readlevel.core.glossary.term_review import DraftMove, find_obstacle, list_moves
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status

MOVES = {
    (Status.DRAFT, "author"): {"submit", "discard"},
    (Status.DRAFT, "editor"): {"submit"},
    (Status.DRAFT, "reviewer"): {"submit", "discard"},
    (Status.SUBMITTED, "author"): {"take_back", "discard"},
    (Status.SUBMITTED, "editor"): {"take_back"},
    (Status.SUBMITTED, "reviewer"): {"take_back", "approve", "request_changes", "discard"},
    (Status.CHANGES_REQUESTED, "author"): {"submit", "discard"},
    (Status.CHANGES_REQUESTED, "editor"): {"submit"},
    (Status.CHANGES_REQUESTED, "reviewer"): {"submit", "discard"},
    (Status.APPROVED, "author"): set(),
    (Status.APPROVED, "editor"): set(),
    (Status.APPROVED, "reviewer"): set(),
}


@pytest.mark.parametrize(("state", "moves"), MOVES.items())
def test_each_status_has_its_steps(state: tuple[Status, str], moves: set[str]) -> None:
    status, who = state
    role = Role.REVIEWER if who == "reviewer" else Role.EDITOR
    assert list_moves(status, role, is_author=who == "author") == moves


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN])
@pytest.mark.parametrize("move", [DraftMove.APPROVE, DraftMove.REQUEST_CHANGES])
def test_nobody_reviews_their_own_draft_of_medical_weight(move: DraftMove, role: Role) -> None:
    assert find_obstacle(move, Status.SUBMITTED, role, is_author=True) == "own_draft"
    light = find_obstacle(move, Status.SUBMITTED, role, is_author=True, has_weight=False)
    assert light is None


def test_an_obstacle_is_named_by_its_cause() -> None:
    move = DraftMove.APPROVE
    assert find_obstacle(move, Status.DRAFT, Role.ADMIN, is_author=False) == "status"
    assert find_obstacle(move, Status.SUBMITTED, Role.EDITOR, is_author=False) == "role"
    assert find_obstacle(move, Status.SUBMITTED, Role.REVIEWER, is_author=False) is None
