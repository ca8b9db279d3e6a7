"""The inbox: who sees which messages, and handling them."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, select
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from readlevel.storage.accounts import audit_log
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.feedback_tables import reader_question
from readlevel.storage.feedback.reader_questions import MessageKind, ReaderMessage
from readlevel.usecases.public import reader_feedback
from readlevel.web.cache.rerender_process import forget_old
from tests.web.desk.conftest import DeskSite

INBOX = "/edit/inbox"


def ask(
    desk: DeskSite,
    words: str = "May I run?",
    *,
    section: str = "",
    kind: MessageKind = MessageKind.QUESTION,
    ago: int = 0,
) -> int:
    """Store a reader's message from some days ago; return its number."""
    engine = make_engine(desk.settings.database_url)
    asked = ReaderMessage(kind, Audience.LAY, "en", 1, "patient", section, words)
    moment = datetime.now(UTC) - timedelta(days=ago)
    with write_transaction(engine) as session:
        reader_feedback.submit_message(session, "both", asked, words, now=moment)
        [number] = session.scalars(
            select(reader_question.c.id).where(reader_question.c.words == words)
        )
    engine.dispose()
    return int(number)


def act(desk: DeskSite, client: Client, number: int, deed: str, **more: str) -> TestResponse:
    return desk.post(client, f"{INBOX}/{number}", {"deed": deed, **more})


def words_kept(desk: DeskSite) -> list[str]:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        found = list(session.scalars(select(reader_question.c.words)))
    engine.dispose()
    return found


def test_questions_are_grouped_by_answer_and_section_with_most_first(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "Nothing to deal with." in client.get(INBOX).text
    ask(desk, "Alone?", section="Rest")
    ask(desk, "<script>alert(1)</script>", section="Doses")
    ask(desk, "How much?", section="Doses")
    page = client.get(INBOX).text
    assert page.index("<bdi>Doses</bdi>") < page.index("<bdi>Rest</bdi>")
    assert "<b>2 readers</b>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_mistakes_go_to_those_who_review(desk: DeskSite) -> None:
    number = ask(desk, "The dose is wrong.", kind=MessageKind.MISTAKE)
    ed, rita = desk.client("editor"), desk.client("reviewer")
    assert "The dose is wrong." not in ed.get(INBOX).text
    assert "1 report of a mistake is waiting for a reviewer." in ed.get(INBOX).text
    assert act(desk, ed, number, "dismiss").status_code == 403
    assert "The dose is wrong." in rita.get(INBOX).text
    assert act(desk, rita, number, "dismiss").status_code == 303


@pytest.mark.parametrize(
    "target", ["pending", "/answers/pending", "http://127.0.0.1:8000/answers/pending/lay?a=b"]
)
def test_a_question_is_linked_to_an_answer(desk: DeskSite, target: str) -> None:
    client, number = desk.client("editor"), ask(desk)
    linked = act(desk, client, number, "link", target=target)
    assert linked.status_code == 303
    page = client.get(linked.location).text
    assert "Saved: another answer covers this." in page
    assert 'href="/edit/answers/pending">pending</a>' in page
    assert "Nothing to deal with." in page


def test_an_address_that_is_none_is_told_and_stays_in_the_field(desk: DeskSite) -> None:
    client, number = desk.client("editor"), ask(desk)
    refused = act(desk, client, number, "link", target="https://elsewhere.example/<x>")
    assert refused.status_code == 422
    assert "There is no answer at this address." in refused.text
    assert 'value="https://elsewhere.example/&lt;x&gt;"' in refused.text


def test_an_answer_is_begun_from_a_question(desk: DeskSite) -> None:
    client, number = desk.client("editor"), ask(desk, "May I\nrun “far”?")
    begun = act(desk, client, number, "draft")
    assert begun.status_code == 303
    assert "May I run “far”?" in client.get(begun.location).text
    assert "Ed Editor is writing an answer" in client.get(INBOX).text


def test_dismissed_messages_can_be_reopened_and_deleted_ones_cannot(desk: DeskSite) -> None:
    client, number = desk.client("editor"), ask(desk, "I am Jane, born 3 May 1961")
    act(desk, client, number, "dismiss")
    assert "Ed Editor set this aside" in client.get(INBOX).text
    act(desk, client, number, "open")
    assert "set this aside" not in client.get(INBOX).text
    assert act(desk, client, number, "remove").status_code == 303
    assert words_kept(desk) == []
    assert act(desk, client, number, "open").status_code == 404
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        entries = audit_log.list_entries(session)
    engine.dispose()
    assert entries[0].action == "question.removed"
    assert "Jane" not in str(entries)


@pytest.mark.parametrize(
    ("deed", "said"),
    [("dismiss_all", "All set aside."), ("remove_all", "All deleted permanently.")],
)
def test_all_that_is_asked_of_a_section_is_handled_at_once(
    desk: DeskSite, deed: str, said: str
) -> None:
    for words in ("One?", "Two?"):
        newest = ask(desk, words, section="Doses")
    ask(desk, "Elsewhere?", section="Rest")
    mistake = ask(desk, "Wrong.", section="Doses", kind=MessageKind.MISTAKE)
    later = "Later?"
    ask(desk, later, section="Doses")
    client = desk.client("editor")
    done = act(desk, client, newest, deed, back=f"{INBOX}?page=1")
    assert done.location.startswith(f"{INBOX}?page=1&")
    assert said in client.get(done.location).text
    kept = ["Elsewhere?", "Wrong.", later]
    assert words_kept(desk) == (kept if deed == "remove_all" else ["One?", "Two?", *kept])
    page = client.get(INBOX).text
    assert page.count("Ed Editor set this aside") == (0 if deed == "remove_all" else 2)
    assert act(desk, client, mistake, deed).status_code == 403


def test_deleted_data_is_in_no_file_any_more(desk: DeskSite) -> None:
    words = "xyzzy, that nobody else says"
    database = Path(make_url(desk.settings.database_url).database or "")
    number = ask(desk, words)
    assert any(words.encode() in one.read_bytes() for one in database.parent.glob("desk.sqlite*"))
    assert act(desk, desk.client("editor"), number, "remove").status_code == 303
    for one in database.parent.glob("desk.sqlite*"):
        assert words.encode() not in one.read_bytes()


def test_forged_deeds_do_nothing(desk: DeskSite) -> None:
    client, number = desk.client("editor"), ask(desk)
    assert act(desk, client, number, "explode").status_code == 400
    assert act(desk, client, 999, "remove").status_code == 404
    assert client.post(f"{INBOX}/{number}", data={"deed": "remove"}).status_code == 403
    assert words_kept(desk) == ["May I run?"]


def test_expired_entries_are_hidden_and_soon_deleted(desk: DeskSite) -> None:
    ask(desk, "Long ago?", ago=181)
    ask(desk, "Lately?", ago=179)
    page = desk.client("editor").get(INBOX).text
    assert "Lately?" in page
    assert "Long ago?" not in page
    engine = make_engine(desk.settings.database_url)
    forget_old(engine, desk.settings)
    engine.dispose()
    assert words_kept(desk) == ["Lately?"]


def test_a_full_inbox_has_pages(desk: DeskSite) -> None:
    for number in range(25):
        ask(desk, f"Number {number}?", section=f"Section {number:02}")
    client = desk.client("editor")
    first, second = client.get(INBOX).text, client.get(f"{INBOX}?page=2").text
    assert len(re.findall(r"<bdi>Section", first)) == 20
    assert len(re.findall(r"<bdi>Section", second)) == 5


def test_ease_votes_are_shown_beside_the_text(desk: DeskSite) -> None:
    client, review = desk.client("editor"), "/edit/answers/both/lay/en/review"
    assert "Easy to understand?" not in client.get(review).text
    reader = desk.client()
    data = {"audience": "lay", "language": "en", "number": "1", "easy": "no"}
    assert reader.post("/answers/both/ease", data=data).status_code == 303
    assert "Yes: 0, no: 1" in client.get(review).text
