"""Which revision of a text the public reads, and who may move it on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import (
    PENDING,
    Status,
    Transition,
    allowed_transitions,
    find_obstacle,
    find_public_revision,
    is_public,
    next_review_date,
)

NAMES = {
    "d": Status.DRAFT,
    "s": Status.SUBMITTED,
    "u": Status.UNDER_REVIEW,
    "c": Status.CHANGES_REQUESTED,
    "A": Status.APPROVED,
    "W": Status.WITHDRAWN,
}


@pytest.mark.parametrize("status", list(Status))
def test_approved_texts_are_public_and_waiting_ones_where_the_site_shows_them(
    status: Status,
) -> None:
    assert is_public(status, show_unreviewed=False) is (status is Status.APPROVED)
    shown = status is Status.APPROVED or status in PENDING
    assert is_public(status, show_unreviewed=True) is shown


@pytest.mark.parametrize(
    ("newest_first", "public"),
    [
        ("", None),
        ("d", None),
        ("dd", None),
        ("s", 0),
        ("u", 0),
        ("A", 0),
        ("W", 0),
        ("c", None),
        ("ds", 1),
        ("su", 0),
        ("cs", None),
        ("scs", 0),
        ("dA", 1),
        ("sA", 1),
        ("cuA", 2),
        ("AA", 0),
        ("WA", 0),
        ("AW", 0),
        ("sW", 1),
        ("dW", 1),
        ("scW", 2),
    ],
)
def test_the_newest_settled_revision_is_public_else_the_newest_waiting(
    newest_first: str, public: int | None
) -> None:
    assert find_public_revision([NAMES[letter] for letter in newest_first]) == public


@given(st.lists(st.sampled_from(list(Status)), max_size=8))
def test_drafts_and_what_was_sent_back_are_never_public(newest_first: list[Status]) -> None:
    place = find_public_revision(newest_first)
    if place is not None:
        assert newest_first[place] not in {Status.DRAFT, Status.CHANGES_REQUESTED}


@given(st.lists(st.sampled_from(list(Status)), max_size=8))
def test_a_new_draft_changes_nothing_for_the_public(newest_first: list[Status]) -> None:
    before = find_public_revision(newest_first)
    after = find_public_revision([Status.DRAFT, *newest_first])
    assert after == (None if before is None else before + 1)


WAYS = {
    Status.DRAFT: {Transition.SUBMIT},
    Status.SUBMITTED: {Transition.TAKE_BACK, Transition.BEGIN_REVIEW, Transition.REQUEST_CHANGES},
    Status.UNDER_REVIEW: {Transition.APPROVE, Transition.REQUEST_CHANGES},
    Status.CHANGES_REQUESTED: {Transition.SUBMIT},
    Status.APPROVED: {Transition.CONFIRM, Transition.WITHDRAW},
    Status.WITHDRAWN: set(),
}
OF_EDITORS = {Transition.SUBMIT, Transition.TAKE_BACK}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_author", [False, True])
def test_each_role_has_its_moves_and_authors_do_not_review(
    status: Status, role: Role, is_author: bool
) -> None:
    allowed = WAYS[status] & (OF_EDITORS if role is Role.EDITOR else set(Transition))
    if is_author:
        allowed &= OF_EDITORS | {Transition.WITHDRAW}
    assert allowed_transitions(status, role, is_author=is_author) == allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", [Transition.APPROVE, Transition.CONFIRM])
def test_an_author_never_approves(move: Transition, status: Status, role: Role) -> None:
    assert find_obstacle(move, status, role, is_author=True) is not None


def test_a_refused_transition_has_a_code() -> None:
    submitted = Status.SUBMITTED
    assert find_obstacle(Transition.APPROVE, submitted, Role.EDITOR, is_author=True) == "role"
    assert find_obstacle(Transition.APPROVE, submitted, Role.ADMIN, is_author=True) == "status"
    reviewed = Status.UNDER_REVIEW
    assert find_obstacle(Transition.APPROVE, reviewed, Role.ADMIN, is_author=True) == "own_revision"
    assert find_obstacle(Transition.APPROVE, reviewed, Role.REVIEWER, is_author=False) is None


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        (date(2026, 5, 4), 24, date(2028, 5, 4)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 4), 0, None),
    ],
)
def test_a_text_is_due_so_many_months_after_its_review(
    reviewed: date, months: int, due: date | None
) -> None:
    assert next_review_date(reviewed, months) == due
