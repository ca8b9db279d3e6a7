"""The people pages: invitations, roles, links and disabling."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.mail_server import Box
from tests.web.desk.conftest import PASSWORD, DeskSite

LINK = re.compile(r"http://127\.0\.0\.1:8000(/edit/links/[\w-]+)")


def find_link(page: str) -> str:
    found = LINK.search(page)
    assert found, page
    return found[1]


def come_in(desk: DeskSite, link: str, email: str, name: str = "") -> TestResponse:
    client = desk.client()
    set_ = client.post(link, data={"name": name, "password": "five loud oceans"})
    assert set_.status_code == 303
    return client.post("/edit/sign-in", data={"email": email, "password": "five loud oceans"})


def path(desk: DeskSite, who: str) -> str:
    return f"/edit/people/{desk.account(who).id}"


def test_the_page_lists_everybody(desk: DeskSite) -> None:
    page = desk.client("admin").get("/edit/people").text
    assert "4 people have an account" in page
    for name in ("Ada Admin", "Ed Editor", "Rita Reviewer", "Will Writer"):
        assert name in page
    assert 'href="/edit/people"' in page
    assert 'href="/edit/people"' not in desk.client("reviewer").get("/edit").text


def test_without_mail_the_link_is_shown_once(desk: DeskSite) -> None:
    client = desk.client("admin")
    shown = desk.post(client, "/edit/people", {"email": "New@example.org", "role": "reviewer"})
    assert shown.status_code == 200
    assert "Send this link to them" in shown.text
    page = client.get("/edit/people").text
    assert "Invited" in page
    assert "/edit/links/" not in page
    assert come_in(desk, find_link(shown.text), "new@example.org", "Nora").status_code == 303
    assert "Nora" in client.get("/edit/people").text


def test_with_mail_the_link_arrives(mailed: DeskSite, box: Box) -> None:
    client = mailed.client("admin")
    shown = mailed.post(client, "/edit/people", {"email": "new@example.org", "role": "editor"})
    assert "We have emailed it to them" in shown.text
    message = box.next()
    assert message["To"] == "new@example.org"
    assert message["Subject"] == "Your account on Readlevel"
    text = message.get_content()
    assert "Ada Admin has invited you" in text
    assert find_link(text) == find_link(shown.text)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"email": "new", "role": "editor"}, "Enter an email address in the correct format"),
        ({"email": "\x00", "role": "editor"}, "Enter an email address in the correct format"),
        (
            {"email": "ed@example.org", "role": "editor"},
            "There is already an account with this address",
        ),
        ({"email": "new@example.org", "role": "king"}, "Choose a role"),
        ({"email": "new@example.org"}, "Choose a role"),
    ],
)
def test_an_invitation_that_is_wrong_keeps_what_was_typed(
    desk: DeskSite, given: dict[str, str], sentence: str
) -> None:
    answer = desk.post(desk.client("admin"), "/edit/people", given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{given["email"]}"' in answer.text


def test_a_role_is_changed_at_once(desk: DeskSite) -> None:
    ada, ed = desk.client("admin"), desk.client("editor")
    assert ed.get("/edit/people").status_code == 403
    changed = desk.post(ada, path(desk, "editor") + "/role", {"role": "admin"})
    assert changed.location == path(desk, "editor") + "?said=role_changed"
    assert ed.get("/edit/people").status_code == 200
    assert desk.post(ada, path(desk, "editor") + "/role", {"role": "king"}).status_code == 422


def test_a_disabled_account_is_out_until_it_is_enabled(desk: DeskSite) -> None:
    ada, ed = desk.client("admin"), desk.client("editor")
    desk.post(ada, path(desk, "editor") + "/disable")
    assert ed.get("/edit").status_code == 303
    given = {"email": "ed@example.org", "password": PASSWORD}
    assert desk.client().post("/edit/sign-in", data=given).status_code == 422
    assert "Disabled since" in ada.get(path(desk, "editor")).text
    assert desk.post(ada, path(desk, "editor") + "/link").status_code == 409
    desk.post(ada, path(desk, "editor") + "/enable")
    assert desk.client().post("/edit/sign-in", data=given).status_code == 303


def test_a_new_link_sets_a_new_password(desk: DeskSite) -> None:
    shown = desk.post(desk.client("admin"), path(desk, "editor") + "/link")
    assert "set a new password" in shown.text
    assert "There is a link that works until" in desk.client("admin").get(path(desk, "editor")).text
    assert come_in(desk, find_link(shown.text), "ed@example.org").status_code == 303


def test_nobody_shuts_themselves_out(desk: DeskSite) -> None:
    ada = desk.client("admin")
    page = ada.get(path(desk, "admin")).text
    assert "This is you" in page
    for deed in ("role", "disable", "second-factor/remove", "unbind"):
        refused = desk.post(ada, f"{path(desk, 'admin')}/{deed}", {"role": "editor"})
        assert refused.status_code == 409
        assert "Only another administrator" in refused.text


def test_somebody_who_is_not_there_is_not_found(desk: DeskSite) -> None:
    ada = desk.client("admin")
    assert ada.get("/edit/people/9999").status_code == 404
    for deed in ("role", "disable", "enable", "link", "second-factor/remove", "unbind"):
        given = {"role": "editor"}
        assert desk.post(ada, f"/edit/people/9999/{deed}", given).status_code == 404
    assert ada.get(f"/edit/people/{10**30}").status_code == 404


def test_forgotten_without_mail_says_who_can_help(desk: DeskSite) -> None:
    client = desk.client()
    assert 'href="/edit/forgotten"' in client.get("/edit/sign-in").text
    for answer in (
        client.get("/edit/forgotten"),
        client.post("/edit/forgotten", data={"email": "ed@example.org"}),
    ):
        assert "Ask an administrator" in answer.text
        assert "<form" not in answer.text.partition("<main")[2]


def test_forgotten_says_the_same_whether_or_not_there_is_an_account(
    mailed: DeskSite, box: Box
) -> None:
    client = mailed.client()
    said = [
        client.post("/edit/forgotten", data={"email": email}).text.replace(email, "x")
        for email in ("nobody@example.org", "ed@example.org")
    ]
    strip = re.compile(r'nonce="[^"]*"')
    assert strip.sub("", said[0]) == strip.sub("", said[1])
    message = box.next()
    assert message["To"] == "ed@example.org"
    assert "probably you" in message.get_content()
    link = find_link(message.get_content())
    assert come_in(mailed, link, "ed@example.org").status_code == 303
    assert len(box.envelopes) == 1


def test_forgotten_is_limited_and_needs_an_address(mailed: DeskSite) -> None:
    client = mailed.client()
    assert client.post("/edit/forgotten", data={"email": " "}).status_code == 422
    for number in range(10):
        given = {"email": f"x{number}@example.org"}
        assert client.post("/edit/forgotten", data=given).status_code == 200
    refused = client.post("/edit/forgotten", data={"email": "ed@example.org"})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
