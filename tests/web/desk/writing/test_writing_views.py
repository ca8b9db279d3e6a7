"""The writing page by plain forms, and the requests of its scripts."""

import json
import re
from typing import Any

import html5lib
import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.usecases.writing.editor.editor_state import EditorState, open_editor
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
    assert "Theirs</ins>." in answer.text
    assert "Mine</ins>." in answer.text
    found = stored(desk, "both")
    assert found
    assert "Theirs." in found.texts[LAY].markdown


def merge(
    desk: DeskSite, client: Client, typed: dict[str, str], page: str, **choices: str
) -> TestResponse:
    """Send the choices of a merge with the fields of its page."""
    state = re.search(r'name="merged_with" value="([^"]*)"', page)
    assert state
    data = {**typed, "csrf_token": desk.token(client), "merged_with": state[1], **choices}
    return client.post("/edit/answers/both/merge", data=data)


@pytest.mark.parametrize(
    ("choice", "expected", "sentence"),
    [
        ("mine", ["Mine."], 'You kept your text. Left out: <q dir="auto">Theirs.</q>'),
        ("theirs", ["Theirs."], 'You kept their text. Left out: <q dir="auto">Mine.</q>'),
        ("both", ["Mine.", "Theirs."], "You kept both texts, one after the other."),
    ],
)
def test_two_edits_are_put_together_as_chosen_and_then_saved(
    desk: DeskSite, choice: str, expected: list[str], sentence: str
) -> None:
    client, typed, answer = conflict(desk)
    (name,) = set(re.findall(r'name="(choice-lay-\d+)"', answer.text))
    merged = merge(desk, client, typed, answer.text, **{name: choice})
    assert sentence in " ".join(merged.text.split())
    form = fields(merged.text)
    assert [word for word in ("Mine.", "Theirs.") if word in form["lay"]] == expected
    assert save(client, form).status_code == 303
    found = stored(desk, "both")
    assert found
    assert [word for word in ("Mine.", "Theirs.") if word in found.texts[LAY].markdown] == expected


def test_nothing_is_chosen_for_the_writer(desk: DeskSite) -> None:
    client, typed, answer = conflict(desk)
    assert " checked" not in answer.text
    for choices in ({}, {"choice-lay-0": "words"}, {"choice-lay-0": "nonsense"}):
        late = merge(desk, client, typed, answer.text, **choices)
        assert late.status_code == 422
        assert "Choose what to keep." in late.text


def test_choices_do_not_count_for_a_text_that_was_saved_again(desk: DeskSite) -> None:
    client, typed, answer = conflict(desk)
    (name,) = set(re.findall(r'name="(choice-lay-\d+)"', answer.text))
    other = desk.client("writer2")
    save(other, open_form(other), lay="Theirs, again.")
    late = merge(desk, client, typed, answer.text, **{name: "mine"})
    assert late.status_code == 409
    assert "someone saved again meanwhile" in late.text
    assert "Theirs, again</ins>." in late.text


def test_edits_of_different_sentences_are_merged_and_said(desk: DeskSite) -> None:
    one, other = desk.client("editor"), desk.client("writer2")
    base = "Take two tablets a day. Drink water. Rest.\n"
    save(one, open_form(one), lay=base)
    mine, theirs = open_form(one), open_form(other)
    save(other, theirs, lay=base.replace("Drink water", "Drink a lot"))
    answer = save(one, mine, lay=base.replace("two", "three"))
    assert answer.status_code == 409
    assert "You changed different sentences" in answer.text
    typed = {**mine, "lay": base.replace("two", "three")}
    merged = merge(desk, one, typed, answer.text)
    assert fields(merged.text)["lay"] == "Take three tablets a day. Drink a lot. Rest.\n"
    assert "Your change in 1 place is in." in merged.text
    assert "Their change in 1 place is in." in merged.text


def test_a_sentence_that_both_changed_is_shown_word_by_word(desk: DeskSite) -> None:
    one, other = desk.client("editor"), desk.client("writer2")
    base = "Take two tablets a day.\n"
    save(one, open_form(one), lay=base)
    mine, theirs = open_form(one), open_form(other)
    save(other, theirs, lay="Take two tablets a week.\n")
    typed = {**mine, "lay": "Take three tablets a day.\n"}
    answer = save(one, typed)
    assert "Take <ins>three</ins> tablets a day." in answer.text
    assert "Take two tablets a <ins>week</ins>." in answer.text
    assert "Before both changes" in answer.text
    assert "Take three tablets a week." in answer.text
    (name,) = set(re.findall(r'name="(choice-lay-\d+)"', answer.text))
    merged = merge(desk, one, typed, answer.text, **{name: "words"})
    assert fields(merged.text)["lay"] == "Take three tablets a week.\n"
    assert "You kept the words of both." in merged.text


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


def keep(
    desk: DeskSite, client: Client, tab: str, words: str, slug: str = "both"
) -> dict[str, str]:
    """Keep words as a tab types them; return the kept text's number."""
    question = "What is high blood pressure?"
    draft = json.dumps(
        {"question": question, "began_with": question, "lay": words, "began_from_lay": "1"}
    )
    given = {"slug": slug, "language": "en", "tab": tab, "draft": draft, "words": words}
    answer = desk.post(client, "/edit/unsaved", given)
    assert answer.status_code == 200
    found: dict[str, str] = json.loads(answer.text)
    return found


def test_what_is_typed_is_kept_for_its_writer_alone_until_it_is_saved(desk: DeskSite) -> None:
    client = desk.client("editor")
    number = keep(desk, client, "one", "half a sentence")["id"]
    path = f"/edit/answers/both?language=en&kept={number}"
    for page in ("/edit/answers/both", "/edit"):
        assert "half a sentence" in client.get(page).text
        assert path.replace("&", "&amp;") in client.get(page).text
        assert "half a sentence" not in desk.client("writer2").get(page).text
    assert "half a sentence" not in desk.client("writer2").get(path).text
    form = fields(client.get(path).text)
    assert form["lay"] == "half a sentence"
    assert form["tab"] == "one"
    save(client, form, lay="half a sentence, and the rest")
    assert "half a sentence" not in client.get("/edit").text


def test_no_tab_overwrites_or_removes_what_another_has_typed(desk: DeskSite) -> None:
    client = desk.client("editor")
    keep(desk, client, "one", "first words", "")
    keep(desk, client, "two", "second words", "")
    keep(desk, client, "two", "second words, longer", "")
    page = client.get("/edit/new").text
    assert "first words" in page
    assert "second words, longer" in page
    form = fields(page)
    given = {"question": "What is new?", "lay": EASY, "tab": "two", "do": "save"}
    assert client.post("/edit/new", data={**form, **given}).status_code == 303
    page = client.get("/edit/new").text
    assert "first words" in page
    assert "second words" not in page


def test_a_kept_text_is_discarded_by_its_owner_alone(desk: DeskSite) -> None:
    client = desk.client("editor")
    number = keep(desk, client, "one", "half a sentence")["id"]
    removal = f"/edit/unsaved/{number}/removal"
    assert desk.post(desk.client("admin"), removal).status_code == 404
    assert desk.post(client, removal, {"next": "/edit"}).location == "/edit?said=kept_discarded"
    assert "half a sentence" not in client.get("/edit").text


@pytest.mark.parametrize("draft", ["{", "[]", '{"lay": 3}', "null"])
def test_a_kept_text_that_is_broken_opens_the_answer_as_it_is(desk: DeskSite, draft: str) -> None:
    client = desk.client("editor")
    given = {"slug": "both", "language": "en", "tab": "one", "draft": draft}
    number = json.loads(desk.post(client, "/edit/unsaved", given).text)["id"]
    assert client.get(f"/edit/answers/both?language=en&kept={number}").status_code == 200


def test_what_is_typed_is_saved_and_submitted_in_one_act(desk: DeskSite) -> None:
    client = desk.client("editor")
    done = save(client, open_form(client), do="submit", lay=EASY)
    assert done.location.endswith("said=saved_submitted")
    found = stored(desk, "both")
    assert found
    lay = found.texts[Audience.LAY]
    assert lay.markdown == EASY
    assert lay.review
    assert lay.review.status is Status.SUBMITTED
    clinician = found.texts[Audience.CLINICIAN].review
    assert clinician
    assert clinician.status is Status.APPROVED


def test_one_text_is_submitted_and_the_other_saved(desk: DeskSite) -> None:
    client = desk.client("editor")
    form = {**open_form(client), "clinician": "Hypertension."}
    save(client, form, do="submit-lay", lay=EASY)
    found = stored(desk, "both")
    assert found
    statuses = {one: text.review and text.review.status for one, text in found.texts.items()}
    assert statuses == {Audience.LAY: Status.SUBMITTED, Audience.CLINICIAN: Status.DRAFT}
    assert found.texts[Audience.CLINICIAN].markdown == "Hypertension."


def test_a_text_that_cannot_be_saved_is_not_submitted(desk: DeskSite) -> None:
    client, other = desk.client("editor"), desk.client("writer2")
    form = open_form(client)
    save(other, open_form(other), lay="Theirs.")
    assert save(client, form, do="submit", lay="Mine.").status_code == 409
    found = stored(desk, "both")
    assert found
    review = found.texts[Audience.LAY].review
    assert review
    assert review.status is Status.DRAFT


def test_a_submission_does_not_pass_over_typed_words_in_silence(desk: DeskSite) -> None:
    client = desk.client("editor")
    save(client, open_form(client), lay=EASY)
    path = "/edit/answers/both/lay/en/review"
    move = {"move": "submit", "number": "2", "seen": "draft"}
    keep(desk, client, "one", "typed since")
    late = desk.post(client, path, move)
    assert late.status_code == 409
    assert "You have typed words that are not saved" in late.text
    assert "typed since" in late.text
    number = re.search(r'name="kept" value="(\d+)"', late.text)
    assert number
    assert desk.post(client, path, {**move, "kept": number[1]}).status_code == 303


def test_a_bulk_submission_does_not_pass_over_typed_words_in_silence(desk: DeskSite) -> None:
    client = desk.client("editor")
    save(client, open_form(client), lay=EASY)
    keep(desk, client, "one", "typed since")
    given = {"move": "submit", "text": "both/lay/en/2/draft", "back": "/edit/answers"}
    assert "You have typed words that are not saved" in (
        desk.post(client, "/edit/answers/moves", given).text
    )
    found = stored(desk, "both")
    assert found
    review = found.texts[Audience.LAY].review
    assert review
    assert review.status is Status.DRAFT


def test_who_else_has_an_answer_open_is_shown(desk: DeskSite) -> None:
    one, other = desk.client("editor"), desk.client("writer2")
    here = {"slug": "both", "language": "en", "tab": "a", "text": "lay"}
    assert json.loads(desk.post(one, "/edit/open", here).text) == {"html": ""}
    said = json.loads(desk.post(other, "/edit/open", {**here, "tab": "b"}).text)["html"]
    assert "<bdi>Ed Editor</bdi> has this answer open (Plain language, English) since" in said
    assert "Ed Editor</bdi> has this answer open" in other.get("/edit/answers/both").text
    assert "has this answer open" not in one.get("/edit/answers/only-lay").text
    desk.post(one, "/edit/open", {**here, "closed": "yes"})
    assert "Ed Editor" not in other.get("/edit/answers/both").text


def test_an_answer_that_is_not_there_is_not_written(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert client.get("/edit/answers/nowhere").status_code == 404
    assert desk.post(client, "/edit/answers/nowhere", {"do": "save"}).status_code == 404
