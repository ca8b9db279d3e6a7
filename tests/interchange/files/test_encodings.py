"""Encodings of text files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.files.encodings import OTHER_ENCODINGS, decode_text
from readlevel.interchange.files.problems import BadRecord


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_recognised(encoding: str) -> None:
    decoded = decode_text("Sjögren’s سكري".encode(encoding))
    assert (decoded.text, decoded.guessed) == ("Sjögren’s سكري", None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised_by_its_zeros(encoding: str) -> None:
    assert decode_text("term,Sjögren’s".encode(encoding)).text == "term,Sjögren’s"


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        ("Sjögren’s disease", "cp1252", "en"),
        ("año – niño", "cp1252", "es-MX"),
        ("zażółć gęślą jaźń", "cp1250", "pl"),
        ("диабет", "cp1251", "ru"),
        ("السكري", "cp1256", "ar"),
    ],
)
def test_the_encoding_of_the_language_is_guessed(text: str, encoding: str, language: str) -> None:
    decoded = decode_text(text.encode(encoding), language=language)
    assert (decoded.text, decoded.guessed) == (text, encoding)
    assert decoded.samples


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG image"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x00\x00word/document.xml", r"a Word document \(.docx\)"),
        (b"PK\x03\x04\x00\x00a.txt", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office program"),
        (b"\x00\x00\x00\x18ftypheic\xff", "a video or photo in a phone’s format"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_what_it_is(content: bytes, kind: str) -> None:
    with pytest.raises(BadRecord, match=kind):
        decode_text(content)


def test_a_text_may_begin_like_a_signature() -> None:
    assert decode_text(b"BMI,body mass index").text == "BMI,body mass index"


@given(st.binary(max_size=300), st.sampled_from([None, *OTHER_ENCODINGS]))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes, encoding: str | None) -> None:
    try:
        decode_text(content, encoding).text.encode()
    except BadRecord as refused:
        assert str(refused).endswith(".")
