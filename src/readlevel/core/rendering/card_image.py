"""Card images: the picture of 1200 × 630 pixels that other sites show for a link to a text.

The font is `core/data/card_font.ttf` (`tools/build_card_font.py`). It has Latin, Greek, Cyrillic
and Arabic. Pillow shapes Arabic if the system has FriBidi.
"""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from readlevel.core.languages.direction import direction

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""As Open Graph consumers show it uncropped."""

_VERSION = 1
"""Raise it when cards look different."""
_MARGIN, _BADGE_TOP, _QUESTION_TOP, _SITE_TOP = 80, 72, 180, 520
_QUESTION_SIZES = (68, 60, 52, 44, 36)
_LINE_HEIGHT = 1.3
_SMALL = 34
_INK, _PAPER = (0x06, 0x3B, 0x38), (0xFD, 0xFC, 0xFA)
_DARK, _MIDDLE, _LIGHT = 0, 150, 255
"""Shades: a card has 256 between `_INK` and `_PAPER`, so that it is small and quickly written."""
_ELLIPSIS = "…"
_IGNORED = frozenset(" \u200c\u200d\u200e\u200f")
"""Space, joiners and marks of direction, which have no glyph."""


@dataclass(frozen=True, slots=True)
class CardText:
    """The content of a card."""

    question: str
    badge: str
    """For whom the text is written, or that it is a sample."""
    site_name: str
    language: str

    @property
    def digest(self) -> str:
        """Return a version of the image, which changes whenever the image does."""
        return hashlib.sha256(repr((_VERSION, *astuple(self))).encode()).hexdigest()[:16]


def draw_card(card: CardText) -> bytes | None:
    """Return a card as PNG; None if its script cannot be drawn.

    That is so if the font lacks a letter, or if a text runs from right to left and the system has
    no FriBidi.
    """
    from PIL import Image, ImageDraw, features

    is_rtl = direction(card.language) == "rtl"
    question, badge, site_name = map(_tidy, (card.question, card.badge, card.site_name))
    has_letters = all(_has_glyph(sign) for sign in set(question + badge + site_name) - _IGNORED)
    if not has_letters or (is_rtl and not features.check("raqm")):
        return None
    picture = Image.new("L", (WIDTH, HEIGHT), _LIGHT)
    pen = ImageDraw.Draw(picture)
    flow = "rtl" if is_rtl else None
    start, anchor = (WIDTH - _MARGIN, "rs") if is_rtl else (_MARGIN, "ls")
    small = _load_font(_SMALL)

    pen.rectangle((0, 0, WIDTH, 24), fill=_DARK)
    length = small.getlength(badge, direction=flow) + 2 * 28
    left = start - length if is_rtl else start
    pen.rounded_rectangle((left, _BADGE_TOP, left + length, _BADGE_TOP + 64), 32, fill=_DARK)
    middle = (left + length / 2, _BADGE_TOP + 44)
    pen.text(middle, badge, font=small, fill=_LIGHT, anchor="ms", direction=flow)

    font, lines = _fit(question, flow)
    for number, line in enumerate(lines):
        place = (start, _QUESTION_TOP + (number + 0.9) * font.size * _LINE_HEIGHT)
        pen.text(place, line, font=font, fill=_DARK, anchor=anchor, direction=flow)

    pen.line((_MARGIN, _SITE_TOP, WIDTH - _MARGIN, _SITE_TOP), fill=_MIDDLE, width=3)
    name, place = _shorten(site_name, small, flow), (start, _SITE_TOP + 62)
    pen.text(place, name, font=small, fill=_DARK, anchor=anchor, direction=flow)
    picture.putpalette([_mix(shade, part) for shade in range(256) for part in range(3)])
    written = BytesIO()
    picture.save(written, "PNG", compress_level=4)
    return written.getvalue()


def _mix(shade: int, part: int) -> int:
    """Return red, green or blue of a shade from `_DARK` to `_LIGHT`."""
    return _INK[part] + (_PAPER[part] - _INK[part]) * shade // _LIGHT


def _fit(question: str, flow: str | None) -> tuple["FreeTypeFont", list[str]]:
    """Return the largest font in which a question fits, and its lines; cut what never fits."""
    for size in _QUESTION_SIZES:
        font = _load_font(size)
        lines = _wrap(question, font, flow)
        most = int((_SITE_TOP - 20 - _QUESTION_TOP) // (size * _LINE_HEIGHT))
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _shorten(f"{lines[most - 1]} {_ELLIPSIS}", font, flow)]
    return font, lines


def _wrap(text: str, font: "FreeTypeFont", flow: str | None) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer, direction=flow) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(_shorten(word, font, flow))
    return lines


def _shorten(text: str, font: "FreeTypeFont", flow: str | None) -> str:
    """Return a text cut to the width of the card."""
    if font.getlength(text, direction=flow) <= WIDTH - 2 * _MARGIN:
        return text
    bare = text.removesuffix(_ELLIPSIS).rstrip()
    while bare and font.getlength(bare + _ELLIPSIS, direction=flow) > WIDTH - 2 * _MARGIN:
        bare = bare[:-1]
    return bare + _ELLIPSIS


def _tidy(text: str) -> str:
    """Return a text on one line, without control characters."""
    kept = (sign if sign.isprintable() or sign in _IGNORED else " " for sign in text)
    return " ".join("".join(kept).split())


@cache
def _has_glyph(sign: str) -> bool:
    """Return whether the font has a character, that is, does not draw it as a box."""
    font = _load_font(_SMALL)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))


@cache
def _load_font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    with as_file(files("readlevel.core").joinpath("data", "card_font.ttf")) as path:
        return ImageFont.truetype(BytesIO(path.read_bytes()), size)
