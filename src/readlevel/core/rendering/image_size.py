"""Reads the size of an image from its header, so that pages can keep room for it.

Pillow reads PNG, JPEG, WebP and GIF without decoding their pixels; of an SVG only the root element
is read.
"""

import re
from contextlib import suppress
from io import BytesIO
from xml.parsers import expat

from readlevel.core.model.answer import ImageSize

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_ORIENTATION = 0x0112
_SIDEWAYS = frozenset({5, 6, 7, 8})
"""Values of EXIF's tag Orientation with which browsers show a JPEG turned by a quarter."""
_MAX_SIDE = 20_000

_FULL_LINE = 1_200
"""Width in pixels of a drawing without a width: browsers fill the line, which is narrower."""
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "pt": 96 / 72,
    "pc": 16.0,
}
"""Units of CSS that are a number of pixels anywhere."""
_LENGTH = re.compile(r"\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})([a-z]{0,2})", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_SEPARATOR = re.compile(r"[\s,]+")


def measure_image(content: bytes) -> ImageSize | None:
    """Return the size in CSS pixels at which browsers show an image file; None if unknown."""
    size = _measure_svg(content) if _MARKUP.match(content) else _measure(content)
    return size if size is not None and all(0 < side <= _MAX_SIDE for side in size) else None


def _measure(content: bytes) -> ImageSize | None:
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            width, height = image.size
            is_jpeg = image.format in ("JPEG", "MPO")
            if is_jpeg and image.getexif().get(_ORIENTATION) in _SIDEWAYS:
                width, height = height, width
    except Exception:
        # There is no end to what a broken file has Pillow's readers raise.
        return None
    return ImageSize(width, height)


class _Found(Exception):
    """The root element has been read."""


def _measure_svg(content: bytes) -> ImageSize | None:
    root: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "svg":
            root.update(attributes)
        raise _Found

    def refuse(*_: object) -> None:
        raise _Found  # Entities could make a short file long.

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    with suppress(_Found, expat.ExpatError, LookupError, ValueError):
        parser.Parse(content, True)
    return _size_of_drawing(root)


def _size_of_drawing(root: dict[str, str]) -> ImageSize | None:
    """Return the size that the attributes of a root element give a drawing."""
    width, height = (_read_length(root.get(name, "auto")) for name in ("width", "height"))
    if width is None or height is None:
        ratio = _read_ratio(root.get("viewBox", ""))
        if ratio is None:
            return None
        if width is None:
            width = _FULL_LINE if height is None else height * ratio
        height = width / ratio if height is None else height
    return ImageSize(round(width), round(height))


def _read_length(written: str) -> float | None:
    """Return a length in pixels; None if it depends on what is around the drawing."""
    found = _LENGTH.fullmatch(written.strip())
    factor = _PIXELS.get(found[2].lower()) if found else None
    return float(found[1]) * factor if found and factor else None


def _read_ratio(view_box: str) -> float | None:
    """Return width by height of a view box."""
    try:
        _, _, width, height = map(float, _SEPARATOR.split(view_box.strip()))
    except ValueError:
        return None
    return width / height if 0 < width < 1e9 and 0 < height < 1e9 else None
