"""The clinical codes of an answer, by which health records find it."""

import json

import pytest
from werkzeug.test import Client, TestResponse

from tests.web.desk.conftest import DeskSite

PATH = "/edit/answers/both/codes"


def find(desk: DeskSite, code: str) -> list[str]:
    response = Client(desk.layer, TestResponse).get(
        "/infobutton",
        query_string={
            "mainSearchCriteria.v.c": code,
            "knowledgeResponseType": "application/json",
        },
    )
    return [one["id"]["_value"] for one in json.loads(response.data)["feed"]["entry"]]


def test_codes_saved_by_a_reviewer_are_found_by_infobutton(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    saved = desk.post(client, PATH, {"icd10cm": "I10, I11.9 ,I10", "snomedct": "38341003"})
    assert saved.status_code == 303
    page = client.get(saved.location).text
    assert "Codes saved." in page
    assert 'value="I10, I11.9"' in page
    assert (
        find(desk, "I119") == find(desk, "38341003") == ["http://127.0.0.1:8000/answers/both/lay"]
    )
    gone = desk.post(
        client, PATH, {"icd10cm": "", "seen_icd10cm": "I10, I11.9", "seen_snomedct": "38341003"}
    )
    assert gone.status_code == 303
    assert find(desk, "I10") == []


def test_the_codes_of_an_approved_answer_are_changed_by_those_who_review(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "Save the codes" not in client.get(PATH).text
    refused = desk.post(client, PATH, {"icd10cm": "I10"})
    assert refused.status_code == 403
    assert "only a reviewer can change its codes" in refused.text
    assert find(desk, "I10") == []


def test_an_editor_gives_codes_to_what_is_not_approved(desk: DeskSite) -> None:
    client = desk.client("editor")
    path = "/edit/answers/draft/codes"
    assert "Save the codes" in client.get(path).text
    assert desk.post(client, path, {"mesh": "D006973"}).status_code == 303
    assert 'value="D006973"' in client.get(path).text
    assert find(desk, "D006973") == []


def test_saving_what_is_there_changes_nothing(desk: DeskSite) -> None:
    client = desk.client("editor")
    saved = desk.post(client, PATH, {})
    assert "There were no changes to save" in client.get(saved.location).text


def test_a_concurrent_save_is_kept_and_reported(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    desk.post(client, PATH, {"icd10cm": "I10"})
    late = desk.post(client, PATH, {"icd10cm": "I11", "seen_icd10cm": ""})
    assert late.status_code == 409
    assert 'value="I11"' in late.text
    assert 'name="seen_icd10cm" value="I10"' in late.text
    assert find(desk, "I10")


@pytest.mark.parametrize("given", ["é", "x" * 41, "\x00", ", ".join(str(n) for n in range(101))])
def test_an_invalid_code_is_marked(desk: DeskSite, given: str) -> None:
    refused = desk.post(desk.client("reviewer"), PATH, {"icd10cm": given})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    assert find(desk, "I10") == []


def test_an_answer_that_is_not_there_has_no_codes(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    assert client.get("/edit/answers/nothing/codes").status_code == 404
    assert desk.post(client, "/edit/answers/nothing/codes", {"mesh": "D1"}).status_code == 404
