"""A review: who may do what with a revision, what the public gets, what is remembered."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import (
    MAX_COMMENT_LENGTH,
    ReviewEditConflict,
    TransitionNotAllowed,
    TransitionRequest,
)
from tests.conftest import ON_SQLITE
from tests.storage.cast import WAITING, answer, clinician, lay, save
from tests.usecases.review.cast import (
    DUE,
    NOW,
    PLACE,
    approve,
    bring_back,
    checker,
    person,
    public,
    public_words,
    review_of,
    step,
    write,
)

pytestmark = ON_SQLITE


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


@pytest.fixture
def ada(session: Session) -> Account:
    return person(session, "ada", Role.ADMIN)


def refusal(
    session: Session, who: Account, move: Transition, number: int = 1, comment: str = ""
) -> str:
    with pytest.raises(TransitionNotAllowed) as refused:
        step(session, who, move, number, comment=comment)
    return refused.value.code


def deeds(session: Session) -> list[str]:
    return [entry.action for entry in audit_log.list_entries(session)]


def test_a_draft_becomes_public_by_the_hands_of_two(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    step(session, rita, Transition.BEGIN_REVIEW)
    assert public_words(session) is None
    step(session, rita, Transition.APPROVE, comment=" Clear. ")
    assert public_words(session) == "Gout hurts."
    review = review_of(session, 1)
    assert review.status is Status.APPROVED
    assert (review.author, review.reviewer, review.reviewed) == ("ed", "rita", NOW.date())
    assert review.next_review == DUE
    case = review_state.find_review_state(session, ed, *PLACE)
    assert case
    assert [(one.name, one.before, one.after, one.comment) for one in case.events] == [
        ("rita", Status.UNDER_REVIEW, Status.APPROVED, "Clear."),
        ("rita", Status.SUBMITTED, Status.UNDER_REVIEW, ""),
        ("ed", Status.DRAFT, Status.SUBMITTED, ""),
    ]
    assert case.events[0].at == NOW
    assert deeds(session) == [
        "review.approved",
        "review.begun",
        "review.submitted",
        "answer.saved",
    ]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "move", [Transition.BEGIN_REVIEW, Transition.APPROVE, Transition.REQUEST_CHANGES]
)
def test_nobody_reviews_what_they_wrote(session: Session, role: Role, move: Transition) -> None:
    author, other = person(session, "ann", role), person(session, "bob", Role.REVIEWER)
    write(session, author)
    step(session, author, Transition.SUBMIT)
    if move is Transition.APPROVE:
        step(session, other, Transition.BEGIN_REVIEW)
    before = (review_of(session, 1), deeds(session))
    code = refusal(session, author, move, comment="x")
    assert code == ("role" if role is Role.EDITOR else "own_revision")
    assert (review_of(session, 1), deeds(session)) == before


def test_the_author_is_known_by_the_account_and_not_by_the_name(session: Session) -> None:
    rita, other = (person(session, name, Role.REVIEWER) for name in ("rita", "other"))
    write(session, rita)
    step(session, rita, Transition.SUBMIT)
    step(session, other, Transition.BEGIN_REVIEW)
    session.execute(
        text("UPDATE account SET name = 'Somebody else' WHERE id = :id"), {"id": rita.id}
    )
    renamed = person(session, "rita", Role.REVIEWER)
    assert renamed.name == "Somebody else"
    assert refusal(session, renamed, Transition.APPROVE) == "own_revision"


def test_authors_cannot_approve_their_words_restored_by_somebody_else(
    session: Session, ed: Account, rita: Account, ada: Account
) -> None:
    write(session, rita, "Words of Rita.")
    write(session, ed, "Words of Ed.", began=1)
    assert bring_back(session, ed, 1, newest=2) == 3
    step(session, ed, Transition.SUBMIT, 3)
    step(session, ada, Transition.BEGIN_REVIEW, 3)
    assert refusal(session, rita, Transition.APPROVE, 3) == "own_revision"
    step(session, ada, Transition.APPROVE, 3)
    assert public_words(session) == "Words of Rita."


def test_nobody_confirms_what_they_wrote(session: Session, rita: Account, ada: Account) -> None:
    write(session, rita)
    approve(session, ada)
    assert refusal(session, rita, Transition.CONFIRM) == "own_revision"
    step(session, rita, Transition.WITHDRAW, comment="A trial showed harm.")


@pytest.mark.parametrize(
    "move",
    [
        Transition.BEGIN_REVIEW,
        Transition.APPROVE,
        Transition.REQUEST_CHANGES,
        Transition.CONFIRM,
        Transition.WITHDRAW,
    ],
)
def test_an_editor_reviews_nothing(
    session: Session, ed: Account, ada: Account, move: Transition
) -> None:
    write(session, ada)
    step(session, ed, Transition.SUBMIT)
    assert refusal(session, ed, move, comment="x") == "role"


def test_an_approved_text_stays_public_while_a_new_one_is_worked_on(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    approve(session, rita)
    write(session, ed, "Gout hurts a lot.", began=1)
    step(session, ed, Transition.SUBMIT, 2)
    assert public_words(session) == "Gout hurts."
    step(session, rita, Transition.REQUEST_CHANGES, 2, comment="Say where.")
    assert public_words(session) == "Gout hurts."
    approve(session, rita, 2)
    assert public_words(session) == "Gout hurts a lot."


def test_only_the_newest_revision_is_reviewed(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    step(session, rita, Transition.BEGIN_REVIEW)
    write(session, ed, "Changed meanwhile.", began=1)
    with pytest.raises(ReviewEditConflict) as outdated:
        step(session, rita, Transition.APPROVE, seen=Status.UNDER_REVIEW)
    assert (outdated.value.number, outdated.value.status) == (2, Status.DRAFT)
    assert review_of(session, 1).status is Status.UNDER_REVIEW
    assert public_words(session) is None


def test_a_step_after_anothers_is_refused_and_changes_nothing(
    session: Session, ed: Account, rita: Account, ada: Account
) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    step(session, rita, Transition.BEGIN_REVIEW)
    before = deeds(session)
    with pytest.raises(ReviewEditConflict) as outdated:
        step(session, ada, Transition.REQUEST_CHANGES, seen=Status.SUBMITTED, comment="x")
    assert (outdated.value.number, outdated.value.status) == (1, Status.UNDER_REVIEW)
    assert review_of(session, 1).status is Status.UNDER_REVIEW
    assert deeds(session) == before


def test_a_move_is_stored_as_a_whole_or_not_at_all(engine: Engine) -> None:
    with write_transaction(engine) as session:
        ed = person(session, "ed", Role.EDITOR)
        write(session, ed)
        before = deeds(session)

    class PowerCut(Exception):
        pass

    with pytest.raises(PowerCut), write_transaction(engine) as session:
        step(session, ed, Transition.SUBMIT)
        raise PowerCut
    with read_transaction(engine) as session:
        case = review_state.find_review_state(session, ed, *PLACE)
        assert case
        assert case.newest.revision.review.status is Status.DRAFT
        assert not case.events
        assert deeds(session) == before


def test_a_withdrawn_text_is_gone_with_its_reason_until_a_new_one_is_approved(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    approve(session, rita)
    write(session, ed, "A new draft.", began=1)
    assert refusal(session, rita, Transition.WITHDRAW, 2, comment="x") == "status"
    assert refusal(session, rita, Transition.WITHDRAW, comment=" ") == "no_comment"
    step(session, rita, Transition.WITHDRAW, comment="A trial showed harm.")
    found = public(session)
    assert found
    assert found.rendering is None
    assert found.review.withdrawn_because == "A trial showed harm."
    assert found.review.reviewed == NOW.date()
    approve(session, rita, 2)
    assert public_words(session) == "A new draft."


def test_an_earlier_approved_revision_cannot_be_moved(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    approve(session, rita)
    write(session, ed, "Gout hurts a lot.", began=1)
    approve(session, rita, 2)
    for move in (Transition.WITHDRAW, Transition.CONFIRM):
        with pytest.raises(ReviewEditConflict):
            step(session, rita, move, 1, comment="x")
    assert public_words(session) == "Gout hurts a lot."


def test_the_day_of_the_last_review_moves_only_with_a_review(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed)
    approve(session, rita)
    later = NOW + timedelta(days=30)
    write(session, ed, "A new draft.", began=1)
    step(session, ed, Transition.SUBMIT, 2, now=later)
    step(session, rita, Transition.BEGIN_REVIEW, 2, now=later)
    step(session, rita, Transition.REQUEST_CHANGES, 2, comment="x", now=later)
    assert review_of(session, 2).reviewed is None
    assert review_of(session, 1).reviewed == NOW.date()
    due = date(2027, 1, 1)
    step(session, rita, Transition.CONFIRM, next_review=due, now=later)
    confirmed = review_of(session, 1)
    assert (confirmed.status, confirmed.reviewed) == (Status.APPROVED, later.date())
    assert confirmed.next_review == due
    step(session, rita, Transition.CONFIRM, next_review=None, now=later)
    assert review_of(session, 1).next_review is None


@pytest.mark.parametrize("day", [NOW.date(), NOW.date() - timedelta(days=1)])
def test_a_next_review_lies_ahead(session: Session, ed: Account, rita: Account, day: date) -> None:
    write(session, ed)
    approve(session, rita)
    with pytest.raises(TransitionNotAllowed, match="past_date"):
        step(session, rita, Transition.CONFIRM, next_review=day)


def test_a_text_taken_back_is_a_draft_again(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    step(session, ed, Transition.TAKE_BACK)
    assert review_of(session, 1).status is Status.DRAFT
    step(session, ed, Transition.SUBMIT)
    step(session, rita, Transition.BEGIN_REVIEW)
    assert refusal(session, ed, Transition.TAKE_BACK) == "status"


def test_changes_are_requested_with_words(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    assert refusal(session, rita, Transition.REQUEST_CHANGES) == "no_comment"
    long = "x" * (MAX_COMMENT_LENGTH + 1)
    assert refusal(session, rita, Transition.REQUEST_CHANGES, comment=long) == "long_comment"
    step(session, rita, Transition.REQUEST_CHANGES, comment="Say where.")
    assert review_of(session, 1).status is Status.CHANGES_REQUESTED
    step(session, ed, Transition.SUBMIT, comment="It hurts everywhere.")
    assert review_of(session, 1).status is Status.SUBMITTED


def test_an_imported_text_has_no_author_at_the_desk(session: Session, rita: Account) -> None:
    save(session, answer("gout", lay("Gout hurts.", WAITING), clinician()))
    step(session, rita, Transition.APPROVE)
    assert public_words(session) == "Gout hurts."


def test_comments_stay_with_their_revision(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed)
    transitions.add_comment(session, rita, *PLACE, comment=" Which joint? ", now=NOW)
    case = review_state.find_review_state(session, ed, *PLACE)
    assert case
    (event,) = case.events
    assert (event.name, event.comment, event.number) == ("rita", "Which joint?", 1)
    assert event.before is event.after is Status.DRAFT
    assert deeds(session)[0] == "review.commented"
    for words, code in ((" ", "no_comment"), ("x" * 4_001, "long_comment")):
        with pytest.raises(TransitionNotAllowed, match=code):
            transitions.add_comment(session, rita, *PLACE, comment=words, now=NOW)


def test_there_is_no_case_where_there_is_no_text(session: Session, rita: Account) -> None:
    write(session, rita)
    for place in (
        ("nothing", Audience.LAY, "en"),
        ("gout", Audience.CLINICIAN, "en"),
        ("gout", Audience.LAY, "es"),
    ):
        assert review_state.find_review_state(session, rita, *place) is None
        with pytest.raises(LookupError):
            transitions.add_comment(session, rita, *place, comment="x", now=NOW)
        request = TransitionRequest(rita, *place, 1, Transition.APPROVE)
        transitions.foresee_transition(session, checker(session), request)
        with pytest.raises(LookupError, match="no text for"):
            transitions.apply_transition(session, checker(session), request, now=NOW)


@pytest.mark.parametrize("table", ["review_event", "revision_account", "audit"])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET account_id = 99"])
def test_the_history_is_never_changed(session: Session, ed: Account, table: str, deed: str) -> None:
    write(session, ed)
    step(session, ed, Transition.SUBMIT)
    with pytest.raises(DatabaseError, match="only added to"):
        session.execute(text(deed.format(table)))
    session.rollback()
