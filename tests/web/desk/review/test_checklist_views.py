"""Checklists at the desk, what they mean for approval, and the report on an answer."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.checklists.checklist import CHECKLISTS, ChecklistName
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import REVIEW, TEXT, move, write

PATH = f"{TEXT}/checklists"
REPORT = "/edit/answers/both/report?language=en"


def number_of(page: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', page)
    assert found
    return found[1]


def judge(
    desk: DeskSite, client: Client, name: str = "pemat", number: str = "", **given: str
) -> TestResponse:
    number = number or number_of(client.get(PATH).text)
    return desk.post(client, PATH, {"checklist": name, "number": number, **given})


def everything(name: str) -> dict[str, str]:
    return {item.code: "yes" for item in CHECKLISTS[ChecklistName(name)]}


def test_what_a_program_can_tell_is_filled_in_and_the_rest_is_judged(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get(PATH).text
    assert 'name="pemat-5" value="yes" checked' in page
    assert not re.search(r'name="pemat-1" value="\w+" checked', page)
    answer = judge(desk, client, **{"pemat-1": "yes", "pemat-5": "no", "pemat-6": "na"})
    assert answer.status_code == 303
    page = client.get(PATH).text
    assert 'name="pemat-5" value="no" checked' in page
    assert "Easy to understand: 1 of 2 (50%)" in page
    assert "Easy to understand: 1 of 2 (50%)" in client.get(REVIEW).text


def test_only_what_is_on_the_list_is_stored(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert judge(desk, client, **{"pemat-1": "na"}).status_code == 400
    assert judge(desk, client, name="other").status_code == 400
    assert judge(desk, client, number="99").status_code == 409
    assert client.get("/edit/answers/both/clinician/en/checklists").status_code == 404
    assert client.get("/edit/answers/none/lay/en/checklists").status_code == 404


def test_a_required_checklist_keeps_a_text_from_being_approved(
    make_desk: Callable[..., DeskSite],
) -> None:
    desk = make_desk(checklists=(ChecklistName.CDC,))
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, "Rest. Drink water.")
    move(desk, editor, "submit")
    move(desk, reviewer, "begin_review")
    refused = move(desk, reviewer, "approve")
    assert refused.status_code == 422
    assert "The checklist CDC Clear Communication Index is not complete." in refused.text
    assert judge(desk, reviewer, "cdc", **everything("cdc")).status_code == 303
    assert "is not complete" not in move(desk, reviewer, "approve").text


def test_the_report_has_levels_facts_checklists_and_who_approved(desk: DeskSite) -> None:
    client = desk.client("editor")
    judge(desk, client, **everything("pemat"))
    page = client.get(REPORT).text
    for words in ("Reading level", "This revision", "PEMAT-P", "Judged by", "History", "Facts"):
        assert words in page
    assert desk.client("editor").get("/edit/answers/none/report").status_code == 404


@pytest.mark.parametrize("path", [PATH, REPORT])
def test_readers_see_neither(desk: DeskSite, path: str) -> None:
    assert desk.client(None).get(path).status_code in (302, 303, 401)
