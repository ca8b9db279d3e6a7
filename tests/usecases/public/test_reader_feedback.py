"""Readers answer back: what is kept of it, how often, for how long, and what editors do with it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.block import NOT_SURE
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import iter_revisions
from readlevel.storage.database.feedback_tables import check_choice, reader_limit, reader_question
from readlevel.storage.feedback import check_choices, ease_votes, reader_questions
from readlevel.storage.feedback.reader_questions import MessageKind, QuestionStatus, ReaderMessage
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.public.reader_feedback import FeedbackRejected, QuestionResolution
from tests.storage.cast import DRAFT, answer, lay, save
from tests.usecases.review.cast import NOW, person

DAYS = 180


@pytest.fixture
def rita(session: Session) -> Account:
    return person(session, "rita", Role.REVIEWER)


@pytest.fixture(autouse=True)
def headache(session: Session) -> None:
    save(session, answer())


def asked(
    words: str = "May I run?", section: str = "", kind: MessageKind = MessageKind.QUESTION
) -> ReaderMessage:
    return ReaderMessage(kind, Audience.LAY, "en", 1, "patient", section, words)


def ask(
    session: Session,
    words: str = "May I run?",
    section: str = "",
    *,
    kind: MessageKind = MessageKind.QUESTION,
    network: str = "10.0.0.1",
    now: datetime = NOW,
) -> None:
    reader_feedback.submit_message(
        session, "headache", asked(words, section, kind), network, now=now
    )


def groups(session: Session) -> list[tuple[str, str, int]]:
    found = reader_questions.list_groups(session, NOW - timedelta(days=DAYS), skip=0, limit=9)
    assert len(found) == reader_questions.count_groups(session, NOW - timedelta(days=DAYS))
    return [(str(one.kind), one.section, one.count) for one in found]


def first(session: Session) -> int:
    [group, *_] = reader_questions.list_groups(session, NOW - timedelta(days=DAYS), skip=0, limit=1)
    since = NOW - timedelta(days=DAYS)
    return reader_questions.list_group(session, group, since, limit=1)[0].id


def test_stored_queries_do_not_identify_anyone(session: Session) -> None:
    ask(session)
    [row] = session.execute(select(reader_question)).mappings().all()
    told = {name: value for name, value in row.items() if value not in (None, "")}
    assert set(told) == {
        "id",
        "kind",
        "answer_id",
        "audience",
        "language",
        "number",
        "persona",
        "words",
        "asked_at",
        "status",
    }
    kept = " ".join(str(value) for value in told.values())
    assert "10.0.0.1" not in kept
    limits = session.execute(select(reader_limit.c.who)).scalars().all()
    assert all("10.0.0.1" not in who for who in limits)


def test_a_section_that_many_ask_about_stands_first_and_mistakes_before_it(
    session: Session,
) -> None:
    for network, section in enumerate(["Doses", "Rest", "Doses"]):
        ask(session, section=section, network=str(network))
    ask(session, kind=MessageKind.MISTAKE, network="9")
    assert groups(session) == [
        ("mistake", "", 1),
        ("question", "Doses", 2),
        ("question", "Rest", 1),
    ]
    counted = reader_questions.count_open(session, NOW - timedelta(days=DAYS))
    assert counted == {MessageKind.MISTAKE: 1, MessageKind.QUESTION: 3}


def test_one_network_asks_so_often_and_then_waits(session: Session) -> None:
    for _ in range(reader_feedback.MAX_PER_SENDER):
        ask(session)
    with pytest.raises(FeedbackRejected) as refused:
        ask(session)
    assert refused.value.code == "too_many"
    ask(session, network="10.0.0.2")
    ask(session, now=NOW + reader_feedback.RATE_LIMIT_WINDOW + timedelta(seconds=1))


def test_what_was_asked_before_the_clock_was_set_back_stops_nobody(session: Session) -> None:
    ahead = NOW + timedelta(days=365)
    for _ in range(reader_feedback.MAX_PER_SENDER):
        ask(session, now=ahead)
    for _ in range(reader_feedback.MAX_PER_SENDER):
        ask(session)
    with pytest.raises(FeedbackRejected):
        ask(session)


def test_all_together_ask_so_often(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_feedback, "MAX_IN_TOTAL", 2)
    ask(session, network="1")
    ask(session, network="2")
    with pytest.raises(FeedbackRejected):
        ask(session, network="3")


def test_networks_are_deleted_when_the_rate_limit_window_ends(session: Session) -> None:
    ask(session)
    reader_feedback.purge_expired(
        session, days=DAYS, now=NOW + reader_feedback.RATE_LIMIT_WINDOW * 2
    )
    assert session.execute(select(reader_limit)).all() == []


@pytest.mark.parametrize(
    ("words", "code"),
    [(" \n ", "empty"), ("x" * 2_001, "long"), ("a\x00b", "broken"), ("\ud800", "broken")],
)
def test_words_that_cannot_be_kept_are_refused(words: str, code: str) -> None:
    with pytest.raises(FeedbackRejected) as refused:
        reader_feedback.validate_message(words)
    assert refused.value.code == code


def test_a_form_is_sent_by_a_person_in_a_persons_time(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = reader_feedback.issue_form_token(session, "headache")
    with pytest.raises(FeedbackRejected) as refused:
        reader_feedback.verify_form_token(session, "headache", token)
    assert refused.value.code == "too_soon"
    monkeypatch.setattr(reader_feedback, "MIN_FORM_SECONDS", 0)
    reader_feedback.verify_form_token(session, "headache", token)
    for slug, given in (("other", token), ("headache", token + "x"), ("headache", "")):
        with pytest.raises(FeedbackRejected) as refused:
            reader_feedback.verify_form_token(session, slug, given)
        assert refused.value.code == "too_late"
    monkeypatch.setattr(reader_feedback, "MAX_FORM_SECONDS", -1)
    with pytest.raises(FeedbackRejected):
        reader_feedback.verify_form_token(session, "headache", token)


def test_questions_go_when_their_time_is_over(session: Session) -> None:
    ask(session, "old", now=NOW - timedelta(days=DAYS, seconds=1))
    assert groups(session) == []
    ask(session, "new", network="2")
    assert reader_feedback.purge_expired(session, days=DAYS, now=NOW) == 1
    assert groups(session) == [("question", "", 1)]
    assert session.scalars(select(reader_question.c.words)).all() == ["new"]


def test_an_editor_links_drafts_or_dismisses_and_it_is_noted(
    session: Session, rita: Account
) -> None:
    save(session, answer("running"))
    ask(session, "May I run a marathon?")
    number = first(session)
    linked = QuestionResolution(QuestionStatus.LINKED, "running")
    assert (
        reader_feedback.resolve_question(session, rita, number, linked, now=NOW).slug == "headache"
    )
    assert groups(session) == []
    [handled] = reader_questions.list_handled(session, NOW - timedelta(days=DAYS), limit=5)
    assert (handled.status, handled.target, handled.handled_by) == ("linked", "running", rita.name)
    reader_feedback.resolve_question(
        session, rita, number, QuestionResolution(QuestionStatus.OPEN), now=NOW
    )
    assert groups(session) == [("question", "", 1)]
    entries = audit_log.list_entries(session)
    assert [one.action for one in entries[:2]] == ["question.open", "question.linked"]
    assert all("marathon" not in str(one.detail) for one in entries)


def test_missing_entries_cannot_be_handled(session: Session, rita: Account) -> None:
    ask(session)
    with pytest.raises(LookupError):
        reader_feedback.resolve_question(
            session, rita, 999, QuestionResolution(QuestionStatus.DISMISSED), now=NOW
        )
    with pytest.raises(LookupError):
        reader_feedback.resolve_question(
            session, rita, first(session), QuestionResolution(QuestionStatus.LINKED, "no"), now=NOW
        )
    with pytest.raises(LookupError):
        reader_feedback.submit_message(session, "none", asked(), "1", now=NOW)


def test_a_question_is_deleted_at_once_with_its_words(session: Session, rita: Account) -> None:
    ask(session, "I am Jane, 5 May 1961")
    reader_feedback.delete_question(session, rita, first(session), now=NOW)
    assert session.execute(select(reader_question)).all() == []
    assert audit_log.list_entries(session)[0].action == "question.removed"


def ease(session: Session, *, easy: bool, network: str = "1", number: int = 1) -> None:
    place = ("headache", Audience.LAY, "en", number)
    reader_feedback.submit_ease_vote(session, *place, network, easy=easy, now=NOW)


def test_readers_say_once_how_easy_a_revision_was(session: Session) -> None:
    ease(session, easy=True)
    ease(session, easy=False)
    ease(session, easy=False, network="2")
    ease(session, easy=True, network="3")
    answer_id = answers.find_id(session, "headache")
    assert answer_id
    lay_id = next(one.id for one in iter_revisions(session, answer_id, Audience.LAY, "en"))
    found = ease_votes.find_votes(session, answer_id)
    assert {number: (one.easy, one.hard) for number, one in found.items()} == {lay_id: (2, 1)}


def test_a_vote_on_a_text_that_is_not_public_is_refused(session: Session) -> None:
    with pytest.raises(LookupError):
        ease(session, easy=True, number=7)
    save(session, answer("secret", lay(review=DRAFT)))
    with pytest.raises(LookupError):
        place = ("secret", Audience.LAY, "en", 1)
        reader_feedback.submit_ease_vote(session, *place, "1", easy=True, now=NOW)


def understand(
    session: Session, choice: int, network: str, *, number: int = 1, question: str = "q"
) -> None:
    place = ("headache", Audience.LAY, "en", number)
    reader_feedback.submit_check_choice(
        session, *place, network, question=question, choice=choice, now=NOW
    )


def test_choices_are_counted_by_revision_and_question_and_once_for_each_network(
    session: Session,
) -> None:
    understand(session, 1, "1")
    understand(session, 0, "1")
    understand(session, 1, "2")
    understand(session, NOT_SURE, "3")
    understand(session, 1, "4", question="another")
    answer_id = answers.find_id(session, "headache")
    assert answer_id
    [revision] = iter_revisions(session, answer_id, Audience.LAY, "en")
    found = check_choices.find_choices(session, revision.variant_id, "q")
    assert found == {1: {1: 2, NOT_SURE: 1}}
    with pytest.raises(LookupError):
        understand(session, 1, "5", number=7)


def test_only_the_number_of_each_choice_is_stored(session: Session) -> None:
    understand(session, 1, "10.0.0.1")
    [row] = session.execute(select(check_choice)).mappings().all()
    assert set(row) == {"revision_id", "question", "choice", "readers"}
    senders = session.execute(select(reader_limit.c.who)).scalars().all()
    assert all("10.0.0.1" not in one for one in senders)
