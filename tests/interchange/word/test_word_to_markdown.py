"""What was written in Word, as Markdown."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readlevel.interchange.documents.conversion_loss import ConversionLoss
from readlevel.interchange.documents.html_to_markdown import UnreadableDocument
from readlevel.interchange.word import word_to_markdown
from readlevel.interchange.word.word_to_markdown import read_docx

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
HEADING = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Gout &amp; you</w:t></w:r></w:p>'
)
BOLD = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Rest</w:t></w:r><w:r><w:t> your toe.</w:t></w:r></w:p>"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def make_docx(body: str, **more: str | bytes) -> bytes:
    files: dict[str, str | bytes] = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r" Type="{RELATIONS}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"{WORD}{body}</w:body></w:document>",
        **more,
    }
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_picture(content: bytes, description: str, kind: str = "png") -> bytes:
    """Make a Word file that shows a picture."""
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
        f'2006/wordprocessingDrawing"><wp:docPr id="1" name="P" descr="{description}"/><a:graphic'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Target="media/image1.png" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/image"/></Relationships>'
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="png" ContentType="image/{kind}"/></Types>'
    )
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations,
        "[Content_Types].xml": types,
        "word/media/image1.png": content,
    }
    return make_docx(HEADING + drawing + BOLD, **parts)


def test_pictures_are_given_to_whoever_keeps_them() -> None:
    kept = []

    def keep(content: bytes, description: str) -> str | None:
        kept.append((content, description))
        return "toe.webp" if content == b"png" else None

    auto = "A toe&#10;&#10;Description automatically generated with medium confidence"
    found = read_docx(with_picture(b"png", auto), keep)
    assert found.markdown == "# Gout & you\n\n![A toe](images/toe.webp)\n\n**Rest** your toe.\n"
    assert found.left_out == ()
    refused = read_docx(with_picture(b"emf", "A toe", "x-emf"), keep)
    assert refused.left_out == (ConversionLoss("picture", "A toe"),)
    assert kept == [(b"png", "A toe"), (b"emf", "A toe")]
    assert read_docx(with_picture(b"png", "A toe")).left_out == (
        ConversionLoss("picture", "A toe"),
    )


def test_a_word_file_becomes_markdown() -> None:
    found = read_docx(make_docx(HEADING + BOLD))
    assert found.markdown == "# Gout & you\n\n**Rest** your toe.\n"
    assert found.left_out == ()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("body", "left_out"),
    [
        (f"<w:p><m:oMath {M}><m:r><m:t>E=mc</m:t></m:r></m:oMath></w:p>", ("equation", "E=mc")),
        (
            "<w:p><w:del><w:r><w:delText>two pills</w:delText></w:r></w:del></w:p>",
            ("deleted", "two pills"),
        ),
        ('<w:p><w:r><w:drawing><c:chart xmlns:c="c"/></w:drawing></w:r></w:p>', ("drawing", "")),
        (
            "<w:p><w:r><w:unheard><w:t>Hidden away</w:t></w:unheard></w:r></w:p>"
            "<w:p><w:del><w:r><w:delText>two pills</w:delText></w:r></w:del></w:p>",
            ("words", "Hidden away"),
        ),
    ],
)
def test_losses_of_a_word_import_are_listed(body: str, left_out: tuple[str, str]) -> None:
    assert ConversionLoss(*left_out) in read_docx(make_docx(BOLD + body)).left_out


def test_titles_quotations_and_highlights_of_word_are_known() -> None:
    names = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Quote")
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:rPr><w:highlight w:val="yellow"/>'
        f"</w:rPr><w:t>{name}</w:t></w:r></w:p>"
        for name in ("Title", "Quote")
    )
    found = read_docx(make_docx(body, **{"word/styles.xml": f"<w:styles {W}>{names}</w:styles>"}))
    assert found.markdown == "# Title\n\n> Quote\n"
    assert found.left_out == (ConversionLoss("marks"),)


def test_content_beside_the_main_text_is_listed() -> None:
    def part(name: str, words: str) -> str:
        return f"<w:{name} {W}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{name}>"

    comments = "".join(f"<w:comment w:id='{number}'/>" for number in range(2))
    found = read_docx(
        make_docx(
            BOLD,
            **{
                "word/comments.xml": f"<w:comments {W}>{comments}</w:comments>",
                "word/header1.xml": part("hdr", "Ward 7"),
                "word/footer2.xml": part("ftr", " "),
            },
        )
    )
    assert found.left_out == (ConversionLoss("comments", "2"), ConversionLoss("header", "Ward 7"))


@pytest.mark.parametrize("content", [b"", b"Gout", b"PK\3\4", make_docx("<")])
def test_a_file_that_is_not_a_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="not a Word file"):
        read_docx(content)


def test_a_word_file_that_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("MAX_UNPACKED", "MAX_XML", "_MAX_PARTS"):
        with monkeypatch.context() as patch:
            patch.setattr(word_to_markdown, limit, 1)
            with pytest.raises(UnreadableDocument, match="is too large when unpacked"):
                read_docx(make_docx(BOLD * 10))


@pytest.mark.parametrize(
    "body",
    [
        "<w:r>" * 200 + "</w:r>" * 200,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>',
        "<w:p>&unknown;</w:p>",
    ],
)
def test_xml_that_is_odd_is_refused(body: str) -> None:
    with pytest.raises(UnreadableDocument, match="not a Word file"):
        read_docx(make_docx(body))


@pytest.mark.parametrize(
    "body", ["<w:p/>" * 210_000, "<w:p a='1'>" + "</w:p><w:p b='1'>" * 110_000]
)
def test_more_elements_than_a_text_has_are_refused(body: str) -> None:
    with pytest.raises(UnreadableDocument, match="is too large when unpacked"):
        read_docx(make_docx(body))


def test_xml_that_is_called_otherwise_is_looked_at_too() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{RELATIONS}" Target="word/a.png"/></Relationships>'
    )
    bomb = f'<!DOCTYPE w [<!ENTITY a "{"a" * 300}">]>{WORD}</w:body></w:document>'
    parts = {"_rels/.rels": relations, "word/a.png": bomb}
    with pytest.raises(UnreadableDocument, match="not a Word file"):
        read_docx(make_docx(BOLD, **parts))
    fine = {**parts, "word/a.png": f"{WORD}{BOLD}</w:body></w:document>"}
    assert read_docx(make_docx("", **fine)).markdown == "**Rest** your toe.\n"


def test_an_archive_of_an_odd_kind_is_refused() -> None:
    made = BytesIO()
    with ZipFile(made, "w", compression=ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", f"{WORD}</w:body></w:document>")
    with pytest.raises(UnreadableDocument, match="not a Word file"):
        read_docx(made.getvalue())


def test_a_picture_that_lies_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    content = BytesIO()
    with ZipFile(BytesIO(with_picture(b"png", "A toe"))) as old, ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"r:embed=", b"r:link=")
            new.writestr(name, text.replace(b"media/image1.png", f"{tmp_path}/secret.png".encode()))
    kept: list[bytes] = []

    def keep(given: bytes, _: str) -> str:
        kept.append(given)
        return "secret.webp"

    found = read_docx(content.getvalue(), keep)
    assert kept == []
    assert found.left_out == (ConversionLoss("picture", "A toe"),)


def test_a_file_that_a_text_stands_for_is_not_read() -> None:
    entity = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + WORD
    with pytest.raises(UnreadableDocument):
        read_docx(make_docx("", **{"word/document.xml": f"{entity}&a;</w:body></w:document>"}))


@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), min_size=1, max_size=9))
def test_a_damaged_word_file_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(make_docx(HEADING + BOLD))
    for place, value in damage:
        content[place % len(content)] = value
    try:
        read_docx(bytes(content))
    except UnreadableDocument as refused:
        assert refused.code in ("not_word", "too_large")
