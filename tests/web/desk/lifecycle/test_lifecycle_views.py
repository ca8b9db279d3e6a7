"""An answer gets another address, is archived, restored and deleted, and readers are told."""

import json

import pytest
from werkzeug.test import Client

from tests.web.desk.conftest import DeskSite

BOTH = "/edit/answers/both"
MANAGE = f"{BOTH}/manage"
REASON = "Another answer replaces it."
PAGES = ("/answers/both", "/answers/both/lay", "/embed/both", "/api/v1/answers/both")
LISTS = ("/", "/?q=pressure", "/topics/cardiology", "/feed.atom", "/sitemap-answers-1.xml")


def archive(desk: DeskSite, client: Client) -> None:
    sent = desk.post(client, f"{MANAGE}/archive", {"reason": REASON})
    assert sent.status_code == 303


def rename(desk: DeskSite, client: Client, new: str) -> None:
    assert desk.post(client, f"{MANAGE}/address", {"slug": new}).status_code == 303


def test_an_archived_answer_is_gone_with_its_reason(desk: DeskSite) -> None:
    reader = desk.client()
    assert all(reader.get(path).status_code == 200 for path in PAGES)
    archive(desk, desk.client("reviewer"))
    for path in PAGES:
        gone = reader.get(path)
        assert gone.status_code == 410
        assert REASON in gone.text
    assert "This answer was removed" in reader.get("/answers/both").text
    assert json.loads(reader.get("/api/v1/answers/both").text)["code"] == "removed"
    for path in LISTS:
        assert "/answers/both" not in reader.get(path).text
    listed = json.loads(reader.get("/api/v1/withdrawn").text)["texts"]
    assert {(one["slug"], one["status"]) for one in listed} >= {("both", "removed")}


def test_it_stands_in_the_archive_and_is_restored_as_it_was(desk: DeskSite) -> None:
    reader, client = desk.client(), desk.client("reviewer")
    before = {path: reader.get(path).status_code for path in PAGES}
    archive(desk, client)
    assert BOTH not in client.get("/edit/answers").text
    assert MANAGE in client.get("/edit/archive").text
    for page in (BOTH, f"{BOTH}/lay/en/review"):
        assert "This answer is archived" in client.get(page).text
    refused = desk.post(
        client,
        f"{BOTH}/lay/en/review",
        {"number": "1", "move": "withdraw", "seen": "approved", "comment": "x"},
    )
    assert refused.status_code == 403
    assert "Restore the answer first" in refused.text
    assert desk.post(client, f"{MANAGE}/restoration").status_code == 303
    assert {path: reader.get(path).status_code for path in PAGES} == before
    assert "No answers are archived" in client.get("/edit/archive").text


def test_a_reason_is_asked_for(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    sent = desk.post(client, f"{MANAGE}/archive", {"reason": " "})
    assert sent.status_code == 422
    assert "Give a reason. Readers will see it." in sent.text


def test_every_former_address_redirects_for_good(desk: DeskSite) -> None:
    reader, client = desk.client(), desk.client("reviewer")
    rename(desk, client, "blood-pressure")
    moved = {
        "/answers/both": "/answers/blood-pressure",
        "/answers/both/lay": "/answers/blood-pressure/lay",
        "/answers/both/lay/card.png?v=1": "/answers/blood-pressure/lay/card.png",
        "/answers/both/images/drawing.svg": "/answers/blood-pressure/images/drawing.svg",
        "/embed/both?persona=patient": "/embed/blood-pressure?persona=patient",
        "/api/v1/answers/both?language=en": "/api/v1/answers/blood-pressure?language=en",
        "/answers/old-name": "/answers/blood-pressure",
    }
    for old, new in moved.items():
        answer = reader.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)
        assert reader.get(new).status_code == 200
    assert "blood-pressure" in reader.get("/oembed?url=http://localhost/answers/both").text
    assert "/answers/blood-pressure" in reader.get("/?q=pressure").text


def test_the_former_address_of_an_archived_answer_leads_to_what_became_of_it(
    desk: DeskSite,
) -> None:
    client = desk.client("reviewer")
    archive(desk, client)
    rename(desk, client, "blood-pressure")
    followed = desk.client().get("/answers/both", follow_redirects=True)
    assert followed.status_code == 410
    assert REASON in followed.text


def test_a_form_that_was_open_is_saved_at_the_new_address(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    page = client.get(BOTH).text
    number = page.partition('name="base_lay" value="')[2].partition('"')[0]
    rename(desk, client, "blood-pressure")
    token = desk.token(client)
    sent = client.post(
        f"{BOTH}?language=en",
        data={"csrf_token": token, "language": "en", "lay": "New.", "base_lay": number},
    )
    assert sent.status_code == 307
    assert sent.headers["Location"] == "/edit/answers/blood-pressure?language=en"
    assert desk.client().get(BOTH).headers["Location"].startswith("/edit/sign-in")
    strange = client.get(f"{BOTH}/lay/en%0A%3F/review").headers["Location"]
    assert strange == "/edit/answers/blood-pressure/lay/en%0A%3F/review"


@pytest.mark.parametrize(
    ("slug", "status", "said"),
    [
        ("Not a slug", 422, "Use only the letters a to z"),
        ("only-lay", 409, "Another answer has this address, or had it"),
        ("old-draft", 409, "Another answer has this address, or had it"),
    ],
)
def test_an_address_that_cannot_be_is_refused_with_what_was_typed(
    desk: DeskSite, slug: str, status: int, said: str
) -> None:
    client = desk.client("reviewer")
    sent = desk.post(client, f"{MANAGE}/address", {"slug": slug})
    assert sent.status_code == status
    assert said in sent.text
    assert f'value="{slug}"' in sent.text
    assert desk.client().get("/answers/both").status_code == 200


def test_editors_see_what_only_reviewers_may_do(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get(MANAGE).text
    assert "Only reviewers can archive an answer." in page
    assert "only a reviewer can change its address" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert desk.post(
        client, "/edit/answers/draft/manage/address", {"slug": "plan"}
    ).status_code == (303)


def test_the_page_of_a_deletion_says_what_goes_and_what_links_here(desk: DeskSite) -> None:
    editor, admin = desk.client("editor"), desk.client("admin")
    page = admin.get(f"{MANAGE}/deletion").text
    assert "Revisions of its texts" in page
    assert '<code dir="ltr">old-name</code>' in page
    assert "These answers link to it" not in page
    assert editor.get(f"{MANAGE}/deletion").status_code == 403


def test_an_answer_is_deleted_once_its_address_was_typed(desk: DeskSite) -> None:
    client, reader = desk.client("admin"), desk.client()
    wrong = desk.post(client, f"{MANAGE}/deletion", {"confirmed": "bot"})
    assert wrong.status_code == 422
    assert "Nothing was deleted" in wrong.text
    assert reader.get("/answers/both").status_code == 200
    assert desk.post(client, f"{MANAGE}/deletion", {"confirmed": "both"}).status_code == 303
    for path in ("/answers/both", "/embed/both", "/api/v1/answers/both"):
        assert reader.get(path).status_code == 410
    assert reader.get("/answers/old-name").status_code == 404
    assert client.get(BOTH).status_code == 404
    assert "Deleted an answer for good" in client.get("/edit/audit").text


def test_no_page_of_an_unknown_answer(desk: DeskSite) -> None:
    client = desk.client("admin")
    assert client.get("/edit/answers/nothing/manage").status_code == 404
    for action in ("address", "archive", "restoration", "deletion"):
        path = f"/edit/answers/nothing/manage/{action}"
        given = {"slug": "x", "reason": "x", "confirmed": "nothing"}
        assert desk.post(client, path, given).status_code == 404
