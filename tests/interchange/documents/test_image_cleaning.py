"""Pictures that people bring: what is made of them, and what is refused."""

from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from readlevel.core.model.image_names import is_content_addressed, make_image_name
from readlevel.interchange.answers import images
from readlevel.interchange.documents import image_cleaning
from readlevel.interchange.documents.image_cleaning import MAX_SIDE, UnusableImage, reencode

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
SECRET = "taken by Jane at 51.5N"
HTML = b"<html><script>alert(1)</script></html>"


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def decode(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def draw(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Draw a red left half and a blue right half."""
    image = Image.new("RGB", size, "red")
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return image.convert(mode)


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_each_kind_becomes_webp_that_shows_the_same(kind: str) -> None:
    made = reencode(encode(draw(size=(400, 200)), kind))
    assert (made.width, made.height) == (400, 200)
    image = decode(made.content)
    assert (image.format, image.mode) == ("WEBP", "RGB")
    assert is_near(image.getpixel((20, 20)), (255, 0, 0))
    assert is_near(image.getpixel((380, 20)), (0, 0, 255))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "PNG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG")],
)
def test_each_way_of_keeping_colours_is_read(mode: str, kind: str) -> None:
    assert decode(reencode(encode(draw(mode), kind)).content).mode == "RGB"


def test_grey_of_16_bits_keeps_its_steps() -> None:
    scan = Image.new("I;16", (9, 9), 128 << 8)
    assert decode(reencode(encode(scan, "PNG")).content).getpixel((1, 1)) == (128, 128, 128)


def test_a_drawing_keeps_every_pixel() -> None:
    image = draw(size=(300, 200))
    assert decode(reencode(encode(image, "PNG")).content).tobytes() == image.tobytes()


def test_transparent_pixels_become_white() -> None:
    clear = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
    assert decode(reencode(encode(clear, "PNG")).content).getpixel((1, 1)) == (255, 255, 255)


def test_image_metadata_is_removed() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    noted = PngInfo()
    noted.add_text("Comment", SECRET)
    for content in (
        encode(draw(), "JPEG", exif=exif, comment=SECRET),
        encode(draw(), "PNG", exif=exif, pnginfo=noted),
        encode(draw(), "WEBP", exif=exif, xmp=SECRET.encode()),
        encode(draw(), "GIF", comment=SECRET),
    ):
        assert SECRET.encode() in content
        made = reencode(content).content
        assert SECRET.encode() not in made
        assert not decode(made).getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_sideways_stands_upright(orientation: int) -> None:
    upright = draw(size=(60, 20))
    back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    taken = upright if back is None else upright.transpose(back)
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = reencode(encode(taken, "PNG", exif=exif))
    assert (made.width, made.height) == (60, 20)
    assert decode(made.content).tobytes() == upright.tobytes()


def test_a_profile_of_colours_is_put_into_the_colours() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given_profile in (profile, srgb, b"no profile"):
        made = reencode(encode(draw(), "PNG", icc_profile=given_profile))
        assert "icc_profile" not in decode(made.content).info
        assert is_near(decode(made.content).getpixel((1, 1)), (255, 0, 0))


def test_a_large_picture_is_made_smaller() -> None:
    made = reencode(encode(draw(size=(4_000, 1_000)), "JPEG"))
    assert (made.width, made.height) == (MAX_SIDE, 500)


def test_a_photo_may_have_more_pixels_than_a_drawing() -> None:
    assert reencode(encode(Image.new("L", (5_000, 5_000)), "JPEG")).width == MAX_SIDE


def test_a_page_that_hides_in_a_picture_is_gone() -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        made = reencode(encode(draw(), kind) + HTML)
        assert HTML not in made.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0" * (image_cleaning.MAX_BYTES + 1), "too_large"),
        (SVG, "svg"),
        (b"<!-- " + b"x" * 2_000 + b" -->\n<SVG>", "svg"),
        (HTML, "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b"\0\0\0\x18ftypheic", "unknown"),
        (encode(draw(), "TIFF"), "unknown"),
        (encode(draw(), "PNG")[:-30], "broken"),
        (encode(draw(), "JPEG")[:300], "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"GIF89a", "broken"),
        (b"\xff\xd8" + b"\xff\xda\0\2" * 200, "broken"),
    ],
)
def test_an_unusable_image_is_refused_with_a_code(content: bytes, code: str) -> None:
    with pytest.raises(UnusableImage) as refused:
        reencode(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("mode", "side", "kind"),
    [("1", 5_000, "PNG"), ("L", 7_000, "JPEG"), ("1", 10_000, "PNG"), ("1", 20_000, "PNG")],
)
def test_an_image_of_too_many_pixels_is_refused(mode: str, side: int, kind: str) -> None:
    with pytest.raises(UnusableImage) as refused:
        reencode(encode(Image.new(mode, (side, side)), kind))
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind: str) -> None:
    moving = encode(draw(), kind, save_all=True, append_images=[draw().rotate(180)])
    with pytest.raises(UnusableImage, match="moving"):
        reencode(moving)


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP", "GIF"]),
    st.lists(st.tuples(st.integers(0, 800), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_picture_is_shown_or_refused(kind: str, damage: list[tuple[int, int]]) -> None:
    content = bytearray(encode(draw(), kind))
    for place, value in damage:
        content[place % len(content)] = value
    try:
        assert decode(reencode(bytes(content)).content).format == "WEBP"
    except UnusableImage as refused:
        assert refused.code in ("broken", "unknown", "too_many_pixels", "moving")


@pytest.mark.parametrize(
    ("called", "stem"),
    [
        ("MRI Scan.PNG", "mri-scan"),
        ("../../etc/passwd", "passwd"),
        (r"C:\fakepath\über uns.jpeg", "uber-uns"),
        ("", "picture"),
        (".png", "png"),
        ("图.png", "picture"),
        ("<script>.png", "script"),
        ("a" * 300 + ".png", "a" * 60),
        ("\0\n.webp", "picture"),
    ],
)
def test_a_name_is_plain_and_carries_a_digest(called: str, stem: str) -> None:
    name = make_image_name(b"bytes", called, "webp")
    assert name.startswith(f"{stem}-")
    assert is_content_addressed(name, sha256(b"bytes").hexdigest())
    assert not is_content_addressed(name, sha256(b"others").hexdigest())
    assert not is_content_addressed(stem, sha256(b"bytes").hexdigest())


@given(st.text(max_size=80), st.binary(max_size=20))
def test_any_name_can_stand_in_a_content_folder(called: str, content: bytes) -> None:
    name = make_image_name(content, called, "webp")
    assert images.is_name(name)
