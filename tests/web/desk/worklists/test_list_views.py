"""Worklists, bulk transitions, due texts and the audit log."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

import readlevel
from readlevel.core.model.answer import Answer, Audience, Review, Variant
from readlevel.core.model.workflow import Status
from readlevel.storage.database.engine import make_engine, write_transaction
from readlevel.template_folder import find_templates
from readlevel.usecases.publishing import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.web.desk.worklists.bulk_moves import MAX_BULK_MOVES
from tests.web.desk.conftest import DeskSite

LONG_AGO = date(2020, 1, 1)
NOTED = re.compile(r'audit_log\.record_action\(\s*[\w.]+,\s*[\w.]+,\s*"([a-z_.]+)"')
COUNT = re.compile(r'<a href="(/edit/answers[^"]*)"[^>]*>.*?<span class="count">(\d+)</span>')
WAITS = re.compile(r'<td class="row-waits">(.*?)</td>')
REMOVAL = re.compile(r'action="(/edit/answers/filters/\d+/removal)"')
KEY = re.compile(r'name="text" value="([^"]*)"')


def write(desk: DeskSite, client: Client, slug: str) -> None:
    given = {"question": f"What is {slug}?", "slug": slug, "lay": "Your heart pumps.", "do": "save"}
    assert desk.post(client, "/edit/new", given).status_code == 303


def keys(client: Client, query: str = "") -> list[str]:
    values: list[str] = KEY.findall(client.get(f"/edit/answers?{query}").text)
    return [key for value in values for key in value.split()]


def move(desk: DeskSite, client: Client, name: str, texts: list[str], **more: str) -> TestResponse:
    return desk.post(client, "/edit/answers/moves", {"move": name, "text": texts, **more})


def save(desk: DeskSite, slug: str, review: Review) -> None:
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine) as session:
        variant = Variant(Audience.LAY, "en", "Your heart pumps.", review)
        answer = Answer(slug, {"en": f"What is {slug}?"}, (variant,))
        renderer = Renderer(session, desk.settings.personas, "en")
        now = datetime.now(UTC)
        publish.save_answer(session, answer, renderer, author="Old", why="", now=now)
    engine.dispose()


def test_the_first_page_shows_ones_own_drafts_and_what_waits(desk: DeskSite) -> None:
    ed, rita = desk.client("editor"), desk.client("reviewer")
    write(desk, ed, "mine")
    home = ed.get("/edit").text
    assert "What is mine?" in home
    assert "Waiting for your review" not in home
    assert "What is mine?" not in rita.get("/edit").text
    move(desk, ed, "submit", keys(ed, "q=mine"))
    assert "What is mine?" not in ed.get("/edit").text
    assert "What is mine?" in rita.get("/edit").text


def test_texts_are_found_by_what_is_asked_for(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert keys(client, "q=HIGH+blood") == [
        "both/clinician/en/1/approved",
        "both/lay/en/1/approved",
    ]
    assert keys(client, "status=withdrawn&audience=lay") == ["withdrawn/lay/en/1/withdrawn"]
    assert keys(client, "topic=Herbs&audience=clinician") == ["pending/clinician/en/1/under_review"]
    assert keys(client, "topic=herbs") == keys(client, "topic=Herbs")
    assert keys(client, "language=es") == ["translated/lay/es/1/approved"]
    assert "No answers match" in client.get("/edit/answers?q=xylophone").text


def test_a_row_has_both_texts_and_is_selected_with_those_that_match(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get("/edit/answers?q=high+blood").text
    assert page.count("data-row") == 1
    assert "both/clinician/en/1/approved both/lay/en/1/approved" in page
    one = client.get("/edit/answers?q=high+blood&audience=lay").text
    assert KEY.findall(one) == ["both/lay/en/1/approved"]
    assert "/edit/answers/both/clinician/en/review" in one


def test_a_move_is_for_the_texts_of_a_row_that_can_take_it(desk: DeskSite) -> None:
    ed = desk.client("editor")
    write(desk, ed, "mine")
    row = "both/lay/en/1/approved mine/lay/en/1/draft"
    assert "1 text was updated." in move(desk, ed, "submit", [row]).text
    report = move(desk, ed, "submit", ["both/clinician/en/1/approved both/lay/en/1/approved"])
    assert "No texts were updated." in report.text
    assert report.text.count("You can only submit drafts") == 2


def test_counts_lead_to_lists_of_as_many(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = client.get("/edit/answers?language=en&q=what").text
    counts = COUNT.findall(page)
    assert len(counts) > 3
    for url, number in counts:
        listed = client.get(url.replace("&amp;", "&")).text
        assert listed.count("data-row") == int(number), url
    home = COUNT.findall(client.get("/edit").text)
    assert home
    for url, number in home:
        assert client.get(url).text.count("data-row") == int(number), url


@pytest.mark.parametrize(
    ("query", "waits"),
    [
        ("status=approved&q=high", ""),
        ("q=mine", "Not submitted yet"),
        ("status=under_review", "Waiting for a reviewer"),
        ("q=old", "Review due"),
    ],
)
def test_a_row_says_what_waits(desk: DeskSite, query: str, waits: str) -> None:
    client = desk.client("editor")
    write(desk, client, "mine")
    save(desk, "old", Review(Status.APPROVED, next_review=LONG_AGO))
    shown = WAITS.findall(client.get(f"/edit/answers?{query}").text)
    assert shown
    assert all(waits in one if waits else not one for one in shown)


@pytest.mark.parametrize(
    "query", ["status=king&order=x&page=-1&language=xx", "q=%00%25_'&topic='%00", "page=99999"]
)
def test_nonsense_parameters_are_no_error(desk: DeskSite, query: str) -> None:
    assert desk.client("editor").get(f"/edit/answers?{query}").status_code == 200


def test_a_spiky_question_is_inert_in_every_list(desk: DeskSite) -> None:
    page = desk.client("editor").get("/edit/answers?q=safe").text
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_many_texts_are_moved_at_once_and_each_obstacle_is_told(desk: DeskSite) -> None:
    ed, rita = desk.client("editor"), desk.client("reviewer")
    for slug in ("one", "two"):
        write(desk, ed, slug)
    write(desk, rita, "ritas")
    texts = [f"{slug}/lay/en/1/draft" for slug in ("one", "two", "ritas")]
    unknown = [
        "nowhere/lay/en/1/draft",
        "nonsense",
        "one/lay/e\x00n/1/draft",
        "\x00/lay/en/1/draft",
    ]
    report = move(desk, ed, "submit", [*texts, *unknown])
    assert "3 texts were updated." in report.text
    assert "4 texts were not changed." in report.text
    waiting = [text.replace("draft", "submitted") for text in texts]
    report = move(desk, rita, "begin_review", waiting)
    assert "2 texts were updated." in report.text
    assert "You wrote this text, so someone else must review it." in report.text
    again = move(desk, rita, "begin_review", waiting)
    assert again.text.count("Someone changed it while you were working") == 2
    under_review = [text.replace("submitted", "under_review") for text in waiting[:2]]
    assert "2 texts were updated." in move(desk, rita, "approve", under_review).text
    assert desk.client().get("/answers/one/lay").status_code == 200


def test_an_editor_moves_nothing_that_is_a_reviewers(desk: DeskSite) -> None:
    ed = desk.client("editor")
    text = "pending/lay/en/1/under_review"
    assert 'value="approve"' not in ed.get("/edit/answers").text
    assert "You do not have permission." in move(desk, ed, "approve", [text]).text


@pytest.mark.parametrize(
    ("name", "texts", "sentence"),
    [
        ("submit", [], "Select answers with up to 200 texts first"),
        ("submit", ["x"] * (MAX_BULK_MOVES + 1), "Select answers with up to 200 texts first"),
        ("withdraw", ["both/lay/en/1/approved"], "Choose what to do"),
        ("", ["both/lay/en/1/approved"], "Choose what to do"),
    ],
)
def test_a_move_of_nothing_is_explained(
    desk: DeskSite, name: str, texts: list[str], sentence: str
) -> None:
    answer = move(desk, desk.client("admin"), name, texts)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_form_keeps_its_input_when_nothing_was_moved(desk: DeskSite) -> None:
    text = "both/clinician/en/1/approved both/lay/en/1/approved"
    given = {"back": "/edit/answers?q=blood", "comment": "Well <done>"}
    page = move(desk, desk.client("editor"), "", [text], **given).text
    assert f'value="{text}" checked' in page
    assert 'value="Well &lt;done&gt;"' in page
    assert 'value="blood"' in page
    assert KEY.findall(page) == [text]


def test_a_database_that_fails_on_the_way_is_in_the_report(
    make_desk: Callable[..., DeskSite], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readlevel.storage.database.engine.BUSY_SECONDS", 0.2)
    desk = make_desk()
    ed = desk.client("editor")
    for slug in ("one", "two"):
        write(desk, ed, slug)
    engine = make_engine(desk.settings.database_url)
    with write_transaction(engine):
        texts = ["one/lay/en/1/draft", "two/lay/en/1/draft", "nonsense"]
        report = move(desk, ed, "submit", texts).text
    engine.dispose()
    assert "No texts were updated." in report
    assert report.count("We could not reach the database") == 2


def test_a_page_after_the_last_is_the_last(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert keys(client, "q=blood&page=99999") == keys(client, "q=blood")


def test_the_report_leads_back_to_the_list_and_never_off_the_desk(desk: DeskSite) -> None:
    client = desk.client("editor")
    for back, expected in (("/edit/answers?q=x", "/edit/answers?q=x"), ("//evil.example", "/edit")):
        page = move(desk, client, "submit", ["nonsense"], back=back).text
        assert f'href="{expected}">Back to the list' in page


def test_overdue_texts_are_listed_first_and_marked(desk: DeskSite) -> None:
    save(desk, "old", Review(Status.APPROVED, next_review=LONG_AGO))
    client = desk.client("editor")
    page = client.get("/edit/due").text
    assert "1 text is overdue." in page
    assert "What is old?" in page
    assert "What is old?" in client.get("/edit").text


def test_the_log_is_for_administrators_and_by_subject(desk: DeskSite) -> None:
    write(desk, desk.client("editor"), "mine")
    assert desk.client("reviewer").get("/edit/audit").status_code == 403
    page = desk.client("admin").get("/edit/audit?subject=mine").text
    assert "Saved a draft" in page
    assert "Plain language, English, revision 1" in page
    assert "Signed in" not in page
    page = desk.client("admin").get("/edit/audit").text
    assert "Signed in" in page
    assert 'href="/edit/audit?subject=mine"' in page


def test_every_deed_that_is_noted_has_words() -> None:
    package = Path(readlevel.__file__).parent
    sources = [path.read_text() for path in package.rglob("*.py")]
    noted = {code for source in sources for code in NOTED.findall(source)}
    words = (find_templates() / "desk" / "worklists" / "_audit_labels.html").read_text()
    assert len(noted) > 20
    assert {code for code in noted if f"'{code}':" not in words} == set()


def test_a_filter_is_saved_linked_and_removed(desk: DeskSite) -> None:
    ed = desk.client("editor")
    path = "/edit/answers?q=blood&audience=lay"
    assert 'name="query" value="q=blood&amp;audience=lay"' in ed.get(path).text
    given = {"name": " Blood,  plain ", "query": "audience=lay&q=blood&page=3&x=1"}
    saved = desk.post(ed, "/edit/answers/filters", given)
    assert (saved.status_code, saved.location) == (303, f"{path}&said=filter_saved")
    link = 'href="/edit/answers?q=blood&amp;audience=lay"'
    for page in (ed.get("/edit").text, ed.get("/edit/answers").text):
        assert re.search(f"{re.escape(link)}[^>]*>Blood, plain</a>", page)
    assert "Blood, plain" not in desk.client("writer2").get("/edit/answers").text
    removal = REMOVAL.findall(ed.get(path).text)
    assert desk.post(desk.client("writer2"), removal[0]).status_code == 404
    assert desk.post(ed, removal[0]).status_code == 303
    assert "Blood, plain" not in ed.get("/edit").text


def test_saved_filters_stand_outside_of_the_results(desk: DeskSite) -> None:
    client = desk.client("editor")
    desk.post(client, "/edit/answers/filters", {"name": "Blood", "query": "q=blood"})
    page = client.get("/edit/answers?q=blood").text
    head, _, results = page.partition('<div data-results="q=blood">')
    assert 'aria-label="Saved filters"' in head
    assert 'aria-current="true" dir="auto" data-saved-filter="q=blood"' in head
    assert 'aria-label="Saved filters"' not in results


@pytest.mark.parametrize("path", ["answers", "levels", "glossary", "audit"])
def test_each_list_is_filtered_by_a_button_without_script(desk: DeskSite, path: str) -> None:
    page = desk.client("admin").get(f"/edit/{path}").text
    form = page.partition("data-filters")[2].partition("</form>")[0]
    assert '<button class="button button-quiet" type="submit" data-without-script>' in form
    results = page.partition("<div data-results")[2]
    assert "data-list-count" in results


def test_the_log_is_found_by_the_beginning_of_an_address(desk: DeskSite) -> None:
    write(desk, desk.client("editor"), "mine")
    admin = desk.client("admin")
    for subject, is_found in (("mi", True), ("mine", True), ("ine", False), ("minee", False)):
        page = admin.get("/edit/audit", query_string={"subject": subject}).text
        assert ("Saved a draft" in page) is is_found, subject
    assert "No entries match." in admin.get("/edit/audit?subject=ine").text


@pytest.mark.parametrize("name", ["", "\0 ", "n" * 61])
def test_a_filter_without_a_fitting_name_is_refused_with_its_list(
    desk: DeskSite, name: str
) -> None:
    client = desk.client("editor")
    refused = desk.post(client, "/edit/answers/filters", {"name": name, "query": "q=blood"})
    assert refused.status_code == 422
    assert 'value="blood"' in refused.text
    assert "data-row" in refused.text
