"""The review pages: transitions by two users, and rejected forms."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, Transition
from readlevel.core.rendering.comprehension_checks import read_check
from readlevel.core.text.document import parse
from readlevel.storage.accounts import audit_log
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.storage.feedback import check_choices
from readlevel.storage.feedback.hard_reasons import HardReason, add_reason
from readlevel.storage.review import review_events
from readlevel.usecases.review.review_state import list_revisions
from tests.web.desk.conftest import DeskSite

TEXT = "/edit/answers/both/lay/en"
REVIEW = f"{TEXT}/review"
DRAFT = "/edit/answers/draft/lay/en/review"
TODAY = datetime.now(UTC).date()


def newest(desk: DeskSite, slug: str = "both") -> StoredRevision:
    return revisions(desk, slug)[0]


def revisions(
    desk: DeskSite, slug: str = "both", audience: Audience = Audience.LAY
) -> list[StoredRevision]:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        answer_id = answers.find_id(session, slug)
        assert answer_id
        found = list_revisions(session, answer_id, audience, "en")
    engine.dispose()
    return found


def deeds(desk: DeskSite) -> list[str]:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        found = [entry.action for entry in audit_log.list_entries(session)]
    engine.dispose()
    return [deed for deed in found if deed.startswith(("review.", "revision."))]


def write(desk: DeskSite, client: Client, words: str, clinician: str | None = None) -> None:
    before, other = newest(desk), revisions(desk, audience=Audience.CLINICIAN)[0]
    data = {
        "language": "en",
        "question": "What is high blood pressure?",
        "began_with": "What is high blood pressure?",
        "topics": "",
        "why": "clearer",
        "lay": words,
        "began_from_lay": str(before.number),
        "clinician": other.markdown if clinician is None else clinician,
        "began_from_clinician": str(other.number),
    }
    assert desk.post(client, "/edit/answers/both", data).status_code == 303


def move(
    desk: DeskSite,
    client: Client,
    deed: str,
    path: str = REVIEW,
    *,
    number: int | None = None,
    seen: str | None = None,
    **more: str,
) -> TestResponse:
    """Post the page's form for the newest revision."""
    shown = newest(desk, path.split("/")[3])
    data = {
        "number": str(number or shown.number),
        "seen": seen or shown.review.status,
        "move": deed,
        **more,
    }
    return desk.post(client, path, data)


def forge(desk: DeskSite, who: str, deed: Transition) -> TestResponse:
    return move(desk, desk.client(who), deed, comment="forged", next_review="2999-01-01")


def test_a_text_goes_from_draft_to_readers_by_two_people(desk: DeskSite) -> None:
    editor, reviewer, reader = desk.client("editor"), desk.client("reviewer"), desk.client()
    write(desk, editor, "Blood pushes too hard.")
    answer = move(desk, editor, "submit")
    assert answer.location == f"{REVIEW}?said=review_submit"
    assert "Waiting for a reviewer." in editor.get(answer.location).text
    assert "too strong" in reader.get("/answers/both/lay").text
    assert move(desk, reviewer, "begin_review").status_code == 303
    due = (TODAY + timedelta(days=400)).isoformat()
    assert move(desk, reviewer, "approve", next_review=due, comment="Clear.").status_code == 303
    assert "Blood pushes too hard." in reader.get("/answers/both/lay").text
    review = newest(desk).review
    assert (review.status, review.reviewer, review.reviewed) == (
        Status.APPROVED,
        "Rita Reviewer",
        TODAY,
    )
    assert str(review.next_review) == due
    assert deeds(desk) == ["review.approved", "review.begun", "review.submitted"]
    page = editor.get(REVIEW).text
    for line in ("approved revision 2", "started reviewing revision 2", "submitted revision 2"):
        assert line in page
    assert "Clear." in page


CHECK = """Rest today.

::: check What do you do?
- [ ] Run
- [x] Rest
- [ ] Wait

> Rest today.
:::
"""


def choose(desk: DeskSite, revision: StoredRevision, *choices: int) -> None:
    """Store what readers chose in the question after a revision's text."""
    check, _ = read_check(parse(revision.markdown))
    assert check
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        for choice in choices:
            check_choices.add_choice(session, revision.id, check.key, choice)
        add_reason(session, revision.id, HardReason.WORDS)
    engine.dispose()


def test_reviewers_see_the_question_and_how_many_readers_understood(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, CHECK)
    move(desk, editor, "submit")
    page = reviewer.get(REVIEW).text
    assert "What do you do?" in page
    assert "The page says this" in page
    assert 'name="choice"' not in page
    move(desk, reviewer, "begin_review")
    assert move(desk, reviewer, "approve").status_code == 303
    choose(desk, newest(desk), *[1] * 14, *[0] * 3, -1, -1)
    assert "Fewer than 20 readers have answered yet" in reviewer.get(REVIEW).text
    choose(desk, newest(desk), 2)
    assert "14 of 20 got it: rewrite this part" in reviewer.get(REVIEW).text


def test_a_broken_question_is_not_approved(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, CHECK.replace("> Rest today", "> Rest tomorrow"))
    move(desk, editor, "submit")
    move(desk, reviewer, "begin_review")
    refused = move(desk, reviewer, "approve")
    assert refused.status_code != 303
    assert "Quote it word for word." in refused.text


@pytest.mark.parametrize("author", ["editor", "reviewer", "admin"])
@pytest.mark.parametrize(
    "deed", [Transition.BEGIN_REVIEW, Transition.APPROVE, Transition.REQUEST_CHANGES]
)
def test_an_author_who_forges_the_form_does_not_review(
    desk: DeskSite, author: str, deed: Transition
) -> None:
    other = "admin" if author == "reviewer" else "reviewer"
    client = desk.client(author)
    write(desk, client, "My own words.")
    move(desk, client, "submit")
    if deed is Transition.APPROVE:
        move(desk, desk.client(other), "begin_review")
    before, done = newest(desk), deeds(desk)
    refused = move(desk, client, deed, comment="forged", next_review="2999-01-01")
    assert refused.status_code == 403
    assert (newest(desk), deeds(desk)) == (before, done)
    assert f'value="{deed}"' not in client.get(REVIEW).text


def test_an_author_does_not_confirm_the_text_once_it_is_approved(desk: DeskSite) -> None:
    write(desk, desk.client("admin"), "Words of Ada.")
    move(desk, desk.client("admin"), "submit")
    move(desk, desk.client("reviewer"), "begin_review")
    move(desk, desk.client("reviewer"), "approve")
    assert forge(desk, "admin", Transition.CONFIRM).status_code == 403
    assert move(desk, desk.client("reviewer"), "confirm").status_code == 303


@pytest.mark.parametrize(
    "deed", [one for one in Transition if one not in (Transition.SUBMIT, Transition.TAKE_BACK)]
)
def test_an_editor_who_forges_the_form_reviews_nothing(desk: DeskSite, deed: Transition) -> None:
    write(desk, desk.client("reviewer"), "Others' words.")
    move(desk, desk.client("reviewer"), "submit")
    before = newest(desk)
    assert forge(desk, "editor", deed).status_code == 403
    assert newest(desk) == before


def test_an_editor_does_not_withdraw_what_is_public(desk: DeskSite) -> None:
    assert forge(desk, "editor", Transition.WITHDRAW).status_code == 403
    assert newest(desk).review.status is Status.APPROVED


def test_the_second_to_save_is_told_and_keeps_their_input(desk: DeskSite) -> None:
    write(desk, desk.client("editor"), "New words.")
    move(desk, desk.client("editor"), "submit")
    move(desk, desk.client("reviewer"), "begin_review")
    late = move(
        desk,
        desk.client("admin"),
        "request_changes",
        seen="submitted",
        comment="Say <b>where</b>.",
    )
    assert late.status_code == 409
    assert "Someone else changed this text first, so nothing was done." in late.text
    assert "Say &lt;b&gt;where&lt;/b&gt;." in late.text
    assert newest(desk).review.status is Status.UNDER_REVIEW
    assert deeds(desk) == ["review.begun", "review.submitted"]


def test_a_revision_that_is_no_more_the_newest_is_not_approved(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, "New words.")
    move(desk, editor, "submit")
    move(desk, reviewer, "begin_review")
    write(desk, editor, "Newer words.")
    late = move(desk, reviewer, "approve", number=2, seen="under_review")
    assert late.status_code == 409
    assert [one.review.status for one in revisions(desk)] == ["draft", "under_review", "approved"]


def test_a_form_that_was_opened_beside_another_clinician_text_approves_nothing(
    desk: DeskSite,
) -> None:
    editor, reviewer, admin = (desk.client(who) for who in ("editor", "reviewer", "admin"))
    write(desk, editor, "New words.")
    move(desk, editor, "submit")
    move(desk, reviewer, "begin_review")
    opened = re.findall(r'name="beside" value="(\d+)"', reviewer.get(REVIEW).text)
    assert opened[0] == "1"
    clinician = REVIEW.replace("/lay/", "/clinician/")
    write(desk, editor, "New words.", "It changed.")
    for who, deed in ((editor, "submit"), (admin, "begin_review"), (admin, "approve")):
        status = revisions(desk, audience=Audience.CLINICIAN)[0].review.status
        assert move(desk, who, deed, clinician, number=2, seen=status).status_code == 303
    late = move(desk, reviewer, "approve", beside=opened[0])
    assert late.status_code == 422
    assert "The text for health professionals changed while you were reading." in late.text
    assert newest(desk).review.status is Status.UNDER_REVIEW
    assert move(desk, reviewer, "approve", beside="2").status_code == 303


def test_changes_are_requested_with_words_and_the_author_finds_them(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, "New words.")
    move(desk, editor, "submit")
    without = move(desk, reviewer, "request_changes")
    assert without.status_code == 422
    assert "Explain what needs to change." in without.text
    assert 'aria-invalid="true"' in without.text
    assert newest(desk).review.status is Status.SUBMITTED
    assert move(desk, reviewer, "request_changes", comment="Say where.").status_code == 303
    page = editor.get(REVIEW).text
    assert "Say where." in page
    assert "Changes requested" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2020-01-01", "must be in the future"),
        ("soon", "Enter the date as year-month-day"),
        ("9999-99-99", "Enter the date as year-month-day"),
    ],
)
def test_a_wrong_date_is_shown_again_beside_its_field(
    desk: DeskSite, given: str, said: str
) -> None:
    wrong = move(desk, desk.client("reviewer"), "confirm", next_review=given, comment="Read it.")
    assert wrong.status_code == 422
    assert said in wrong.text
    assert f'value="{given}"' in wrong.text
    assert "Read it." in wrong.text
    assert newest(desk).review.reviewed != TODAY


def test_a_next_review_is_proposed_and_may_be_left_out(desk: DeskSite) -> None:
    reviewer = desk.client("reviewer")
    proposed = TODAY.replace(year=TODAY.year + 2) if (TODAY.month, TODAY.day) != (2, 29) else TODAY
    assert f'value="{proposed.isoformat()[:7]}' in reviewer.get(REVIEW).text
    assert move(desk, reviewer, "confirm", next_review="").status_code == 303
    review = newest(desk).review
    assert (review.reviewed, review.next_review) == (TODAY, None)
    assert "Not scheduled" in reviewer.get(REVIEW).text


def test_a_withdrawn_text_says_so_and_why(desk: DeskSite) -> None:
    reviewer, reader = desk.client("reviewer"), desk.client()
    assert move(desk, reviewer, "withdraw", comment=" ").status_code == 422
    assert reader.get("/answers/both/lay").status_code == 200
    assert move(desk, reviewer, "withdraw", comment="A trial <showed> harm.").status_code == 303
    gone = reader.get("/answers/both/lay")
    assert gone.status_code == 410
    assert "A trial &lt;showed&gt; harm." in gone.text
    assert "A trial &lt;showed&gt; harm." in reviewer.get(REVIEW).text


def test_the_approved_text_is_withdrawn_while_a_draft_is_worked_on(desk: DeskSite) -> None:
    write(desk, desk.client("editor"), "A new draft.")
    reviewer = desk.client("reviewer")
    answer = move(desk, reviewer, "withdraw", number=1, seen="approved", comment="Harm.")
    assert answer.status_code == 303
    assert desk.client().get("/answers/both/lay").status_code == 410
    assert [one.review.status for one in revisions(desk)] == ["draft", "withdrawn"]


def test_a_comment_is_kept_and_moves_nothing(desk: DeskSite) -> None:
    editor = desk.client("editor")
    assert move(desk, editor, "comment", DRAFT, comment=" ").status_code == 422
    assert move(desk, editor, "comment", DRAFT, comment="Which\r\nside?").status_code == 303
    assert newest(desk, "draft").review.status is Status.DRAFT
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        answer_id = answers.find_id(session, "draft")
        assert answer_id
        (event,) = review_events.list_events(session, answer_id, Audience.LAY, "en")
    engine.dispose()
    assert (event.name, event.comment) == ("Ed Editor", "Which\nside?")


def test_the_page_shows_what_is_new_since_the_approved_text(desk: DeskSite) -> None:
    write(desk, desk.client("editor"), "## From the guidelines\n\nBlood pushes hard.\n")
    page = desk.client("reviewer").get(REVIEW).text
    assert "Changes since the approved text" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "Revision 1, approved" in page


@pytest.mark.parametrize(
    "data",
    [
        {"move": "approve", "number": "1"},
        {"move": "explode", "number": "1", "seen": "approved"},
        {"move": "approve", "number": "٣", "seen": "approved"},
        {"move": "approve", "number": "x", "seen": "approved"},
        {"move": "approve", "seen": "approved"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(desk: DeskSite, data: dict[str, str]) -> None:
    assert desk.post(desk.client("admin"), REVIEW, data).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/edit/answers/nothing/lay/en/review",
        "/edit/answers/both/nobody/en/review",
        "/edit/answers/both/lay/xx/review",
        "/edit/answers/nothing/review",
    ],
)
def test_there_is_no_review_where_there_is_no_text(desk: DeskSite, path: str) -> None:
    editor = desk.client("editor")
    assert editor.get(path).status_code == 404
    data = {"move": "submit", "number": "1", "seen": "draft"}
    if path.count("/") > 4:
        assert desk.post(editor, path, data).status_code == 404


def test_a_second_round_shows_what_is_new_since_the_first(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    write(desk, editor, "Blood pushes.")
    move(desk, editor, "submit")
    move(desk, reviewer, "request_changes", comment="Say how.")
    write(desk, editor, "Blood pushes hard.")
    page = reviewer.get(REVIEW).text
    assert "Changes since changes were requested to revision 2" in page
    assert f"{TEXT}/compare?old=2&amp;new=3" in page
    assert "Changes since the approved text" in page


def test_a_reviewer_goes_on_to_the_next_waiting_text(desk: DeskSite) -> None:
    write(desk, desk.client("reviewer"), "My own words.")
    move(desk, desk.client("reviewer"), "submit")
    page = desk.client("reviewer").get(REVIEW).text
    assert "Next text waiting for review: <bdi>Is garlic useful?</bdi>" in page
    there = "/edit/answers/pending/clinician/en/review"
    assert there in page or "/edit/answers/pending/lay/en/review" in page
    assert "Next text waiting" not in desk.client("editor").get(REVIEW).text
