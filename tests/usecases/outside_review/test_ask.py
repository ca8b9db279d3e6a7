"""People without an account are asked by a link, on each database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import MailKind
from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.database.desk_tables import outside_review
from readlevel.storage.mail import outbox
from readlevel.storage.mail.outbox import OutgoingMail
from readlevel.usecases.outside_review import ask, links
from readlevel.usecases.outside_review.ask import OutsideAskRejected
from readlevel.usecases.outside_review.links import OutsideLinkEnded
from tests.statements import recorded_statements
from tests.usecases.outside_review.cast import CLINICIAN, LAY, answer, ask_olga
from tests.usecases.review.cast import NOW, person
from tests.usecases.review.test_answer_review import approve, submit, write

pytestmark = pytest.mark.usefixtures("waiting")


@pytest.fixture
def ed(session: Session) -> Account:
    return person(session, "ed", Role.EDITOR)


def answer_id_of(session: Session) -> int:
    found = answers.find_id(session, "gout")
    assert found
    return found


def refuse(session: Session, who: Account, email: str, days: int = 14) -> str:
    with pytest.raises(OutsideAskRejected) as refused:
        ask_olga(session, who, email, days)
    return refused.value.code


def test_a_link_shows_the_revisions_that_wait(session: Session, ed: Account) -> None:
    review = links.open_link(session, ask_olga(session, ed), now=NOW)
    assert [(one.audience, one.number, one.is_asked) for one in review.texts] == [
        ("clinician", 1, True),
        ("lay", 1, True),
    ]
    assert (review.asked_by, review.state(NOW)) == ("ed", "open")


def test_beside_what_waits_only_approved_texts_are_shown(session: Session, ed: Account) -> None:
    rita = person(session, "rita", Role.REVIEWER)
    approve(session, rita)
    write(session, ed, clinician=CLINICIAN + " Draft.", lay=LAY + " Rest.")
    submit(session, ed, "lay")
    review = links.open_link(session, ask_olga(session, ed), now=NOW)
    assert [(one.audience, one.number, one.is_asked) for one in review.texts] == [
        ("clinician", 1, False),
        ("lay", 2, True),
    ]


def test_only_a_digest_of_the_token_is_stored(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    row = session.execute(select(outside_review)).one()
    assert all(token not in str(value) for value in row)
    entry = audit_log.list_entries(session, limit=1)[0]
    assert (entry.action, entry.name) == ("review.outside_asked", "ed")
    assert token not in str(entry.detail)
    assert entry.detail["email"] == "olga@elsewhere.org"


@pytest.mark.parametrize(
    "email", ["ed@example.org", "ED@example.org ", "ed+review@example.org", "rita@example.org"]
)
def test_people_with_an_account_are_not_asked_by_a_link(
    session: Session, ed: Account, email: str
) -> None:
    person(session, "rita", Role.REVIEWER)
    assert refuse(session, ed, email) == "has_account"


@pytest.mark.parametrize(
    ("email", "days", "code"),
    [("olga", 14, "bad_email"), ("o@x.org", 365, "bad_days"), ("o@x.org", 0, "bad_days")],
)
def test_a_wrong_question_is_refused(
    session: Session, ed: Account, email: str, days: int, code: str
) -> None:
    assert refuse(session, ed, email, days) == code


def test_there_is_nothing_to_ask_about_what_is_approved(session: Session, ed: Account) -> None:
    approve(session, person(session, "rita", Role.REVIEWER))
    assert refuse(session, ed, "olga@elsewhere.org") == "nothing_waits"


def test_few_links_to_an_answer_work_at_once(session: Session, ed: Account) -> None:
    for number in range(ask.MAX_OPEN):
        ask_olga(session, ed, f"olga{number}@elsewhere.org")
    assert refuse(session, ed, "olga@elsewhere.org") == "too_many"
    ask_olga(session, ed, now=NOW + timedelta(days=15))


def test_links_that_ended_leave_room_for_others(session: Session, ed: Account) -> None:
    will = person(session, "will", Role.EDITOR)
    for number in range(ask.MAX_OPEN):
        ask_olga(session, will, f"olga{number}@elsewhere.org")
    accounts.update_account(session, will.id, disabled_at=NOW)
    for number in range(ask.MAX_OPEN):
        ask_olga(session, ed, f"olga{number}@elsewhere.org")
    assert refuse(session, ed, "olga@elsewhere.org") == "too_many"
    write(session, ed, clinician=CLINICIAN, lay=LAY + " Rest.")
    submit(session, ed, "lay")
    ask_olga(session, ed)


def test_reviews_are_listed_in_as_many_statements_however_many_there_are(
    session: Session, engine: Engine, ed: Account
) -> None:
    counted = []
    for number in range(3):
        ask_olga(session, ed, f"olga{number}@elsewhere.org")
        with recorded_statements() as said:
            [review, *_] = found = ask.list_reviews(session, answer_id_of(session), "en")
        counted.append(len(said))
    assert [len(one.texts) for one in found] == [2, 2, 2]
    assert len(set(counted)) == 1
    for number in range(20):
        person(session, f"editor{number}", Role.EDITOR)
    with recorded_statements() as said:
        assert not links.has_account(session, review.email)
    assert len(said) == 1
    assert "SELECT account.email \n" in said[0]


def test_few_people_are_asked_in_a_day(
    session: Session, ed: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MAX_ASKED_A_DAY", 1)
    ask_olga(session, ed)
    assert refuse(session, ed, "olga@elsewhere.org") == "too_many"


def test_a_withdrawn_link_does_not_work(session: Session, ed: Account) -> None:
    token = ask_olga(session, ed)
    number = links.open_link(session, token, now=NOW).id
    with pytest.raises(LookupError):
        ask.withdraw(session, ed, "flu", number, now=NOW)
    ask.withdraw(session, ed, "gout", number, now=NOW)
    with pytest.raises(OutsideLinkEnded) as ended:
        links.open_link(session, token, now=NOW)
    assert ended.value.code == "withdrawn"


def test_a_withdrawn_link_is_not_mailed_any_more(session: Session, ed: Account) -> None:
    for one in range(2):
        token = ask_olga(session, ed, f"olga{one}@elsewhere.org")
        review = links.open_link(session, token, now=NOW)
        mail = OutgoingMail(MailKind.OUTSIDE_REVIEW, review.email, "Asked", token)
        outbox.enqueue(session, [replace(mail, about=review.mail_key)], now=NOW)
    ask.withdraw(session, ed, "gout", review.id, now=NOW)
    left = outbox.claim_next(session, now=NOW)
    assert left
    assert left.mail.to == "olga0@elsewhere.org"
    assert outbox.count(session).waiting == 1


def test_an_answered_link_is_not_withdrawn(session: Session, ed: Account) -> None:
    review, _ = answer(session, ask_olga(session, ed))
    with pytest.raises(OutsideAskRejected, match="answered"):
        ask.withdraw(session, ed, "gout", review.id, now=NOW)


def test_no_answer_is_nothing_to_ask_about(session: Session, ed: Account) -> None:
    with pytest.raises(LookupError):
        ask.ask(session, ed, "flu", "en", "olga@elsewhere.org", 14, now=NOW)
