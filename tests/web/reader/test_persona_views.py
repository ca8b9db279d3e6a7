"""`POST /persona` remembers the choice and never redirects to another site."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from readlevel.core.rendering.tooltip_uses import TooltipUses
from readlevel.web.http.persona_cookie import (
    EXPLAIN_OPTIONS,
    ReaderChoice,
    is_same_site_path,
    read_choice_cookie,
    strip_choice,
)
from tests.web.conftest import CLINICIAN_WORDS, Site

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
    " //evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nSet-Cookie: a=b",
    "/\x00/evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "%2f%2fevil.example",
    "/%09/evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "/%252f/evil.example",
    "/é",
    "／／evil.example",
    "/" + "a" * 3000,
]


def choose(
    site: Site, persona: str = "clinician", back: str = "/answers/both", **more: Any
) -> TestResponse:
    return site.client.post("/persona", data={"persona": persona, "next": back}, **more)


def test_the_choice_leads_back_and_holds_on_every_page(site: Site) -> None:
    response = choose(site)
    assert response.status_code == 303
    assert response.location == "/answers/both"
    assert response.headers["Cache-Control"] == "no-store"
    for slug in ("both", "pending"):
        assert CLINICIAN_WORDS.split()[-1] in site.get(f"/answers/{slug}").text


def test_the_cookie_holds_the_choice_and_nothing_else(site: Site) -> None:
    cookie = choose(site).headers["Set-Cookie"]
    assert cookie.startswith("readlevel=clinician;")
    for attribute in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="):
        assert attribute in cookie
    assert "Secure" not in cookie


def test_the_cookie_is_secure_under_https(make_site: Any) -> None:
    site = make_site(base_url="https://answers.example")
    assert "Secure" in choose(site).headers["Set-Cookie"]


def test_a_persona_nobody_knows_changes_nothing(site: Site) -> None:
    response = choose(site, "wizard")
    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("back", ELSEWHERE)
def test_nobody_is_led_off_the_site(site: Site, back: str) -> None:
    response = choose(site, back=back)
    assert response.status_code == 303
    assert response.location == "/"


def test_the_address_does_not_undo_the_choice(site: Site) -> None:
    response = choose(site, back="/answers/both?persona=patient&x=1")
    assert response.location == "/answers/both?x=1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost@evil.example"},
        {"Origin": "http://[evil"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_cannot_choose(site: Site, headers: dict[str, str]) -> None:
    response = choose(site, headers=headers)
    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert "another site" in response.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_the_readers_own_browser_can(site: Site, headers: dict[str, str]) -> None:
    assert choose(site, headers=headers).status_code == 303


def test_a_form_sent_by_script_counts_too(site: Site) -> None:
    response = site.client.post(
        "/persona",
        data={"persona": "clinician", "next": "/"},
        content_type="multipart/form-data",
    )
    assert "readlevel=clinician" in response.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe%zz&&==", "application/x-www-form-urlencoded"),
        (b"persona=clinician", "application/json"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"persona[]=clinician", "application/x-www-form-urlencoded; charset=martian"),
    ],
)
def test_a_broken_body_is_no_failure(site: Site, data: bytes, content_type: str) -> None:
    response = site.client.post("/persona", data=data, content_type=content_type)
    assert response.status_code in {303, 400, 413}
    assert "Set-Cookie" not in response.headers


def test_a_large_body_is_refused(site: Site) -> None:
    refused = choose(site, back="/" + "a" * 20_000)
    assert refused.status_code == 413
    assert re.search(r"What you sent is 19\.\d.kB\. The limit is 16.kB\.", refused.text)


def test_a_body_without_a_length_is_refused(site: Site) -> None:
    response = site.client.post(
        "/persona",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"CONTENT_LENGTH": ""},
    )
    assert response.status_code == 411


def test_choosing_is_a_post(site: Site) -> None:
    response = site.get("/persona")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@given(st.text(), st.text())
def test_an_own_path_begins_with_one_slash(first: str, second: str) -> None:
    path = first + second
    if is_same_site_path(path):
        assert path.startswith("/")
        assert not path.startswith(("//", "/\\"))
        assert path.isascii()
        assert path.isprintable()
        assert strip_choice(path).startswith("/")
        assert not strip_choice(path).startswith("//")


@given(st.text())
def test_any_cookie_gives_a_known_choice_or_none(cookie: str) -> None:
    for header in (cookie, f"readlevel={cookie}", f"{cookie};readlevel=patient.all"):
        found = read_choice_cookie(header, {"patient"})
        assert found.persona in {None, "patient"}
        assert found.explain in {None, *EXPLAIN_OPTIONS}


@given(st.sampled_from([None, "patient"]), st.sampled_from([None, *EXPLAIN_OPTIONS]))
def test_a_choice_is_remembered_as_it_was_made(
    persona: str | None, explain: TooltipUses | None
) -> None:
    choice = ReaderChoice(persona, explain)
    assert read_choice_cookie(f"a=b; readlevel={choice.cookie}", {"patient"}) == choice
