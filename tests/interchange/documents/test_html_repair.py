import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.html_repair import decode, repair
from readlevel.interchange.files.problems import BadRecord


@pytest.mark.parametrize(
    ("html", "mended"),
    [
        ("<p class='a' id=b>1 &lt; 2</p>", "<p class='a' id=b>1 &lt; 2</p>"),
        ('<img alt="a < b > c">', '<img alt="a < b > c">'),
        ("<!DOCTYPE html><?xml?><!-- a > b --><![if !x]>c<![endif]>", "c"),
        ("a<script>x</b></script >b<STYLE>y</style>c", "abc"),
        ("a < b, a <3", "a &lt; b, a &lt;3"),
        ("<p title=it's>a</p>", "<p>a</p>"),
        ("a<!-- never ends", "a"),
        ("a<script>never ends", "a"),
        ("a<b", "a&lt;b"),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:">'),
    ],
)
def test_broken_html_becomes_html_with_whole_tags(html: str, mended: str) -> None:
    assert repair(html) == mended


@given(st.text("<>/!-?\"'= abps", max_size=60))
def test_repairing_twice_changes_nothing(html: str) -> None:
    assert repair(repair(html)) == repair(html)


@pytest.mark.parametrize(
    "content",
    [
        "<p>Müller".encode(),
        b"<meta charset=iso-8859-1><p>M\xfcller",
        b"<p>M\xfcller",
        b'<meta http-equiv="x" content="text/html; charset=windows-1252"><p>M\xfcller',
        "<p>Müller".encode("utf-16"),
        "\ufeff<p>Müller".encode(),
        "<meta charset=unicode_escape><p>Müller".encode(),
        "<meta charset=rot13><p>Müller".encode(),
    ],
)
def test_a_page_is_read_in_the_encoding_it_has(content: bytes) -> None:
    assert decode(content).text.endswith("<p>Müller")


def test_a_guessed_encoding_is_told() -> None:
    assert decode(b"<p>M\xfcller").guessed == "cp1252"
    assert decode("<p>Müller".encode()).guessed is None
    assert decode(b"<meta charset=iso-8859-1><p>M\xfcller").guessed is None


@given(st.binary(max_size=60))
def test_any_bytes_have_a_text_or_are_refused_in_a_sentence(content: bytes) -> None:
    try:
        decode(content).text.encode()
    except BadRecord as refused:
        assert str(refused).endswith(".")
