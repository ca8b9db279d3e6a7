"""Comments at the passages of a text, on the review page."""

import re

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from tests.mail_server import Box
from tests.web.desk.answer_review.test_answer_review_views import REVIEW, submit
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import revisions, write

COMMENTS = "/edit/answers/both/lay/en/comments"
TEXT = "## A\n\nBlood pushes hard on the walls."
BLOCK = "Blood pushes hard on the walls."


@pytest.fixture
def waiting(desk: DeskSite) -> DeskSite:
    return prepare(desk)


def prepare(desk: DeskSite) -> DeskSite:
    editor = desk.client("editor")
    write(desk, editor, TEXT)
    submit(desk, editor, Audience.LAY)
    return desk


def comment(desk: DeskSite, client: Client, **given: str) -> TestResponse:
    data = {
        "number": "2",
        "line": "3",
        "block": BLOCK,
        "suggestion": BLOCK,
        "quote": "",
        "words": "Which walls?",
        **given,
    }
    return desk.post(client, COMMENTS, data)


def change(desk: DeskSite, client: Client, deed: str, words: str = "") -> TestResponse:
    found = re.search(r'action="(/edit/answers/both/comments/\d+)"', client.get(REVIEW).text)
    assert found
    return desk.post(client, found[1], {"deed": deed, "words": words})


def test_a_comment_stands_at_its_paragraph_and_is_answered_and_resolved(waiting: DeskSite) -> None:
    editor, reviewer = waiting.client("editor"), waiting.client("reviewer")
    sent = comment(waiting, reviewer, quote="on the walls")
    page = editor.get(sent.location).text
    assert re.search(r'id="lay-block-2".*Which walls\?', page, re.DOTALL)
    assert "on the walls</blockquote>" in page
    assert change(waiting, editor, "reply", "Of the arteries.").status_code == 303
    assert "Of the arteries." in reviewer.get(REVIEW).text
    change(waiting, reviewer, "resolve")
    assert "resolved by <bdi>Rita Reviewer</bdi>" in reviewer.get(REVIEW).text
    change(waiting, reviewer, "reopen")
    assert "resolved by" not in reviewer.get(REVIEW).text


def test_a_suggested_edit_is_taken_in_one_act(waiting: DeskSite) -> None:
    editor, reviewer = waiting.client("editor"), waiting.client("reviewer")
    comment(waiting, reviewer, words="", suggestion="Blood pushes hard on the artery walls.\r\n")
    assert "<ins>artery </ins>" in editor.get(REVIEW).text
    sent = change(waiting, editor, "take")
    assert revisions(waiting)[0].markdown.startswith(
        "## A\n\nBlood pushes hard on the artery walls."
    )
    page = editor.get(sent.location).text
    assert "Suggested edit, taken by <bdi>Ed Editor</bdi>" in page


def test_an_edit_of_a_changed_passage_cannot_be_taken(waiting: DeskSite) -> None:
    editor, reviewer = waiting.client("editor"), waiting.client("reviewer")
    comment(waiting, reviewer, words="", suggestion="Blood pushes.")
    write(waiting, editor, "## A\n\nIt pushes.")
    page = editor.get(REVIEW).text
    assert "These words of revision 2 have changed since, or are gone." in page
    assert "Take this edit" not in page
    refused = change(waiting, editor, "take")
    assert refused.status_code == 422
    assert "The text does not have these words any more." in refused.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": ""}, "Enter a comment, or suggest an edit."),
        ({"words": "Why?" * 1_001}, "4,000 characters or fewer"),
        ({"quote": "elsewhere"}, "are not in this paragraph"),
    ],
)
def test_a_refused_comment_is_shown_again(
    waiting: DeskSite, given: dict[str, str], said: str
) -> None:
    refused = comment(waiting, waiting.client("reviewer"), **given)
    assert refused.status_code == 422
    assert said in refused.text
    assert given.get("words", "Which walls?") in refused.text


def test_a_taken_edit_is_neither_taken_again_nor_approved_by_who_suggested_it(
    waiting: DeskSite,
) -> None:
    reviewer, editor = waiting.client("reviewer"), waiting.client("editor")
    comment(waiting, reviewer, suggestion=f"{BLOCK} All day.")
    assert change(waiting, editor, "take").status_code == 303
    assert change(waiting, editor, "reopen").status_code == 422
    assert change(waiting, editor, "take").status_code == 422
    assert revisions(waiting)[0].markdown.count("All day.") == 1
    submit(waiting, editor, Audience.LAY)
    page = reviewer.get(REVIEW).text
    assert 'value="approve"' not in page


def test_characters_that_no_text_may_have_are_replaced(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    page = reviewer.get(comment(waiting, reviewer, words="Which\0walls?").location).text
    assert "Which\ufffdwalls?" in page
    change(waiting, reviewer, "reply", "Of\0arteries.")
    assert "Of\ufffdarteries." in reviewer.get(REVIEW).text


def test_comments_on_nothing_are_refused(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    assert comment(waiting, reviewer, number="x").status_code == 400
    assert comment(waiting, reviewer, line="").status_code == 400
    assert comment(waiting, reviewer, number="9").status_code == 404
    data = {"deed": "reply", "words": "x"}
    assert waiting.post(reviewer, "/edit/answers/both/comments/99", data).status_code == 404
    path = COMMENTS.replace("/lay/", "/everyone/")
    assert waiting.post(reviewer, path, {"number": "1", "line": "1"}).status_code == 404
    comment(waiting, reviewer)
    assert change(waiting, reviewer, "publish").status_code == 400


def test_the_author_is_mailed_and_may_refuse_such_mails(mailed: DeskSite, box: Box) -> None:
    prepare(mailed)
    box.next(), box.next()
    reviewer = mailed.client("reviewer")
    comment(mailed, reviewer)
    message = box.next()
    assert message["To"] == "ed@example.org"
    assert "Rita Reviewer commented on" in str(message["Subject"])
    assert "Which walls?" in message.get_content()
    assert "/edit/answers/both/review?language=en#thread-" in message.get_content()
    editor = mailed.client("editor")
    assert 'value="commented"' in editor.get("/edit/account").text
