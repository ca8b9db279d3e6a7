"""Checks and cleans the files of a site's look: logos, the social image, fonts."""

import struct
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BytesIO

from PIL import Image, ImageFont

from readlevel.core.look.font_metrics import BOLD, SAMPLE, FontMetrics
from readlevel.core.look.site_look import FileRole, LookFile
from readlevel.interchange.documents.svg_cleaning import MAX_BYTES as MAX_SVG_BYTES
from readlevel.interchange.documents.svg_cleaning import UnsafeDrawing, clean_svg

MAX_BYTES = {
    FileRole.LOGO: 1_000_000,
    FileRole.LOGO_DARK: 1_000_000,
    FileRole.SOCIAL_IMAGE: 5_000_000,
    FileRole.FONT: 400_000,
    FileRole.FONT_BOLD: 400_000,
}
"""Largest file that is taken, by its role."""
MAX_LOGO_BYTES = 200_000
"""Of a logo as it is served."""
_LOGO_SIZE = (960, 320)
_SOCIAL_SIZE = (1200, 1200)
_SMALLEST_SOCIAL = (600, 315)
_MAX_PIXELS = 20_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
_WOFF2 = struct.Struct(">4s4sIHHI")
_FLAVORS = (b"\0\1\0\0", b"OTTO", b"true")
_MAX_UNPACKED = 10_000_000
_FONT_SIZE = 1000
_WEIGHT_AXIS = b"Weight"


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file as it is stored and served."""

    file: LookFile
    content: bytes


class UnusableLookFile(ValueError):
    """A file that cannot be used; `part` is what a drawing has that it may not have.

    `code` is `empty`, `too_large`, `svg_part`, `svg_size`, `not_svg`, `not_picture`, `too_small`,
    `too_detailed` or `not_font`.
    """

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code} {part}".strip())
        self.code = code
        self.part = part


def clean_file(role: FileRole, raw: bytes) -> CleanFile:
    """Return a file as it is served, whatever its name says. Raise `UnusableLookFile`."""
    if not raw:
        raise UnusableLookFile("empty")
    if len(raw) > MAX_BYTES[role]:
        raise UnusableLookFile("too_large")
    if role in (FileRole.FONT, FileRole.FONT_BOLD):
        return _check_font(raw)
    if role is FileRole.SOCIAL_IMAGE:
        return _clean_social_image(raw)
    is_drawing = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return _clean_drawing(raw) if is_drawing else _clean_logo(raw)


def _clean_drawing(raw: bytes) -> CleanFile:
    if len(raw) > MAX_SVG_BYTES:
        raise UnusableLookFile("too_large")
    try:
        content, width, height = clean_svg(raw)
    except UnsafeDrawing as error:
        code = "not_svg" if error.code == "not_svg" else f"svg_{error.code}"
        raise UnusableLookFile(code, error.part) from error
    return _named(content, "svg", width, height)


def _clean_logo(raw: bytes) -> CleanFile:
    """Encode a picture again as PNG, with what is transparent in it."""
    picture = _open(raw).convert("RGBA")
    picture.thumbnail(_LOGO_SIZE)
    content = _encode(picture, "PNG", optimize=True)
    if len(content) > MAX_LOGO_BYTES:
        content = _encode(picture.quantize(256), "PNG", optimize=True)
    if len(content) > MAX_LOGO_BYTES:
        raise UnusableLookFile("too_detailed")
    return _named(content, "png", *picture.size)


def _clean_social_image(raw: bytes) -> CleanFile:
    picture = _open(raw)
    if picture.width < _SMALLEST_SOCIAL[0] or picture.height < _SMALLEST_SOCIAL[1]:
        raise UnusableLookFile("too_small")
    flat = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    flat.paste(clear, mask=clear.getchannel("A"))
    flat.thumbnail(_SOCIAL_SIZE)
    return _named(_encode(flat, "JPEG", quality=88, optimize=True), "jpg", *flat.size)


def _check_font(raw: bytes) -> CleanFile:
    """Check the header (https://www.w3.org/TR/WOFF2/, section 3), and measure the font.

    Browsers check the rest.
    """
    if len(raw) < _WOFF2.size:
        raise UnusableLookFile("not_font")
    signature, flavor, length, tables, reserved, unpacked = _WOFF2.unpack_from(raw)
    is_font = signature == b"wOF2" and flavor in _FLAVORS and length == len(raw) and not reserved
    if not is_font or not 0 < tables <= 100 or unpacked > _MAX_UNPACKED:
        raise UnusableLookFile("not_font")
    named = _named(raw, "woff2")
    return replace(named, file=replace(named.file, metrics=_measure_font(raw)))


def _measure_font(raw: bytes) -> FontMetrics | None:
    """Return the room that a font takes; None if FreeType cannot read it."""
    try:
        font = ImageFont.truetype(BytesIO(raw), _FONT_SIZE, layout_engine=ImageFont.Layout.BASIC)
        ascent, descent = font.getmetrics()
        width, bold_width = _measure_sample(font), 0.0
        if _set_weight(font, BOLD):
            bold_width = _measure_sample(font)
    except Exception:
        # There is no end to what a broken file has FreeType raise.
        return None
    if not (width and ascent > 0 <= descent):
        return None
    return FontMetrics(ascent / _FONT_SIZE, descent / _FONT_SIZE, width, bold_width)


def _measure_sample(font: ImageFont.FreeTypeFont) -> float:
    return sum(font.getlength(letter) for letter in SAMPLE) / _FONT_SIZE


def _set_weight(font: ImageFont.FreeTypeFont, weight: int) -> bool:
    """Set the weight of a variable font; return whether it has weights."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return False
    chosen = [axis["default"] or 0 for axis in axes]
    for place, axis in enumerate(axes):
        if axis["name"] == _WEIGHT_AXIS:
            chosen[place] = min(weight, axis["maximum"] or weight)
            font.set_variation_by_axes([float(one) for one in chosen])
            return True
    return False


def _open(raw: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(raw), formats=_FORMATS)
        if picture.width * picture.height > _MAX_PIXELS:
            raise UnusableLookFile("too_large")
        picture.load()
    except UnusableLookFile:
        raise
    except Exception as error:
        # There is no end to what a broken file has Pillow's readers raise.
        raise UnusableLookFile("not_picture") from error
    return picture


def _encode(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    picture.info.clear()
    picture.save(out, kind, **options)
    return out.getvalue()


def _named(content: bytes, extension: str, width: int = 0, height: int = 0) -> CleanFile:
    digest = blake2b(content, digest_size=12).hexdigest()
    return CleanFile(LookFile(f"{digest}.{extension}", width, height), content)
