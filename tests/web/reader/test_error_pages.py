"""Errors: a page for people, problem details for programs, never a traceback."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.public import reading
from readlevel.web.observability.logs import OneLine
from tests.web.conftest import Site

HOSTILE = [
    "/%",
    "/%zz",
    "/%00",
    "/answers/%00",
    "/answers/%ff%fe",
    "/answers/both/lay/",
    "/answers//lay",
    "/answers/both/nobody",
    "/answers/both%2flay%0d%0aX-Header:%201",
    "/../../etc/passwd",
    "/answers/" + "a" * 10_000,
    "/es/es/answers/both",
    "/static/",
    "/static/x",
    "/%F0%9F%98%80",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_strange_address_is_not_found(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code in {301, 308, 404}
    assert "X-Header" not in response.headers


def test_a_huge_query_is_a_page(site: Site) -> None:
    for query in ("a=" + "b" * 60_000, "&".join("q=x" for _ in range(5_000)), "&" * 60_000):
        assert site.get("/", query_string=query).status_code == 200


@pytest.mark.parametrize(
    ("path", "location"),
    [("/es", "/es/"), ("/answers//both", "/answers/both"), ("/es?page=2", "/es/?page=2")],
)
@pytest.mark.parametrize("host", ["evil.example", "[::1", "a,b"])
def test_a_corrected_address_stays_on_the_site(
    site: Site, path: str, location: str, host: str
) -> None:
    response = site.get(path, headers={"Host": host})
    assert response.status_code == 308
    assert response.headers["Location"] == location
    assert "evil" not in response.text


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/answers/both/", "/answers/both"),
        ("/answers/both/lay/?persona=student", "/answers/both/lay?persona=student"),
        ("/es/answers/translated//", "/es/answers/translated"),
    ],
)
def test_a_slash_at_the_end_of_an_address_is_dropped(site: Site, path: str, location: str) -> None:
    response = site.get(path)
    assert response.status_code == 301
    assert response.headers["Location"] == location


@pytest.mark.parametrize("path", ["/nowhere/at/all/", "/fr/"])
def test_a_slash_leads_to_no_page_that_is_not_there(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_page_that_is_not_found_offers_the_search(site: Site) -> None:
    response = site.get("/answers/nothing")
    assert response.status_code == 404
    assert 'name="q"' in response.text
    assert response.headers["X-Request-Id"] in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_an_error_leads_back_to_the_language_of_its_address(site: Site) -> None:
    page = site.get("/ar/nowhere/at/all").text
    assert 'action="/ar/"' in page
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("text/html;q=0.5, application/json", "application/problem+json"),
        ("text/html, application/json;q=0.9", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("nonsense", "text/html; charset=utf-8"),
    ],
)
def test_machines_get_a_problem_in_json(site: Site, accept: str, content_type: str) -> None:
    response = site.get("/nowhere", headers={"Accept": accept})
    assert response.content_type == content_type


def test_a_problem_in_json_says_what_it_is(site: Site) -> None:
    response = site.get("/nowhere", headers={"Accept": "application/json"})
    problem = json.loads(response.text)
    assert problem["status"] == 404
    assert problem["code"] == "not_found"
    assert problem["request_id"] == response.headers["X-Request-Id"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "NONSENSE"])
def test_a_page_takes_nothing_in(site: Site, method: str) -> None:
    response = site.client.open("/answers/both", method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_options_names_the_methods(site: Site) -> None:
    response = site.client.options("/answers/both/lay")
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert response.data == b""


def test_a_failure_shows_no_traceback_and_logs_one(
    own_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(reading, "find_answer", fail)
    monkeypatch.setattr(logging.getLogger("readlevel"), "propagate", True)
    response = own_site.get("/answers/both")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "a secret of the machine" in caplog.text
    assert response.headers["X-Request-Id"] in caplog.text


def test_a_corrupt_rendering_is_a_sentence_and_is_named_in_the_log(
    own_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = make_engine(own_site.settings.database_url)
    with write_transaction(engine) as session:
        session.execute(text("UPDATE rendering SET stored = '{\"html\": '"))
    engine.dispose()
    monkeypatch.setattr(logging.getLogger("readlevel"), "propagate", True)
    response = own_site.get("/answers/both/lay")
    assert response.status_code in {500, 503}
    assert "Traceback" not in response.text
    assert "readlevel rerender" in caplog.text


def test_a_line_of_the_log_cannot_be_forged() -> None:
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "asked for %s", ("a\nERROR b\r\x1b[2J",), None
    )
    line = OneLine("%(message)s").format(record)
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_the_log_holds_no_readers_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging.getLogger("readlevel"), "propagate", True)
    caplog.set_level(logging.INFO)
    site.get("/nowhere", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert "/nowhere" in caplog.text
    assert "203.0.113.9" not in caplog.text


PATHS = [
    "/",
    "/answers/both",
    "/answers/both/lay",
    "/glossary",
    "/nowhere",
    "/answers/withdrawn",
    "/static/x/reader.css",
    "/answers/both/images/drawing.svg",
    "/healthz",
    "/persona",
    "/answers/old-name",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_headers_of_safety(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "charset=utf-8" in headers["Content-Type"] or "json" in headers["Content-Type"]
    assert "Strict-Transport-Security" not in headers


def test_under_https_browsers_are_told_to_stay(make_site: Callable[..., Any]) -> None:
    site = make_site(base_url="https://answers.example")
    for path in ("/", "/nowhere"):
        assert "max-age=31536000" in site.get(path).headers["Strict-Transport-Security"]


def test_a_page_allows_no_inline_script_or_style(site: Site) -> None:
    policy = site.get("/answers/both").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
