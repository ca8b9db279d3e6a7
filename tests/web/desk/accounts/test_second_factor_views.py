"""Second factors: enrolment, sign-in and requirement."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import segno
from sqlalchemy import update
from werkzeug.test import Client, TestResponse

from readlevel.storage.database import desk_tables
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.usecases.accounts.second_factors import MAX_FAILURES, REAUTHENTICATION_GRACE
from tests.web.desk.conftest import PASSWORD, DeskSite

PAGE = "/edit/account/second-factor"
RECOVERY = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")


def sign_in(desk: DeskSite, next_: str = "") -> Client:
    client = desk.client()
    given = {"email": "ed@example.org", "password": PASSWORD, "next": next_}
    assert client.post("/edit/sign-in", data=given).status_code == 303
    return client


def read_key(page: str) -> str:
    found = re.search(r'class="key"><code>([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * steps))


def set_up(desk: DeskSite, client: Client) -> tuple[str, list[str]]:
    """Enrol with the previous time step's code; return secret and recovery codes."""
    desk.post(client, f"{PAGE}/begin")
    secret = read_key(client.get(PAGE).text)
    shown = desk.post(client, f"{PAGE}/confirm", {"code": code(secret, -1)})
    if shown.status_code == 422:  # the step before became the one before that
        shown = desk.post(client, f"{PAGE}/confirm", {"code": code(secret, -1)})
    assert shown.status_code == 200, shown.text
    return secret, RECOVERY.findall(shown.text)


def test_the_picture_says_what_the_key_says(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert client.get(f"{PAGE}/code.svg").status_code == 404
    assert "Start" in client.get(PAGE).text
    desk.post(client, f"{PAGE}/begin")
    page = client.get(PAGE).text
    assert 'src="/edit/account/second-factor/code.svg"' in page
    picture = client.get(f"{PAGE}/code.svg")
    assert picture.content_type == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    address = f"otpauth://totp/Readlevel:ed%40example.org?secret={read_key(page)}&issuer=Readlevel"
    drawn = io.BytesIO()
    segno.make_qr(address).save(drawn, kind="svg", dark="#000", light="#fff", omitsize=True)
    assert picture.data == drawn.getvalue()
    set_up_elsewhere = desk.client("reviewer")
    assert set_up_elsewhere.get(f"{PAGE}/code.svg").status_code == 404


def test_a_code_is_asked_for_from_then_on(desk: DeskSite) -> None:
    secret, recovery = set_up(desk, desk.client("editor"))
    assert len(recovery) == 8
    client = sign_in(desk, "/edit/account")
    led = client.get("/edit/account")
    assert led.location == "/edit/sign-in/code?next=%2Fedit%2Faccount"
    asked = client.get(led.location).text
    assert "Ed Editor" not in asked
    assert 'autocomplete="one-time-code"' in asked
    assert desk.post(client, "/edit/account/name", {"name": "x"}).status_code == 403
    wrong = desk.post(client, "/edit/sign-in/code", {"code": "abc"})
    assert wrong.status_code == 422
    assert "This code is not correct" in wrong.text
    before = client.get_cookie("readlevel-desk")
    given = {"code": code(secret), "next": "/edit/account"}
    assert desk.post(client, "/edit/sign-in/code", given).location == "/edit/account"
    after = client.get_cookie("readlevel-desk")
    assert before
    assert after
    assert before.value != after.value
    assert "7 recovery" not in client.get("/edit/account").text
    replayed = sign_in(desk)
    assert desk.post(replayed, "/edit/sign-in/code", given).status_code == 422


def test_a_session_awaiting_its_code_can_only_sign_out(desk: DeskSite) -> None:
    set_up(desk, desk.client("editor"))
    client = sign_in(desk)
    for path in ("/edit", "/edit/account", PAGE, f"{PAGE}/code.svg"):
        assert client.get(path).location.startswith("/edit/sign-in/code"), path
    for path in (f"{PAGE}/begin", f"{PAGE}/confirm", f"{PAGE}/remove", f"{PAGE}/recovery"):
        assert desk.post(client, path).status_code == 403, path
    assert desk.post(client, "/edit/sign-out").status_code == 303


def test_a_recovery_code_opens_once(desk: DeskSite) -> None:
    _, recovery = set_up(desk, desk.client("editor"))
    for status in (303, 422):
        client = sign_in(desk)
        given = {"code": recovery[2].upper()}
        assert desk.post(client, "/edit/sign-in/code", given).status_code == status
    client = sign_in(desk)
    desk.post(client, "/edit/sign-in/code", {"code": recovery[3]})
    assert "6 recovery codes are left" in client.get("/edit/account").text


def test_after_some_wrong_codes_the_right_one_waits(desk: DeskSite) -> None:
    secret, _ = set_up(desk, desk.client("editor"))
    client = sign_in(desk)
    for _ in range(MAX_FAILURES):
        assert desk.post(client, "/edit/sign-in/code", {"code": "x"}).status_code == 422
    refused = desk.post(client, "/edit/sign-in/code", {"code": code(secret)})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"


def test_it_is_turned_off_and_its_recovery_codes_are_renewed(desk: DeskSite) -> None:
    client = desk.client("editor")
    _, old = set_up(desk, client)
    renewed = RECOVERY.findall(desk.post(client, f"{PAGE}/recovery").text)
    assert len(renewed) == 8
    assert not set(renewed) & set(old)
    removed = desk.post(client, f"{PAGE}/remove")
    assert removed.location == "/edit/account?said=second_factor_removed"
    assert sign_in(desk).get("/edit/account").status_code == 200
    assert desk.post(client, f"{PAGE}/recovery").location == PAGE


def make_old(desk: DeskSite) -> None:
    engine = make_engine(desk.settings.database_url)
    began = datetime.now(UTC) - REAUTHENTICATION_GRACE - timedelta(minutes=1)
    with write_transaction(engine) as session:
        session.execute(update(desk_tables.account_session).values(created_at=began))
    engine.dispose()


def test_some_time_after_the_sign_in_the_password_is_asked_for(desk: DeskSite) -> None:
    client = desk.client("editor")
    desk.post(client, f"{PAGE}/begin")
    make_old(desk)
    page = client.get(PAGE).text
    secret = read_key(page)
    assert 'name="current_password"' in page
    for password in ("", "wrong"):
        given = {"code": code(secret), "current_password": password}
        refused = desk.post(client, f"{PAGE}/confirm", given)
        assert refused.status_code == 422
        assert "That is not your password" in refused.text
    given = {"code": code(secret), "current_password": PASSWORD}
    assert desk.post(client, f"{PAGE}/confirm", given).status_code == 200
    for path in ("remove", "recovery"):
        refused = desk.post(client, f"{PAGE}/{path}", {"current_password": "wrong"})
        assert refused.status_code == 422
        assert "That is not your password" in refused.text
    given = {"current_password": PASSWORD}
    assert desk.post(client, f"{PAGE}/remove", given).status_code == 303


def test_a_required_second_factor_must_be_set_up_first(
    make_desk: Callable[..., DeskSite],
) -> None:
    desk = make_desk(second_factor="required")
    client = sign_in(desk)
    led = client.get("/edit/account")
    assert led.location == f"{PAGE}?next=%2Fedit%2Faccount"
    page = client.get(led.location).text
    assert "Everyone on this site" in page
    assert "Ed Editor" not in page
    assert desk.post(client, "/edit/account/name", {"name": "x"}).status_code == 403
    begun = desk.post(client, f"{PAGE}/begin", {"next": "/edit/account"})
    secret = read_key(client.get(begun.location).text)
    shown: TestResponse = desk.post(
        client, f"{PAGE}/confirm", {"code": code(secret), "next": "/edit/account"}
    )
    assert 'href="/edit/account">I have saved them' in shown.text
    assert client.get("/edit/account").status_code == 200


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", "/persona"])
def test_nobody_is_led_off_the_desk(desk: DeskSite, next_: str) -> None:
    client = desk.client("editor")
    assert desk.post(client, f"{PAGE}/begin", {"next": next_}).location.endswith("?next=%2Fedit")
    assert client.get("/edit/sign-in/code", query_string={"next": next_}).location == "/edit"
    assert desk.post(client, "/edit/sign-in/code", {"next": next_}).location == "/edit"
