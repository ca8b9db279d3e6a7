"""The icons of the site as an app: its first letter on its accent colour."""

import hashlib
from functools import lru_cache
from importlib.resources import as_file, files
from io import BytesIO

ICONS = {"icon-192.png": 192, "icon-512.png": 512, "maskable-512.png": 512}
"""Sides in pixels by name. A maskable icon fills its square, and devices cut it to their shape."""
DEFAULT_ACCENT = "#0b5753"
_VERSION = 1
"""Raise it when icons look different."""
_FONT = "card_font.ttf"
_ROUNDING, _LETTER, _SMALL_LETTER = 0.22, 0.62, 0.5
"""Of the side. What is outside the middle four fifths of a maskable icon may be cut off."""


def digest_icons(name: str, accent: str) -> str:
    """Return what changes whenever the icons of a site do."""
    key = repr((_VERSION, find_letter(name), accent))
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def find_letter(name: str) -> str:
    """Return the first letter or digit of a site's name."""
    return next((sign.upper() for sign in name if sign.isalnum()), "R")[:1]


@lru_cache(maxsize=32)
def draw_icon(icon: str, letter: str, accent: str) -> bytes:
    """Return an icon as PNG."""
    # Only the requests for icons need Pillow.
    from PIL import Image, ImageDraw, ImageFont

    side, masked = ICONS[icon], icon.startswith("maskable")
    image = Image.new("RGBA", (side, side), accent if masked else (0, 0, 0, 0))
    drawn = ImageDraw.Draw(image)
    if not masked:
        drawn.rounded_rectangle((0, 0, side - 1, side - 1), side * _ROUNDING, fill=accent)
    size = side * (_SMALL_LETTER if masked else _LETTER)
    with as_file(files("readlevel.core") / "data" / _FONT) as path:
        font = ImageFont.truetype(str(path), size)
    left, top, right, bottom = drawn.textbbox((0, 0), letter, font=font)
    place = ((side - left - right) / 2, (side - top - bottom) / 2)
    drawn.text(place, letter, font=font, fill="#ffffff")
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
