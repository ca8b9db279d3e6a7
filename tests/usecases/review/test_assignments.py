"""Reviews are assigned to people who may review them, on each database."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.review import answer_review, assignments, worklists
from readlevel.usecases.review.answer_review import SeenText
from readlevel.usecases.review.assignments import Assignment, AssignmentRejected
from tests.usecases.review.cast import NOW, checker, person
from tests.usecases.review.test_answer_review import CLINICIAN, LAY, approve, submit, write

TODAY = NOW.date()


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


@pytest.fixture
def ada(session: Session) -> Account:
    return person(session, "ada", Role.ADMIN)


@pytest.fixture(autouse=True)
def waiting(session: Session, ed: Account) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")


def assign(session: Session, who: Account, to: Account | None, days: int = 7) -> None:
    number, due = None if to is None else to.id, TODAY + timedelta(days=days)
    assignments.assign(session, who, "gout", "en", number, due, now=NOW)


def find(session: Session) -> Assignment | None:
    answer_id = answers.find_id(session, "gout")
    assert answer_id
    return assignments.find_assignment(session, answer_id, "en")


def test_a_review_is_assigned_again_and_to_nobody(
    session: Session, ed: Account, rita: Account, ada: Account
) -> None:
    assign(session, ed, rita)
    assign(session, rita, ada, days=0)
    assert find(session) == Assignment(ada.id, "ada", TODAY, "rita")
    assign(session, ed, None)
    assert find(session) is None


def test_authors_and_editors_cannot_be_assigned(
    session: Session, ed: Account, rita: Account, ada: Account
) -> None:
    write(session, rita, lay=LAY + " Rest.")
    submit(session, rita, "lay")
    for one in (ed, rita):
        with pytest.raises(AssignmentRejected, match="reviewer"):
            assign(session, ada, one)
    assign(session, ada, ada)


def test_a_due_date_is_not_in_the_past(session: Session, ed: Account, rita: Account) -> None:
    with pytest.raises(AssignmentRejected, match="past_date"):
        assign(session, ed, rita, days=-1)


def test_an_approval_ends_the_assignment(session: Session, ed: Account, rita: Account) -> None:
    assign(session, ed, rita)
    approve(session, rita, only="clinician")
    assert find(session)
    approve(session, rita)
    assert find(session) is None
    with pytest.raises(AssignmentRejected, match="nothing_waits"):
        assign(session, ed, rita)


def test_requested_changes_come_back_to_the_same_reviewer(
    session: Session, ed: Account, rita: Account
) -> None:
    assign(session, ed, rita)
    seen = [SeenText(one, 1, Status.SUBMITTED) for one in Audience]
    answer_review.request_changes(
        session, checker(session), rita, "gout", "en", seen, comment="Say when.", now=NOW
    )
    assert find(session)


def test_what_is_assigned_to_somebody_leads_their_queue(
    session: Session, ed: Account, rita: Account, ada: Account
) -> None:
    assign(session, ed, rita)
    mine = worklists.list_home(session, rita, today=TODAY, limit=9)
    theirs = worklists.list_home(session, ada, today=TODAY, limit=9)
    assert [one.slug for one in mine.awaiting_review] == ["gout", "gout"]
    assert {one.name for one in theirs.assignments.values()} == {"rita"}


def test_an_answer_that_is_not_there_cannot_be_assigned(
    session: Session, ed: Account, rita: Account
) -> None:
    with pytest.raises(LookupError):
        assignments.assign(session, ed, "flu", "en", rita.id, None, now=NOW)
