"""People without an account review an answer by a link, and readers are told who they are."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.mail_kind import MailKind
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts
from readlevel.storage.database.desk_tables import outgoing_mail
from readlevel.storage.database.engine import make_engine, read_transaction, write_transaction
from readlevel.web.wsgi import application
from tests.mail_server import Box
from tests.web.desk.answer_review.test_answer_review_views import REVIEW, decide, submit
from tests.web.desk.conftest import DeskSite
from tests.web.desk.review.test_review_views import write

ASK = f"{REVIEW}/outside"
LINK = re.compile(r'value="http://127\.0\.0\.1:8000(/edit/outside/[\w-]+)"')
OLGA = {"name": "Olga Out", "role": "kidney specialist", "named": "yes", "comment": ""}
TODAY = datetime.now(UTC).date()


@pytest.fixture
def waiting(make_desk: Callable[..., DeskSite], waiting_file: Path, quick_path: Path) -> DeskSite:
    """Return a site that allows such reviews, with changes to both texts that wait."""
    copy(waiting_file, quick_path / "desk.sqlite")
    return make_desk(outside_reviews=True)


@pytest.fixture(scope="module")
def waiting_file(desk_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with these changes, which tests copy."""
    path = Path(copy(desk_file, tmp_path_factory.mktemp("waiting")))
    settings = Settings(database_url=f"sqlite:///{path}")
    layer = application(settings)
    prepare(DeskSite(settings, layer))
    layer.close()
    return path


def prepare(desk: DeskSite) -> DeskSite:
    editor = desk.client("editor")
    write(desk, editor, "## A\n\nBlood pushes hard.", clinician="## A\n\nPressure is high.")
    submit(desk, editor, *Audience)
    return desk


def ask(desk: DeskSite, client: Client, **given: str) -> TestResponse:
    data = {"language": "en", "email": "olga@elsewhere.org", "days": "14", "deed": "copy", **given}
    return desk.post(client, ASK, data)


def link_from(desk: DeskSite, who: str = "editor") -> str:
    """Ask somebody, and return the path of the link."""
    made = LINK.search(ask(desk, desk.client(who)).text)
    assert made
    return made[1]


def answer(desk: DeskSite, link: str, deed: str = "approve", **given: str) -> TestResponse:
    return desk.client().post(link, data={**OLGA, "deed": deed, **given})


def number_of(desk: DeskSite) -> str:
    found = re.search(rf'action="{ASK}/(\d+)/', desk.client("reviewer").get(REVIEW).text)
    assert found
    return found[1]


def test_the_link_shows_the_pair_without_the_desk(waiting: DeskSite) -> None:
    page = waiting.client().get(link_from(waiting))
    words = re.sub(r"</?(?:ins|del)>", "", page.text)
    assert "Ed Editor" in page.text
    assert "Pressure is high." in words
    assert "Blood pushes hard." in words
    assert page.text.count("since revision 1") == 2
    assert "Approve both texts" in page.text
    assert "has to confirm your approval" in page.text
    for inside in ("desk-nav", "data-csrf", "<script", "Your account"):
        assert inside not in page.text
    assert "Set-Cookie" not in page.headers
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("ending", ["", "/images/drawing.svg", "x"])
def test_the_link_stays_secret(waiting: DeskSite, ending: str) -> None:
    page = waiting.client().get(link_from(waiting) + ending)
    assert page.status_code == (404 if ending == "x" else 200)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"


def test_differences_from_the_other_text_are_shown_with_it(waiting: DeskSite) -> None:
    editor = waiting.client("editor")
    both = {"clinician": "## A\n\nTake 5 mg a day."}
    write(waiting, editor, "## A\n\nTake 50 mg a day.", **both)
    submit(waiting, editor, *Audience)
    page = waiting.client().get(link_from(waiting)).text
    assert "The two texts do not match" in page
    assert "Save the reason" not in page


def test_an_unreviewed_text_is_not_compared_with(make_desk: Callable[..., DeskSite]) -> None:
    desk = make_desk(outside_reviews=True)
    editor = desk.client("editor")
    data = {"language": "en", "question": "What is gout?", "topics": "", "why": ""}
    data |= {"lay": "## A\n\nTake 50 mg a day.", "clinician": "## A\n\nTake 7,731 mg a day."}
    assert desk.post(editor, "/edit/new", {**data, "slug": "gout"}).status_code == 303
    move = {"move": "submit", "number": "1", "seen": "draft"}
    assert desk.post(editor, "/edit/answers/gout/lay/en/review", move).status_code == 303
    asked = {"language": "en", "email": "olga@elsewhere.org", "days": "14", "deed": "copy"}
    made = LINK.search(desk.post(editor, "/edit/answers/gout/review/outside", asked).text)
    assert made
    page = desk.client().get(made[1]).text
    assert "Take 50" in page
    assert "7,731" not in page


def test_comments_and_drafts_stay_inside(waiting: DeskSite) -> None:
    reviewer = waiting.client("reviewer")
    data = {"number": "2", "line": "3", "block": "Blood pushes hard.", "words": "Between us."}
    path = "/edit/answers/both/lay/en/comments"
    assert waiting.post(reviewer, path, data).status_code == 303
    assert "Between us." in reviewer.get(REVIEW).text
    assert "Between us." not in waiting.client().get(link_from(waiting)).text


def test_an_approval_is_confirmed_inside_and_shown_to_readers(waiting: DeskSite) -> None:
    link = link_from(waiting)
    sent = answer(waiting, link)
    assert (sent.status_code, sent.location) == (303, link)
    assert "Thank you for your review" in waiting.client().get(link).text
    reviewer, reader = waiting.client("reviewer"), waiting.client()
    assert "Blood pushes hard." not in reader.get("/answers/both/lay").text
    page = reviewer.get(REVIEW).text
    assert "<bdi>Olga Out</bdi>, <bdi>kidney specialist</bdi>" in page
    assert "asked by <bdi>Ed Editor</bdi>" in page
    assert "Someone with an account has to approve it too." in page
    history = reviewer.get("/edit/answers/both/lay/en/review").text
    assert (
        "<b><bdi>Olga Out</bdi></b> (<bdi>kidney specialist</bdi>, without an account)" in history
    )
    assert decide(waiting, reviewer, "approve")[0] == 303
    shown = reader.get("/answers/both/lay").text
    assert "Checked by <bdi>Rita Reviewer</bdi> on" in shown
    assert "Checked by <bdi>Olga Out</bdi>, <bdi>kidney specialist</bdi>, on" in shown


def test_machines_are_told_who_approved_from_outside(waiting: DeskSite) -> None:
    answer(waiting, link_from(waiting))
    decide(waiting, waiting.client("reviewer"), "approve")
    reader = waiting.client()
    whole = reader.get("/api/v1/answers/both?audience=lay&language=en").get_json()
    assert whole["variant"]["review"]["outside_approvals"] == [
        {"name": "Olga Out", "role": "kidney specialist", "approved": TODAY.isoformat()}
    ]
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>',
        reader.get("/answers/both/lay").text,
        re.DOTALL,
    )
    assert found
    assert json.loads(found[1])["reviewedBy"] == [
        {"@type": "Person", "name": "Rita Reviewer"},
        {"@type": "Person", "name": "Olga Out", "jobTitle": "kidney specialist"},
    ]


def test_who_does_not_agree_is_not_named_to_readers(waiting: DeskSite) -> None:
    answer(waiting, link_from(waiting), named="no")
    reviewer = waiting.client("reviewer")
    assert "Is not named to readers." in reviewer.get(REVIEW).text
    decide(waiting, reviewer, "approve")
    for path in ("/answers/both/lay", "/api/v1/answers/both?audience=lay&language=en"):
        assert "Olga" not in waiting.client().get(path).text


def test_where_it_suffices_the_link_publishes(make_desk: Callable[..., DeskSite]) -> None:
    desk = prepare(make_desk(outside_reviews=True, outside_approval_suffices=True))
    link = link_from(desk, "reviewer")
    assert "may publish the texts at once" in desk.client().get(link).text
    answer(desk, link)
    shown = desk.client().get("/answers/both/lay").text
    assert "Blood pushes hard." in shown
    assert "Checked by <bdi>Olga Out</bdi>, <bdi>kidney specialist</bdi>, on" in shown
    history = desk.client("editor").get("/edit/answers/both/lay/en/review").text
    assert history.count("Olga Out</bdi></b>") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Enter your name."),
        ({"role": " "}, "Enter your role or qualification."),
        ({"named": ""}, "Choose whether readers may see your name."),
        ({"deed": "request_changes"}, "Explain what needs to change."),
        ({"comment": "x" * 4_001}, "4,000 characters or fewer"),
    ],
)
def test_an_incomplete_form_is_shown_again(
    waiting: DeskSite, given: dict[str, str], said: str
) -> None:
    link = link_from(waiting)
    refused = answer(waiting, link, **given)
    assert refused.status_code == 422
    assert said in refused.text
    assert 'value="Olga Out"' in refused.text or "name" in given
    assert answer(waiting, link).status_code == 303


@pytest.mark.parametrize("given", [{"deed": "publish"}, {"named": "perhaps"}])
def test_forms_that_no_page_sends_are_refused(waiting: DeskSite, given: dict[str, str]) -> None:
    assert answer(waiting, link_from(waiting), **given).status_code == 400


def test_a_sandboxed_page_does_not_answer(waiting: DeskSite) -> None:
    link = link_from(waiting)
    assert '<meta name="referrer" content="same-origin">' in waiting.client().get(link).text
    data, headers = {**OLGA, "deed": "approve"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert waiting.client().post(link, data=data, headers=headers).status_code == 403
    headers = {"Origin": "http://127.0.0.1:8000"}
    assert waiting.client().post(link, data=data, headers=headers).status_code == 303


@pytest.mark.parametrize("letter", ["م", "药", "\U0001f48a"])
def test_a_comment_may_be_long_in_every_script(waiting: DeskSite, letter: str) -> None:
    link = link_from(waiting)
    assert answer(waiting, link, "request_changes", comment=letter * 4_000).status_code == 303


def test_a_used_link_says_so(waiting: DeskSite) -> None:
    link = link_from(waiting)
    answer(waiting, link, "request_changes", comment="Say when.")
    again = answer(waiting, link, "request_changes", comment="Say when.")
    assert again.status_code == 409
    assert "Your comment was not sent" not in again.text
    assert "Changes were requested with this link" in again.text
    assert "Say when." in waiting.client("editor").get(REVIEW).text


def test_a_newer_revision_is_not_approved_by_an_older_link(waiting: DeskSite) -> None:
    link = link_from(waiting)
    write(
        waiting, waiting.client("editor"), "## A\n\nOther.", clinician="## A\n\nPressure is high."
    )
    for sent, status in ((waiting.client().get(link), 410), (answer(waiting, link), 409)):
        assert sent.status_code == status
        assert "The text has changed" in sent.text
    assert waiting.client().get(f"{link}/images/drawing.svg").status_code == 404
    page = waiting.client("editor").get(REVIEW).text
    assert "This link no longer works" in page
    assert "Waiting for an answer" not in page


def test_what_was_written_is_shown_when_it_cannot_be_sent(waiting: DeskSite) -> None:
    link = link_from(waiting)
    decide(waiting, waiting.client("reviewer"), "approve")
    late = answer(waiting, link, "request_changes", comment="Say when to <stop>.")
    assert late.status_code == 409
    assert "Say when to &lt;stop&gt;." in late.text
    assert "Your comment was not sent" in late.text
    assert "Your comment was not sent" not in waiting.client().get(link).text


def test_a_withdrawn_link_says_so(waiting: DeskSite) -> None:
    link, client = link_from(waiting), waiting.client("reviewer")
    path = f"{ASK}/{number_of(waiting)}/withdrawal"
    assert waiting.post(client, path, {"language": "en"}).status_code == 303
    assert "Link withdrawn" in client.get(REVIEW).text
    gone = waiting.client().get(link)
    assert gone.status_code == 410
    assert "This link no longer works" in gone.text
    assert answer(waiting, link).status_code == 409


def test_an_answered_link_cannot_be_withdrawn(waiting: DeskSite) -> None:
    link = link_from(waiting)
    number = number_of(waiting)
    answer(waiting, link)
    sent = waiting.post(waiting.client("editor"), f"{ASK}/{number}/withdrawal", {"language": "en"})
    assert sent.status_code == 409
    assert "This review has been answered" in sent.text


def test_a_link_ends_with_the_account_that_asked_and_with_the_answer(waiting: DeskSite) -> None:
    link = link_from(waiting)
    engine = make_engine(waiting.settings.database_url)
    for disabled, status in ((datetime.now(UTC), 410), (None, 200)):
        with write_transaction(engine) as session:
            number = waiting.account("editor").id
            accounts.update_account(session, number, disabled_at=disabled)
        assert waiting.client().get(link).status_code == status
    engine.dispose()
    data = {"confirmed": "both"}
    deleted = waiting.post(waiting.client("admin"), "/edit/answers/both/manage/deletion", data)
    assert deleted.status_code == 303
    assert waiting.client().get(link).status_code == 404
    assert answer(waiting, link).status_code == 404


def test_people_with_an_account_decide_at_the_desk(waiting: DeskSite) -> None:
    link, editor = link_from(waiting), waiting.client("editor")
    page = editor.get(link).text
    assert "People with an account decide at the desk." in page
    assert 'name="deed"' not in page
    refused = editor.post(link, data={**OLGA, "deed": "approve", "comment": "Say when."})
    assert refused.status_code == 403
    assert "Say when." in refused.text
    assert "Waiting for an answer" in waiting.client("reviewer").get(REVIEW).text


def test_an_author_does_not_ask_their_own_address(waiting: DeskSite) -> None:
    refused = ask(waiting, waiting.client("editor"), email="ed+me@example.org")
    assert refused.status_code == 422
    assert "This person has an account." in refused.text
    assert 'value="ed+me@example.org"' in refused.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "olga"}, "Enter an email address"),
        ({"days": "365"}, "Select for how long the link works."),
    ],
)
def test_a_wrong_question_is_refused(waiting: DeskSite, given: dict[str, str], said: str) -> None:
    refused = ask(waiting, waiting.client("editor"), **given)
    assert refused.status_code == 422
    assert said in refused.text


def test_without_the_setting_nobody_is_asked_and_no_link_works(
    make_desk: Callable[..., DeskSite],
) -> None:
    allowed = prepare(make_desk(outside_reviews=True))
    link = link_from(allowed)
    desk = make_desk()
    assert desk.client().get(link).status_code == 404
    assert answer(desk, link).status_code == 404
    assert ask(desk, desk.client("editor")).status_code == 404
    assert "Ask someone without an account" not in desk.client("editor").get(REVIEW).text


def test_readers_stop_being_told_a_name_by_reviewers_alone(waiting: DeskSite) -> None:
    answer(waiting, link_from(waiting))
    decide(waiting, waiting.client("reviewer"), "approve")
    path = f"{ASK}/{number_of(waiting)}/unnaming"
    assert waiting.post(waiting.client("editor"), path, {"language": "en"}).status_code == 403
    assert waiting.post(waiting.client("reviewer"), path, {"language": "en"}).status_code == 303
    assert waiting.post(waiting.client("reviewer"), path, {"language": "en"}).status_code == 404
    assert "Olga" not in waiting.client().get("/answers/both/lay").text


@pytest.mark.parametrize("deed", ["withdrawal", "unnaming"])
def test_there_is_nothing_to_do_with_a_review_of_another_answer(
    waiting: DeskSite, deed: str
) -> None:
    link_from(waiting)
    path = f"/edit/answers/pending/review/outside/{number_of(waiting)}/{deed}"
    assert waiting.post(waiting.client("reviewer"), path, {"language": "en"}).status_code == 404


def test_the_link_is_mailed_and_the_answer_is_told(
    make_desk: Callable[..., DeskSite], mail_server: tuple[Box, str]
) -> None:
    box, url = mail_server
    desk = make_desk(outside_reviews=True, mail_url=SecretStr(url), mail_from="desk@example.org")
    prepare(desk)
    for _ in range(4):
        box.next()
    page = ask(desk, desk.client("editor"), deed="mail").text
    assert "We have emailed it to them." in page
    asked = box.next()
    assert asked["To"] == "olga@elsewhere.org"
    made = LINK.search(page)
    assert made
    assert made[1] in asked.get_content()
    answer(desk, made[1])
    told = box.next()
    assert told["To"] == "ed@example.org"
    assert "Olga Out approved" in str(told["Subject"])
    assert 'value="outside_answered" checked' in desk.client("editor").get("/edit/account").text
    assert made[1] not in told.get_content()


def test_a_mail_that_waits_is_withdrawn_with_its_link(make_desk: Callable[..., DeskSite]) -> None:
    nowhere = SecretStr("smtp://127.0.0.1:1")
    desk = make_desk(outside_reviews=True, mail_url=nowhere, mail_from="desk@example.org")
    prepare(desk)
    ask(desk, desk.client("editor"), deed="mail")
    assert count_asking_mails(desk) == 1
    path = f"{ASK}/{number_of(desk)}/withdrawal"
    assert desk.post(desk.client("editor"), path, {"language": "en"}).status_code == 303
    assert count_asking_mails(desk) == 0


def count_asking_mails(desk: DeskSite) -> int:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        kinds = list(session.scalars(select(outgoing_mail.c.kind)))
    engine.dispose()
    return kinds.count(MailKind.OUTSIDE_REVIEW)


def test_markup_in_a_name_is_inert_everywhere(waiting: DeskSite) -> None:
    evil = "</script><script>alert(1)</script>"
    link = link_from(waiting)
    assert evil not in answer(waiting, link, name=evil, role="").text
    answer(waiting, link, name=evil, role=evil)
    reviewer = waiting.client("reviewer")
    assert evil not in reviewer.get(REVIEW).text
    decide(waiting, reviewer, "approve")
    for path in ("/edit/answers/both/lay/en/review", "/edit/answers/both/report?language=en"):
        assert evil not in reviewer.get(path).text
    assert evil not in waiting.client("admin").get("/edit/audit").text
    shown = waiting.client().get("/answers/both/lay").text
    assert "alert(1)" in shown
    assert evil not in shown
