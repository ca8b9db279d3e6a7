"""Conversions in a process of their own."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from readlevel.interchange.conversion.bounded_conversion import ConversionLimits, convert_bounded
from readlevel.interchange.conversion.read_document import read_document
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.interchange.files.file_kinds import FileKind
from tests.interchange.documents.test_image_cleaning import draw, encode
from tests.interchange.word.fields import FEVER, text, zotero
from tests.interchange.word.test_word_to_markdown import make_docx, with_picture

TABLE = b"<h1>T</h1><table><tr><th colspan=2>a</th></tr><tr><td>b</td><td>c</td></tr></table>"
LONG = make_docx(f"<w:p>{text('word')}</w:p>" * 20_000)
CITING = make_docx(f"<w:p>{text('Rest ')}{zotero({'id': 1, 'itemData': FEVER})}</w:p>")


@pytest.mark.parametrize(
    "content",
    [TABLE, CITING, with_picture(encode(draw(), "PNG"), "A toe")],
    ids=["table", "citation", "image"],
)
def test_the_process_answers_with_the_whole_document(content: bytes) -> None:
    assert convert_bounded(content, 5) == read_document(content, 5)


def refuse(content: bytes, **limits: int) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        convert_bounded(content, 5, ConversionLimits(**limits))
    return refused.value


def test_a_refusal_comes_through_with_the_kind_of_file() -> None:
    refused = refuse(b"%PDF-1.7\n")
    assert (refused.code, refused.kind) == ("wrong_kind", FileKind.PDF)


def test_a_conversion_that_computes_too_long_is_ended() -> None:
    assert refuse(LONG, cpu_seconds=1).code == "too_slow"


def test_a_conversion_that_waits_too_long_is_ended() -> None:
    assert refuse(TABLE, seconds=0).code == "too_slow"


def test_a_conversion_that_takes_too_much_memory_is_ended() -> None:
    assert refuse(LONG, memory_bytes=60_000_000).code in ("too_large", "stopped")


def test_very_many_empty_paragraphs_are_no_work() -> None:
    packed = BytesIO()
    body = "<w:p/>" * 190_000 + f"<w:p>{text('Rest.')}</w:p>"
    with ZipFile(BytesIO(make_docx(body))) as plain, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            archive.writestr(name, plain.read(name))
    assert len(packed.getvalue()) < 5_000
    assert convert_bounded(packed.getvalue(), 5).markdown == "Rest.\n"


def test_an_archive_that_unpacks_to_very_much_is_refused() -> None:
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" + b" " * 150_000_000)
    assert refuse(bomb.getvalue()).code == "too_large"
