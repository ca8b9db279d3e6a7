"""API tokens created at the desk, and scoring with them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import Client, TestResponse

from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts import people
from tests.web.conftest import NOW
from tests.web.desk.conftest import DeskSite

TEXT = "The heart pumps blood. " * 20
TOKEN = re.compile(r'value="(readlevel_[\w-]+)"')


def make(desk: DeskSite, who: str = "editor", name: str = "My plug-in") -> str:
    response = desk.post(desk.client(who), "/edit/tokens", {"name": name})
    assert response.status_code == 200
    found = TOKEN.search(response.text)
    assert found
    return found[1]


def ask(desk: DeskSite, token: str | None, body: Any = None, **options: Any) -> TestResponse:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    given = {"text": TEXT} if body is None else body
    data = given if isinstance(given, bytes) else json.dumps(given).encode()
    client = Client(desk.layer, TestResponse)
    options.setdefault("content_type", "application/json")
    return client.post("/api/v1/score", data=data, headers=headers, **options)


def test_a_token_is_shown_once_and_stored_as_a_digest(desk: DeskSite) -> None:
    token = make(desk)
    page = desk.client("editor").get("/edit/tokens").text
    assert "My plug-in" in page
    assert token not in page
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        [stored] = session.execute(text("SELECT token_hash FROM api_token")).scalars()
    engine.dispose()
    assert token not in stored


def test_a_text_is_scored_as_at_a_terminal(desk: DeskSite) -> None:
    response = ask(desk, make(desk), {"text": TEXT, "language": "en", "format": "text"})
    assert response.status_code == 200
    assert response.content_type == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    found = json.loads(response.data)
    assert found["counts"]["sentences"] == 20
    assert found["headline"]["grade_low"] is not None
    assert found["reason"] is None


def test_reasons_for_difficulty_are_given_on_request(desk: DeskSite) -> None:
    token = make(desk)
    hard = "The patient was administered pharmacological therapy. " + TEXT
    assert json.loads(ask(desk, token, {"text": hard}).data)["why"] is None
    why = json.loads(ask(desk, token, {"text": hard, "why": True}).data)["why"]
    assert "pharmacological" in {word["text"] for word in why["words"]}
    assert why["sentences"][0]["place"]["line"] == 1


def test_markdown_is_read_as_such_and_a_short_text_says_so(desk: DeskSite) -> None:
    token = make(desk)
    plain = json.loads(ask(desk, token, {"text": "# One\n\n*Two* three."}).data)
    marked = json.loads(
        ask(desk, token, {"text": "```\ncode\n```\n\n*Two* three.", "format": "markdown"}).data
    )
    assert plain["reason"] == marked["reason"] == "too_short"
    assert marked["counts"]["words"] == 2


@pytest.mark.parametrize("token", [None, "x", "readlevel_made-up", "readlevel_" + "x" * 500, "ä"])
def test_without_a_token_that_is_taken_nothing_is_scored(desk: DeskSite, token: str | None) -> None:
    response = ask(desk, token)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.content_type == "application/problem+json"


def test_a_session_of_the_desk_is_no_token(desk: DeskSite) -> None:
    client = desk.client("admin")
    assert client.post("/api/v1/score", json={"text": TEXT}).status_code == 401


def test_a_revoked_token_is_taken_no_more(desk: DeskSite) -> None:
    token, client = make(desk), desk.client("editor")
    assert ask(desk, token).status_code == 200
    response = desk.post(client, "/edit/tokens/1/revoke")
    assert response.status_code == 303
    assert "revoked" in client.get(response.location).text
    assert ask(desk, token).status_code == 401


def test_a_token_ends_with_the_account_that_made_it(desk: DeskSite) -> None:
    token = make(desk)
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        people.disable(session, desk.account("admin"), desk.account("editor"), now=NOW)
    engine.dispose()
    assert ask(desk, token).status_code == 401


def test_tokens_are_revoked_by_their_owner_and_by_administrators(desk: DeskSite) -> None:
    token = make(desk)
    other = desk.client("reviewer")
    assert "My plug-in" not in other.get("/edit/tokens").text
    assert desk.post(other, "/edit/tokens/1/revoke").status_code == 404
    assert ask(desk, token).status_code == 200
    admin = desk.client("admin")
    assert "Ed Editor" in admin.get("/edit/tokens").text
    assert desk.post(admin, "/edit/tokens/1/revoke").status_code == 303
    assert ask(desk, token).status_code == 401
    log = admin.get("/edit/audit").text
    assert "Created an API token" in log
    assert "Revoked an API token" in log


def test_a_token_needs_a_name_and_one_person_has_only_so_many(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert desk.post(client, "/edit/tokens", {"name": "  "}).status_code == 422
    for number in range(20):
        make(desk, name=f"tool {number}")
    response = desk.post(client, "/edit/tokens", {"name": "one more"})
    assert response.status_code == 409
    assert 'value="one more"' in response.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 411),
        (b" ", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"text": "\\ud800"}', 400),
        (b"[" * 100_000, 400),
        ([], 422),
        ({}, 422),
        ({"text": 1}, 422),
        ({"text": None}, 422),
        ({"text": TEXT, "langauge": "en"}, 422),
        ({"text": TEXT, "language": "no tag"}, 422),
        ({"text": TEXT, "language": "en\n"}, 422),
        ({"text": TEXT, "format": "docx"}, 422),
        ({"text": "x" * 80_001}, 422),
        (b" " * (2**20 + 1), 413),
    ],
)
def test_a_body_that_is_not_what_is_expected_is_refused_in_words(
    desk: DeskSite, body: Any, status: int
) -> None:
    response = ask(desk, make(desk), body)
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["status"] == status


@pytest.mark.parametrize("body", ["\x00", "", "\u2028 \u202e", "a" * 80_000])
def test_any_text_has_an_answer(desk: DeskSite, body: str) -> None:
    token = make(desk)
    for form in ("text", "markdown"):
        assert ask(desk, token, {"text": body, "format": form}).status_code == 200


def test_other_types_of_bodies_are_refused(desk: DeskSite) -> None:
    token = make(desk)
    response = ask(desk, token, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 415
    assert ask(desk, token, content_type="application/json; charset=utf-8").status_code == 200


def test_requests_above_the_rate_limit_are_refused(make_desk: Callable[..., DeskSite]) -> None:
    desk = make_desk(scores_per_minute=2)
    token, other = make(desk), make(desk, "reviewer")
    # Where a minute ends between the requests, one more is let in.
    statuses = [ask(desk, token).status_code for _ in range(6)]
    assert statuses.count(200) in (2, 3, 4)
    assert 429 in statuses
    assert ask(desk, other).status_code == 200


def test_no_other_site_may_have_texts_scored(desk: DeskSite) -> None:
    client = Client(desk.layer, TestResponse)
    answer = client.options("/api/v1/score", headers={"Origin": "https://other.example"})
    assert "POST" not in answer.headers.get("Access-Control-Allow-Methods", "")
    assert "Authorization" not in answer.headers.get("Access-Control-Allow-Headers", "")
