"""What is found in a text, and what keeps it from being approved."""

import pytest
from sqlalchemy.orm import Session

from readlevel.core.consistency.difference import DifferenceKind
from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.glossary.store_terms import save_terms
from readlevel.usecases.review import consistency, transitions
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.consistency import ConsistencyAnswerRejected
from readlevel.usecases.review.review_state import list_revisions
from readlevel.usecases.review.transitions import TransitionNotAllowed, TransitionRequest
from readlevel.usecases.writing.pages import save_page
from tests.conftest import ON_SQLITE
from tests.storage.cast import APPROVED, WITHDRAWN, save
from tests.usecases.review.cast import DUE, NOW, checker, person

pytestmark = ON_SQLITE

WAITING = Review(Status.UNDER_REVIEW)
CITING = "Salt harms [@he2013]."
LAY = (Audience.LAY, "en")


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


def given(
    session: Session,
    lay: str,
    clinician: str = "Salt harms.",
    *,
    lay_review: Review = WAITING,
    clinician_review: Review = APPROVED,
) -> None:
    """Store an answer whose plain text waits beside a clinician text."""
    save(
        session,
        Answer(
            "gout",
            {"en": "What is gout?"},
            (
                Variant(Audience.CLINICIAN, "en", clinician, clinician_review),
                Variant(Audience.LAY, "en", lay, lay_review),
            ),
            topics=("Joints",),
        ),
    )


def approve(
    session: Session, rita: Account, *blocking: str, move: Transition = Transition.APPROVE
) -> None:
    answer_id = answers.find_id(session, "gout")
    assert answer_id
    transitions.apply_transition(
        session,
        checker(session, *blocking),
        TransitionRequest(
            rita,
            "gout",
            *LAY,
            list_revisions(session, answer_id, *LAY)[0].number,
            move,
            next_review=DUE,
        ),
        now=NOW,
    )


def refusal(
    session: Session, rita: Account, *blocking: str, move: Transition = Transition.APPROVE
) -> str:
    with pytest.raises(TransitionNotAllowed) as refused:
        approve(session, rita, *blocking, move=move)
    return refused.value.code


def findings(session: Session, *blocking: str) -> list[tuple[str, str]]:
    answer_id = answers.find_id(session, "gout")
    assert answer_id
    revision = list_revisions(session, answer_id, *LAY)[0]
    found = checker(session, *blocking).check_current(session, answer_id, "gout", revision)
    return [(one.code, one.severity) for one in found]


def status(session: Session) -> Status:
    return next(
        one.review.status
        for one in answers.get_answer(session, "gout").variants
        if one.audience is Audience.LAY
    )


def asked(session: Session) -> consistency.TextPair:
    answer_id = answers.find_id(session, "gout")
    assert answer_id
    pair = consistency.find_pair(session, checker(session).comparer, answer_id, "en")
    assert pair
    return pair


def answer(session: Session, who: Account, *keys: str, reason: str = "He wrote it.") -> None:
    comparer = checker(session).comparer
    number = asked(session).lay.number
    consistency.answer_differences(
        session, comparer, who, "gout", "en", number, keys, reason, now=NOW
    )


def not_answered(session: Session, who: Account, *keys: str, reason: str = "So.") -> str:
    with pytest.raises(ConsistencyAnswerRejected) as refused:
        answer(session, who, *keys, reason=reason)
    return refused.value.code


@pytest.mark.parametrize("move", [Transition.APPROVE, Transition.CONFIRM])
def test_a_finding_that_blocks_keeps_a_text_from_its_approval(
    session: Session, rita: Account, move: Transition
) -> None:
    given(session, CITING, lay_review=WAITING if move is Transition.APPROVE else APPROVED)
    before = status(session)
    assert refusal(session, rita, "unknown_citation", move=move) == "findings"
    assert status(session) is before
    approve(session, rita, "missing_alt", move=move)
    assert status(session) is Status.APPROVED


def test_a_finding_that_only_warns_lets_the_text_pass(session: Session, rita: Account) -> None:
    given(session, "See [it](/answers/nowhere).")
    assert findings(session, "unknown_citation") == [("dead_internal_link", "warns")]
    approve(session, rita, "unknown_citation")
    assert status(session) is Status.APPROVED


def test_unanswered_differences_block_until_each_is_answered(
    session: Session, ed: Account, rita: Account
) -> None:
    given(session, CITING)
    assert refusal(session, rita, "unanswered_parity") == "findings"
    [difference] = asked(session).unanswered
    answer(session, ed, difference.key)
    assert asked(session).answers[difference.key].reason == "He wrote it."
    approve(session, rita, "unanswered_parity")
    entry = next(one for one in audit_log.list_entries(session) if one.action == "parity.answered")
    assert (entry.name, entry.detail["facts"]) == (ed.name, "@he2013")


def test_an_answer_that_is_taken_back_asks_again(session: Session, ed: Account) -> None:
    given(session, CITING)
    [difference] = asked(session).unanswered
    answer(session, ed, difference.key)
    comparer = checker(session).comparer
    consistency.retract_answers(session, comparer, ed, "gout", "en", 1, [difference.key], now=NOW)
    assert asked(session).unanswered == [difference]


def test_an_answer_ends_with_the_words_it_was_given_to(session: Session, ed: Account) -> None:
    given(session, CITING)
    answer(session, ed, asked(session).unanswered[0].key)
    given(session, "Salt harms everybody [@he2013].")
    assert len(asked(session).unanswered) == 1


def test_omissions_block_nothing_and_need_no_reason(
    session: Session, ed: Account, rita: Account
) -> None:
    given(session, "Salt harms.", "Salt harms [@he2013].")
    [difference] = asked(session).differences
    assert difference.kind is DifferenceKind.ONLY_CLINICIAN
    answer(session, ed, difference.key, reason="")
    assert difference.key in asked(session).answers
    approve(session, rita, "unanswered_parity")


def test_an_answer_needs_a_reason_and_a_difference_that_is_still_there(
    session: Session, ed: Account
) -> None:
    given(session, CITING)
    key = asked(session).unanswered[0].key
    assert not_answered(session, ed, key, reason=" ") == "no_reason"
    assert not_answered(session, ed, key, reason="x" * 1_001) == "long_reason"
    assert not_answered(session, ed, "0" * 32) == "changed"
    assert not_answered(session, ed) == "changed"
    assert asked(session).answers == {}


def test_several_questions_cannot_be_answered_at_once(session: Session, ed: Account) -> None:
    given(session, "Salt harms [@he2013; @li2014].")
    keys = [one.key for one in asked(session).unanswered]
    assert len(keys) == 2
    assert not_answered(session, ed, *keys) == "several"


def test_nothing_is_compared_where_the_clinician_text_is_withdrawn_or_missing(
    session: Session,
) -> None:
    given(session, CITING, clinician_review=WITHDRAWN)
    assert findings(session, "unanswered_parity") == [("unknown_citation", "warns")]
    answer_id = answers.find_id(session, "gout")
    assert answer_id
    comparer = checker(session).comparer
    assert consistency.find_pair(session, comparer, answer_id, "en") is None
    assert consistency.find_pair(session, comparer, answer_id, "fr") is None


def test_a_clinician_text_is_not_held_back_by_its_plain_one(
    session: Session, rita: Account
) -> None:
    given(session, CITING, clinician_review=WAITING)
    transitions.apply_transition(
        session,
        checker(session, "unanswered_parity"),
        TransitionRequest(rita, "gout", Audience.CLINICIAN, "en", 1, Transition.APPROVE),
        now=NOW,
    )


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/", True),
        ("/es", True),
        ("/search", True),
        ("/es/glossary", True),
        ("/answers/gout", True),
        ("/es/answers/gout/lay", True),
        ("/answers/draft", False),
        ("/answers/nowhere", False),
        ("/glossary/salt", True),
        ("/es/glossary/salt", False),
        ("/glossary/none", False),
        ("/topics/joints", True),
        ("/topics/none", False),
        ("/about", True),
        ("/es/about", True),
        ("/nowhere", False),
        ("/static/x/y.css", True),
    ],
)
def test_links_lead_to_what_readers_find(session: Session, path: str, there: bool) -> None:
    given(session, "Salt harms.")
    draft = Variant(Audience.LAY, "en", "Not yet.", Review(Status.DRAFT))
    save(session, Answer("draft", {"en": "Not yet?"}, (draft,)))
    save_terms(session, [Term("salt", "salt", "en", "White.")], author="Ed", now=NOW)
    save_page(session, "about", "en", "# About", updated=None)
    renderer = checker(session).renderer
    assert Checker(renderer, checker(session).rules, ("en", "es")).is_there(session, path) is there
