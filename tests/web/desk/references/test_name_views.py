"""What an answer is called: questions of single audiences, and words by which it is found."""

import pytest

from tests.web.desk.conftest import DeskSite

PATH = "/edit/answers/both/names/en"
GIVEN = {
    "clinician": "How is hypertension managed?",
    "lay": "",
    "search_words": "  the silent  killer\r\n\r\nhigh numbers\r\nhigh numbers",
}


def read(desk: DeskSite, path: str) -> str:
    return desk.client(None).get(path).text


def test_names_saved_by_a_reviewer_are_public_and_searchable(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    saved = desk.post(client, PATH, GIVEN)
    assert saved.status_code == 303
    page = client.get(saved.location).text
    assert "Names saved." in page
    assert "the silent killer\nhigh numbers</textarea>" in page
    assert "How is hypertension managed?" in read(desk, "/answers/both/clinician")
    assert "How is hypertension managed?" not in read(desk, "/answers/both/lay")
    found = read(desk, "/?q=silent+killer")
    assert "/answers/both" in found
    assert "the silent killer" not in found.replace("silent killer”", "")


def test_names_of_an_approved_answer_are_changed_by_those_who_review(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "only a reviewer can change its names" in client.get(PATH).text
    assert desk.post(client, PATH, GIVEN).status_code == 403


def test_nobody_overwrites_what_they_have_not_seen(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    desk.post(client, PATH, GIVEN)
    refused = desk.post(client, PATH, {**GIVEN, "search_words": "mine"})
    assert refused.status_code == 409
    assert "mine</textarea>" in refused.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"search_words": "\n".join(map(str, range(101)))}, "up to 100 search words"),
        ({"lay": "x" * 301}, "must be 300 characters or fewer"),
    ],
)
def test_errors_are_reported(desk: DeskSite, given: dict[str, str], said: str) -> None:
    refused = desk.post(desk.client("reviewer"), PATH, given)
    assert refused.status_code == 422
    assert said in refused.text


def test_each_language_of_the_site_has_its_own_names(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    desk.post(client, "/edit/answers/both/names/es", {"search_words": "tensión"})
    assert "tensión" in client.get("/edit/answers/both/names/es").text
    assert "tensión" not in client.get(PATH).text
    assert client.get("/edit/answers/both/names/xx").status_code == 404
    assert desk.post(client, "/edit/answers/both/names/xx", {}).status_code == 404
    assert client.get("/edit/answers/nothing/names/en").status_code == 404
