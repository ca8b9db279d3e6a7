"""Which revision of a text the public reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.core.workflow import PENDING, STEPS, Status, find_public, is_public

NAMES = {
    "d": Status.DRAFT,
    "s": Status.SUBMITTED,
    "u": Status.UNDER_REVIEW,
    "c": Status.CHANGES_REQUESTED,
    "A": Status.APPROVED,
    "W": Status.WITHDRAWN,
}


def test_a_reader_sees_three_steps() -> None:
    assert [str(step) for step in STEPS] == ["submitted", "under_review", "approved"]


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
    assert find_public([NAMES[letter] for letter in newest_first]) == public


@given(st.lists(st.sampled_from(list(Status)), max_size=8))
def test_drafts_and_what_was_sent_back_are_never_public(newest_first: list[Status]) -> None:
    place = find_public(newest_first)
    if place is not None:
        assert newest_first[place] not in {Status.DRAFT, Status.CHANGES_REQUESTED}


@given(st.lists(st.sampled_from(list(Status)), max_size=8))
def test_a_new_draft_changes_nothing_for_the_public(newest_first: list[Status]) -> None:
    before = find_public(newest_first)
    after = find_public([Status.DRAFT, *newest_first])
    assert after == (None if before is None else before + 1)
