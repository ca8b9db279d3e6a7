"""A text from a file, as it is looked at and as it is stored."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience, Reference
from readlevel.core.model.roles import Role
from readlevel.interchange.conversion.read_document import ImportedDocument
from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.settings import Settings
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.writing import document_import
from readlevel.usecases.writing.document_import import (
    ImportRejected,
    build_draft,
    read_file,
    set_alt_texts,
    store_import,
)
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.interchange.word.test_word_to_markdown import BOLD, HEADING, make_docx, with_picture

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PICTURE = encode(draw(), "PNG")


@pytest.fixture
def writer(session: Session) -> Account:
    return accounts.add(session, "ed@example.org", "Ed", Role.EDITOR, now=NOW)


def bring(
    session: Session,
    writer: Account,
    brought: ImportedDocument,
    *,
    audience: Audience = Audience.LAY,
    slug: str = "gout",
    joins: bool = False,
) -> None:
    draft = build_draft(
        session,
        slug,
        "en",
        audience,
        question=brought.title,
        topics=("Joints",),
        markdown=brought.markdown,
    )
    renderer = Renderer(session, Settings().personas, "en")
    store_import(
        session,
        renderer,
        draft,
        brought.image_files,
        brought.references,
        joins=joins,
        actor=writer,
        now=NOW,
    )


def test_a_word_file_is_read_with_its_title_and_pictures() -> None:
    brought = read_file(with_picture(PICTURE, "A red toe"))
    [name] = brought.image_files
    assert name.startswith("a-red-toe-")
    assert brought.title == "Gout & you"
    assert brought.markdown == f"![A red toe](images/{name})\n\n**Rest** your toe.\n"
    assert read_file(with_picture(PICTURE, "A red toe")) == brought


def test_a_picture_that_cannot_be_shown_is_listed() -> None:
    brought = read_file(with_picture(b"emf", "A red toe"))
    assert brought.image_files == {}
    assert brought.left_out == (ConversionLoss("picture", "A red toe"),)


def test_a_text_without_a_heading_in_front_has_no_title() -> None:
    assert read_file(b"<p>Rest.</p><h1>Toe</h1>").title == ""
    assert read_file("<h1>Gout: <i>the</i> toe</h1><p>ü</p>".encode()).title == "Gout: the toe"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"{\\rtf1", "wrong_kind"), (b"<p> </p>", "no_words")],
)
def test_a_file_without_a_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(content)
    assert refused.value.code == code


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_import, "MAX_BYTES", 10)
    with pytest.raises(UnreadableDocument, match="too large"):
        read_file(b"<p>more than ten</p>")


def test_a_text_becomes_a_draft_of_whoever_brings_it(session: Session, writer: Account) -> None:
    brought = read_file(with_picture(PICTURE, "A red toe"))
    bring(session, writer, brought)
    answer = answers.get_answer(session, "gout")
    assert answer.question == {"en": "Gout & you"}
    assert {image.name: image.content for image in answer.images} == brought.image_files
    assert [entry.action for entry in audit_log.list_entries(session)] == [
        "picture.added",
        "answer.saved",
    ]


def test_the_second_text_joins_the_first(session: Session, writer: Account) -> None:
    first, second = read_file(make_docx(HEADING + BOLD)), read_file(b"<h1>Other</h1><p>Hard.</p>")
    bring(session, writer, first)
    with pytest.raises(ImportRejected, match="there"):
        bring(session, writer, second, audience=Audience.CLINICIAN)
    with pytest.raises(ImportRejected, match="has_text"):
        bring(session, writer, second, joins=True)
    bring(session, writer, second, audience=Audience.CLINICIAN, joins=True)
    answer = answers.get_answer(session, "gout")
    assert answer.question == {"en": "Gout & you"}
    assert answer.topics == ("Joints",)
    assert [one.markdown for one in answer.variants] == ["**Rest** your toe.\n", "Hard.\n"]


def test_a_picture_needs_its_description(session: Session, writer: Account) -> None:
    brought = read_file(with_picture(PICTURE, ""))
    with pytest.raises(ImportRejected, match="undescribed"):
        bring(session, writer, brought)
    assert answers.count(session) == 0


def test_descriptions_are_put_where_the_pictures_are() -> None:
    markdown = "![](images/a.webp) ![x \\] y](images/a.webp 'z') ![keep](images/b.webp)"
    described = set_alt_texts(markdown, {"a.webp": "a [toe]", "c.webp": "no"})
    assert described == (
        "![a \\[toe\\]](images/a.webp) ![a \\[toe\\]](images/a.webp 'z') ![keep](images/b.webp)"
    )


def cited(key: str, **fields: str) -> Reference:
    return Reference(key, {"id": key, "title": f"On {key}", **fields})


def test_cited_works_join_the_references_of_the_answer(session: Session, writer: Account) -> None:
    works = (cited("webb2019", DOI="10.1000/a"), cited("ode2018"))
    first = ImportedDocument("Gout", "Rest [@webb2019; @ode2018].\n", (), {}, works)
    bring(session, writer, first)
    again = (cited("other", DOI="10.1000/A"), cited("ode2018", title="Another"), cited("new"))
    text = "Rest [@other, p. 4] [@ode2018; @new], `me@ode2018`.\n"
    second = ImportedDocument("", text, (), {}, again)
    bring(session, writer, second, audience=Audience.CLINICIAN, joins=True)
    answer = answers.get_answer(session, "gout")
    assert [one.key for one in answer.references] == ["webb2019", "ode2018", "ode2018-2", "new"]
    assert answer.variants[1].markdown == (
        "Rest [@webb2019, p. 4] [@ode2018-2; @new], `me@ode2018`.\n"
    )
