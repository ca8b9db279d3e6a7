"""All texts of an answer are reviewed and decided together, on each database."""

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import answer_review, consistency, transitions
from readlevel.usecases.review.answer_review import AnswerReview, DecisionRejected, SeenText
from readlevel.usecases.review.transitions import TransitionRequest
from readlevel.usecases.writing.editor.editor_state import Draft, open_editor
from readlevel.usecases.writing.editor.save_draft import save_draft
from tests.usecases.review.cast import DUE, NOW, checker, person

CLINICIAN = "Colchicine 0.5 mg twice daily."
LAY = "Take 0.5 mg of colchicine twice a day."


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def write(session: Session, who: Account, **texts: str) -> None:
    """Save texts by audience."""
    desk = open_editor(session, "gout", "en")
    numbers = {one: desk.texts[one].number if desk else 0 for one in Audience}
    given = {Audience(audience): words for audience, words in texts.items()}
    question = "What is gout?"
    draft = Draft("gout", "en", question, (), given, numbers, question if desk else "")
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    assert save_draft(session, renderer, draft, actor=who, why="", now=NOW)


def submit(session: Session, who: Account, *audiences: str) -> None:
    for audience in audiences:
        state = open_editor(session, "gout", "en")
        assert state
        transitions.apply_transition(
            session,
            checker(session),
            TransitionRequest(
                who,
                "gout",
                Audience(audience),
                "en",
                state.texts[Audience(audience)].number,
                Transition.SUBMIT,
            ),
            now=NOW,
        )


def see(session: Session, who: Account, *blocking: str) -> AnswerReview:
    found = answer_review.find_answer_review(
        session, checker(session, *blocking), who, "gout", "en"
    )
    assert found
    return found


def approve(session: Session, who: Account, *blocking: str, only: str = "") -> None:
    review = see(session, who, *blocking)
    seen = [
        SeenText(one.revision.audience, one.revision.number, one.revision.review.status)
        for one in review.texts
        if one.waits and only in ("", one.revision.audience)
    ]
    answer_review.approve_texts(
        session,
        checker(session, *blocking),
        who,
        "gout",
        "en",
        seen,
        expected_counterpart=review.counterpart_number,
        next_review=DUE,
        now=NOW,
    )


def statuses(session: Session, who: Account) -> list[Status]:
    return [one.revision.review.status for one in see(session, who).texts]


def test_both_texts_are_approved_in_one_act(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    assert [one.may_approve for one in see(session, rita).texts] == [True, True]
    approve(session, rita)
    assert statuses(session, rita) == [Status.APPROVED, Status.APPROVED]


def test_one_text_alone_is_reviewed_alike(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed, clinician=CLINICIAN)
    submit(session, ed, "clinician")
    assert see(session, rita).pair is None
    approve(session, rita)
    assert statuses(session, rita) == [Status.APPROVED]


def test_nobody_approves_their_own_text_in_a_pair(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, lay=LAY)
    write(session, rita, clinician=CLINICIAN)
    submit(session, ed, "lay")
    submit(session, rita, "clinician")
    assert [one.may_approve for one in see(session, rita).texts] == [False, True]
    with pytest.raises(DecisionRejected) as refused:
        approve(session, rita)
    assert (refused.value.code, refused.value.audience) == ("own_revision", Audience.CLINICIAN)


def test_facts_are_compared_with_the_text_that_is_approved_too(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    approve(session, rita)
    write(session, ed, clinician="Colchicine 1 mg twice daily.", lay=LAY.replace("0.5", "1"))
    submit(session, ed, "lay", "clinician")
    review = see(session, rita, "unanswered_parity")
    assert review.pair
    assert (review.pair.clinician.number, review.counterpart_number) == (2, 2)
    assert review.pair.unanswered == []
    approve(session, rita, "unanswered_parity")
    assert statuses(session, rita) == [Status.APPROVED, Status.APPROVED]


def test_a_difference_from_a_waiting_text_is_answered_before_approval(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    approve(session, rita)
    write(session, ed, clinician="Colchicine 1 mg twice daily.", lay=LAY + " It helps.")
    submit(session, ed, "lay", "clinician")
    review = see(session, rita, "unanswered_parity")
    assert review.pair
    assert len(review.pair.unanswered) == 1
    with pytest.raises(DecisionRejected, match="findings"):
        approve(session, rita, "unanswered_parity")


def test_a_reason_holds_for_the_waiting_pair(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    approve(session, rita)
    write(session, ed, clinician="Colchicine 1 mg twice daily.", lay=LAY + " It helps.")
    submit(session, ed, "lay", "clinician")
    review = see(session, rita, "unanswered_parity")
    assert review.pair
    consistency.answer_differences(
        session,
        checker(session).comparer,
        rita,
        "gout",
        "en",
        review.pair.lay.number,
        [one.key for one in review.pair.unanswered],
        "A lower first dose.",
        beside=review.pair.clinician.number,
        now=NOW,
    )
    approve(session, rita, "unanswered_parity")
    assert statuses(session, rita) == [Status.APPROVED, Status.APPROVED]


def test_a_plain_text_is_not_approved_without_the_text_it_was_compared_with(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    approve(session, rita)
    write(session, ed, clinician=CLINICIAN + " Rest.", lay=LAY + " Rest.")
    submit(session, ed, "lay", "clinician")
    with pytest.raises(DecisionRejected) as refused:
        approve(session, rita, only="lay")
    assert (refused.value.code, refused.value.audience) == ("beside", Audience.LAY)


def test_the_public_text_stands_beside_one_that_waits_while_its_draft_is_unfinished(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    approve(session, rita)
    write(session, ed, clinician=CLINICIAN + " Unfinished.", lay=LAY + " Rest.")
    submit(session, ed, "lay")
    assert [one.revision.number for one in see(session, rita).texts] == [1, 2]


def test_changes_are_requested_of_both(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay", "clinician")
    seen = [SeenText(one, 1, Status.SUBMITTED) for one in Audience]
    answer_review.request_changes(
        session, checker(session), rita, "gout", "en", seen, comment="Say when.", now=NOW
    )
    assert statuses(session, rita) == [Status.CHANGES_REQUESTED, Status.CHANGES_REQUESTED]


def test_a_decision_about_no_text_is_refused(session: Session, rita: Account) -> None:
    with pytest.raises(DecisionRejected, match="no_texts"):
        answer_review.request_changes(
            session, checker(session), rita, "gout", "en", [], comment="x", now=NOW
        )


def test_a_second_decision_is_refused(session: Session, ed: Account, rita: Account) -> None:
    write(session, ed, lay=LAY)
    submit(session, ed, "lay")
    approve(session, rita)
    with pytest.raises(DecisionRejected, match="outdated"):
        answer_review.request_changes(
            session,
            checker(session),
            rita,
            "gout",
            "en",
            [SeenText(Audience.LAY, 1, Status.SUBMITTED)],
            comment="x",
            now=NOW,
        )
