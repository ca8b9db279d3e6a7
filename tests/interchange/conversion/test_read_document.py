"""Files of every kind that people choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.conversion.read_document import read_document
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty", "empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "wrong_kind", "a JPEG image"),
        (b"\x89PNG\r\n\x1a\n\x00", "wrong_kind", "a PNG image"),
        (b"%PDF-1.7", "wrong_kind", "a PDF"),
        (b"{\\rtf1 words", "wrong_kind", "an RTF document"),
        (b"PK\x03\x04\x00xl/workbook.xml", "wrong_kind", "an Excel workbook"),
        (b"PK\x03\x04\x00mimetypeapplication/vnd.oasis.opendocument.text", "wrong_kind", ".odt"),
        (b"PK\x03\x04\x00a.txt", "not_word", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_word", "old Office program"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (b"\xfc\x00\x01\xfe\x00\xff", "unknown_encoding", "encoding"),
        (b"<p> </p>", "no_words", "no words"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_what_it_is(
    content: bytes, code: str, said: str
) -> None:
    with pytest.raises(UnreadableDocument, match=said) as refused:
        read_document(content, 5)
    assert refused.value.code == code


def test_a_guessed_encoding_is_told_with_its_letters() -> None:
    found = read_document("<p>Grüße aus München".encode("cp1252"), 5)
    assert found.markdown == "Grüße aus München\n"
    [loss] = found.left_out
    assert loss.kind == "encoding"
    assert loss.text.startswith("Windows-1252 (Western Europe): Grüße")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    try:
        assert read_document(content, 5).markdown.strip()
    except UnreadableDocument as refused:
        assert refused.reason.endswith(".")
