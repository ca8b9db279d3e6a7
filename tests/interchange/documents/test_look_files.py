"""Files of a site's look are made safe, or refused with what is wrong."""

import struct
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

import readlevel as package
from readlevel.core.look.site_look import FileRole
from readlevel.interchange.documents.look_files import (
    MAX_BYTES,
    MAX_LOGO_BYTES,
    UnusableLookFile,
    clean_file,
)

NOTO = Path(package.__file__).parent / "static/fonts/latin-normal.woff2"
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
UNSAFE = {
    "script": "<script>alert(1)</script>",
    "script in another name": '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    "handler": '<path onload="alert(1)"/>',
    "capital handler": '<path OnClick="alert(1)"/>',
    "foreign page": "<foreignObject><p/></foreignObject>",
    "link": '<a href="https://example.org"><path/></a>',
    "own image": '<image href="data:image/png;base64,AA"/>',
    "loaded shape": '<use xlink:href="https://example.org/a.svg#b"/>',
    "script address": '<use href="javascript:alert(1)"/>',
    "animation": '<set attributeName="href" to="javascript:alert(1)"/>',
    "loaded paint": '<path fill="url(https://example.org/a)"/>',
    "loaded style": '<path style="background: url( //example.org/a )"/>',
    "imported style": "<style>@import 'https://example.org/a.css';</style>",
    "style after a part": "<style>a {}<desc/>@import url(//example.org/a.css);</style>",
    "import in a style for dark pages": (
        "<style>@media (prefers-color-scheme: dark) { @import url(//example.org/a.css); }</style>"
    ),
    "style for another medium": "<style>@media print { path { fill: red } }</style>",
    "escaped style": "<style>path { fill: u\\72l(//example.org) }</style>",
}


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGBA") -> bytes:
    out = BytesIO()
    Image.new(mode, size, "#00aaff").save(out, kind)
    return out.getvalue()


def font(flavor: bytes = b"\0\1\0\0", rest: int = 60) -> bytes:
    return struct.pack(">4s4sIHHI", b"wOF2", flavor, 20 + rest, 9, 0, 30_000) + b"\0" * rest


def refuse(role: FileRole, raw: bytes) -> UnusableLookFile:
    with pytest.raises(UnusableLookFile) as refused:
        clean_file(role, raw)
    return refused.value


@pytest.mark.parametrize("part", UNSAFE.values(), ids=list(UNSAFE))
def test_a_drawing_that_does_more_than_draw_is_refused(part: str) -> None:
    raw = f'{HEAD}viewBox="0 0 9 9">{part}</svg>'.encode()
    refused = refuse(FileRole.LOGO, raw)
    assert refused.code == "svg_part"
    assert refused.part


@pytest.mark.parametrize(
    "raw",
    [
        b"<svg",
        b"<html></html>",
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        b"<svg>" * 200 + b"</svg>" * 200,
    ],
)
def test_other_xml_is_no_drawing(raw: bytes) -> None:
    assert refuse(FileRole.LOGO, raw).code == "not_svg"


def test_what_drawing_programs_add_is_dropped() -> None:
    raw = (
        HEAD + 'xmlns:ink="http://www.inkscape.org/namespaces/inkscape" width="120px" height="40"'
        ' ink:version="1.3"><metadata>who drew it</metadata><ink:page/><!-- a note -->'
        '<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs>'
        '<style>.a { fill: url(#g) }</style><path class="a" ink:label="x" d="M0 0h9v9z"/>'
        '<text x="1">Saint <tspan>Mary</tspan>’s</text></svg>'
    )
    cleaned = clean_file(FileRole.LOGO, raw.encode())
    assert (cleaned.file.width, cleaned.file.height) == (120, 40)
    assert cleaned.file.name.endswith(".svg")
    words = cleaned.content.decode()
    assert "inkscape" not in words
    assert "who drew it" not in words
    root = ElementTree.fromstring(words)
    assert root.get("viewBox") == "0 0 120 40"
    assert "Saint Mary’s" in "".join(root.itertext())
    assert clean_file(FileRole.LOGO, cleaned.content) == cleaned


def test_a_drawing_may_have_other_colours_on_dark_pages() -> None:
    rule = "@media (prefers-color-scheme: dark) { .a { fill: white } }"
    cleaned = clean_file(
        FileRole.LOGO, f'{HEAD}viewBox="0 0 9 9"><style>{rule}</style></svg>'.encode()
    )
    assert rule in cleaned.content.decode()


@pytest.mark.parametrize("size", ['width="9em"', 'viewBox="0 0 0 9"', 'viewBox="a b c d"', ""])
def test_a_drawing_without_a_size_is_refused(size: str) -> None:
    assert refuse(FileRole.LOGO, f"{HEAD}{size}/>".encode()).code == "svg_size"


def test_a_logo_keeps_what_is_transparent_and_nothing_else() -> None:
    large = Image.new("RGBA", (3000, 600), (0, 0, 0, 0))
    out = BytesIO()
    large.save(out, "PNG", pnginfo=None, exif=b"Exif\0\0secret place")
    cleaned = clean_file(FileRole.LOGO, out.getvalue())
    assert (cleaned.file.width, cleaned.file.height) == (960, 192)
    assert b"secret" not in cleaned.content
    assert Image.open(BytesIO(cleaned.content)).getchannel("A").getextrema() == (0, 0)
    assert len(cleaned.content) <= MAX_LOGO_BYTES


def test_a_social_image_is_flat_and_not_too_small() -> None:
    cleaned = clean_file(FileRole.SOCIAL_IMAGE, picture((2400, 1260)))
    assert (cleaned.file.width, cleaned.file.height) == (1200, 630)
    assert Image.open(BytesIO(cleaned.content)).format == "JPEG"
    assert refuse(FileRole.SOCIAL_IMAGE, picture((300, 157))).code == "too_small"


@pytest.mark.parametrize("role", FileRole)
def test_empty_broken_and_too_large_files_are_refused(role: FileRole) -> None:
    assert refuse(role, b"").code == "empty"
    assert refuse(role, b"GIF89a").code in ("not_picture", "not_font")
    assert refuse(role, picture((900, 900))[:80]).code in ("not_picture", "not_font")
    assert refuse(role, b"x" * (MAX_BYTES[role] + 1)).code == "too_large"


@pytest.mark.parametrize(
    "raw",
    [font()[:-1], font() + b"\0", font(b"evil"), b"wOFF" + font()[4:], b"\0\1\0\0" + b"\0" * 90],
)
def test_only_whole_woff2_files_are_fonts(raw: bytes) -> None:
    assert refuse(FileRole.FONT, raw).code == "not_font"
    assert clean_file(FileRole.FONT, font()).content == font()


def test_a_font_is_measured_for_what_stands_in_while_it_loads() -> None:
    metrics = clean_file(FileRole.FONT, NOTO.read_bytes()).file.metrics
    assert metrics is not None
    assert (metrics.ascent, metrics.descent) == (1.069, 0.293)
    assert metrics.width == pytest.approx(84.3, abs=0.1)
    assert metrics.bold_width == pytest.approx(87.7, abs=0.5)


def test_a_font_that_cannot_be_measured_is_taken_without() -> None:
    assert clean_file(FileRole.FONT, font()).file.metrics is None
