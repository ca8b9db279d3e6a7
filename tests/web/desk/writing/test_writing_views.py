"""The writing page by plain forms, and the requests of its scripts."""

import json
import re
from typing import Any

import html5lib
import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.usecases.writing.drafts import EditorState, open_editor
from tests.web.desk.conftest import DeskSite

LAY, CLINICIAN = Audience.LAY, Audience.CLINICIAN
HARD = "Physicians utilize antihypertensive pharmacotherapy. " * 8
EASY = "Your heart pumps blood all day. This is good to know. " * 8


def stored(desk: DeskSite, slug: str) -> EditorState | None:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        found = open_editor(session, slug, "en")
    engine.dispose()
    return found


def fields(page: str) -> dict[str, str]:
    """Return the fields of the writing form as a browser would send them."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = tree.find(".//form[@id='write']")
    assert form is not None
    given = {
        one.get("name"): one.get("value") or ""
        for one in form.iter("input")
        if one.get("name") and one.get("type") not in ("radio", "submit")
    }
    texts = {one.get("name"): one.text or "" for one in form.iter("textarea")}
    return {name: value for name, value in (given | texts).items() if name}


def open_form(client: Client, slug: str = "both") -> dict[str, str]:
    page = client.get(f"/edit/answers/{slug}")
    assert page.status_code == 200
    return fields(page.text)


def save(client: Client, form: dict[str, str], slug: str = "both", **more: str) -> TestResponse:
    return client.post(f"/edit/answers/{slug}", data={**form, "do": "save", **more})


def test_a_new_answer_is_written_and_found_again(desk: DeskSite) -> None:
    client = desk.client("editor")
    form = fields(client.get("/edit/new").text)
    given = {**form, "question": "What is a  stroke?", "lay": EASY, "topics": "brain, Heart,brain"}
    answer = client.post("/edit/new", data={**given, "do": "save"})
    assert answer.location == "/edit/answers/what-is-a-stroke?language=en&said=saved"
    assert "Saved as a new revision" in client.get(answer.location).text
    found = stored(desk, "what-is-a-stroke")
    assert found
    assert found.answer
    assert (found.question, found.answer.topics) == ("What is a stroke?", ("brain", "Heart"))
    assert (found.texts[LAY].number, found.texts[CLINICIAN].number) == (1, 0)
    assert desk.client().get("/answers/what-is-a-stroke").status_code == 404


def test_a_save_makes_a_draft_while_the_approved_text_stays_public(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert save(client, open_form(client), lay=EASY, why="plainer").status_code == 303
    found = stored(desk, "both")
    assert found
    review = found.texts[LAY].review
    assert review
    assert (found.texts[LAY].number, review.status) == (2, "draft")
    assert found.texts[CLINICIAN].number == 1
    assert "pumps blood all day" not in desk.client().get("/answers/both/lay").text


def test_line_ends_of_forms_make_no_new_revision(desk: DeskSite) -> None:
    client = desk.client("editor")
    form = open_form(client)
    crlf = {name: value.replace("\n", "\r\n") for name, value in form.items()}
    assert save(client, crlf).location.endswith("said=unchanged")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"question": " "}, "Enter some text."),
        ({"question": "x" * 301}, "This is too long. Make it shorter."),
        ({"slug": "Not An Address"}, "An address can only have lowercase letters"),
        ({"slug": "both"}, "Another answer uses, or used to use, this address"),
        ({"slug": "old-name"}, "Another answer uses, or used to use, this address"),
        ({"lay": " ", "clinician": ""}, "Enter some text."),
        ({"lay": "a\0b"}, "a character that cannot be saved (NUL)"),
        ({"topics": ",".join(map(str, range(30)))}, "Enter no more than 20"),
    ],
)
def test_errors_are_shown_and_no_input_is_lost(
    desk: DeskSite, given: dict[str, str], sentence: str
) -> None:
    client = desk.client("editor")
    form = fields(client.get("/edit/new").text)
    typed = {**form, "question": "Why?", "slug": "new-one", "lay": EASY, "why": "because", **given}
    answer = client.post("/edit/new", data={**typed, "do": "save"})
    assert answer.status_code == 422
    assert sentence in answer.text
    shown = fields(answer.text)
    assert shown["why"] == "because"
    if "lay" not in given:
        assert shown["lay"].strip() == EASY.strip()
    assert stored(desk, "new-one") is None


def test_the_question_of_a_public_answer_is_changed_by_those_who_review(desk: DeskSite) -> None:
    editor, reviewer = desk.client("editor"), desk.client("reviewer")
    refused = save(editor, open_form(editor), question="Another question?", lay=EASY)
    assert refused.status_code == 422
    assert "Ask a reviewer to change it" in refused.text
    assert "pumps blood all day" in fields(refused.text)["lay"]
    assert save(reviewer, open_form(reviewer), question="Another question?").status_code == 303
    assert "Another question?" in desk.client().get("/answers/both/lay").text


def test_a_preview_shows_the_public_template_and_stores_nothing(desk: DeskSite) -> None:
    client = desk.client("editor")
    form = open_form(client)
    given = {**form, "lay": "A **stroke** is bad. [@who]", "do": "preview"}
    page = client.post("/edit/answers/both", data=given).text
    assert "<strong>" in page
    assert 'class="term"' in page
    assert "Guideline" in page
    assert fields(page)["lay"].strip() == "A **stroke** is bad. [@who]"
    found = stored(desk, "both")
    assert found
    assert found.texts[LAY].number == 1


def conflict(desk: DeskSite) -> tuple[Client, dict[str, str], TestResponse]:
    """Save an answer while another user edits it; return that user, their form and the response."""
    first, second = desk.client("editor"), desk.client("writer2")
    mine = open_form(second)
    theirs = open_form(first)
    assert save(first, theirs, lay="## From the guidelines\n\nTheirs.\n").status_code == 303
    typed = {**mine, "lay": "## From the guidelines\n\nMine.\n"}
    return second, typed, save(second, typed)


def test_the_second_to_save_sees_both_edits_and_overwrites_nothing(desk: DeskSite) -> None:
    _, _, answer = conflict(desk)
    assert answer.status_code == 409
    assert "Someone else saved changes while you were writing" in answer.text
    assert "Theirs." in answer.text
    assert "Mine." in answer.text
    found = stored(desk, "both")
    assert found
    assert "Theirs." in found.texts[LAY].markdown


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("mine", ["Mine."]), ("theirs", ["Theirs."]), ("both", ["Mine.", "Theirs."])],
)
def test_two_edits_are_put_together_as_chosen_and_then_saved(
    desk: DeskSite, choice: str, expected: list[str]
) -> None:
    client, typed, answer = conflict(desk)
    (name,) = set(re.findall(r'name="(choice-lay-\d+)"', answer.text))
    data = {**typed, "csrf_token": desk.token(client), name: choice}
    merged = client.post("/edit/answers/both/merge", data=data)
    assert "Both sets of changes are combined below" in merged.text
    form = fields(merged.text)
    assert [word for word in ("Mine.", "Theirs.") if word in form["lay"]] == expected
    assert save(client, form).status_code == 303
    found = stored(desk, "both")
    assert found
    assert [word for word in ("Mine.", "Theirs.") if word in found.texts[LAY].markdown] == expected


def ask_preview(desk: DeskSite, client: Client, **given: str) -> dict[str, Any]:
    data = {"slug": "both", "language": "en", "audience": "lay", "question": "Why?", **given}
    answer = desk.post(client, "/edit/preview", data)
    assert answer.content_type == "application/json; charset=utf-8"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def test_the_script_gets_page_meter_and_marks(desk: DeskSite) -> None:
    found = ask_preview(desk, desk.client("editor"), markdown=HARD)
    assert "<article" in found["html"]
    assert "above the target" in found["meter"]
    assert "Hardest sentence" in found["meter"]
    assert "Least common words: " in found["meter"]
    plainer = [mark for mark in found["marks"] if mark["reason"] == "plainer"]
    assert all(HARD[mark["from"] : mark["to"]] == mark["text"] for mark in plainer)
    assert "use" in next(mark["plainer"] for mark in plainer if mark["text"] == "utilize")


def test_marks_stand_where_scripts_count_them(desk: DeskSite) -> None:
    text = "😀😀 Doctors utilize it."
    found = ask_preview(desk, desk.client("editor"), markdown=text)
    (mark,) = [mark for mark in found["marks"] if mark["reason"] == "plainer"]
    units = text.encode("utf-16-le")
    assert units[2 * mark["from"] : 2 * mark["to"]].decode("utf-16-le") == "utilize"


def test_each_persona_gets_the_preview_of_its_own_words(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"audience": "clinician", "markdown": "Treat hypertension early."}
    texts = {
        persona: ask_preview(desk, client, persona=persona, **given)["html"]
        for persona in ("student", "clinician")
    }
    assert "High blood pressure." in texts["student"]
    assert "High blood pressure." not in texts["clinician"]


def test_a_text_too_long_to_preview_is_refused_in_words(desk: DeskSite) -> None:
    answer = desk.post(
        desk.client("editor"),
        "/edit/preview",
        {"markdown": "word " * 90_000},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["code"] == "text_too_long"


def test_typed_text_is_autosaved_for_its_writer_only(desk: DeskSite) -> None:
    client = desk.client("editor")
    kept = {"slug": "both", "language": "en", "draft": '{"lay": "half a sent'}
    assert desk.post(client, "/edit/unsaved", kept).status_code == 204
    assert "half a sent" in client.get("/edit/answers/both").text
    assert "half a sent" not in desk.client("writer2").get("/edit/answers/both").text
    form = open_form(client)
    save(client, form, lay=EASY)
    assert "half a sent" not in client.get("/edit/answers/both").text


def test_a_discarded_draft_is_not_offered_again(desk: DeskSite) -> None:
    client = desk.client("editor")
    for draft in ('{"lay": "half a sent"}', ""):
        desk.post(client, "/edit/unsaved", {"slug": "", "language": "en", "draft": draft})
    assert "half a sent" not in client.get("/edit/new").text


def test_an_answer_that_is_not_there_is_not_written(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert client.get("/edit/answers/nowhere").status_code == 404
    assert desk.post(client, "/edit/answers/nowhere", {"do": "save"}).status_code == 404
