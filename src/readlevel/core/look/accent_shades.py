"""The shades of a site's accent colour, each of which can be read wherever pages use it.

Hue and colourfulness are those of the given colour; lightness is changed as far as contrast needs
(WCAG 2.2, 1.4.3). Lightness is that of OKLCH (Björn Ottosson, "A perceptual color space for image
processing", 2020), in which equal steps look equal.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MIN_CONTRAST = 4.5
"""Of text on its background (WCAG 2.2, 1.4.3, level AA)."""
_DARK_CONTRAST = 6.0
"""Aimed at in dark themes, where thin letters look thinner."""
LIGHT_GROUNDS = ("#fdfcfa", "#f4f2ec", "#ffffff", "#f6ecd9", "#ecdfc6", "#fbf4e6")
"""Backgrounds of the light and the sepia theme (`static/css/tokens.css`)."""
DARK_GROUNDS = ("#14191b", "#1d2427", "#232b2e")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 24
_MIN_LIGHTNESS = 0.78
"""Of the accent in dark themes."""

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour in light and in dark themes."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class AccentShades:
    """What `static/css/tokens.css` calls `--accent`, `--accent-strong` and so on."""

    accent: Shade
    strong: Shade
    soft: Shade
    mid: Shade
    on_accent: Shade
    contrast: float
    """The lowest contrast of the given colour with the backgrounds of light themes."""

    @property
    def is_readable(self) -> bool:
        """Whether the given colour can be read in light themes as it is."""
        return self.contrast >= MIN_CONTRAST


def read_colour(text: str) -> str:
    """Return a colour as `#rrggbb`. Raise ValueError if it is not written as hexadecimal digits."""
    given = text.strip().lower()
    if not _HEX.fullmatch(given):
        raise ValueError(f"{text.strip()!r} is not a colour such as #0b5753")
    return given if len(given) == 7 else "#" + "".join(2 * digit for digit in given[1:])


@lru_cache(maxsize=64)
def derive_shades(colour: str) -> AccentShades:
    """Return the shades of a colour (`#rrggbb`)."""
    lightness, chroma, hue = _to_oklch(colour)
    soft = Shade(
        _from_oklch(0.93, min(chroma, 0.025), hue), _from_oklch(0.34, min(chroma, 0.045), hue)
    )
    light_grounds, dark_grounds = (*LIGHT_GROUNDS, soft.light), (*DARK_GROUNDS, soft.dark)
    lowest = lowest_contrast(colour, light_grounds)
    light = colour
    if lowest < MIN_CONTRAST:
        light = _search(lightness, 0.0, chroma, hue, light_grounds, MIN_CONTRAST)
    dark_chroma = min(chroma, 0.13)
    dark = _search(
        max(lightness, _MIN_LIGHTNESS), 1.0, dark_chroma, hue, dark_grounds, _DARK_CONTRAST
    )
    return AccentShades(
        accent=Shade(light, dark),
        strong=Shade(
            _from_oklch(max(_to_oklch(light)[0] - 0.1, 0.0), chroma, hue),
            _from_oklch(min(_to_oklch(dark)[0] + 0.08, 1.0), dark_chroma * 0.7, hue),
        ),
        soft=soft,
        mid=Shade(
            _from_oklch(0.76, min(chroma, 0.07), hue), _from_oklch(0.48, min(chroma, 0.07), hue)
        ),
        on_accent=Shade("#ffffff", _from_oklch(0.2, min(chroma, 0.02), hue)),
        contrast=lowest,
    )


def lowest_contrast(colour: str, grounds: Iterable[str]) -> float:
    """Return the lowest contrast of a colour with several backgrounds."""
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _search(
    start: float, end: float, chroma: float, hue: float, grounds: Iterable[str], wanted: float
) -> str:
    """Return the colour nearest to lightness `start`, on the way to `end`, that can be read."""
    grounds = tuple(grounds)
    found = _from_oklch(start, chroma, hue)
    if lowest_contrast(found, grounds) >= wanted:
        return found
    near, far = start, end
    for _ in range(_STEPS):
        middle = (near + far) / 2
        if lowest_contrast(_from_oklch(middle, chroma, hue), grounds) >= wanted:
            far = middle
        else:
            near = middle
    return _from_oklch(far, chroma, hue)


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _to_oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness, chroma and hue (in radians)."""
    red, green, blue = map(_linear, _rgb(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour; one that screens cannot show is less colourful."""
    least, most = 0.0, chroma
    shown = _shown(lightness, chroma, hue)
    if shown is None:
        for _ in range(_STEPS):
            middle = (least + most) / 2
            if _shown(lightness, middle, hue) is None:
                most = middle
            else:
                least = middle
        shown = _shown(lightness, least, hue) or (1.0, 1.0, 1.0)
    return "#" + "".join(f"{round(min(max(value, 0.0), 1.0) * 255):02x}" for value in shown)


def _shown(lightness: float, chroma: float, hue: float) -> Rgb | None:
    """Return the colour as sRGB, or None if it is outside."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    if any(not -1e-4 <= value <= 1.0001 for value in linear):
        return None
    red, green, blue = (_encoded(max(value, 0.0)) for value in linear)
    return red, green, blue
