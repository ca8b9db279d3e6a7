"""An earlier revision brought back: as a new draft, never over anything."""

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.review.transitions import ReviewEditConflict, TransitionNotAllowed
from tests.usecases.review.cast import (
    NOW,
    approve,
    bring_back,
    person,
    public,
    public_words,
    review_of,
    revisions,
    step,
    write,
)


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def test_an_earlier_text_becomes_a_new_draft_and_what_is_approved_stays_public(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, "First.")
    write(session, ed, "Second.", began=1)
    approve(session, rita, 2)
    assert bring_back(session, ed, 1, newest=2) == 3
    assert [one.markdown for one in revisions(session)] == ["First.", "Second.", "First."]
    review = review_of(session, 3)
    assert (review.status, review.author, review.updated) == (Status.DRAFT, "ed", NOW.date())
    assert review.reviewed is None
    assert public_words(session) == "Second."
    entry = audit_log.list_entries(session)[0]
    assert (entry.action, entry.subject) == ("revision.restored", "gout")
    assert (entry.detail["restored"], entry.detail["revision"]) == (1, 3)


def test_a_withdrawn_text_returns_only_after_a_new_review(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    approve(session, rita)
    step(session, rita, Transition.WITHDRAW, comment="A trial showed harm.")
    assert bring_back(session, ed, 1, newest=1) == 2
    step(session, ed, Transition.SUBMIT, 2)
    found = public(session)
    assert found
    assert found.rendering is None
    step(session, rita, Transition.BEGIN_REVIEW, 2)
    step(session, rita, Transition.APPROVE, 2)
    assert public_words(session) == "Gout hurts."
    assert review_of(session, 2).withdrawn_because is None


def test_nothing_is_brought_back_over_what_another_saved(session: Session, ed: Account) -> None:
    write(session, ed, "First.")
    write(session, ed, "Second.", began=1)
    with pytest.raises(ReviewEditConflict) as outdated:
        bring_back(session, ed, 1, newest=1)
    assert outdated.value.number == 2
    assert len(revisions(session)) == 2


def test_existing_texts_are_not_restored(session: Session, ed: Account) -> None:
    write(session, ed, "First.")
    with pytest.raises(TransitionNotAllowed, match="same_text"):
        bring_back(session, ed, 1, newest=1)
    with pytest.raises(LookupError):
        bring_back(session, ed, 7, newest=1)
