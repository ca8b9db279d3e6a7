"""Checklists at the desk, what they mean for approval, and the report on an answer."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.checklists.checklist import CHECKLISTS, ChecklistName
from readlevel.core.model.answer import Audience
from readlevel.core.model.finding import Finding
from readlevel.web.desk.review.report_parts import select_findings
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import REVIEW, TEXT, move, write

PATH = f"{TEXT}/checklists"
LAY = 1 + list(Audience).index(Audience.LAY)
REPORT = "/edit/answers/both/report?language=en"


def number_of(page: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', page)
    assert found
    return found[1]


def version_of(page: str, name: str) -> str:
    form = page[page.index(f'name="checklist" value="{name}"') :]
    found = re.search(r'name="seen" value="([^"]*)"', form)
    assert found
    return found[1]


def judge(
    desk: DeskSite,
    client: Client,
    name: str = "pemat",
    number: str = "",
    page: str = "",
    **given: str,
) -> TestResponse:
    """Save what is judged on a page, by default on one that was opened just now."""
    page = page or client.get(PATH).text
    number = number or number_of(page)
    seen = version_of(page, name if name in set(ChecklistName) else "pemat")
    data = {"checklist": name, "number": number, "seen": seen, **given}
    return desk.post(client, PATH, data)


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
    assert "The CDC Clear Communication Index checklist is not complete." in refused.text
    assert judge(desk, reviewer, "cdc", **everything("cdc")).status_code == 303
    assert "is not complete" not in move(desk, reviewer, "approve").text


def test_the_report_has_levels_facts_checklists_and_who_approved(desk: DeskSite) -> None:
    client = desk.client("editor")
    judge(desk, client, **everything("pemat"))
    page = client.get(REPORT).text
    for words in ("Reading level", "This revision", "PEMAT-P", "Assessed by", "History", "Facts"):
        assert words in page
    assert desk.client("editor").get("/edit/answers/none/report").status_code == 404


def test_two_who_judge_at_once_do_not_overwrite_each_other(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    page = editor.get(PATH).text
    given = {"pemat-1": "yes", "pemat-2": "yes"}
    assert judge(desk, reviewer, page=page, **given).status_code == 303
    refused = judge(desk, editor, page=page, **{"pemat-1": "no", "pemat-3": "no"})
    assert refused.status_code == 409
    assert "someone saved this checklist" in refused.text
    assert "Assessed by <bdi>Rita Reviewer</bdi>" in refused.text
    for code, value in (("pemat-1", "no"), ("pemat-2", "yes"), ("pemat-3", "no")):
        assert f'name="{code}" value="{value}" checked' in refused.text
    assert refused.text.count("Current choice: Yes") == 1
    stored = editor.get(PATH).text
    assert 'name="pemat-1" value="yes" checked' in stored
    assert 'name="pemat-3" value="no" checked' not in stored
    # The other checklist is not concerned, and the choices can be saved once they were compared.
    assert judge(desk, editor, "cdc", page=page, **everything("cdc")).status_code == 303
    assert judge(desk, editor, page=refused.text, **{"pemat-1": "no"}).status_code == 303
    assert 'name="pemat-1" value="no" checked' in editor.get(PATH).text


def test_what_was_judged_of_an_older_revision_is_kept_in_the_form(desk: DeskSite) -> None:
    editor = desk.client("editor")
    page = editor.get(PATH).text
    assert 'name="pemat-5" value="yes" checked' in page
    write(desk, editor, "Rest is taken by you.")
    refused = judge(desk, editor, page=page, **{"pemat-1": "yes", "pemat-5": "na"})
    assert refused.status_code == 409
    assert "there is a newer revision" in refused.text
    assert 'name="pemat-1" value="yes" checked' in refused.text
    assert number_of(refused.text) != number_of(page)
    assert 'name="pemat-1" value="yes" checked' not in editor.get(PATH).text


def test_the_activity_log_keeps_the_score(desk: DeskSite) -> None:
    judge(desk, desk.client("editor"), **{"pemat-1": "yes", "pemat-5": "no"})
    judge(desk, desk.client("reviewer"), **{"pemat-1": "no", "pemat-5": "no"})
    page = desk.client("admin").get("/edit/audit").text
    for score in ("1 of 2 (50%)", "0 of 2 (0%)"):
        assert f"PEMAT-P: Easy to understand: {score} · Easy to act on: –" in page


def finding(code: str, text: str = "", severity: str = "blocks", **data: object) -> Finding:
    return Finding(code, severity, None, None, text, data)


def test_the_report_merges_only_findings_that_read_the_same() -> None:
    kept = [
        finding("incomplete_checklist", checklist="pemat"),
        finding("incomplete_checklist", checklist="cdc"),
        finding("no_key_points", severity="warns"),
        finding("long_sentence", "Take it.", words=41),
        finding("discouraged_wording", "Take it.", say=["use"]),
    ]
    given = [*kept, kept[3], finding("unanswered_parity", "5 mg", key="a")]
    assert select_findings(given) == kept


def findings_of(page: str) -> str:
    """Return what the report says the checks found in the text for the public."""
    return page.split("<h3>What the checks found</h3>")[LAY].split("<h3>")[0]


def test_the_report_has_all_findings_that_block(make_desk: Callable[..., DeskSite]) -> None:
    desk = make_desk(checklists=tuple(ChecklistName))
    said = findings_of(desk.client("editor").get(REPORT).text)
    for name in ("PEMAT-P", "CDC Clear Communication Index"):
        assert f"The {name} checklist is not complete." in said


def test_the_report_leads_to_open_facts_if_the_checks_found_nothing_else(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "<p>Nothing.</p>" in findings_of(client.get(REPORT).text)
    write(desk, client, "Take 5 mg of amlodipine.", clinician="Take 10 mg of amlodipine.")
    said = findings_of(client.get(REPORT).text)
    assert "<ul>" not in said
    assert "Only the open differences of facts below." in said


def test_the_report_does_not_say_that_a_withdrawn_text_is_sound(desk: DeskSite) -> None:
    page = desk.client("editor").get("/edit/answers/withdrawn/report?language=en").text
    assert "Nothing." not in findings_of(page)
    assert "This text is withdrawn, so it was not checked." in findings_of(page)


@pytest.mark.parametrize("path", [PATH, REPORT])
def test_readers_see_neither(desk: DeskSite, path: str) -> None:
    assert desk.client(None).get(path).status_code in (302, 303, 401)
