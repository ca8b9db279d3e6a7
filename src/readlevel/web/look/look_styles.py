"""The style sheet of a site's own look: its accent colour and fonts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from readlevel.core.look.accent_shades import derive_shades
from readlevel.core.look.font_metrics import BOLD, describe_fallback
from readlevel.core.look.site_look import DEVICE_FONT, FileRole, SiteLook

_SITE_FONT = "Site"
_FALLBACK = "Site Fallback"
_GENERIC = frozenset({"serif", "sans-serif", "system-ui", "monospace", "ui-serif", "ui-rounded"})
_ALL_WEIGHTS = "100 900"
_DEVICE = "system-ui, sans-serif"
_LOCAL = ("Arial", "Liberation Sans")
_LOCAL_BOLD = ("Arial Bold", "Liberation Sans Bold")
_LATIN = "U+20-24F, U+1E00-1EFF, U+2000-206F"
"""Letters for which the fallback is measured; others are in the site's own fonts."""
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)


def write_styles(look: SiteLook) -> str:
    """Return the style sheet, empty if the look changes nothing of it."""
    tokens = [*_accent(look.accent), *_fonts(look)]
    if not tokens:
        return ""
    rules = "\n".join(f"    {name}: {value};" for name, value in tokens)
    faces = "".join([*_faces(look), *_fallbacks(look)])
    return faces + f"@layer tokens {{\n  :root {{\n{rules}\n  }}\n}}\n"


def _accent(colour: str) -> list[tuple[str, str]]:
    if not colour:
        return []
    shades = derive_shades(colour)
    named = {
        "--accent": shades.accent,
        "--accent-strong": shades.strong,
        "--accent-soft": shades.soft,
        "--accent-mid": shades.mid,
        "--on-accent": shades.on_accent,
    }
    return [(name, f"light-dark({one.light}, {one.dark})") for name, one in named.items()]


def _fonts(look: SiteLook) -> list[tuple[str, str]]:
    names = [_SITE_FONT] if FileRole.FONT in look.files else []
    if names and _fallbacks(look):
        names.append(f'"{_FALLBACK}"')
    if look.font == DEVICE_FONT:
        names.append(_DEVICE)
    elif look.font:
        names += [_quoted(name) for name in look.font.split(", ")]
        # The site's own font has what the others lack, Arabic for example.
        names += ["Readlevel", _DEVICE]
    elif names:
        names += ["Readlevel", _DEVICE]
    return [("--sans", ", ".join(names))] if names else []


def _quoted(name: str) -> str:
    return name if name in _GENERIC or _NAME.fullmatch(name) else f'"{name}"'


def _faces(look: SiteLook) -> list[str]:
    regular, bold = (look.files.get(role) for role in (FileRole.FONT, FileRole.FONT_BOLD))
    if regular is None:
        return []
    if bold is None:
        return [_face(regular.name, _ALL_WEIGHTS)]
    return [_face(regular.name, "100 500"), _face(bold.name, "501 900")]


def _fallbacks(look: SiteLook) -> list[str]:
    """Return what stands in for the letters of the site's font until it has loaded."""
    regular, bold = (look.files.get(role) for role in (FileRole.FONT, FileRole.FONT_BOLD))
    if regular is None or regular.metrics is None:
        return []
    faces = [_fallback(_LOCAL, 400, describe_fallback(regular.metrics, bold=False))]
    heavy = regular.metrics
    if bold is not None:
        if bold.metrics is None:
            return faces
        heavy = replace(bold.metrics, bold_width=bold.metrics.width)
    return [*faces, _fallback(_LOCAL_BOLD, BOLD, describe_fallback(heavy, bold=True))]


def _fallback(names: Sequence[str], weight: int, descriptors: str) -> str:
    fonts = ", ".join(f'local("{name}")' for name in names)
    return (
        f'@font-face {{\n  font-family: "{_FALLBACK}";\n  font-weight: {weight};\n'
        f"  src: {fonts};\n  {descriptors}\n  unicode-range: {_LATIN};\n}}\n"
    )


def _face(name: str, weights: str) -> str:
    return (
        f"@font-face {{\n  font-family: {_SITE_FONT};\n  font-weight: {weights};\n"
        f'  font-display: swap;\n  src: url("{name}") format("woff2");\n}}\n'
    )
