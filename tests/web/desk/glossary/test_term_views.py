"""The glossary of the desk: term forms, files and reports."""

import base64
import io
import re
import zlib

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.term import Term
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.storage.glossary import terms
from readlevel.storage.public import render_queue
from readlevel.usecases.publishing.queue_holders import queue_holders
from tests.web.desk.conftest import DeskSite

TERM = "/edit/glossary/term"
IMPORT = "/edit/glossary/import"
REVIEW = "/edit/glossary/review"
DRAFTS = "/edit/glossary/drafts"
STROKE = f"{TERM}?language=en&slug=stroke"
CSV = "term,definition_lay\nangina,Pain in the chest.\nstroke,A part of the brain dies.\n"


def stored(desk: DeskSite, slug: str) -> Term | None:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        term = terms.find_term(session, "en", slug)
    engine.dispose()
    return term


def waiting(desk: DeskSite) -> int:
    engine = make_engine(desk.settings.database_url)
    queue_holders(engine)
    with read_transaction(engine) as session:
        number = render_queue.count_queued(session)
    engine.dispose()
    return number


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def save(desk: DeskSite, client: Client, path: str = STROKE, **more: str) -> TestResponse:
    page = client.get(path).text
    given = {"language": "en", "slug": hidden(page, "slug"), "seen": hidden(page, "seen")}
    return desk.post(client, TERM, {"name": "stroke", "definition_lay": "Bad.", **given, **more})


def approve(
    desk: DeskSite, slug: str = "stroke", who: str = "reviewer", language: str = "en"
) -> TestResponse:
    """Approve the draft of a term, after submitting it if need be."""
    client = desk.client(who)
    path = f"{REVIEW}?language={language}&slug={slug}"
    given = {"language": language, "slug": slug, "seen": hidden(client.get(path).text, "seen")}
    desk.post(client, REVIEW, {**given, "do": "submit"})
    return desk.post(client, REVIEW, {**given, "do": "approve"})


def test_terms_are_listed_by_letter_and_found_by_a_word(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "hypertension" in client.get("/edit/glossary?letter=H").text
    found = client.get("/edit/glossary?q=high+bl").text
    assert "hypertension" in found
    assert "No matching terms" in client.get("/edit/glossary?q=xylophone").text
    assert "There are no terms in this language" in client.get("/edit/glossary?language=ar").text


def test_a_letter_or_page_that_is_not_there_shows_the_nearest(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "hypertension" in client.get("/edit/glossary?letter=H&page=9999").text
    assert "work-question" in client.get("/edit/glossary?letter=%F0%9F%92%8A").text


def test_terms_in_a_language_that_the_site_lacks_can_be_reached(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "Suomi" not in client.get("/edit/glossary").text
    assert (
        upload(desk, "term,language,definition_lay\nkuume,fi,Lämpö.\n", take=True).status_code
        == 303
    )
    assert 'value="fi" lang="fi"' in client.get("/edit/glossary").text
    assert "kuume" in client.get("/edit/glossary/drafts").text
    approve(desk, "kuume", language="fi")
    assert "kuume" in client.get("/edit/glossary?language=fi").text


def test_definitions_are_listed_the_hardest_first(desk: DeskSite) -> None:
    client = desk.client("editor")
    hard = "Idiopathic thrombocytopenic coagulopathy of multifactorial pathogenesis and aetiology."
    save(desk, client, definition_lay=hard)
    assert "thrombocytopenic" not in client.get("/edit/glossary/hardest").text
    approve(desk)
    page = client.get("/edit/glossary/hardest").text
    assert page.index("thrombocytopenic") < page.index(">hypertension<")
    save(desk, client, definition_lay="A part of the brain dies.")
    approve(desk)
    assert "thrombocytopenic" not in client.get("/edit/glossary/hardest").text
    assert "No term in this language" in client.get("/edit/glossary/hardest?language=ar").text


def test_words_that_terms_share_are_listed(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "No terms share a word" in client.get("/edit/glossary/clashes?language=ar").text
    upload(
        desk,
        "term,definition_lay,acronym\nacute pain,It hurts.,AP\nangina pectoris,Chest.,AP\n",
        take=True,
    )
    approve(desk, "acute-pain")
    approve(desk, "angina-pectoris")
    page = client.get("/edit/glossary/clashes").text
    assert '<h2 lang="en" dir="auto">AP</h2>' in page
    assert "acute pain" in page
    assert "angina pectoris" in page
    assert "“AP” could mean several terms" in client.get(f"{TERM}?language=en&slug=acute-pain").text


def test_a_changed_term_is_stored_with_its_history_and_answers_wait_for_it(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert save(desk, client, definition_lay="A part of the brain dies.").status_code == 303
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay == "A part of the *brain* gets no O~2~."
    assert approve(desk).status_code == 303
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay == "A part of the brain dies."
    assert waiting(desk) > 0
    page = client.get(STROKE).text
    assert "Ed Editor" in page
    assert "approved by <bdi>Rita Reviewer</bdi>" in page
    assert "<del>A part of the *brain*" in page
    assert "What is high blood pressure?" in page


def test_a_new_term_gets_an_address_of_its_name(desk: DeskSite) -> None:
    client = desk.client("editor")
    more = {
        "name": "Heart attack",
        "definition_lay": "Part of the heart dies.",
        "other_forms": "cardiac infarction\r\n\r\ncardiac  infarction",
        "codes": "MeSH: D009203",
    }
    answer = save(desk, client, f"{TERM}?name=Heart+attack", **more)
    assert answer.location == f"{TERM}?language=en&slug=heart-attack&said=term_saved"
    assert stored(desk, "heart-attack") is None
    approve(desk, "heart-attack")
    term = stored(desk, "heart-attack")
    assert term
    assert term.other_forms == ("cardiac infarction",)
    assert dict(term.codes) == {"mesh": ("D009203",)}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"definition_lay": ""}, "The term has no definition"),
        ({"name": ""}, "Not saved yet"),
        ({"name": "brain"}, "is already a term in this language"),
        ({"name": "Brain"}, 'href="/edit/glossary/term?language=en&amp;slug=brain">brain</a>'),
        ({"definition_lay": "x" * 5_001}, "at most 5,000 are taken"),
        ({"source_url": "javascript:alert(1)"}, "an address that begins with https://"),
        ({"codes": "king: 1"}, "codes names the system"),
    ],
)
def test_errors_are_shown_and_the_input_stays(
    desk: DeskSite, given: dict[str, str], sentence: str
) -> None:
    client = desk.client("editor")
    answer = save(desk, client, **{"acronym": "STK", **given})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="STK"' in answer.text
    assert save(desk, client).status_code == 303


def test_two_editors_see_each_others_words_before_one_overwrites(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    page = second.get(STROKE).text
    save(desk, first, definition_lay="Theirs it is.")
    given = {"language": "en", "slug": "stroke", "seen": hidden(page, "seen"), "name": "stroke"}
    late = desk.post(second, TERM, {**given, "definition_lay": "Mine it is."})
    assert late.status_code == 409
    assert "Theirs it is." in late.text
    assert "Mine it is.</textarea>" in late.text
    given["seen"] = hidden(late.text, "seen")
    assert desk.post(second, TERM, {**given, "definition_lay": "Mine it is."}).status_code == 303


def test_fields_that_only_the_other_changed_are_taken_over(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    save(desk, first, definition_lay="As it was opened.")
    page = second.get(STROKE).text
    given = {"language": "en", "slug": "stroke", "seen": hidden(page, "seen"), "name": "stroke"}
    save(desk, first, definition_lay="As it was opened.", acronym="STK")
    late = desk.post(second, TERM, {**given, "definition_lay": "Mine it is."})
    assert late.status_code == 409
    assert "Their changes to other fields" in late.text
    assert 'value="STK"' in late.text
    assert "Mine it is.</textarea>" in late.text


def test_a_term_that_another_removed_is_added_again_by_saving(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    page = second.get(STROKE).text
    given = {"language": "en", "slug": "stroke", "seen": hidden(page, "seen")}
    assert desk.post(first, "/edit/glossary/removal", given).status_code == 303
    assert stored(desk, "stroke")
    approve(desk)
    assert stored(desk, "stroke") is None
    more = {"name": "stroke", "definition_lay": "Mine."}
    late = desk.post(second, TERM, {**given, **more})
    assert "Someone removed this term while you were working" in late.text
    again = {**given, **more, "slug": hidden(late.text, "slug"), "seen": hidden(late.text, "seen")}
    assert desk.post(second, TERM, again).status_code == 303
    approve(desk)
    assert stored(desk, "stroke")


def test_a_removal_that_waits_becomes_a_change_by_saving(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"language": "en", "slug": ["stroke", "brain"]}
    assert desk.post(client, "/edit/glossary/removal", given).location.endswith(
        "removals_submitted"
    )
    assert "The removal of this term is waiting for approval" in client.get(STROKE).text
    save(desk, client, definition_lay="It stays.")
    approve(desk)
    approve(desk, "brain")
    assert stored(desk, "stroke")
    assert stored(desk, "brain") is None


def test_a_term_is_not_removed_by_who_saw_it_otherwise(desk: DeskSite) -> None:
    client = desk.client("editor")
    given = {"language": "en", "slug": "stroke", "seen": "0" * 16}
    assert desk.post(client, "/edit/glossary/removal", given).status_code == 409
    assert stored(desk, "stroke")


def upload(
    desk: DeskSite, content: str | bytes, name: str = "terms.csv", *, take: bool = False
) -> TestResponse:
    data = content.encode() if isinstance(content, str) else content
    form = {"language": "en", "file": (io.BytesIO(data), name)}
    client = desk.client("editor")
    shown = desk.post(client, IMPORT, form, content_type="multipart/form-data")
    return desk.post(client, IMPORT, confirmed(shown)) if take else shown


def approve_import(desk: DeskSite, path: str, who: str = "reviewer", *kept: str) -> TestResponse:
    """Approve all drafts of an import but those that are kept."""
    client = desk.client(who)
    page = client.get(path).text
    given = {name: hidden(page, name) for name in ("batch", "seen")}
    keys = [
        key
        for key in re.findall(r'name="draft" value="([^"]*)"', page)
        if key.split("/")[1] in kept
    ]
    return desk.post(client, DRAFTS, {**given, "draft": keys, "do": "approve_rest"})


def confirmed(shown: TestResponse) -> dict[str, str]:
    names = ("do", "seen", "content", "name", "format", "audience", "language")
    return {name: hidden(shown.text, name) for name in names}


def test_a_file_is_shown_first_and_then_taken_in(desk: DeskSite) -> None:
    shown = upload(desk, CSV)
    assert "New: 1. Changed: 1. Unchanged: 0. Not imported: 0." in shown.text
    assert stored(desk, "angina") is None
    client = desk.client("editor")
    done = desk.post(client, IMPORT, confirmed(shown))
    assert done.status_code == 303
    assert stored(desk, "angina") is None
    assert "Pain in the chest." in client.get(done.location).text
    assert approve_import(desk, done.location).status_code == 303
    assert stored(desk, "angina")
    assert "There is nothing to import." in upload(desk, CSV).text


def test_a_file_does_not_overwrite_what_was_changed_after_it_was_shown(desk: DeskSite) -> None:
    first, second = desk.client("editor"), desk.client("writer2")
    given = confirmed(upload(desk, CSV))
    save(desk, first, definition_lay="Theirs it is.")
    approve(desk)
    late = desk.post(second, IMPORT, given)
    assert late.status_code == 409
    assert "someone changed terms in this file while you were working" in late.text
    assert "Theirs it is." in late.text
    assert stored(desk, "angina") is None
    done = desk.post(second, IMPORT, confirmed(late))
    approve_import(desk, done.location)
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay == "A part of the brain dies."


def test_errors_in_a_file_are_reported_with_their_line(desk: DeskSite) -> None:
    shown = upload(desk, CSV + "coma,\nangina,Twice.\n")
    assert "<b>Line 4</b>" in shown.text
    assert "<i>coma</i>" in shown.text
    assert "The term has no definition" in shown.text
    assert "The term is given twice, first on line 2" in shown.text
    assert "New: 1. Changed: 1. Unchanged: 0. Not imported: 2." in shown.text


def test_a_file_that_is_larger_when_unpacked_is_refused(desk: DeskSite) -> None:
    bomb = base64.b64encode(zlib.compress(b"x" * 30_000_000)).decode()
    client = desk.client("editor")
    answer = desk.post(client, IMPORT, {"language": "en", "content": bomb})
    assert answer.status_code == 422
    assert "The file must be 20 MB or smaller" in answer.text
    assert desk.post(client, IMPORT, {"content": "%%%"}).status_code == 422
    assert desk.post(client, IMPORT, {"content": "AAAA"}).status_code == 400


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "terms.csv"),
        (b"\x00\x01\x02", "terms.csv"),
        (b"{", "terms.json"),
        (b"<html>", "terms.xml"),
        (b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><martif>&y;</martif>", "t.tbx"),
        (b"term\nno definition\n", "../../etc/terms.csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "terms.csv"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "terms.txt"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "terms.xlsx"),
    ],
)
def test_a_file_that_is_no_glossary_is_said_in_a_sentence(
    desk: DeskSite, content: bytes, name: str
) -> None:
    answer = upload(desk, content, name)
    assert answer.status_code in (200, 422)
    assert 'class="problem"' in answer.text or 'class="notices"' in answer.text
    assert "root:" not in answer.text


def test_a_table_in_another_encoding_is_shown_for_confirmation(desk: DeskSite) -> None:
    table = "term,definition_lay\nMénière’s disease,An ear problem.\n"
    shown = upload(desk, table.encode("cp1252"))
    assert shown.status_code == 200
    assert "It was read as Windows-1252 (Western Europe)" in shown.text
    assert "Ménière’s disease" in shown.text
    client = desk.client("editor")
    again = {**confirmed(shown), "do": "", "encoding": "cp1251"}
    assert "Mйniиre’s disease" in desk.post(client, IMPORT, again).text
    given = {**confirmed(shown), "encoding": hidden(shown.text, "encoding")}
    approve_import(desk, desk.post(client, IMPORT, given).location)
    found = stored(desk, "ménière-s-disease") or stored(desk, "meniere-s-disease")
    assert found
    assert found.name == "Ménière’s disease"


@pytest.mark.parametrize(("format_", "begins"), [("csv", "term,"), ("skos", "@"), ("tbx", "<?xml")])
def test_the_glossary_is_saved_as_a_file(desk: DeskSite, format_: str, begins: str) -> None:
    answer = desk.client("editor").get(f"/edit/glossary/export?format={format_}")
    assert answer.text.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "stroke" in answer.text


def test_words_that_no_term_explains_lead_to_a_form_with_their_name(desk: DeskSite) -> None:
    page = desk.client("editor").get("/edit/glossary/missing").text
    assert "antihypertensive" in page
    assert f"{TERM}?language=en&amp;name=antihypertensive" in page
    of_one = desk.client("editor").get("/edit/glossary/missing?slug=only-lay").text
    assert "antihypertensive" not in of_one
    form = desk.client("editor").get(f"{TERM}?language=en&name=antihypertensive").text
    assert 'value="antihypertensive"' in form


def test_the_level_of_a_definition_is_shown_while_it_is_typed(desk: DeskSite) -> None:
    given = {"language": "en", "definition": "A sudden loss of blood to a part of the brain."}
    answer = desk.post(desk.client("editor"), "/edit/glossary/level", given)
    assert "11 words" in answer.text
    assert "difficulty" in answer.text
    empty = desk.post(desk.client("editor"), "/edit/glossary/level", {"definition": "\x00"})
    assert empty.text.strip() == ""


def test_a_hostile_term_is_inert_in_every_page(desk: DeskSite) -> None:
    client = desk.client("editor")
    spiky = "<script>alert(1)</script>"
    answer = save(desk, client, f"{TERM}?name=x", name=f"x {spiky}", definition_lay=f"D {spiky}")
    assert answer.status_code == 303
    review = f"{REVIEW}?language=en&slug=x-script-alert-1-script"
    assert client.get(review).status_code == 200
    for path in (answer.location, review, DRAFTS):
        assert spiky not in client.get(path).text
    approve(desk, "x-script-alert-1-script")
    for path in (answer.location, "/edit/glossary?q=x", "/edit/glossary?letter=X"):
        assert spiky not in client.get(path).text


def test_a_reviewer_sees_what_changes_and_how_texts_would_read(desk: DeskSite) -> None:
    save(desk, desk.client("editor"), definition_lay="Take *ten* tablets at once.", do="submit")
    page = desk.client("reviewer").get(f"{REVIEW}?language=en&slug=stroke").text
    assert "It raises the risk of <strong>stroke</strong>." in page
    assert "Take <em>ten</em> tablets at once." in page
    assert "A part of the <em>brain</em> gets no O<sub>2</sub>." in page
    assert "What is high blood pressure?" in page
    assert "Public, waiting for review" in page or "pending" not in page
    assert 'value="approve"' in page
    own = desk.client("editor").get(f"{REVIEW}?language=en&slug=stroke").text
    assert 'value="approve"' not in own


def test_a_new_name_shows_the_texts_that_would_explain_the_term(desk: DeskSite) -> None:
    client = desk.client("editor")
    more = {"name": "guidelines push", "definition_lay": "Words.", "other_forms": "push of blood"}
    save(desk, client, f"{TERM}?name=push", do="submit", **more)
    page = desk.client("reviewer").get(f"{REVIEW}?language=en&slug=guidelines-push").text
    assert "the <strong>push of blood</strong> is too strong" in page
    assert "The term is not explained in this text." in page


def test_a_reviewer_who_wrote_a_draft_is_told_that_someone_else_approves_it(desk: DeskSite) -> None:
    client = desk.client("reviewer")
    save(desk, client, do="submit")
    page = client.get(f"{REVIEW}?language=en&slug=stroke").text
    assert "You wrote a part of this" in page
    late = approve(desk)
    assert late.status_code == 422
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay != "Bad."
    assert approve(desk, who="admin").status_code == 303


def test_changes_are_requested_with_a_comment_that_the_author_reads(desk: DeskSite) -> None:
    save(desk, desk.client("editor"), do="submit")
    client = desk.client("reviewer")
    seen = hidden(client.get(f"{REVIEW}?language=en&slug=stroke").text, "seen")
    given = {"language": "en", "slug": "stroke", "seen": seen, "do": "request_changes"}
    assert "Write what needs to change." in desk.post(client, REVIEW, given).text
    assert desk.post(client, REVIEW, {**given, "comment": "Too short."}).status_code == 303
    assert "Too short." in desk.client("editor").get(STROKE).text


def test_an_import_keeps_the_terms_that_are_ticked(desk: DeskSite) -> None:
    shown = upload(desk, CSV)
    client = desk.client("editor")
    done = desk.post(client, IMPORT, {**confirmed(shown), "keep": "en/stroke"})
    page = client.get(done.location).text
    assert "angina" in page
    assert "en/stroke/" not in page


def test_an_import_leaves_the_drafts_of_others_unless_told(desk: DeskSite) -> None:
    save(desk, desk.client("writer2"), definition_lay="Will wrote this.")
    shown = upload(desk, CSV)
    assert "Keep the draft by <bdi>Will Writer</bdi>" in shown.text
    client = desk.client("editor")
    # Without the fields of the page, as if the draft was made after it was opened.
    desk.post(client, IMPORT, confirmed(shown))
    assert "Will wrote this." in client.get(STROKE).text
    again = {**confirmed(upload(desk, CSV)), "drafted": "en/stroke"}
    desk.post(client, IMPORT, again)
    assert "Will wrote this.</textarea>" not in client.get(STROKE).text


def test_an_import_is_approved_in_one_act_without_what_is_kept(desk: DeskSite) -> None:
    done = desk.post(desk.client("editor"), IMPORT, confirmed(upload(desk, CSV)))
    assert approve_import(desk, done.location, "editor").status_code == 409
    assert stored(desk, "angina") is None
    assert approve_import(desk, done.location, "reviewer", "stroke").status_code == 303
    assert stored(desk, "angina")
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay == "A part of the *brain* gets no O~2~."
    assert "No drafts of terms" in desk.client("editor").get(DRAFTS).text


def test_an_import_that_changed_since_it_was_shown_is_not_approved(desk: DeskSite) -> None:
    done = desk.post(desk.client("editor"), IMPORT, confirmed(upload(desk, CSV)))
    client = desk.client("reviewer")
    page = client.get(done.location).text
    given = {name: hidden(page, name) for name in ("batch", "seen")}
    save(desk, desk.client("editor"), definition_lay="Changed.", do="submit")
    late = desk.post(client, DRAFTS, {**given, "do": "approve_rest"})
    assert late.status_code == 409
    assert stored(desk, "angina") is None


def test_drafts_that_are_selected_are_approved_as_they_were_shown(desk: DeskSite) -> None:
    save(desk, desk.client("editor"), definition_lay="As shown.", do="submit")
    client = desk.client("reviewer")
    keys = re.findall(r'name="draft" value="([^"]*)"', client.get(DRAFTS).text)
    save(desk, desk.client("editor"), definition_lay="Not shown.", do="submit")
    late = desk.post(client, DRAFTS, {"draft": keys, "do": "approve"})
    assert late.status_code == 409
    assert "someone changed it after this page was opened" in late.text
    keys = re.findall(r'name="draft" value="([^"]*)"', client.get(DRAFTS).text)
    assert desk.post(client, DRAFTS, {"draft": keys, "do": "approve"}).status_code == 303
    term = stored(desk, "stroke")
    assert term
    assert term.definition_lay == "Not shown."
    assert desk.post(client, DRAFTS, {"do": "approve"}).status_code == 422
    assert desk.post(client, DRAFTS, {"draft": "x", "do": "explode"}).status_code == 422
    assert desk.post(client, DRAFTS, {"draft": "x/\0/y", "do": "approve"}).status_code == 409
