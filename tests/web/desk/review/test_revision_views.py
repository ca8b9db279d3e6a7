"""The revisions of a text: list, page, diff and restoring."""

import pytest

from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import (
    REVIEW,
    TEXT,
    deeds,
    move,
    newest,
    revisions,
    write,
)

NEW = "## From the guidelines\n\nHigh blood pressure means blood pushes <hard>.\n"


def test_revisions_are_listed_with_who_and_why(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    page = editor.get(f"{TEXT}/revisions").text
    assert page.index("Revision 2") < page.index("Revision 1")
    for words in ("Ed Editor", "clearer", "Draft", "Approved"):
        assert words in page


def test_one_revision_alone_has_nothing_to_be_compared_with(desk: DeskSite) -> None:
    page = desk.client("editor").get(f"{TEXT}/revisions").text
    assert "There is one revision so far." in page
    assert 'type="radio"' not in page


def test_two_revisions_stand_side_by_side_with_the_words_that_differ(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    page = editor.get(f"{TEXT}/compare?old=1&new=2").text
    assert "&lt;hard&gt;" in page
    assert "<del>" in page
    assert "2 lines are different." in page or "1 line is different." in page
    assert "<hard>" not in page


def test_the_newest_two_are_compared_unless_others_are_asked_for(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    assert editor.get(f"{TEXT}/compare").text == editor.get(f"{TEXT}/compare?old=1&new=2").text
    assert "The two are the same." in editor.get(f"{TEXT}/compare?old=2&new=2").text
    assert editor.get(f"{TEXT}/compare?old=1&new=9").status_code == 404
    assert editor.get(f"{TEXT}/compare?old=x&new=٢").status_code == 200


def test_unchanged_parts_are_folded_until_all_are_requested(desk: DeskSite) -> None:
    editor = desk.client("editor")
    lines = [f"Line {number} says something." for number in range(20)]
    write(desk, editor, "\n".join(lines))
    lines[10] = "Line 10 says another thing."
    write(desk, editor, "\n".join(lines))
    page = editor.get(f"{TEXT}/compare?old=2&new=3").text
    assert "8 unchanged lines" in page
    assert "7 unchanged lines" in page
    assert "Line 2 says" not in page
    whole = editor.get(f"{TEXT}/compare?old=2&new=3&whole=1").text
    assert "are the same" not in whole
    assert "Line 2 says" in whole


def test_a_revision_is_shown_as_readers_got_it_and_as_it_was_written(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    page = editor.get(f"{TEXT}/revisions/1").text
    assert "too strong" in page
    assert "## From the guidelines" in page
    assert "Restore this text" in page
    assert "Restore this text" not in editor.get(f"{TEXT}/revisions/2").text
    assert editor.get(f"{TEXT}/revisions/3").status_code == 404


def test_a_restored_text_is_a_new_draft(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    data = {"number": "1", "newest": "2", "why": "It was  better."}
    answer = desk.post(editor, f"{TEXT}/restore", data)
    assert answer.location == f"{REVIEW}?said=restored"
    first, _, last = reversed(revisions(desk))
    assert last.markdown == first.markdown
    assert last.review.status == "draft"
    assert deeds(desk) == ["revision.restored"]
    assert "It was better." in editor.get(f"{TEXT}/revisions").text


def test_nothing_is_restored_over_what_another_saved(desk: DeskSite) -> None:
    editor = desk.client("editor")
    write(desk, editor, NEW)
    write(desk, desk.client("writer2"), "Others' words.")
    data = {"number": "1", "newest": "2", "why": "Because I say so."}
    answer = desk.post(editor, f"{TEXT}/restore", data)
    assert answer.status_code == 409
    assert "Because I say so." in answer.text
    assert newest(desk).number == 3


def test_restoring_an_identical_text_is_refused(desk: DeskSite) -> None:
    editor = desk.client("editor")
    answer = desk.post(editor, f"{TEXT}/restore", {"number": "1", "newest": "1"})
    assert answer.status_code == 409
    assert "The newest revision is already the same" in answer.text
    long = {"number": "1", "newest": "1", "why": "x" * 301}
    assert desk.post(editor, f"{TEXT}/restore", long).status_code == 422
    assert newest(desk).number == 1


@pytest.mark.parametrize(
    ("path", "number", "status"),
    [
        (f"{TEXT}/restore", "7", 404),
        ("/edit/answers/both/nobody/en/restore", "1", 404),
        ("/edit/answers/nothing/lay/en/restore", "1", 404),
        (f"{TEXT}/restore", "x", 400),
    ],
)
def test_there_is_nothing_to_restore_where_nothing_is(
    desk: DeskSite, path: str, number: str, status: int
) -> None:
    answer = desk.post(desk.client("editor"), path, {"number": number, "newest": "1"})
    assert answer.status_code == status


def test_a_withdrawn_text_is_restored_and_reviewed_before_readers_get_it(desk: DeskSite) -> None:
    editor, reviewer, reader = desk.client("editor"), desk.client("reviewer"), desk.client()
    move(desk, reviewer, "withdraw", comment="Harm.")
    desk.post(editor, f"{TEXT}/restore", {"number": "1", "newest": "1"})
    move(desk, editor, "submit")
    assert reader.get("/answers/both/lay").status_code == 410
    move(desk, reviewer, "begin_review")
    move(desk, reviewer, "approve")
    assert reader.get("/answers/both/lay").status_code == 200
