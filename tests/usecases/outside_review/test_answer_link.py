"""What people outside decide, and what becomes of it, on each database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, OutsideApproval, Review
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers.save_revisions import save_review
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.public import publications
from readlevel.usecases.outside_review import answer_link, ask
from readlevel.usecases.outside_review.answer_link import OutsideAnswer, OutsideAnswerRejected
from readlevel.usecases.outside_review.links import OutsideLinkEnded
from readlevel.usecases.publishing.renderer import Renderer
from tests.storage.cast import EVERY
from tests.usecases.outside_review.cast import (
    CHANGES,
    CLINICIAN,
    LAY,
    OLGA,
    UNNAMED,
    answer,
    ask_olga,
)
from tests.usecases.review.cast import DUE, NOW, person
from tests.usecases.review.test_answer_review import approve, see, statuses, submit, write

APPROVAL = OutsideApproval("Olga Out", "rheumatologist", NOW.date())


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def reviews(session: Session, who: Account) -> list[Review]:
    return [one.revision.review for one in see(session, who).texts]


def public_review(session: Session) -> Review:
    found = publications.find(session, "gout", Audience.LAY, "en", EVERY, show_unreviewed=False)
    assert found
    return found.review


@pytest.mark.usefixtures("waiting")
def test_an_approval_waits_for_somebody_inside(
    session: Session, ed: Account, rita: Account
) -> None:
    review, took_effect = answer(session, ask_olga(session, rita))
    assert not took_effect
    assert review.answer == OLGA
    assert statuses(session, rita) == [Status.SUBMITTED, Status.SUBMITTED]
    approve(session, rita)
    for one in (*reviews(session, ed), public_review(session)):
        assert (one.status, one.reviewer) == (Status.APPROVED, "rita")
        assert one.outside_approvals == (APPROVAL,)


@pytest.mark.usefixtures("waiting")
def test_an_author_who_asks_does_not_confirm(session: Session, ed: Account) -> None:
    _, took_effect = answer(session, ask_olga(session, ed), suffices=True)
    assert not took_effect
    assert statuses(session, ed) == [Status.SUBMITTED, Status.SUBMITTED]
    accounts.update_account(session, ed.id, role=Role.ADMIN)
    admin = accounts.get(session, ed.id)
    _, took_effect = answer(session, ask_olga(session, admin), suffices=True)
    assert not took_effect
    assert statuses(session, admin) == [Status.SUBMITTED, Status.SUBMITTED]


@pytest.mark.usefixtures("waiting")
def test_where_it_suffices_an_approval_publishes_in_the_reviewers_name(
    session: Session, ed: Account, rita: Account
) -> None:
    _, took_effect = answer(session, ask_olga(session, rita), suffices=True)
    assert took_effect
    assert statuses(session, rita) == [Status.APPROVED, Status.APPROVED]
    found = public_review(session)
    assert (found.reviewer, found.reviewed, found.next_review) == (None, NOW.date(), DUE)
    assert found.outside_approvals == (APPROVAL,)
    events = see(session, ed).texts[0].case.events
    assert [(one.name, one.account_id) for one in events[:2]] == [("Olga Out", None)] * 2


@pytest.mark.usefixtures("waiting")
def test_what_blocks_an_approval_blocks_it_from_outside_too(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY.replace("0.5 mg", "5 mg"))
    submit(session, ed, "lay")
    token = ask_olga(session, rita)
    _, took_effect = answer(session, token, OLGA, "unanswered_parity", suffices=True)
    assert not took_effect
    assert statuses(session, rita) == [Status.SUBMITTED, Status.SUBMITTED]


@pytest.mark.parametrize("said", [OLGA, CHANGES])
def test_a_text_beside_an_unseen_one_is_not_approved_from_outside_alone(
    session: Session, ed: Account, rita: Account, said: OutsideAnswer
) -> None:
    write(session, ed, clinician=CLINICIAN, lay=LAY)
    submit(session, ed, "lay")
    _, took_effect = answer(session, ask_olga(session, rita), said, suffices=True)
    assert took_effect == (said is CHANGES)
    expected = Status.CHANGES_REQUESTED if said is CHANGES else Status.SUBMITTED
    assert statuses(session, rita)[1] is expected


@pytest.mark.parametrize("with_clinician", [False, True])
def test_a_plain_text_alone_or_beside_an_approved_text_is_approved_from_outside(
    session: Session, ed: Account, rita: Account, with_clinician: bool
) -> None:
    if with_clinician:
        write(session, ed, clinician=CLINICIAN, lay=LAY)
        submit(session, ed, "lay", "clinician")
        approve(session, rita, only="clinician")
    else:
        write(session, ed, lay=LAY)
        submit(session, ed, "lay")
    assert answer(session, ask_olga(session, rita), suffices=True)[1]


@pytest.mark.usefixtures("waiting")
def test_who_does_not_agree_is_named_inside_alone(session: Session, rita: Account) -> None:
    review, _ = answer(session, ask_olga(session, rita), UNNAMED, suffices=True)
    assert review.answer
    assert review.answer.name == "Olga Out"
    found = public_review(session)
    assert (found.reviewer, found.outside_approvals) == (None, ())
    assert found.reviewed == NOW.date()


@pytest.mark.usefixtures("waiting")
def test_requested_changes_are_told_and_decide_only_where_that_suffices(
    session: Session, rita: Account
) -> None:
    review, _ = answer(session, ask_olga(session, rita), CHANGES)
    assert review.state(NOW) == "changes_requested"
    assert statuses(session, rita) == [Status.SUBMITTED, Status.SUBMITTED]
    assert answer(session, ask_olga(session, rita), CHANGES, suffices=True)[1]
    assert statuses(session, rita) == [Status.CHANGES_REQUESTED] * 2
    assert all(one.outside_approvals == () for one in reviews(session, rita))


@pytest.mark.usefixtures("waiting")
def test_a_new_revision_has_no_approval_from_outside(session: Session, ed: Account) -> None:
    answer(session, ask_olga(session, ed))
    write(session, ed, lay=LAY + " Rest.", clinician=CLINICIAN)
    clinician, lay = reviews(session, ed)
    assert clinician.outside_approvals == (APPROVAL,)
    assert lay.outside_approvals == ()


@pytest.mark.usefixtures("waiting")
def test_a_link_is_used_once(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    answer(session, token)
    with pytest.raises(OutsideLinkEnded, match="answered"):
        answer(session, token, CHANGES)


@pytest.mark.usefixtures("waiting")
def test_several_people_outside_are_named(session: Session, ed: Account, rita: Account) -> None:
    first, second = ask_olga(session, ed), ask_olga(session, ed, "otto@elsewhere.org")
    answer(session, first)
    answer(session, second, replace(OLGA, name="Otto Out", role="pharmacist"))
    approve(session, rita)
    names = [one.name for one in public_review(session).outside_approvals]
    assert names == ["Olga Out", "Otto Out"]


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(OLGA, name=" \n"), "no_name"),
        (replace(OLGA, role=""), "no_role"),
        (replace(CHANGES, comment=" "), "no_comment"),
        (replace(OLGA, comment="x" * 4_001), "long_comment"),
    ],
)
def test_an_incomplete_answer_is_refused_and_the_link_still_works(
    session: Session, ed: Account, said: OutsideAnswer, code: str
) -> None:
    token = ask_olga(session, ed)
    with pytest.raises(OutsideAnswerRejected, match=code):
        answer(session, token, said)
    answer(session, token)


@pytest.mark.usefixtures("waiting")
def test_one_form_is_not_sent_without_end(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    for _ in range(answer_link.MAX_ANSWERS):
        with pytest.raises(OutsideAnswerRejected, match="no_name"):
            answer(session, token, replace(OLGA, name=""))
    with pytest.raises(OutsideAnswerRejected, match="too_many"):
        answer(session, token)


@pytest.mark.usefixtures("waiting")
def test_the_audit_log_says_who_decided_and_who_had_asked(session: Session, rita: Account) -> None:
    answer(session, ask_olga(session, rita))
    entry = audit_log.list_entries(session, limit=1)[0]
    assert (entry.action, entry.account_id, entry.name) == (
        "review.outside_approved",
        None,
        "Olga Out",
    )
    assert entry.detail["kind"] == "outside"
    assert entry.detail["asked_by"] == "rita"
    assert (entry.detail["role"], entry.detail["may_name"]) == ("rheumatologist", True)


@pytest.mark.usefixtures("waiting")
def test_somebody_who_does_not_agree_any_more_is_named_no_longer(
    session: Session, ed: Account, rita: Account
) -> None:
    review, _ = answer(session, ask_olga(session, ed))
    approve(session, rita)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    answer_link.stop_naming(session, renderer, rita, "gout", review.id, now=NOW)
    assert public_review(session).outside_approvals == ()
    assert public_review(session).reviewer == "rita"
    with pytest.raises(LookupError):
        answer_link.stop_naming(session, renderer, rita, "gout", review.id, now=NOW)


@pytest.mark.usefixtures("waiting")
def test_who_approved_by_two_links_is_named_once(session: Session, ed: Account) -> None:
    first, second = ask_olga(session, ed), ask_olga(session, ed)
    answer(session, first)
    answer(session, second)
    assert [one.outside_approvals for one in reviews(session, ed)] == [(APPROVAL,)] * 2


@pytest.mark.usefixtures("waiting")
def test_who_is_named_no_longer_takes_no_equal_name_with_them(
    session: Session, ed: Account, rita: Account
) -> None:
    review, _ = answer(session, ask_olga(session, ed))
    for one in see(session, ed).texts:
        given = replace(one.revision.review, outside_approvals=(APPROVAL, APPROVAL))
        save_review(session, one.revision.id, given)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    answer_link.stop_naming(session, renderer, rita, "gout", review.id, now=NOW)
    assert [one.outside_approvals for one in reviews(session, ed)] == [(APPROVAL,)] * 2


def test_of_two_answers_at_once_one_counts(engine: Engine) -> None:
    with write_transaction(engine) as session:
        ed = person(session, "ed", Role.EDITOR)
        write(session, ed, lay=LAY)
        submit(session, ed, "lay")
        token = ask_olga(session, ed)

    def decide(said: OutsideAnswer) -> bool:
        try:
            with write_transaction(engine) as session:
                answer(session, token, said)
        except OutsideLinkEnded:
            return False
        return True

    with ThreadPoolExecutor() as threads:
        decided = [threads.submit(decide, said) for said in (OLGA, CHANGES)]
        assert sorted(one.result() for one in decided) == [False, True]
    with read_transaction(engine) as session:
        stored = ask.list_reviews(session, see(session, ed).answer_id, "en")
        assert len(stored) == 1
        assert stored[0].answer in (OLGA, CHANGES)


def test_of_two_people_outside_at_once_both_count(engine: Engine) -> None:
    with write_transaction(engine) as session:
        ed = person(session, "ed", Role.EDITOR)
        write(session, ed, lay=LAY)
        submit(session, ed, "lay")
        names = ("Olga", "Otto")
        tokens = [ask_olga(session, ed, f"{one}@elsewhere.org") for one in names]

    def decide(token: str, name: str) -> None:
        with write_transaction(engine) as session:
            answer(session, token, replace(OLGA, name=name))

    with ThreadPoolExecutor() as threads:
        list(threads.map(decide, tokens, names))
    with read_transaction(engine) as session:
        assert len(reviews(session, ed)[0].outside_approvals) == 2
