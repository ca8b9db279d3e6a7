"""Mails to reviewers: who gets them, and that they delay no request."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import SecretStr

from readlevel.core.model.answer import Audience
from readlevel.storage.answers.answers import find_id
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.mail import outbox
from readlevel.usecases.review.review_state import list_revisions
from readlevel.web.http.mail_sender import MailSender
from readlevel.web.mail.mail_messages import MistakeMail
from readlevel.web.mail.notifications import queue_mistake
from tests.mail_server import Box
from tests.ports import free_port
from tests.web.desk.conftest import DeskSite

CHOSEN = re.compile(r'name="mail" value="(\w+)" checked')
REVIEW = "/edit/answers/draft/lay/en/review"

CHOSEN = re.compile(r'name="mail" value="(\w+)" checked')


def newest(desk: DeskSite, slug: str) -> StoredRevision:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        answer_id = find_id(session, slug)
        assert answer_id
        found = list_revisions(session, answer_id, Audience.LAY, "en")[0]
    engine.dispose()
    return found


def submit(desk: DeskSite, who: str) -> int:
    text = newest(desk, "draft")
    given = {"number": str(text.number), "seen": text.review.status, "move": "submit"}
    return desk.post(desk.client(who), REVIEW, given).status_code


def test_everybody_who_reviews_is_told_what_waits(mailed: DeskSite, box: Box) -> None:
    assert submit(mailed, "editor") == 303
    messages = [box.next(), box.next()]
    assert {message["To"] for message in messages} == {"ada@example.org", "rita@example.org"}
    assert messages[0]["Subject"] == "A text is waiting for your review"
    text = messages[0].get_content()
    assert "Ed Editor submitted a text on Readlevel" in text
    assert "(Plain language, English)" in text
    assert "http://127.0.0.1:8000/edit/answers/draft/review?language=en" in text


def test_the_submitter_is_not_notified(mailed: DeskSite, box: Box) -> None:
    assert submit(mailed, "reviewer") == 303
    assert box.next()["To"] == "ada@example.org"
    assert len(box.envelopes) == 1


def test_many_texts_submitted_at_once_are_one_mail(mailed: DeskSite, box: Box) -> None:
    texts = [f"draft/lay/en/{newest(mailed, 'draft').number}/draft", "draft/lay/xx/1/draft"]
    given = {"move": "submit", "text": texts}
    assert mailed.post(mailed.client("reviewer"), "/edit/answers/moves", given).status_code == 200
    message = box.next()
    assert message["To"] == "ada@example.org"
    assert message.get_content().count("/review") == 1


def test_a_mail_server_that_fails_keeps_nobody_from_submitting(
    make_desk: Callable[..., DeskSite],
) -> None:
    gone = SecretStr(f"smtp://127.0.0.1:{free_port()}")
    desk = make_desk(mail_url=gone, mail_from="desk@example.org")
    assert submit(desk, "editor") == 303
    # The mails are stored with the submission, and wait.
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        assert outbox.count(session).waiting == 2
    engine.dispose()


def test_a_reported_mistake_is_mailed_without_what_the_reader_wrote(
    mailed: DeskSite, box: Box
) -> None:
    engine = make_engine(mailed.settings.database_url)
    page = MistakeMail("Readlevel", "What is it?", Audience.LAY, "en", "Dose", "http://x/inbox")
    with write_transaction(engine) as session:
        queue_mistake(session, mailed.settings, page, now=datetime.now(UTC))
    engine.dispose()
    sender = MailSender(mailed.settings)
    sender.nudge()
    messages = [box.next(), box.next()]
    sender.stop()
    assert {message["To"] for message in messages} == {"ada@example.org", "rita@example.org"}
    text = messages[0].get_content()
    assert "Section: Dose" in text
    assert "http://x/inbox" in text
    assert messages[0]["List-Unsubscribe"].removeprefix("<").removesuffix(">") in text


def test_unsubscribing_from_a_kind_of_mail_stops_it(mailed: DeskSite, box: Box) -> None:
    assert submit(mailed, "editor") == 303
    messages = {message["To"]: message for message in (box.next(), box.next())}
    link = messages["rita@example.org"]["List-Unsubscribe"].strip("<>")
    path = link.removeprefix(mailed.settings.base_url)
    stranger = mailed.client(None)
    asked = stranger.get(path)
    assert asked.status_code == 200
    assert "Stop these emails?" in asked.text
    # As a mail program sends it: no cookie, no Origin.
    done = stranger.post(path, data={"List-Unsubscribe": "One-Click"})
    assert "You will not get these emails again" in done.text
    assert stranger.post(f"{path}x", data={"a": "b"}).status_code == 404
    account = mailed.client("reviewer").get("/edit/account").text
    assert account.count('name="mail"') == 5
    assert len(CHOSEN.findall(account)) == 4
    take_back = {"number": str(newest(mailed, "draft").number), "seen": "submitted"}
    mailed.post(mailed.client("editor"), REVIEW, {**take_back, "move": "take_back"})
    assert submit(mailed, "editor") == 303
    assert box.next()["To"] == "ada@example.org"
    given = {"mail": ["review_requested", "mistake_reported"]}
    assert mailed.post(mailed.client("reviewer"), "/edit/account/mails", given).status_code == 303
    account = mailed.client("reviewer").get("/edit/account").text
    assert len(CHOSEN.findall(account)) == 2


def test_editors_choose_among_the_mails_that_they_may_get(mailed: DeskSite) -> None:
    editor = mailed.client("editor")
    account = editor.get("/edit/account").text
    assert CHOSEN.findall(account) == ["commented"]
    assert mailed.post(editor, "/edit/account/mails", {}).status_code == 303
    account = editor.get("/edit/account").text
    assert re.findall(r'name="mail" value="(\w+)"(?! checked)', account) == ["commented"]
