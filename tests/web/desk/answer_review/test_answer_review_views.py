"""The review of an answer with all its texts on one page."""

import re

import pytest
from werkzeug.test import Client

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import revisions, write

REVIEW = "/edit/answers/both/review"
TEXT = re.compile(r'name="text" value="([^"]+)"')
BESIDE = re.compile(r'name="beside" value="([^"]+)"')


def submit(desk: DeskSite, client: Client, *audiences: Audience) -> None:
    for audience in audiences:
        number = revisions(desk, audience=audience)[0].number
        data = {"move": "submit", "number": str(number), "seen": "draft"}
        path = f"/edit/answers/both/{audience}/en/review"
        assert desk.post(client, path, data).status_code == 303


def decide(desk: DeskSite, client: Client, deed: str, **given: object) -> tuple[int, str]:
    """Send the form of the page; return the status and the page that follows."""
    page = client.get(REVIEW).text
    beside = BESIDE.search(page)
    data = {
        "deed": deed,
        "language": "en",
        "text": TEXT.findall(page),
        "beside": beside[1] if beside else "",
        **given,
    }
    sent = desk.post(client, REVIEW, data)
    shown = client.get(sent.location).text if sent.status_code == 303 else sent.text
    return sent.status_code, shown


def statuses(desk: DeskSite) -> list[Status]:
    return [revisions(desk, audience=one)[0].review.status for one in Audience]


@pytest.fixture
def waiting(desk: DeskSite) -> DeskSite:
    """Return the site with changes to both texts that wait for a review."""
    editor = desk.client("editor")
    write(desk, editor, "## A\n\nBlood pushes hard.", clinician="## A\n\nPressure is high.")
    submit(desk, editor, *Audience)
    return desk


def test_a_pair_is_approved_with_two_clicks_from_the_queue(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    assert f'href="{REVIEW}?language=en"' in reviewer.get("/edit").text
    assert "Approve both texts" in reviewer.get(REVIEW).text
    status, page = decide(waiting, reviewer, "approve")
    assert status == 303
    assert "Readers will now see what you approved." in page
    assert statuses(waiting) == [Status.APPROVED, Status.APPROVED]


def test_both_texts_and_their_changes_are_on_the_page(waiting: DeskSite) -> None:
    page = waiting.client("reviewer").get(REVIEW).text
    assert "Pressure is high." in re.sub(r"</?ins>", "", page)
    assert "Blood pushes hard." in re.sub(r"</?ins>", "", page)
    assert page.count("since revision 1") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_authors_see_the_review_and_cannot_decide(waiting: DeskSite) -> None:
    editor = waiting.client("editor")
    page = editor.get(REVIEW).text
    assert "You wrote this text, so someone else must review it." in page
    texts = [f"{one}/{revisions(waiting, audience=one)[0].number}/submitted" for one in Audience]
    assert decide(waiting, editor, "approve", text=texts)[0] == 403
    assert statuses(waiting) == [Status.SUBMITTED, Status.SUBMITTED]


def test_requested_changes_need_a_comment_and_reach_both_texts(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    status, page = decide(waiting, reviewer, "request_changes", next_review="2040-01-02")
    assert status == 422
    assert "Explain what needs to change." in page
    assert 'value="2040-01-02"' in page
    assert decide(waiting, reviewer, "request_changes", comment="Say when.")[0] == 303
    assert statuses(waiting) == [Status.CHANGES_REQUESTED, Status.CHANGES_REQUESTED]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": []}, "Select the texts that you decide on."),
        ({"next_review": "2001-01-01"}, "The next review date must be in the future."),
        ({"next_review": "soon"}, "Enter the date as year-month-day"),
        ({"comment": "x" * 4_001}, "4,000 characters or fewer"),
    ],
)
def test_a_wrong_decision_changes_nothing_and_keeps_what_was_typed(
    waiting: DeskSite, given: dict[str, object], said: str
) -> None:
    status, page = decide(waiting, waiting.client("reviewer"), "approve", **given)
    assert status == 422
    assert said in page
    assert statuses(waiting) == [Status.SUBMITTED, Status.SUBMITTED]


def test_one_text_that_cannot_be_approved_keeps_the_other_from_it(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    texts = TEXT.findall(reviewer.get(REVIEW).text)
    outdated = [one.replace("lay/2", "lay/1") for one in texts]
    status, page = decide(waiting, reviewer, "approve", text=outdated)
    assert status == 409
    assert "Someone else changed a text first." in page
    assert statuses(waiting) == [Status.SUBMITTED, Status.SUBMITTED]


@pytest.mark.parametrize(
    "given",
    [
        {"deed": "publish"},
        {"text": "both/1/submitted"},
        {"text": "lay/x/submitted"},
        {"text": "lay"},
    ],
)
def test_forms_that_no_page_sends_are_refused(waiting: DeskSite, given: dict[str, str]) -> None:
    deed = given.pop("deed", "approve")
    assert decide(waiting, waiting.client("reviewer"), deed, **given)[0] == 400


def test_a_single_text_has_the_same_page(desk: DeskSite) -> None:
    editor = desk.client("editor")
    page = editor.get("/edit/answers/only-clinician/review?language=es").text
    assert "For health professionals" in page
    assert "No text waits for a decision." in page


def test_there_is_no_review_where_there_is_no_answer(desk: DeskSite) -> None:
    editor = desk.client("editor")
    assert editor.get("/edit/answers/nothing/review").status_code == 404
    data = {"deed": "approve", "language": "en", "text": "lay/1/submitted", "beside": "0"}
    assert (
        desk.post(desk.client("reviewer"), "/edit/answers/nothing/review", data).status_code == 404
    )


def test_a_difference_is_answered_where_it_stands(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, "## A\n\nTake 6 mg of warfarin.", clinician="## A\n\nWarfarin 4 mg daily.")
    submit(desk, editor, *Audience)
    page = reviewer.get(REVIEW).text
    form = re.search(r'<form class="rb-answer".*?</form>', page, re.DOTALL)
    assert form
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    data["back"] = data["back"].replace("&amp;", "&")
    status, refused = decide(desk, reviewer, "approve")
    assert status == 422
    assert "Something must be fixed or explained" in refused
    assert '<a href="#points">Something must be fixed' in refused
    reason = {**data, "reason": "Half the dose for a start."}
    sent = desk.post(reviewer, "/edit/answers/both/parity", reason)
    assert sent.location.startswith(f"{REVIEW}?language=en&said=")
    assert "Half the dose for a start." in reviewer.get(sent.location).text
