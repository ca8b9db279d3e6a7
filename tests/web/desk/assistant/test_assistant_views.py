"""The assistant at the desk: consent, drafts in the background, and what becomes of them."""

import html
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update
from werkzeug.test import Client, TestResponse

from readlevel.core.house_style.house_rule import HouseRule, HouseStyle, RuleLevel
from readlevel.storage.assistant import draft_jobs
from readlevel.storage.database import assistant_tables
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.writing import house_styles
from tests.conftest import PATIENCE
from tests.model_server import ModelServer, Reply, run_model_server, stream, whole
from tests.web.desk.conftest import DeskSite

KEY = "sk-verysecret-0123456789"
WRITE = "/edit/answers/both?language=en"
WHOLE = {
    "slug": "both",
    "audience": "lay",
    "language": "en",
    "task": "draft",
    "source": "clinician/en",
    "present": "",
}
PASSAGE = {
    "slug": "both",
    "audience": "lay",
    "language": "en",
    "task": "simplify",
    "present": "Take 5 mg of warfarin daily. Do not take ibuprofen.",
    "passage": "Take 5 mg of warfarin daily. Do not take ibuprofen.",
}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with run_model_server(lambda seen: stream(seen.text)) as running:
        yield running


@pytest.fixture
def assisted(make_desk: Callable[..., DeskSite], server: ModelServer) -> DeskSite:
    """A site with an assistant to which an administrator has agreed."""
    site = make_desk(
        assistant_url=server.url,
        assistant_model="tiny",
        assistant_key=SecretStr(KEY),
        assistant_disclosure=True,
        assistant_timeout=60,
    )
    agree(site, server.url)
    return site


def agree(site: DeskSite, url: str, **given: str) -> TestResponse:
    return site.post(site.client("admin"), "/edit/assistant", {"do": "agree", "url": url, **given})


def json_of(response: TestResponse) -> Any:
    """Return the parsed body."""
    return response.json


def ask(site: DeskSite, client: Client, given: dict[str, str]) -> str:
    """Ask for a draft; return its address."""
    answer = site.post(client, "/edit/assistant/drafts", given)
    assert answer.status_code == 200, answer.text
    url: str = json_of(answer)["url"]
    return url


def wait(client: Client, url: str, status: str = "done") -> dict[str, Any]:
    """Return a draft once it has a status."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        shown: dict[str, Any] = json_of(client.get(url))
        if shown["status"] == status:
            return shown
        time.sleep(0.05)
    raise AssertionError(f"{url} is {shown['status']}: {shown}")


def change(site: DeskSite, statement: Any) -> None:
    engine = make_engine(site.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(statement)
    engine.dispose()


def test_without_an_address_there_is_no_assistant(desk: DeskSite, server: ModelServer) -> None:
    editor, admin = desk.client("editor"), desk.client("admin")
    assert "data-assistant" not in editor.get(WRITE).text
    assert desk.post(editor, "/edit/assistant/drafts", WHOLE).status_code == 404
    assert "This site has no assistant" in admin.get("/edit/assistant").text
    assert "/edit/assistant" not in admin.get("/edit").text
    assert server.seen == []


def test_nothing_is_sent_before_an_administrator_agrees(
    make_desk: Callable[..., DeskSite], server: ModelServer
) -> None:
    site = make_desk(assistant_url=server.url, assistant_model="tiny")
    editor = site.client("editor")
    assert "An administrator has to agree first" in editor.get(WRITE).text
    refused = site.post(editor, "/edit/assistant/drafts", WHOLE)
    assert refused.status_code == 409
    assert "An administrator has to agree first" in json_of(refused)["problem"]
    assert site.post(editor, "/edit/assistant", {"do": "agree"}).status_code == 403

    notice = site.client("admin").get("/edit/assistant").text
    assert server.url in notice
    assert "Nobody has agreed yet" in notice
    assert agree(site, server.url).status_code == 303
    assert "Ada Admin" in site.client("admin").get("/edit/assistant").text
    assert "Agreed to send texts to the assistant" in site.client("admin").get("/edit/audit").text
    assert site.post(editor, "/edit/assistant/drafts", WHOLE).status_code == 200


def test_another_address_is_asked_about_again(
    assisted: DeskSite, make_desk: Callable[..., DeskSite], server: ModelServer
) -> None:
    moved = make_desk(assistant_url="http://127.0.0.1:9/v1", assistant_model="tiny")
    refused = moved.post(moved.client("editor"), "/edit/assistant/drafts", WHOLE)
    assert refused.status_code == 409
    assert agree(moved, server.url).status_code == 409


def test_consent_can_be_withdrawn(assisted: DeskSite, server: ModelServer) -> None:
    agree(assisted, server.url, do="withdraw")
    refused = assisted.post(assisted.client("editor"), "/edit/assistant/drafts", PASSAGE)
    assert refused.status_code == 409
    assert server.seen == []


def test_a_text_is_drafted_section_by_section(assisted: DeskSite, server: ModelServer) -> None:
    editor = assisted.client("editor")
    url = ask(assisted, editor, WHOLE)
    shown = wait(editor, url)

    assert shown["next"] == shown["total"] == len(server.seen)
    assert "Section 1 of" in shown["html"]
    assert "data-accept" in shown["html"]
    assert json_of(editor.get(f"{url}?from={shown['next']}"))["html"].strip() == ""
    assert url in editor.get(WRITE).text
    assert "school grade 6" in server.seen[0].prompt


def test_only_the_text_is_sent_and_nothing_about_people(
    assisted: DeskSite, server: ModelServer
) -> None:
    wait(assisted.client("editor"), ask(assisted, assisted.client("editor"), PASSAGE))
    (seen,) = server.seen
    assert seen.body.keys() == {"model", "messages", "max_tokens", "stream", "stream_options"}
    sent = repr(seen.body) + repr(seen.headers)
    assert "Ed Editor" not in sent
    assert "ed@example.org" not in sent
    assert "cookie" not in seen.headers


def test_what_a_draft_contradicts_is_shown(assisted: DeskSite, server: ModelServer) -> None:
    server.behaviour = lambda seen: stream(seen.text.replace("Do not take", "Take"))
    editor = assisted.client("editor")
    shown = wait(editor, ask(assisted, editor, PASSAGE))
    words = html.unescape(re.sub(r"<[^>]+>", "", shown["html"]))
    assert "Contradicts the original" in words
    assert "The original says:" in words
    assert f'data-before="{PASSAGE["passage"]}"' in shown["html"]


def test_wordings_that_the_house_style_does_not_want_are_shown_at_the_paragraph(
    assisted: DeskSite, server: ModelServer
) -> None:
    rule = HouseRule(("daily",), ("each day",), level=RuleLevel.ERROR, language="en")
    engine = make_engine(assisted.settings.database_url)
    with write_transaction(engine) as session:
        house_styles.save_style(session, HouseStyle((rule,)))
    engine.dispose()
    editor = assisted.client("editor")
    shown = wait(editor, ask(assisted, editor, PASSAGE))
    proposal = shown["html"].split("data-proposal")[1]
    assert "The house style does not allow “daily”. Use: each day." in html.unescape(proposal)
    assert 'class="draft-alarm"' in proposal


def test_html_of_a_model_is_text(assisted: DeskSite, server: ModelServer) -> None:
    server.behaviour = lambda seen: stream(f'{seen.text} <img src=x onerror="alert(1)">')
    editor = assisted.client("editor")
    shown = wait(editor, ask(assisted, editor, PASSAGE))
    assert "<img" not in shown["html"]
    assert "&lt;img" in shown["html"]


PROBLEMS: dict[str, tuple[Callable[..., Reply], str]] = {
    "nothing": (lambda seen: stream(""), "empty"),
    "a lost dose": (lambda seen: stream("Take it daily."), "left out what must stay"),
    "another key": (lambda seen: whole({"error": f"no {KEY}"}, 401), "refused the request"),
    "no end": (lambda seen: stream("Take", stop=None), "cut off"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_draft_that_failed_says_why(
    assisted: DeskSite, server: ModelServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.behaviour, words = PROBLEMS[name]
    editor = assisted.client("editor")
    shown = wait(editor, ask(assisted, editor, PASSAGE), "failed")
    assert words in html.unescape(shown["html"] + shown["problem"])
    assert "data-accept" not in shown["html"]
    assert KEY not in caplog.text + repr(shown)


def test_a_draft_is_public_nowhere_and_its_author_cannot_approve_it(
    assisted: DeskSite, server: ModelServer
) -> None:
    words = "Green rivers run past nine quiet villages every single morning."
    server.behaviour = lambda seen: stream(f"{seen.text}\n\n{words}")
    reviewer = assisted.client("reviewer")
    before = assisted.client().get("/answers/both/lay").text
    shown = wait(reviewer, ask(assisted, reviewer, WHOLE))
    assert words in html.unescape(shown["html"])
    assert assisted.client().get("/answers/both/lay").text == before

    save(assisted, reviewer, f"## Rivers\n\n{words}")
    assert words not in assisted.client().get("/answers/both/lay").text
    page = reviewer.get("/edit/answers/both/lay/en/review").text
    assert 'value="approve"' not in page


def test_readers_are_told_where_the_site_says_so(
    assisted: DeskSite, server: ModelServer, make_desk: Callable[..., DeskSite]
) -> None:
    words = "Green rivers run past nine quiet villages every single morning."
    server.behaviour = lambda seen: stream(f"{seen.text}\n\n{words}")
    editor = assisted.client("editor")
    wait(editor, ask(assisted, editor, {**WHOLE, "slug": "only-clinician"}))
    save(assisted, editor, f"## Rivers\n\n{words}", do="submit-lay", slug="only-clinician")

    engine = make_engine(assisted.settings.database_url)
    with read_transaction(engine) as session:
        (drafted,) = session.execute(select(assistant_tables.revision_draft)).all()
    engine.dispose()
    assert drafted.model == "tiny"
    assert drafted.prompt_version.startswith("en-")
    assert 0.5 < drafted.share <= 1

    revision = editor.get("/edit/answers/only-clinician/lay/en/revisions/1").text
    assert "From a draft of the assistant" in revision
    assert "tiny" in revision

    told = "Drafted with the help of software"
    page = assisted.client().get("/answers/only-clinician/lay").text
    assert told in page
    assert "CompositeWithTrainedAlgorithmicMediaDigitalSource" in page
    assert told not in assisted.client().get("/answers/only-clinician/clinician").text
    path = "/api/v1/answers/only-clinician?audience=lay"
    assert json_of(assisted.client().get(path))["variant"]["assisted"] is True

    silent = make_desk()
    assert told not in silent.client().get("/answers/only-clinician/lay").text
    assert json_of(silent.client().get(path))["variant"]["assisted"] is False


def test_text_that_comes_from_no_draft_is_not_marked(
    assisted: DeskSite, server: ModelServer
) -> None:
    editor = assisted.client("editor")
    wait(editor, ask(assisted, editor, WHOLE))
    save(assisted, editor, "## Rest\n\nMy own words say something else entirely, as I like it.")
    engine = make_engine(assisted.settings.database_url)
    with read_transaction(engine) as session:
        assert session.execute(select(assistant_tables.revision_draft)).all() == []
    engine.dispose()


def save(site: DeskSite, client: Client, lay: str, *, do: str = "save", slug: str = "both") -> None:
    """Save a plain-language text in place of the newest one."""
    path = f"/edit/answers/{slug}"
    page = client.get(f"{path}?language=en").text
    fields = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    }
    clinician = re.search(r'<textarea[^>]*name="clinician"[^>]*>\n(.*?)</textarea>', page, re.S)
    assert clinician
    data = {**fields, "clinician": html.unescape(clinician[1]), "lay": lay, "do": do}
    assert site.post(client, path, data).status_code == 303


def test_a_second_draft_waits_for_the_first(assisted: DeskSite, server: ModelServer) -> None:
    server.behaviour = lambda seen: Reply([b": wait\n\n"] * 6000, pause=0.01)
    editor = assisted.client("editor")
    url = ask(assisted, editor, PASSAGE)
    refused = assisted.post(editor, "/edit/assistant/drafts", PASSAGE)
    assert refused.status_code == 409
    assert "still writing" in json_of(refused)["problem"]

    assert assisted.post(editor, f"{url}/cancellation").status_code == 200
    assert wait(editor, url, "cancelled")["isOpen"] is False


def test_drafts_of_others_are_not_shown(assisted: DeskSite, server: ModelServer) -> None:
    url = ask(assisted, assisted.client("editor"), PASSAGE)
    other = assisted.client("writer2")
    assert other.get(url).status_code == 404
    assert assisted.post(other, f"{url}/cancellation").status_code == 404
    wait(assisted.client("editor"), url)


def test_the_budget_of_the_month_ends_drafts(
    make_desk: Callable[..., DeskSite], server: ModelServer
) -> None:
    site = make_desk(assistant_url=server.url, assistant_model="tiny", assistant_monthly_tokens=100)
    agree(site, server.url)
    editor = site.client("editor")
    wait(editor, ask(site, editor, PASSAGE))
    refused = site.post(editor, "/edit/assistant/drafts", PASSAGE)
    assert refused.status_code == 409
    assert "allows for this month" in json_of(refused)["problem"]
    assert "120 of 100" in re.sub(r"\s+", " ", site.client("admin").get("/edit/assistant").text)


def test_a_draft_of_a_killed_process_is_taken_up_when_its_page_asks(
    assisted: DeskSite, server: ModelServer
) -> None:
    editor = assisted.client("editor")
    url = ask(assisted, editor, PASSAGE)
    wait(editor, url)
    table = assistant_tables.draft_job
    row = {
        "parts": '[{"source": "Rest for 3 days.", "drafted": null, "problem": "", "words": []}]',
        "status": "running",
        "claimed_until": datetime.now(UTC) - timedelta(seconds=1),
    }
    change(assisted, update(table).values(**row))
    shown = wait(editor, url)
    assert "Rest for 3 days." in shown["html"]


def test_a_draft_whose_processes_always_die_has_failed(assisted: DeskSite) -> None:
    editor = assisted.client("editor")
    url = ask(assisted, editor, PASSAGE)
    wait(editor, url)
    row = {
        "status": "running",
        "claimed_until": datetime.now(UTC) - timedelta(seconds=1),
        "attempts": draft_jobs.MAX_ATTEMPTS,
    }
    change(assisted, update(assistant_tables.draft_job).values(**row))
    assert "restarted several times" in wait(editor, url, "failed")["problem"]


@pytest.mark.parametrize(
    "changes",
    [
        {"task": "publish"},
        {"audience": "everyone"},
        {"language": "xx"},
        {"language": ""},
    ],
)
def test_requests_that_make_no_sense_are_refused(
    assisted: DeskSite, changes: dict[str, str]
) -> None:
    refused = assisted.post(
        assisted.client("editor"), "/edit/assistant/drafts", {**WHOLE, **changes}
    )
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**WHOLE, "source": "lay/xx"}, "no text to work on"),
        ({**WHOLE, "slug": "nothing"}, "Save the answer first"),
        ({**PASSAGE, "passage": " \n"}, "no text to work on"),
        ({**PASSAGE, "passage": "word " * 2000}, "too much text"),
    ],
)
def test_requests_without_a_usable_text_say_so(
    assisted: DeskSite, given: dict[str, str], words: str
) -> None:
    refused = assisted.post(assisted.client("editor"), "/edit/assistant/drafts", given)
    assert refused.status_code == 409
    assert words in json_of(refused)["problem"]
