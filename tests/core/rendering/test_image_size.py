"""The size of an image is that at which browsers show it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from readlevel.core.rendering.image_size import measure_image
from tests.interchange.documents.test_image_cleaning import draw, encode

PNG = encode(draw(size=(40, 20)), "PNG")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><g width="7" height="7"/></svg>'


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_each_kind_is_measured(kind: str) -> None:
    assert measure_image(encode(draw(size=(400, 300)), kind)) == (400, 300)


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40))])
def test_a_photo_that_browsers_turn_has_its_sides_turned(
    orientation: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert measure_image(encode(draw(), "JPEG", exif=exif)) == size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="480" height="300"', (480, 300)),
        ('width=" 480px" height="299.6PX"', (480, 300)),
        ('width="210mm" height="29.7cm" viewBox="0 0 1 1"', (794, 1123)),
        ('width="72pt" height="2in"', (96, 192)),
        ('width="200" viewBox="0 0 40 30"', (200, 150)),
        ('height="150" viewBox="0,0,40,30"', (200, 150)),
        ('viewBox="-5 -5 40 30"', (1200, 900)),
        ('width="100%" height="100%" viewBox="0 0 40 30"', (1200, 900)),
        ('width="200"', None),
        ('width="20em" height="10em"', None),
        ('viewBox="0 0 0 30"', None),
        ('viewBox="0 0 nan inf"', None),
        ('viewBox="0 0 40"', None),
        ('width="0" height="0"', None),
        ('width="0.1" height="20"', None),
        ('width="99999999" height="20"', None),
        ("", None),
    ],
)
def test_a_drawing_has_the_size_of_its_root(attributes: str, size: tuple[int, int] | None) -> None:
    assert measure_image(SVG.format(attributes).encode()) == size


@pytest.mark.parametrize(
    "before",
    [
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <svg width="1" height="1"> -->',
        "\ufeff",
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    ],
)
def test_what_stands_before_a_drawing_is_passed_over(before: str) -> None:
    drawing = SVG.format('width="48" height="30"')
    assert measure_image(f"{before}{drawing}".encode()) == (48, 30)


def test_the_root_is_read_though_the_rest_is_broken() -> None:
    assert measure_image(b'<s:svg xmlns:s="x" width="48" height="30"><g></svg>') == (48, 30)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"scan",
        PNG[:20],
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBP",
        b'<html width="48" height="30"><svg width="48" height="30"/></html>',
        b'<!DOCTYPE svg [<!ENTITY a "48">]><svg width="&a;" height="30"/>',
        b'<?xml version="1.0" encoding="none"?><svg width="48" height="30"/>',
        encode(Image.new("1", (1, 20_001)), "PNG"),
    ],
)
def test_the_size_of_anything_else_is_unknown(content: bytes) -> None:
    assert measure_image(content) is None


@given(st.binary(max_size=200), st.integers(0, len(PNG)))
@example(b'<svg width="\xff"/>', 0)
def test_no_content_breaks_it(noise: bytes, kept: int) -> None:
    for content in (noise, PNG[:kept] + noise, b"<svg " + noise):
        size = measure_image(content)
        assert size is None or min(size) > 0
