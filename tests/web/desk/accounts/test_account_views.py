"""The user's own account: name, password and sessions."""

import re

import pytest

from readlevel.usecases.accounts.sign_in import MAX_FAILURES
from tests.web.desk.conftest import PASSWORD, DeskSite

NEW = "five loud oceans"


def test_the_page_names_whose_account_it_is(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    page = client.get("/edit/account").text
    assert "rita@example.org · Reviewer" in page
    assert 'href="/edit/account"' in client.get("/edit").text


def test_a_name_is_changed_and_kept_on_one_line(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"name": " Edith\r\n<b>Editor\x00\u202e " + "x" * 100}
    assert desk.post(client, "/edit/account/name", given).status_code == 303
    page = client.get("/edit/account?said=name_saved").text
    assert "Name saved." in page
    assert "Edith &lt;b&gt;Editor xxx" in page
    empty = desk.post(client, "/edit/account/name", {"name": " \x00 "})
    assert empty.status_code == 422
    assert "Enter a name." in empty.text


def test_shortcuts_of_a_single_key_are_switched_off_and_on(desk: DeskSite) -> None:
    client, other = desk.client("editor"), desk.client("reviewer")
    off = 'data-single-keys="off"'
    assert off not in client.get("/edit/answers").text
    saved = desk.post(client, "/edit/account/keys")
    assert saved.location == "/edit/account?said=keys_saved#keys-heading"
    page = client.get("/edit/answers").text
    assert off in page
    assert "You have turned single-key shortcuts off." in page
    assert "<kbd>j</kbd>" not in page
    assert "Shortcuts saved." in client.get(saved.location).text
    assert off not in other.get("/edit/answers").text
    desk.post(client, "/edit/account/keys", {"single_keys": "on"})
    assert off not in client.get("/edit/answers").text


def test_a_new_password_ends_every_session_but_this_one(desk: DeskSite) -> None:
    here, there = desk.client("editor"), desk.client("editor")
    given = {"current_password": PASSWORD, "password": NEW}
    changed = desk.post(here, "/edit/account/password", given)
    assert changed.location == "/edit/account?said=password_changed"
    assert here.get("/edit/account").status_code == 200
    assert there.get("/edit/account").status_code == 303
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        answer = desk.client().post(
            "/edit/sign-in", data={"email": "ed@example.org", "password": password}
        )
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("current", "new", "sentence"),
    [
        ("wrong", NEW, "That is not your password"),
        ("", NEW, "That is not your password"),
        (PASSWORD, "short", "This password is too short"),
        (PASSWORD, "password1", "too common"),
        (PASSWORD, "ed@example.org", "cannot be your name or email address"),
        (PASSWORD, "x" * 257, "This password is too long"),
    ],
)
def test_a_password_that_cannot_be_taken_changes_nothing(
    desk: DeskSite, current: str, new: str, sentence: str
) -> None:
    client = desk.client("editor")
    given = {"current_password": current, "password": new}
    refused = desk.post(client, "/edit/account/password", given)
    assert refused.status_code == 422
    assert sentence in refused.text
    given = {"current_password": PASSWORD, "password": NEW}
    assert desk.post(client, "/edit/account/password", given).status_code == 303


def test_password_attempts_within_a_session_are_limited(
    desk: DeskSite,
) -> None:
    client = desk.client("editor")
    for _ in range(MAX_FAILURES):
        desk.post(client, "/edit/account/password", {"current_password": "x", "password": NEW})
    given = {"current_password": PASSWORD, "password": NEW}
    assert desk.post(client, "/edit/account/password", given).status_code == 429


def test_each_place_is_listed_and_one_of_them_signed_out(desk: DeskSite) -> None:
    here, there = desk.client("editor"), desk.client()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    there.post(
        "/edit/sign-in",
        data={"email": "ed@example.org", "password": PASSWORD},
        headers={"User-Agent": firefox},
    )
    page = here.get("/edit/account").text
    assert "Firefox on Linux" in page
    assert "this one" in page
    (other,) = re.findall(r'name="session" value="([0-9a-f]+)"', page)
    ended = desk.post(here, "/edit/account/sessions/end", {"session": other})
    assert ended.location == "/edit/account?said=session_ended"
    assert there.get("/edit/account").status_code == 303
    assert here.get("/edit/account").status_code == 200


def test_nobody_ends_the_session_of_another(desk: DeskSite) -> None:
    ed, rita = desk.client("editor"), desk.client("reviewer")
    second = desk.client("reviewer")
    (others,) = re.findall(r'name="session" value="([0-9a-f]+)"', rita.get("/edit/account").text)
    desk.post(ed, "/edit/account/sessions/end", {"session": others})
    assert second.get("/edit/account").status_code == 200


def test_signing_out_everywhere_ends_this_session_too(desk: DeskSite) -> None:
    here, there = desk.client("editor"), desk.client("editor")
    answer = desk.post(here, "/edit/account/sessions/end-all")
    assert answer.location == "/edit/sign-in?said=signed_out_everywhere"
    assert here.get("/edit").status_code == 303
    assert there.get("/edit").status_code == 303
