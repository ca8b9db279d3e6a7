"""The style sheet of a site's own look: its accent colour and fonts."""

import re

from readlevel.core.look.accent_shades import derive_shades
from readlevel.core.look.site_look import DEVICE_FONT, FileRole, SiteLook

_SITE_FONT = "Site"
_GENERIC = frozenset({"serif", "sans-serif", "system-ui", "monospace", "ui-serif", "ui-rounded"})
_ALL_WEIGHTS = "100 900"
_DEVICE = "system-ui, sans-serif"
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)


def write_styles(look: SiteLook) -> str:
    """Return the style sheet, empty if the look changes nothing of it."""
    tokens = [*_accent(look.accent), *_fonts(look)]
    if not tokens:
        return ""
    rules = "\n".join(f"    {name}: {value};" for name, value in tokens)
    return "".join(_faces(look)) + f"@layer tokens {{\n  :root {{\n{rules}\n  }}\n}}\n"


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


def _face(name: str, weights: str) -> str:
    return (
        f"@font-face {{\n  font-family: {_SITE_FONT};\n  font-weight: {weights};\n"
        f'  font-display: swap;\n  src: url("{name}") format("woff2");\n}}\n'
    )
