"""Sign-in and sign-out."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.usecases.accounts import sign_in as sign_in_usecases
from tests.web.desk.conftest import PASSWORD, DeskSite


def sign_in(client: Client, email: str = "ed@example.org", **more: str) -> TestResponse:
    return client.post("/edit/sign-in", data={"email": email, "password": PASSWORD, **more})


def test_somebody_without_a_session_is_led_to_sign_in_and_back(desk: DeskSite) -> None:
    client = desk.client()
    led = client.get("/edit/?x=1")
    assert (led.status_code, led.location) == (303, "/edit/sign-in?next=%2Fedit%2F%3Fx%3D1")
    assert 'value="/edit/?x=1"' in client.get(led.location).text
    back = sign_in(client, next="/edit/?x=1")
    assert (back.status_code, back.location) == (303, "/edit/?x=1")
    assert client.get("/edit").status_code == 200


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/persona", "javascript:x"],
)
def test_nobody_is_led_off_the_desk(desk: DeskSite, next_: str) -> None:
    assert sign_in(desk.client(), next=next_).location == "/edit"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(desk: DeskSite) -> None:
    cookie = sign_in(desk.client()).headers["Set-Cookie"]
    assert cookie.startswith("readlevel-desk=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_with_https_the_cookie_is_secure_and_bound_to_its_host(
    make_desk: Callable[..., DeskSite],
) -> None:
    desk = make_desk(base_url="https://answers.example.org")
    cookie = sign_in(desk.client()).headers["Set-Cookie"]
    assert cookie.startswith("__Host-readlevel-desk=")
    assert {"Secure", "Path=/", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


@pytest.mark.parametrize("email", ["ed@example.org", "nobody@example.org"])
def test_a_wrong_password_says_the_same_whether_or_not_there_is_an_account(
    desk: DeskSite, email: str
) -> None:
    answer = sign_in(desk.client(), email, password="wrong")
    assert answer.status_code == 422
    assert "email address or password is not correct" in answer.text
    assert f'value="{email}"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_cookie_that_is_sent_again_after_sign_out_opens_nothing(desk: DeskSite) -> None:
    client = desk.client()
    sign_in(client)
    token = client.get_cookie("readlevel-desk")
    assert token
    assert desk.post(client, "/edit/sign-out").status_code == 303
    replayed = desk.client()
    replayed.set_cookie("readlevel-desk", token.value)
    assert replayed.get("/edit").location.startswith("/edit/sign-in")


def test_signing_in_again_begins_a_new_session_and_ends_the_old(desk: DeskSite) -> None:
    client = desk.client()
    sign_in(client)
    first = client.get_cookie("readlevel-desk")
    sign_in(client)
    second = client.get_cookie("readlevel-desk")
    assert first
    assert second
    assert first.value != second.value
    old = desk.client()
    old.set_cookie("readlevel-desk", first.value)
    assert old.get("/edit").status_code == 303


def test_after_some_failures_the_right_password_waits_too(desk: DeskSite) -> None:
    client = desk.client()
    for _ in range(sign_in_usecases.MAX_FAILURES):
        assert sign_in(client, password="wrong").status_code == 422
    refused = sign_in(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "Wait 15 minutes" in refused.text
    assert sign_in(client, "rita@example.org").status_code == 303


def test_passwords_that_are_tried_at_once_are_limited_too(
    desk: DeskSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def verify(_: str, password: str) -> bool:
        tried.append(password)
        return False

    monkeypatch.setattr(sign_in_usecases, "_verify", verify)
    with ThreadPoolExecutor(16) as pool:
        clients = [desk.client() for _ in range(16)]
        answers = list(pool.map(lambda client: sign_in(client, password="wrong"), clients))
    assert {answer.status_code for answer in answers} <= {422, 429, 503}
    assert 0 < len(tried) <= sign_in_usecases.MAX_FAILURES


def test_a_sign_in_sent_by_another_site_is_refused(desk: DeskSite) -> None:
    headers = {"Origin": "https://evil.example"}
    given = {"email": "ed@example.org", "password": PASSWORD}
    answer = desk.client().post("/edit/sign-in", data=given, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_signed_in_person_is_not_asked_again(desk: DeskSite) -> None:
    assert desk.client("editor").get("/edit/sign-in").location == "/edit"


def test_sign_ins_and_refusals_are_logged_each_on_a_line_of_its_own(
    desk: DeskSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "readlevel")
    forged = "ed@example.org\r\n2026-11-23T00:00:00 INFO signed in: 'ada@example.org'"
    assert sign_in(desk.client(), forged, password="a secret").status_code == 422
    assert sign_in(desk.client()).status_code == 303
    said = [
        one.getMessage()
        for one in caplog.records
        if one.name == "readlevel.usecases.accounts.sign_in"
    ]
    assert said[0].startswith('sign-in refused: "ed@example.org2026')
    assert said[1].startswith("signed in: 'ed@example.org' from")
    assert not any("\n" in one for one in said)
    assert "a secret" not in caplog.text
    assert PASSWORD not in caplog.text
