"""Reviews are assigned on the review page, and lead the queue of whom they are assigned to."""

from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from tests.mail_server import Box
from tests.web.desk.answer_review.test_answer_review_views import REVIEW, submit
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import write

MINE = '<b class="work-mine">Assigned to you</b>'
TODAY = datetime.now(UTC).date()


@pytest.fixture
def waiting(desk: DeskSite) -> DeskSite:
    return prepare(desk)


def prepare(desk: DeskSite) -> DeskSite:
    editor = desk.client("editor")
    write(desk, editor, "Blood pushes hard.")
    submit(desk, editor, Audience.LAY)
    return desk


def assign(
    desk: DeskSite, client: Client, who: str | int, due: str = "", slug: str = "both"
) -> TestResponse:
    data = {"language": "en", "reviewer": str(who), "due": due}
    return desk.post(client, f"/edit/answers/{slug}/review/assignment", data)


def test_an_assigned_review_names_its_reviewer_and_due_date(waiting: DeskSite) -> None:
    editor, rita = waiting.client("editor"), waiting.account("reviewer")
    due = (TODAY + timedelta(days=7)).isoformat()
    sent = assign(waiting, editor, rita.id, due)
    page = editor.get(sent.location).text
    assert "Reviewer: <b><bdi>Rita Reviewer</bdi></b>" in page
    assert "Review assigned." in page
    assert "Assigned to <bdi>Rita Reviewer</bdi>" in waiting.client("admin").get("/edit").text
    assert MINE in waiting.client("reviewer").get("/edit").text
    sent = assign(waiting, editor, "")
    assert "No reviewer is assigned." in editor.get(sent.location).text


def test_a_reviewer_lists_and_saves_what_is_assigned_to_them(waiting: DeskSite) -> None:
    assign(waiting, waiting.client("editor"), waiting.account("reviewer").id)
    rita, admin = waiting.client("reviewer"), waiting.client("admin")
    mine = "/edit/answers?assigned=me"
    page = rita.get(mine).text
    assert page.count("data-row") == 1
    assert MINE in page
    assert 'name="assigned" value="me" checked' in page
    assert rita.get("/edit/answers").text.count("data-row") > 1
    assert admin.get(mine).text.count("data-row") == 0
    assert 'name="assigned"' not in waiting.client("editor").get("/edit/answers").text
    saved = waiting.post(
        rita, "/edit/answers/filters", {"name": "Mine", "query": "assigned=me&q=blood"}
    )
    assert saved.location.startswith("/edit/answers?q=blood&assigned=me")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ((TODAY - timedelta(days=1)).isoformat(), "The due date must be today or later."),
        ("soon", "Enter the date as year-month-day"),
    ],
)
def test_a_wrong_due_date_is_refused_and_kept(waiting: DeskSite, due: str, said: str) -> None:
    refused = assign(waiting, waiting.client("editor"), waiting.account("reviewer").id, due)
    assert refused.status_code == 422
    assert said in refused.text
    assert f'value="{due}"' in refused.text


def test_authors_are_not_offered_and_cannot_be_assigned(waiting: DeskSite) -> None:
    editor, ed = waiting.client("editor"), waiting.account("editor")
    assert f'<option value="{ed.id}"' not in editor.get(REVIEW).text
    refused = assign(waiting, editor, ed.id)
    assert refused.status_code == 422
    assert "Select a reviewer who did not write these texts." in refused.text


def test_assignments_that_no_page_sends_are_refused(waiting: DeskSite) -> None:
    editor = waiting.client("editor")
    assert assign(waiting, editor, "rita").status_code == 400
    assert assign(waiting, editor, 1, slug="nothing").status_code == 404


def test_the_reviewer_is_mailed(mailed: DeskSite, box: Box) -> None:
    prepare(mailed)
    box.next(), box.next()
    assign(mailed, mailed.client("editor"), mailed.account("reviewer").id, TODAY.isoformat())
    message = box.next()
    assert message["To"] == "rita@example.org"
    assert "A review is assigned to you" in str(message["Subject"])
    assert "It is due on" in message.get_content()
