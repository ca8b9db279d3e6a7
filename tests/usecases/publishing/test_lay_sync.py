"""A plain text is known to be behind when the clinician text says something else than it was
checked against.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience, Variant
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.core.text.content_digest import digest_content
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import list_current
from readlevel.storage.public import publications
from readlevel.storage.review import worklist
from readlevel.usecases.publishing import lay_sync
from readlevel.usecases.publishing.lay_sync import BehindText
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import TransitionRequest
from readlevel.usecases.writing.editor.editor_state import Draft
from readlevel.usecases.writing.editor.save_draft import save_draft
from tests.storage.cast import APPROVED, EVERY, SPECIALIST, WITHDRAWN, save
from tests.usecases.review.cast import DUE, NOW, checker, person

TEXTS = {Audience.CLINICIAN: "Give 5 mg daily.", Audience.LAY: "Take 5 mg each day."}
SLUG = "gout"


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def write(session: Session, who: Account, **texts: str) -> None:
    """Have somebody save one text or both, by their audiences."""
    given = {Audience(audience): words for audience, words in texts.items()}
    answer = answers.find_answer(session, SLUG)
    began = {audience: newest(session, audience) for audience in given}
    question = "" if answer is None else "What is gout?"
    draft = Draft(SLUG, "en", "What is gout?", (), given, began, question)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    assert save_draft(session, renderer, draft, actor=who, why="", now=NOW)


def newest(session: Session, audience: Audience) -> int:
    answer_id = answers.find_id(session, SLUG)
    if answer_id is None:
        return 0
    found = review_state.list_revisions(session, answer_id, audience, "en")
    return found[0].number if found else 0


def step(
    session: Session, who: Account, audience: Audience, move: Transition, why: str = ""
) -> None:
    transitions.apply_transition(
        session,
        checker(session),
        TransitionRequest(
            who, SLUG, audience, "en", newest(session, audience), move, comment=why, next_review=DUE
        ),
        now=NOW,
    )


def approve(session: Session, who: Account, *audiences: Audience) -> None:
    for audience in audiences:
        for move in (Transition.SUBMIT, Transition.BEGIN_REVIEW, Transition.APPROVE):
            step(session, who, audience, move)


def approved(session: Session, ed: Account, rita: Account) -> None:
    """Write both texts and approve them."""
    write(session, ed, **{str(audience): words for audience, words in TEXTS.items()})
    approve(session, rita, Audience.CLINICIAN, Audience.LAY)


def find_behind(session: Session) -> BehindText | None:
    answer_id = answers.find_id(session, SLUG)
    assert answer_id
    return lay_sync.find_behind(session, answer_id, list_current(session, answer_id), "en")


def is_behind(session: Session) -> bool:
    """Tell it of all places that know, which agree."""
    found = publications.find(session, SLUG, Audience.LAY, "en", EVERY, show_unreviewed=False)
    listed = [one.slug for one in worklist.list_behind(session, skip=0, limit=9)]
    assert found
    assert found.behind is (find_behind(session) is not None) is (listed == [SLUG])
    assert worklist.count_behind(session) == len(listed)
    return found.behind


def test_approving_a_plain_text_records_what_it_was_checked_against(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    answer = answers.get_answer(session, SLUG)
    checked = {one.audience: one.review.checked_against for one in answer.variants}
    digest = digest_content(TEXTS[Audience.CLINICIAN])
    assert checked == {Audience.CLINICIAN: None, Audience.LAY: digest}
    assert audit_log.list_entries(session)[0].detail["checked_against"] == 1
    assert not is_behind(session)


def test_a_change_in_substance_is_told_when_readers_get_it(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Give 10 mg daily.")
    assert not is_behind(session)
    approve(session, rita, Audience.CLINICIAN)
    assert is_behind(session)
    found = find_behind(session)
    assert found
    assert found.checked
    assert (found.lay.number, found.checked.number, found.now.number) == (1, 1, 2)


def test_other_markup_of_the_same_words_leaves_no_text_behind(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Give **5 mg** daily.\n")
    approve(session, rita, Audience.CLINICIAN)
    assert not is_behind(session)


def test_a_text_that_is_reviewed_again_is_no_longer_behind(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Give 10 mg daily.")
    approve(session, rita, Audience.CLINICIAN)
    step(session, rita, Audience.LAY, Transition.CONFIRM)
    assert not is_behind(session)


def test_a_new_plain_text_is_not_behind_once_it_is_approved(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Give 10 mg daily.")
    approve(session, rita, Audience.CLINICIAN)
    write(session, ed, lay="Take 10 mg each day.")
    assert is_behind(session)
    approve(session, rita, Audience.LAY)
    assert not is_behind(session)


def test_a_clinician_text_that_is_withdrawn_leaves_the_plain_one_behind(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    step(session, rita, Audience.CLINICIAN, Transition.WITHDRAW, "A trial showed harm.")
    assert is_behind(session)
    step(session, rita, Audience.LAY, Transition.CONFIRM)
    assert not is_behind(session)


def test_a_text_that_goes_back_to_what_was_checked_is_not_behind(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    for words in ("Give 10 mg daily.", TEXTS[Audience.CLINICIAN]):
        write(session, ed, clinician=words)
        approve(session, rita, Audience.CLINICIAN)
    assert not is_behind(session)


def test_a_plain_text_that_was_approved_alone_is_behind_once_there_is_a_clinician_text(
    session: Session, ed: Account, rita: Account
) -> None:
    write(session, ed, lay=TEXTS[Audience.LAY])
    approve(session, rita, Audience.LAY)
    assert not is_behind(session)
    write(session, ed, clinician="Give 10 mg daily.")
    approve(session, rita, Audience.CLINICIAN)
    assert is_behind(session)
    step(session, rita, Audience.LAY, Transition.CONFIRM)
    assert not is_behind(session)


def pair(clinician: str, checked_against: str | None = None) -> Answer:
    lay = replace(APPROVED, checked_against=checked_against)
    return Answer(
        SLUG,
        {"en": "What is gout?"},
        (
            Variant(Audience.LAY, "en", TEXTS[Audience.LAY], lay),
            Variant(Audience.CLINICIAN, "en", clinician, APPROVED),
        ),
    )


def test_an_imported_approved_text_counts_as_checked_against_its_pair(session: Session) -> None:
    save(session, pair(TEXTS[Audience.CLINICIAN]))
    assert not is_behind(session)
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    later, changed = NOW + timedelta(days=900), pair("Give 10 mg daily.")
    save_answer(session, changed, renderer, author="Ed", why="", now=later)
    assert is_behind(session)


def test_an_imported_text_may_name_the_revision_it_was_checked_against(session: Session) -> None:
    save(session, pair(TEXTS[Audience.CLINICIAN], digest_content("Give 1 mg.")))
    assert is_behind(session)
    found = find_behind(session)
    assert found
    assert found.checked is None
    save(session, pair("Give 10 mg.", digest_content("Give 10 mg.")))
    assert not is_behind(session)


def test_a_text_that_waits_or_has_no_pair_is_not_behind(session: Session, ed: Account) -> None:
    save(session, replace(pair("Give 1 mg."), variants=pair("Give 1 mg.").variants[:1]))
    assert not is_behind(session)
    write(session, ed, clinician="Give 2 mg.")
    assert find_behind(session) is None


def test_one_of_a_withdrawn_pair_came_in_behind(session: Session) -> None:
    given = pair(TEXTS[Audience.CLINICIAN])
    lay, clinician = given.variants
    save(session, replace(given, variants=(lay, replace(clinician, review=WITHDRAWN))))
    assert is_behind(session)
    found = find_behind(session)
    assert found
    assert found.now.review.status is Status.WITHDRAWN


def list_outdated(session: Session) -> tuple[str, ...]:
    """Return the outdated statements that readers are told of; the worklist knows of them too."""
    found = publications.find(session, SLUG, Audience.LAY, "en", EVERY, show_unreviewed=False)
    listed = worklist.list_behind(session, skip=0, limit=9)
    assert found
    assert any(one.has_outdated_statements for one in listed) is bool(found.outdated_statements)
    return found.outdated_statements


def test_readers_are_told_what_a_plain_text_says_that_the_clinician_text_changed(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    assert list_outdated(session) == ()
    write(session, ed, clinician="Give 10 mg daily.")
    assert list_outdated(session) == ()
    approve(session, rita, Audience.CLINICIAN)
    assert list_outdated(session) == (TEXTS[Audience.LAY],)
    clinician = publications.find(
        session, SLUG, Audience.CLINICIAN, "en", SPECIALIST, show_unreviewed=False
    )
    assert clinician
    assert clinician.outdated_statements == ()


@pytest.mark.parametrize("changed", [False, True])
def test_the_caution_goes_once_the_plain_text_is_confirmed_or_changed(
    session: Session, ed: Account, rita: Account, *, changed: bool
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Give 10 mg daily.")
    approve(session, rita, Audience.CLINICIAN)
    write(session, ed, lay="Take 10 mg each day.")
    assert list_outdated(session) == (TEXTS[Audience.LAY],)
    if changed:
        approve(session, rita, Audience.LAY)
    else:
        transitions.apply_transition(
            session,
            checker(session),
            TransitionRequest(rita, SLUG, Audience.LAY, "en", 1, Transition.CONFIRM),
            now=NOW,
        )
    assert list_outdated(session) == ()


def test_a_change_of_words_is_no_outdated_statement(
    session: Session, ed: Account, rita: Account
) -> None:
    approved(session, ed, rita)
    write(session, ed, clinician="Please give 5 mg daily.")
    approve(session, rita, Audience.CLINICIAN)
    assert is_behind(session)
    assert list_outdated(session) == ()


def test_texts_that_state_outdated_facts_lead_the_list(session: Session) -> None:
    changes = {"a-later": ("Please give 5 mg daily.", 900), "b-sooner": ("Give 10 mg daily.", 800)}
    renderer = Renderer(session, DEFAULT_PERSONAS, "en")
    for slug, (words, days) in changes.items():
        save(session, replace(pair(TEXTS[Audience.CLINICIAN]), slug=slug))
        changed, later = replace(pair(words), slug=slug), NOW + timedelta(days=days)
        save_answer(session, changed, renderer, author="Ed", why="", now=later)
    listed = worklist.list_behind(session, skip=0, limit=9)
    assert [one.slug for one in listed] == ["b-sooner", "a-later"]
