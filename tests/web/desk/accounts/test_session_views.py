"""What open pages ask about their session."""

import json

from werkzeug.test import Client

from tests.web.desk.conftest import PASSWORD, DeskSite


def session_of(client: Client) -> dict[str, object]:
    answer = client.get("/edit/session")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    given: dict[str, object] = json.loads(answer.text)
    return given


def test_a_page_learns_that_its_session_has_ended(desk: DeskSite) -> None:
    client = desk.client()
    assert session_of(client) == {"account": None, "name": "", "token": "", "step": ""}


def test_signing_in_again_gives_the_page_a_token_that_works(desk: DeskSite) -> None:
    client = desk.client("editor")
    old = session_of(client)
    desk.post(client, "/edit/sign-out")
    given = {"email": "ed@example.org", "password": PASSWORD, "next": "/edit/session"}
    done = client.post("/edit/sign-in", data=given, follow_redirects=True)
    new = json.loads(done.text)
    assert new["account"] == old["account"]
    assert new["token"] != old["token"]
    form = {"slug": "", "language": "en", "draft": "{}", "tab": "a"}
    for token, status in ((new["token"], 200), (old["token"], 403)):
        answer = client.post("/edit/unsaved", data={**form, "csrf_token": token})
        assert answer.status_code == status


def test_the_window_of_a_sign_in_says_that_it_is_done(desk: DeskSite) -> None:
    assert "You are signed in" in desk.client("editor").get("/edit/signed-in").text
    assert desk.client().get("/edit/signed-in").status_code == 303
