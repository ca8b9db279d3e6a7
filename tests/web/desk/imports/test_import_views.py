"""Import of Word files and web pages: preview, losses and draft."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from werkzeug.test import Client, TestResponse

from readlevel.core.model.answer import Answer, Audience
from readlevel.core.model.workflow import Status
from readlevel.interchange.conversion.bounded_conversion import convert_bounded
from readlevel.storage.answers import answers
from readlevel.storage.database.engine import make_engine, read_transaction
from readlevel.usecases.writing import document_import
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.interchange.word.fields import FEVER, text, zotero
from tests.interchange.word.test_word_to_markdown import BOLD, HEADING, make_docx, with_picture
from tests.web.desk.conftest import DeskSite

PAGE = b"<title>x</title><h1>What is gout?</h1><p><b>Rest</b> <s>now</s> your toe.</p>"
FIELD = re.compile(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"')
TEXT = re.compile(r"<textarea[^>]*>\n(.*?)</textarea>", re.DOTALL)


@pytest.fixture(autouse=True, scope="module")
def converted_once() -> Iterator[None]:
    """Convert each file once for all tests: a process for each takes a quarter of a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_import, "convert_bounded", cache(convert_bounded))
        yield


def read(
    desk: DeskSite, client: Client, content: bytes, called: str = "gout.html", **fields: str
) -> TestResponse:
    data: dict[str, Any] = {"file": (BytesIO(content), called), **fields}
    return desk.post(client, "/edit/import", data)


def fields_of(page: TestResponse) -> dict[str, str]:
    """Return the fields of a page's form as a browser would send them."""
    found = {name: unescape(value) for name, value in FIELD.findall(page.text)}
    text = TEXT.search(page.text)
    assert text
    found.pop("audience", None)
    found.pop("joins", None)
    return {**found, "markdown": unescape(text[1])}


def store(desk: DeskSite, client: Client, page: TestResponse, **chosen: str) -> TestResponse:
    fields = {**fields_of(page), "audience": "lay", **chosen}
    return desk.post(client, "/edit/import/draft", fields)


def find(desk: DeskSite, slug: str) -> Answer | None:
    engine = make_engine(desk.settings.database_url)
    with read_transaction(engine) as session:
        found = answers.find_answer(session, slug)
    engine.dispose()
    return found


def test_a_web_page_is_shown_with_what_got_lost_and_nothing_is_stored(desk: DeskSite) -> None:
    page = read(desk, desk.client("editor"), PAGE)
    assert page.status_code == 200
    assert "“now” was crossed out or deleted" in page.text
    fields = fields_of(page)
    assert fields["question"] == "What is gout?"
    assert fields["slug"] == "what-is-gout"
    assert fields["markdown"] == "**Rest** your toe.\n"
    assert find(desk, "what-is-gout") is None


def test_it_becomes_a_draft_of_the_writer(desk: DeskSite) -> None:
    client = desk.client("editor")
    stored = store(desk, client, read(desk, client, PAGE), topics="Joints, Pain")
    assert stored.status_code == 303
    assert "saved as a draft" in client.get(stored.location).text
    answer = find(desk, "what-is-gout")
    assert answer
    assert answer.topics == ("Joints", "Pain")
    [variant] = answer.variants
    assert (variant.audience, variant.markdown) == (Audience.LAY, "**Rest** your toe.\n")
    assert (variant.review.status, variant.review.author) == (Status.DRAFT, "Ed Editor")
    assert desk.client().get("/answers/what-is-gout").status_code == 404


def test_pictures_of_a_word_file_come_along_once_they_are_described(desk: DeskSite) -> None:
    client = desk.client("editor")
    docx = with_picture(encode(draw(), "PNG"), "")
    page = read(desk, client, docx, "Gout.docx")
    assert "data:image/webp;base64," in page.text
    assert "img-src 'self' data:;" in page.headers["Content-Security-Policy"]
    [field] = [name for name in fields_of(page) if name.startswith("description-")]
    refused = store(desk, client, page)
    assert refused.status_code == 422
    assert "Describe this image" in refused.text
    assert find(desk, "gout-you") is None
    assert "data:image/webp;base64," in refused.text
    stored = store(desk, client, refused, **{field: "A red toe"})
    assert stored.status_code == 303
    answer = find(desk, "gout-you")
    assert answer
    name = field.removeprefix("description-")
    assert f"![A red toe](images/{name})" in answer.variants[0].markdown
    assert [image.name for image in answer.images] == [name]


def test_a_picture_whose_line_is_deleted_is_not_kept(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, with_picture(encode(draw(), "PNG"), "A toe"), "Gout.docx")
    assert store(desk, client, page, markdown="Words only.").status_code == 303
    answer = find(desk, "gout-you")
    assert answer
    assert answer.images == ()


def test_a_text_joins_an_answer_that_is_there_only_where_that_is_said(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, PAGE)
    refused = store(desk, client, page, slug="only-lay", audience="clinician")
    assert refused.status_code == 422
    assert "Add it to the existing answer: “What is a plain answer?”" in refused.text
    taken = store(desk, client, refused, slug="only-lay", audience="lay", joins="yes")
    assert taken.status_code == 422
    assert "already has a text for these readers" in taken.text
    stored = store(desk, client, taken, slug="only-lay", audience="clinician", joins="yes")
    assert stored.status_code == 303
    answer = find(desk, "only-lay")
    assert answer
    assert dict(answer.question) == {"en": "What is a plain answer?"}
    assert answer.topics == ("cardiology",)
    assert {one.audience for one in answer.variants} == {Audience.LAY, Audience.CLINICIAN}


def test_a_file_can_be_meant_for_an_answer_from_the_start(desk: DeskSite) -> None:
    client = desk.client("editor")
    assert "What is a plain answer?" in client.get("/edit/import?slug=only-lay").text
    page = read(desk, client, PAGE, slug="only-lay")
    assert fields_of(page)["slug"] == "only-lay"
    assert "The document’s own title, “What is gout?”, was not imported." in page.text
    stored = store(desk, client, page, audience="clinician", joins="yes")
    assert stored.status_code == 303


def test_missing_and_wrong_fields_are_reported_and_no_input_is_lost(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, PAGE)
    given = {"question": "", "slug": "Not A Slug", "audience": "everybody", "markdown": "New <b>"}
    refused = store(desk, client, page, **given)
    assert refused.status_code == 422
    assert "Select one." in refused.text
    assert "lowercase letters" in refused.text
    assert fields_of(refused)["markdown"] == "New <b>"
    assert "“now” was crossed out" in refused.text
    for slug in ("old-name", "x" * 101):
        assert store(desk, client, page, slug=slug).status_code == 422


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
        (b"%PDF-1.7", "This is a PDF."),
        (b"PK\x03\x04broken", "cannot open this as a Word file"),
        (make_docx("<w:p>" * 300), "cannot open this as a Word file"),
        (b"<div>" * 5_000, "too complex to import"),
        (b"<p>a</p>" * 40_000, "too large to import"),
        (b"word " * 100_000, "too long for one answer"),
        (b"<script>alert(1)</script>", "has no text in it"),
        (b"\0\0\0", "has no text in it"),
    ],
)
def test_an_unreadable_file_is_reported_beside_its_field(
    desk: DeskSite, content: bytes, said: str
) -> None:
    answer = read(desk, desk.client("editor"), content, "../../x.docx")
    assert answer.status_code == 422
    assert said in answer.text


def test_an_archive_that_unpacks_to_very_much_is_refused(desk: DeskSite) -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as archive:
        archive.writestr("word/document.xml", b"<" + b" " * 15_000_000)
    answer = read(desk, desk.client("editor"), bomb.getvalue(), "bomb.docx")
    assert answer.status_code == 422
    assert "The file is too large" in answer.text


def test_a_forged_file_in_the_second_step_is_no_failure(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, make_docx(HEADING + BOLD), "a.docx")
    for number, file in enumerate(("%%%", "AAAA", "ü", "")):
        stored = store(desk, client, page, file=file, slug=f"forged-{number}")
        assert stored.status_code == 303


def test_script_in_a_file_is_inert(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, b"<h1>&lt;script&gt;x</h1><p>&lt;script&gt;alert(1)&lt;/script&gt;")
    assert "<script>alert" not in page.text
    assert "<script>x" not in page.text


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
CITING = make_docx(f"<w:p>{text('Rest ')}{zotero({'id': 1, 'itemData': FEVER})}{text('.')}</w:p>")


def read_several(desk: DeskSite, client: Client, *files: tuple[str, bytes]) -> TestResponse:
    return desk.post(
        client, "/edit/import", {"file": [(BytesIO(content), name) for name, content in files]}
    )


def test_citations_come_with_their_references(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read(desk, client, CITING, "Fever.docx")
    assert "1 citation of a reference manager" in page.text
    assert "Fever in made-up children" in page.text
    assert store(desk, client, page).status_code == 303
    answer = find(desk, "fever")
    assert answer
    assert answer.variants[0].markdown == "Rest [@webb2019].\n"
    assert [one.key for one in answer.references] == ["webb2019"]


def test_several_files_are_one_plan_and_name_what_they_are_not(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read_several(desk, client, ("a.html", PAGE), ("b.jpg", JPEG), ("Fever.docx", CITING))
    assert page.status_code == 200
    assert "This is a JPEG image. Choose a .docx or .html file." in page.text
    fields = {name: unescape(value) for name, value in FIELD.findall(page.text)}
    assert fields["slug"] == "what-is-gout"
    assert fields["2-slug"] == "fever"


def plan_of(page: TestResponse, **chosen: str) -> dict[str, str]:
    found = {name: unescape(value) for name, value in FIELD.findall(page.text)}
    texts = [unescape(text) for text in TEXT.findall(page.text)]
    for name in [name for name in found if name.endswith(("audience", "left_out", "joins"))]:
        del found[name]
    return {**found, "markdown": texts[0], "2-markdown": texts[1], **chosen}


def test_several_files_are_stored_together_or_not_at_all(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read_several(desk, client, ("a.html", PAGE), ("Fever.docx", CITING))
    both = {"audience": "lay", "2-audience": "clinician"}
    taken = plan_of(page, **both, **{"2-slug": "only-lay"})
    refused = desk.post(client, "/edit/import/draft", taken)
    assert refused.status_code == 422
    assert find(desk, "what-is-gout") is None
    stored = desk.post(client, "/edit/import/draft", plan_of(page, **both))
    assert stored.status_code == 303
    assert "Drafts saved" in client.get(stored.location).text
    assert find(desk, "what-is-gout")
    assert find(desk, "fever")


def test_two_files_with_one_address_become_the_texts_of_one_answer(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read_several(desk, client, ("a.html", PAGE), ("Fever.docx", CITING))
    sent = plan_of(page, **{"audience": "lay", "2-audience": "clinician", "2-slug": "what-is-gout"})
    assert desk.post(client, "/edit/import/draft", sent).status_code == 303
    answer = find(desk, "what-is-gout")
    assert answer
    assert {one.audience for one in answer.variants} == {Audience.LAY, Audience.CLINICIAN}


def test_a_file_of_a_plan_can_be_left_out_but_not_all(desk: DeskSite) -> None:
    client = desk.client("editor")
    page = read_several(desk, client, ("a.html", PAGE), ("Fever.docx", CITING))
    one = plan_of(page, **{"audience": "lay", "2-left_out": "yes"})
    refused = desk.post(client, "/edit/import/draft", {**one, "left_out": "yes"})
    assert refused.status_code == 422
    assert "Select at least one file" in refused.text
    assert desk.post(client, "/edit/import/draft", one).status_code == 303
    assert find(desk, "fever") is None


def test_the_text_is_previewed_as_readers_would_see_it(desk: DeskSite) -> None:
    page = read(desk, desk.client("editor"), CITING, "Fever.docx")
    preview = page.text.partition("Preview the text")[2]
    assert 'Rest <span class="cite">[<a href="#ref-1"' in preview


def test_more_files_than_a_plan_holds_are_refused(desk: DeskSite) -> None:
    page = read_several(desk, desk.client("editor"), *[("a.html", PAGE)] * 11)
    assert page.status_code == 422
    assert "up to 10 files together" in page.text


def test_a_table_is_shown_beside_what_it_becomes(desk: DeskSite) -> None:
    table = b"<table><tr><th colspan=2>Dose</th></tr><tr><td>5 mg</td><td>7 mg</td></tr></table>"
    page = read(desk, desk.client("editor"), table, "doses.html")
    assert '<th colspan="2" rowspan="1">Dose</th>' in page.text
    assert "As readers see it" in page.text
