"""Re-encodes images: single frame, rotated by EXIF, sRGB, on white, no metadata.

What a camera or a person has added to the pixels (place, name, device, hidden files) is lost,
because the image is encoded again from the pixels alone. Only Pillow's decoders of PNG, JPEG, WebP
and GIF are used.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageCms, UnidentifiedImageError

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 40_000_000
"""Limit for JPEG, which can be decoded at a reduced size."""

MAX_WHOLE_PIXELS = 20_000_000
"""Limit for the other formats, which are decoded at full size."""

MAX_SIDE = 2_000
"""Longer side of the result in pixels: twice the width of a text, and enough for print."""

SUFFIX = "webp"
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_LOSSY = frozenset({"JPEG", "MPO"})
_ANIMATED_FORMATS = frozenset({"PNG", "WEBP", "GIF"})
"""Formats that can be animated; the second image of a JPEG is a preview of the first."""

_SIGNED = re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP", re.DOTALL)
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_SVG_BEGINS_WITHIN = 4_096
_SCAN = b"\xff\xda"
_MAX_JPEG_SCANS = 40
"""Each scan of a JPEG decodes all its pixels, so a small file with very many is an attack."""

_ROOMY = 300_000
"""Size in bytes up to which a drawing is encoded losslessly."""
_QUALITIES = (88, 70)
_MAX_OUTPUT_BYTES = 2_000_000

_ORIENTATION = 0x0112
_TRANSPOSES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Transformations by EXIF's tag Orientation (CIPA DC-008, section 4.6.5)."""

_SRGB = ImageCms.createProfile("sRGB")
_decode_lock = Lock()
"""One image at a time: re-encoding takes up to 350 MB."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    """An image as it is stored and served."""

    content: bytes
    width: int
    height: int


class UnusableImage(ValueError):
    """A file that cannot be used as an image.

    `code` is `empty`, `too_large`, `svg`, `unknown` (no supported format), `moving`,
    `too_many_pixels` or `broken`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def reencode(content: bytes) -> CleanImage:
    """Re-encode an image file as WebP, whatever the name of the file says.

    Raise `UnusableImage` if it is not an image, or too large.
    """
    _check(content)
    with _decode_lock:
        try:
            return _reencode(content)
        except UnusableImage:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise UnusableImage("too_many_pixels") from error
        except Exception as error:
            # There is no end to what a broken file has Pillow's readers raise.
            raise UnusableImage("broken") from error


def _check(content: bytes) -> None:
    if not content:
        raise UnusableImage("empty")
    if len(content) > MAX_BYTES:
        raise UnusableImage("too_large")
    if content.count(_SCAN) > _MAX_JPEG_SCANS and content.startswith(b"\xff\xd8"):
        raise UnusableImage("broken")


def _reencode(content: bytes) -> CleanImage:
    with _open(content) as image:
        if image.format in _ANIMATED_FORMATS and getattr(image, "is_animated", False):
            raise UnusableImage("moving")
        lossy = image.format in _LOSSY
        if image.width * image.height > (MAX_PIXELS if lossy else MAX_WHOLE_PIXELS):
            raise UnusableImage("too_many_pixels")
        turn = _find_transpose(image)
        profile = image.info.get("icc_profile")
        plain = _load(image)
        plain.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
        if plain.mode == "RGBA":
            plain = _flatten_on_white(plain)
        made = _as_srgb(plain, profile)
        if turn is not None:
            made = made.transpose(turn)
        return CleanImage(_encode(made, lossy=lossy), made.width, made.height)


def _open(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError as error:
        if _SIGNED.match(content):
            raise UnusableImage("broken") from error
        svg = _SVG.search(content[:_SVG_BEGINS_WITHIN])
        raise UnusableImage("svg" if svg else "unknown") from error


def _find_transpose(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TRANSPOSES.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # as in `reencode`; what is wrong beside the pixels keeps nobody from them
        return None


def _load(image: Image.Image) -> Image.Image:
    """Return the decoded image in mode RGB, L, CMYK or RGBA."""
    image.draft(None, (MAX_SIDE, MAX_SIDE))
    image.load()
    if image.mode in ("RGB", "L", "CMYK", "RGBA") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):
        # 16-bit grey: keep the upper byte.
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return image.convert("RGBA")


def _flatten_on_white(clear: Image.Image) -> Image.Image:
    """Flatten the image on white: dark lines would be invisible on a dark page."""
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _as_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert the image to sRGB, which browsers assume without a profile."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            managed = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            managed = None  # a profile of something else, or none
        if managed is not None:
            return managed
    return image.convert("RGB")


def _encode(image: Image.Image, *, lossy: bool) -> bytes:
    """Encode the image as WebP: lossless if that is small, else at high quality."""
    if not lossy:
        exact = _save(image, lossless=True, quality=40, method=2)
        if len(exact) <= _ROOMY:
            return exact
    made = b""
    for quality in _QUALITIES:
        made = _save(image, quality=quality, method=4, use_sharp_yuv=True)
        if len(made) <= _MAX_OUTPUT_BYTES:
            break
    return made


def _save(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", exif=b"", icc_profile=b"", xmp=b"", **options)
    return out.getvalue()
