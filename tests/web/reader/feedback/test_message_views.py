"""Reader feedback: what is accepted, what is confirmed first, and what keeps bots out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Table, select
from werkzeug.test import TestResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import DEFAULT_PERSONAS
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.database.feedback_tables import reader_limit, reader_question
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.publishing.publish import save_answer
from readlevel.usecases.publishing.renderer import Renderer
from tests.web.conftest import Site

MakeSite = Callable[..., Site]
ASK = "/answers/both/ask"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
LAY = {"audience": "lay", "language": "en", "number": "1", "persona": "patient"}


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_feedback, "MIN_FORM_SECONDS", 0)


def rows(site: Site, table: Table) -> list[dict[str, Any]]:
    engine = make_engine(site.settings.database_url)
    with read_transaction(engine) as session:
        found = [dict(row) for row in session.execute(select(table)).mappings()]
    engine.dispose()
    return found


def write(site: Site, words: str, path: str = ASK, **more: str) -> TestResponse:
    return site.client.post(path, data={**LAY, "kind": "question", "words": words, **more})


def send(site: Site, words: str, path: str = ASK, **more: str) -> TestResponse:
    asked = write(site, words, path, **more)
    [token] = TOKEN.findall(asked.text)
    return write(site, words, path, step="send", token=token, **more)


def test_the_answer_page_asks_and_stays_the_same_for_everybody(site: Site) -> None:
    response = site.get("/answers/both/lay")
    assert "Have a follow-up question?" in response.text
    assert "Was this easy to understand?" in response.text
    assert "Do not include personal health information." in response.text
    assert f'action="{ASK}"' in response.text
    assert "token" not in response.text
    assert response.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in response.headers


def test_a_question_is_sent_after_it_was_asked_whether(own_site: Site) -> None:
    asked = write(own_site, "May I run with it?", section="From the guidelines")
    assert asked.status_code == 200
    assert ">Send</button>" in asked.text
    assert rows(own_site, reader_question) == []
    sent = send(own_site, "May I run with it?", section="From the guidelines")
    assert (sent.status_code, sent.location) == (303, "/answers/both/thanks?kind=question")
    assert "Set-Cookie" not in sent.headers
    [kept] = rows(own_site, reader_question)
    told = {name: kept[name] for name in ("kind", "words", "section", "persona", "number")}
    assert told == {
        "kind": "question",
        "words": "May I run with it?",
        "section": "From the guidelines",
        "persona": "patient",
        "number": 1,
    }
    thanks = own_site.get(sent.location).text
    assert "You won’t get a personal reply." in thanks
    assert "We delete it after 180 days." in thanks


@pytest.mark.parametrize(("given", "kept"), [("1", 1), ("0", 2), ("9", 2), ("x", 2), ("", 2)])
def test_the_revision_that_was_read_is_kept(own_site: Site, given: str, kept: int) -> None:
    engine = make_engine(own_site.settings.database_url)
    with write_transaction(engine) as session:
        whole = answers.get_answer(session, "both")
        texts = [
            replace(one, markdown="New words.") if one.audience is Audience.LAY else one
            for one in whole.variants
        ]
        renderer = Renderer(session, DEFAULT_PERSONAS, "en")
        new = replace(whole, variants=tuple(texts))
        save_answer(session, new, renderer, author="Ed", why="", now=datetime.now(UTC))
    engine.dispose()
    assert send(own_site, "May I run?", number=given).status_code == 303
    assert [one["number"] for one in rows(own_site, reader_question)] == [kept]


def test_before_it_is_sent_matching_answers_are_offered(own_site: Site) -> None:
    asked = write(own_site, "I would like to know whether garlic is useful for me")
    assert "Does one of these answer your question?" in asked.text
    assert 'href="/answers/pending"' in asked.text
    assert (
        'href="/answers/both"'
        not in asked.text.partition("Does one of these")[2].partition("</section>")[0]
    )


def test_personal_data_is_marked_and_must_be_confirmed(own_site: Site) -> None:
    words = "I am jane@example.org, born 3 May 1961. <b>May I run?</b>"
    asked = write(own_site, words)
    assert "<mark>jane@example.org</mark>" in asked.text
    assert "<mark>3 May 1961</mark>" in asked.text
    assert "&lt;b&gt;May I run?&lt;/b&gt;" in asked.text
    refused = send(own_site, words)
    assert refused.status_code == 422
    assert "Remove the highlighted details, or confirm they aren’t personal." in refused.text
    assert rows(own_site, reader_question) == []
    assert send(own_site, words, personal="no").status_code == 303
    assert len(rows(own_site, reader_question)) == 1


def test_a_mistake_is_reported_in_the_same_place(own_site: Site) -> None:
    page = own_site.get("/answers/both/lay").text
    [path] = re.findall(r'href="([^"]+kind=mistake[^"]*)"', page)
    form = own_site.get(path.replace("&amp;", "&"))
    assert "What is wrong?" in form.text
    assert form.headers["Cache-Control"] == "no-store"
    sent = send(own_site, "The dose is wrong.", kind="mistake")
    assert sent.location == "/answers/both/thanks?kind=mistake"
    assert [row["kind"] for row in rows(own_site, reader_question)] == ["mistake"]


def test_robots_that_fill_in_every_field_are_thanked_and_not_heard(own_site: Site) -> None:
    sent = send(own_site, "Buy now", website="")
    assert sent.status_code == 303
    trapped = write(own_site, "Buy now", step="send", token="x", website="https://spam.example")
    assert trapped.status_code == 303
    assert len(rows(own_site, reader_question)) == 1


def test_a_form_sent_too_soon_is_shown_again(
    own_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_feedback, "MIN_FORM_SECONDS", 3)
    refused = send(own_site, "May I run?")
    assert refused.status_code == 422
    assert "Check your message, then send it." in refused.text
    token = TOKEN.findall(refused.text)
    monkeypatch.setattr(reader_feedback, "MIN_FORM_SECONDS", 0)
    assert write(own_site, "May I run?", step="send", token=token[0]).status_code == 303


def test_messages_above_the_limit_of_a_sender_are_refused(own_site: Site) -> None:
    for number in range(reader_feedback.MAX_PER_SENDER):
        assert send(own_site, f"Number {number}?").status_code == 303
    refused = send(own_site, "One more?")
    assert refused.status_code == 429
    assert "Try again in 30 minutes" in refused.text
    assert "One more?" in refused.text
    kept = str(rows(own_site, reader_limit)) + str(rows(own_site, reader_question))
    assert "127.0.0.1" not in kept


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize(
    "path", [ASK, "/answers/both/ease", "/answers/both/hard", "/answers/both/check"]
)
def test_other_sites_send_nothing(own_site: Site, path: str, headers: dict[str, str]) -> None:
    data = {**LAY, "words": "x", "easy": "yes"}
    assert own_site.client.post(path, data=data, headers=headers).status_code == 403
    crossed = {"Sec-Fetch-Site": "cross-site"}
    assert own_site.client.post(path, data=data, headers=crossed).status_code == 403


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("  ", "Enter your question or comment."),
        ("x" * 2_001, "Your message must be 2,000 characters or fewer."),
        ("a\x00b", "Your message contains a character we cannot save."),
    ],
)
def test_an_invalid_value_is_reported_and_stays_in_its_field(
    own_site: Site, words: str, said: str
) -> None:
    refused = write(own_site, words)
    assert refused.status_code == 422
    assert said in refused.text


def test_made_up_values_are_left_out(own_site: Site) -> None:
    made_up = {"persona": "<b>", "section": "<i>", "audience": "all", "language": "xx"}
    sent = send(own_site, "May I run?", **made_up)
    assert sent.status_code == 303
    [kept] = rows(own_site, reader_question)
    assert (kept["persona"], kept["section"], kept["audience"]) == ("", "", "lay")
    assert kept["language"] == "en"


@pytest.mark.parametrize("slug", ["none", "draft", "withdrawn"])
def test_a_text_that_is_not_public_takes_no_messages_or_votes(own_site: Site, slug: str) -> None:
    for path in (f"/answers/{slug}/ask", f"/answers/{slug}/ease"):
        data = {**LAY, "words": "x", "easy": "yes"}
        assert own_site.client.post(path, data=data).status_code == 404
    assert own_site.get(f"/answers/{slug}/ask").status_code == 404


def test_a_site_may_have_no_questions(make_site: MakeSite) -> None:
    site = make_site(questions=False)
    assert "follow-up" not in site.get("/answers/both/lay").text
    assert site.get(ASK).status_code == 404
    assert site.client.post(ASK, data=LAY).status_code == 404


def test_in_another_language_it_is_asked_in_that_language(own_site: Site) -> None:
    sent = send(own_site, "¿Puedo correr?", "/es/answers/translated/ask", language="es")
    assert sent.location == "/es/answers/translated/thanks?kind=question"
    assert [row["language"] for row in rows(own_site, reader_question)] == ["es"]


def test_nothing_that_was_sent_stands_in_the_log(
    own_site: Site, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    send(own_site, "My secret rash")
    write(own_site, "My secret rash" * 200)
    assert "secret rash" not in caplog.text + capfd.readouterr().err
