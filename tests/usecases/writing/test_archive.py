"""An archived answer is gone for readers, and comes back exactly as it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Transition
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.public import listings, publications, tombstones
from readlevel.storage.review import answer_worklist
from readlevel.storage.review.worklist import WorklistFilter
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import TransitionNotAllowed, TransitionRequest
from readlevel.usecases.writing import archive
from readlevel.usecases.writing.clinical_codes import is_approved
from tests.storage.cast import APPROVED, DRAFT, WITHDRAWN, answer, clinician, lay, save, save_terms
from tests.storage.cast import MIGRAINE as TERM
from tests.usecases.review.cast import checker

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HEADACHE = answer(
    "headache",
    lay("Migraine hurts."),
    clinician("Migraine.", WITHDRAWN),
    lay("Duele.", language="es"),
)


@pytest.fixture
def rita(session: Session) -> Account:
    return accounts.add(session, "rita@example.org", "Rita", Role.REVIEWER, now=NOW)


def renderer(session: Session) -> Renderer:
    return Renderer(session, DEFAULT_PERSONAS, "en")


def put_away(session: Session, actor: Account | None) -> bool:
    because = "Another\n answer replaces it."
    return archive.archive_answer(
        session, renderer(session), actor, "headache", because=because, now=NOW
    )


def list_public(session: Session) -> list[tuple[str, str, str]]:
    siblings = publications.find_siblings(session, "headache", show_unreviewed=True)
    return [(one.audience, one.language, one.status) for one in siblings]


def count_work(session: Session) -> int:
    return answer_worklist.count_answers(session, WorklistFilter())


def test_readers_and_lists_get_nothing_of_an_archived_answer(
    session: Session, rita: Account
) -> None:
    save(session, HEADACHE, answer("fever"))
    assert put_away(session, rita)
    assert list_public(session) == []
    listed = listings.list_newest(session, "en", show_unreviewed=True, limit=9)
    assert [one.slug for one in listed] == ["fever"]
    assert count_work(session) == 1
    left = tombstones.find(session, "headache", show_unreviewed=False)
    assert {(one.audience, one.language) for one in left} == {
        (Audience.LAY, "en"),
        (Audience.CLINICIAN, "en"),
        (Audience.LAY, "es"),
    }
    assert {one.reason for one in left} == {tombstones.TombstoneReason.REMOVED}
    assert {one.because for one in left} == {"Another answer replaces it."}
    assert [one.slug for one in archive.list_archived(session, skip=0, limit=9)] == ["headache"]
    entry = audit_log.list_entries(session)[0]
    assert (entry.action, entry.subject, entry.name) == ("answer.archived", "headache", "Rita")
    assert not put_away(session, rita)


def test_an_archived_answer_stays_away_when_its_terms_change(
    session: Session, rita: Account
) -> None:
    save(session, HEADACHE)
    put_away(session, rita)
    save_terms(session, [TERM])
    assert list_public(session) == []


def test_an_approved_import_does_not_publish_an_archived_answer(
    session: Session, rita: Account
) -> None:
    save(session, HEADACHE)
    put_away(session, rita)
    stored = answers.get_answer(session, "headache")
    save(session, replace(stored, variants=(lay("Migraine throbs.", APPROVED),)))
    assert list_public(session) == []


def test_restoring_brings_back_what_was_public(session: Session, rita: Account) -> None:
    save(session, HEADACHE)
    before, work = list_public(session), count_work(session)
    left = tombstones.find(session, "headache", show_unreviewed=True)
    put_away(session, rita)
    assert archive.restore_answer(session, renderer(session), rita, "headache", now=NOW)
    assert (list_public(session), count_work(session)) == (before, work)
    after = tombstones.find(session, "headache", show_unreviewed=True)
    assert [replace(one, id=0, changed=0) for one in after] == [
        replace(one, id=0, changed=0) for one in left
    ]
    assert archive.count_archived(session) == 0
    assert audit_log.list_entries(session)[0].action == "answer.unarchived"
    assert not archive.restore_answer(session, renderer(session), rita, "headache", now=NOW)


def test_no_text_of_an_archived_answer_is_approved(session: Session, rita: Account) -> None:
    save(session, answer("headache", lay("Migraine hurts.", DRAFT)))
    put_away(session, rita)
    state = review_state.find_review_state(session, rita, "headache", Audience.LAY, "en")
    assert state is not None
    assert state.newest.transitions == frozenset()
    with pytest.raises(TransitionNotAllowed, match="archived"):
        transitions.apply_transition(
            session,
            checker(session),
            TransitionRequest(rita, "headache", Audience.LAY, "en", 1, Transition.SUBMIT),
            now=NOW,
        )


@pytest.mark.parametrize(("because", "code"), [(" \n", "no_reason"), ("a" * 501, "long_reason")])
def test_a_reason_is_asked_for(session: Session, rita: Account, because: str, code: str) -> None:
    save(session, HEADACHE)
    with pytest.raises(archive.ReasonRefused, match=code):
        archive.archive_answer(
            session, renderer(session), rita, "headache", because=because, now=NOW
        )


def test_editors_neither_archive_nor_restore(session: Session) -> None:
    save(session, HEADACHE)
    ed = accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)
    with pytest.raises(PermissionError):
        put_away(session, ed)
    put_away(session, None)
    with pytest.raises(PermissionError):
        archive.restore_answer(session, renderer(session), ed, "headache", now=NOW)


def test_what_readers_will_get_again_needs_a_reviewer_while_it_is_archived(
    session: Session, rita: Account
) -> None:
    save(session, HEADACHE)
    put_away(session, rita)
    assert is_approved(session, "headache")
