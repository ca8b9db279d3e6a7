"""The home page of the desk."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update

from readlevel.core.model.answer import Audience
from readlevel.storage.answers import answers
from readlevel.storage.database.content_tables import stale_answer
from readlevel.storage.database.desk_tables import worklist
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.storage.feedback.reader_questions import MessageKind, ReaderMessage
from readlevel.storage.public import render_queue
from readlevel.usecases.public import reader_feedback
from tests.statements import recorded_statements
from tests.web.desk.conftest import DeskSite


def leave_behind(desk: DeskSite, *slugs: str) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        is_behind = (worklist.c.audience == Audience.LAY) & worklist.c.slug.in_(slugs)
        session.execute(update(worklist).values(behind=is_behind))
    engine.dispose()


def send(desk: DeskSite, kind: MessageKind, words: str) -> None:
    engine = make_engine(desk.settings.database_url)
    asked = ReaderMessage(kind, Audience.LAY, "en", 1, "patient", "", words)
    with write_transaction(engine) as session:
        reader_feedback.submit_message(session, "both", asked, words, now=datetime.now(UTC))
    engine.dispose()


def test_plain_texts_that_are_behind_are_on_the_first_page(desk: DeskSite) -> None:
    client = desk.client("editor")
    leave_behind(desk)
    assert "Out of date" not in client.get("/edit").text
    leave_behind(desk, "both")
    page = client.get("/edit").text
    assert "Out of date compared with the text for health professionals" in page
    assert 'href="/edit/answers/both/lay/en/review"' in page


def test_messages_of_readers_are_counted_on_the_home_page(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert '/edit/inbox">1' not in client.get("/edit").text
    send(desk, MessageKind.QUESTION, "May I run?")
    send(desk, MessageKind.QUESTION, "May I swim?")
    send(desk, MessageKind.MISTAKE, "A digit is wrong.")
    page = client.get("/edit").text
    assert "2 reader questions to answer" in page
    assert "Readers reported 1 mistake" in page


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_the_first_page_takes_few_statements(desk: DeskSite, who: str) -> None:
    leave_behind(desk, "both")
    client = desk.client(who)
    with recorded_statements() as noted:
        assert client.get("/edit").status_code == 200
    asked = [one for one in noted if one.startswith(("SELECT", "WITH"))]
    assert len(asked) <= 16
    assert 'href="/edit/levels"' in client.get("/edit").text


def test_answers_that_are_rendered_again_are_counted_on_the_first_page(desk: DeskSite) -> None:
    client = desk.client("editor")
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(delete(stale_answer))
    assert "latest glossary" not in client.get("/edit").text
    with write_transaction(engine) as session:
        render_queue.enqueue(session, [number for number, _ in answers.list_ids(session)][:2])
    engine.dispose()
    words = "Updating answers to the latest glossary: {} of {} done"
    assert words.format(0, 2) in client.get("/edit").text
    assert client.get("/readyz").json == {"status": "ok", "rerendering": 2}
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        ids = [number for number, _ in answers.list_ids(session)]
        render_queue.dequeue(session, ids[0])
        render_queue.enqueue(session, ids[1:4])
    assert words.format(1, 4) in client.get("/edit").text
    with write_transaction(engine) as session:
        render_queue.dequeue(session, *ids)
        render_queue.enqueue(session, ids[:1])
    assert words.format(0, 1) in client.get("/edit").text
    engine.dispose()
