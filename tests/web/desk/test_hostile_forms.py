"""Hostile forms and URLs: refused with a message, never a server error."""

import io
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import MetaData, create_engine, select

from readlevel.settings import Settings
from readlevel.web.app import create_app
from readlevel.web.desk.app import create_desk
from readlevel.web.desk.layout.layout import FLASH_PARAMETER
from readlevel.web.http.services import EXTENSION
from tests.thoroughness import choose, examples
from tests.web.desk.conftest import DeskSite
from tests.web.desk.layout.test_access import calls

SECRET = "What is secret?"
STRANGE = (
    "",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "-1",
    "9" * 400,
    "²",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "' OR 1=1 --",
    "%s%n%(x)s",
    "x" * 100_000,
    "[]",
    '{"a": {"b": []}}',
    "\r\nSet-Cookie: a=b",
    "🏥" * 200,
    "2026-99-99",
)
# fmt: off
FIELDS = [
    "slug", "language", "question", "began_with", "topics", "why", "lay", "clinician",
    "began_from_lay", "began_from_clinician", "do", "text", "move", "back", "comment",
    "next_review", "number", "seen", "status", "key", "before", "type", "title", "authors",
    "year", "doi", "pmid", "url", "name", "definition_lay", "codes", "other_forms", "email",
    "role", "password", "current", "code", "next", "days", "link", "persona", "audience",
    "markdown", "draft", "html", "description", "caption", "content", "format", "picture", "alt",
    "theme", "width", "q",
]
# fmt: on


@pytest.fixture(scope="module")
def app() -> Flask:
    settings = Settings(database_url="sqlite:////tmp/never-opened.sqlite")
    return create_desk(create_app(settings).extensions[EXTENSION])


def forms(rounds: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(20_261_123)
    for _ in range(rounds):
        yield {
            field: [chance.choice(STRANGE) for _ in range(chance.choice((1, 1, 3)))]
            for field in FIELDS
            if chance.random() < 0.6
        }


def test_no_form_however_strange_is_a_failure(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    token = desk.token(client)
    for _, method, path in calls(app):
        if method == "GET" or path.endswith(("/sign-out", "/everywhere")):
            continue
        for form in forms(examples(1, 3)):
            data = {**form, "csrf_token": token}
            answer = client.open(path, method=method, data=data)
            assert answer.status_code < 500, f"{method} {path}"
            if answer.status_code == 403:
                client = desk.client("admin")
                token = desk.token(client)


@pytest.mark.parametrize(
    ("body", "content_type"),
    choose(
        [
            (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
            (b"a=%zz&%00=%00&&&=", "application/x-www-form-urlencoded"),
            (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x"),
            (b"no boundary at all", "multipart/form-data"),
            (b'{"a": [1, 2', "application/json"),
            (b"<xml/>", "text/xml"),
        ],
        one_in=2,
    ),
)
def test_no_body_however_broken_is_a_failure(
    app: Flask, desk: DeskSite, body: bytes, content_type: str
) -> None:
    client = desk.client("admin")
    headers = {"X-CSRF-Token": desk.token(client), "Content-Type": content_type}
    for _, method, path in calls(app):
        if method == "GET" or path.endswith(("/sign-out", "/everywhere")):
            continue
        answer = client.open(path, method=method, data=body, headers=headers)
        assert answer.status_code < 500, f"{method} {path}"


def test_no_query_however_strange_is_a_failure(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    for _, method, path in calls(app):
        if method != "GET":
            continue
        for form in forms(examples(1, 2)):
            short = {name: values[0][:2_000] for name, values in form.items()}
            answer = client.get(path, query_string=short)
            assert answer.status_code < 500, path
            assert "<script>alert" not in answer.text, path


def test_a_body_that_is_too_large_is_refused_before_it_is_read(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    headers = {"X-CSRF-Token": desk.token(client)}
    for _, method, path in calls(app):
        if method == "GET":
            continue
        answer = client.open(
            path,
            method=method,
            input_stream=io.BytesIO(b""),
            headers=headers,
            environ_overrides={"CONTENT_LENGTH": str(2**31)},
        )
        assert answer.status_code == 413, f"{method} {path}"


def test_looking_changes_nothing(app: Flask, desk: DeskSite) -> None:
    client = desk.client("admin")
    before = dump(desk)
    for _, method, path in calls(app):
        if method == "GET":
            client.get(path)
    assert dump(desk) == before


def test_a_draft_is_out_of_reach_by_any_address(app: Flask, desk: DeskSite) -> None:
    nobody = desk.client()
    readers = create_app(Settings(database_url="sqlite:////tmp/never-opened.sqlite"))
    addresses = [path.replace("both", "draft") for _, method, path in calls(app) if method == "GET"]
    addresses += [
        path.replace("both", "draft") for _, method, path in calls(readers) if method == "GET"
    ]
    addresses += ["/?q=secret", "/glossary?q=secret", "/topics/secret", "/answers/old-draft"]
    for path in addresses:
        answer = nobody.get(path)
        assert SECRET not in answer.text, path


def test_every_response_of_the_desk_carries_the_headers_of_safety(
    app: Flask, desk: DeskSite
) -> None:
    client = desk.client("admin")
    for _, method, path in calls(app):
        answer = client.open(path, method=method)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'; sandbox", ""), path
        assert "frame-ancestors" in policy, path
        assert answer.headers["Referrer-Policy"], path
        assert "Access-Control-Allow-Origin" not in answer.headers, path
        assert answer.content_type.startswith("image/") or "charset=utf-8" in answer.content_type


def test_a_code_of_what_was_said_is_only_looked_up(desk: DeskSite) -> None:
    page = desk.client("editor").get(f"/edit?{FLASH_PARAMETER}=<script>alert(1)</script>").text
    assert "<script>alert" not in page


def test_a_database_that_is_gone_is_said_and_nothing_typed_is_lost(desk: DeskSite) -> None:
    client = desk.client("editor")
    token = desk.token(client)
    path = desk.settings.sqlite_file
    assert path
    for file in path.parent.glob(f"{path.name}*"):
        file.write_bytes(b"no database" * 10_000)
    for answer in (
        client.get("/edit/answers/both"),
        client.post("/edit/answers/both", data={"csrf_token": token, "lay": "x", "do": "save"}),
    ):
        assert answer.status_code == 503
        assert "The database is not responding" in answer.text
        assert "Wait a minute, go back" in answer.text


def test_a_failure_at_the_desk_shows_no_traceback(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the machine")

    client = desk.client("editor")
    client.get("/edit")
    monkeypatch.setattr("readlevel.web.desk.writing.writing_views.open_editor", fail)
    answer = client.get("/edit/answers/both")
    assert answer.status_code == 500
    assert "a secret of the machine" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


def dump(desk: DeskSite) -> str:
    """Return all rows of the database except the sessions' times of use."""
    engine = create_engine(desk.settings.database_url)
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        rows = {
            table.name: [list(map(str, row)) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
            if table.name != "account_session"
        }
    engine.dispose()
    return json.dumps(rows, sort_keys=True)
