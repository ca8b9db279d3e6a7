"""How a site looks: what an administrator chooses, and the rules for each choice."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlsplit

from readlevel.core.look.accent_shades import read_colour
from readlevel.core.look.font_metrics import FontMetrics

DEVICE_FONT = "device"
"""The font of the reader's device instead of the site's."""
MAX_LINKS = 12
MAX_LABEL_LENGTH = 60
MAX_TITLE_LENGTH = 120
MAX_TEXT_LENGTH = 400
_MAX_URL_LENGTH = 500
_MAX_FONTS = 8
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,49}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class FileRole(StrEnum):
    """What a file of the look is for."""

    LOGO = "logo"
    LOGO_DARK = "logo_dark"
    SOCIAL_IMAGE = "social_image"
    FONT = "font"
    FONT_BOLD = "font_bold"


_COMPANIONS = {FileRole.LOGO_DARK: FileRole.LOGO, FileRole.FONT_BOLD: FileRole.FONT}
"""Files that are of no use without another."""

Links = tuple[tuple[str, str], ...]
"""(label, address) of links."""


@dataclass(frozen=True, slots=True)
class LookFile:
    """A file of the look; `width` and `height` are 0 for fonts."""

    name: str
    """Digest of its content, and extension."""
    width: int = 0
    height: int = 0
    metrics: FontMetrics | None = None
    """Of a font, if it could be measured."""


@dataclass(frozen=True, slots=True)
class SiteLook:
    """What a site shows instead of what the software brings. Everything may be left empty."""

    accent: str = ""
    """The accent colour as `#rrggbb`."""
    font: str = ""
    """Names of fonts, separated by commas, or `device`."""
    contact: str = ""
    """An email address, or the address of a page."""
    files: Mapping[FileRole, LookFile] = field(default_factory=dict)
    footer_links: Mapping[str, Links] = field(default_factory=dict)
    """(label, address) by language."""
    home_title: Mapping[str, str] = field(default_factory=dict)
    """By language, as `home_text`."""
    home_text: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: "SiteLook") -> "SiteLook":
        """Return this look, with what it leaves empty taken from another."""
        return replace(
            other,
            accent=self.accent or other.accent,
            font=self.font or other.font,
            contact=self.contact or other.contact,
            files={**_without_pair(other.files, self.files), **self.files},
            footer_links={**other.footer_links, **self.footer_links},
            home_title={**other.home_title, **self.home_title},
            home_text={**other.home_text, **self.home_text},
        )


def read_accent(text: str) -> str:
    """Return a colour as `#rrggbb`, or "". Raise ValueError if it is none."""
    return read_colour(text) if text.strip() else ""


def read_font(text: str) -> str:
    """Return names of fonts separated by commas. Raise ValueError if one is no name."""
    names = [name.strip().strip("\"'").strip() for name in text.split(",")]
    given = [name for name in names if name]
    wrong = next((name for name in given if not _FONT.fullmatch(name)), None)
    if wrong is not None:
        raise ValueError(f"{wrong!r} is not the name of a font, such as Georgia")
    if len(given) > _MAX_FONTS:
        raise ValueError(f"more than {_MAX_FONTS} fonts are named")
    return ", ".join(given)


def read_contact(text: str) -> str:
    """Return an email address or the address of a page. Raise ValueError if it is neither."""
    given = text.strip()
    if given and not _EMAIL.fullmatch(given):
        _check_url(given)
    return given


def contact_url(contact: str) -> str:
    """Return where a contact leads."""
    return f"mailto:{contact}" if contact and "://" not in contact else contact


def read_link(line: str) -> tuple[str, str]:
    """Return label and address of a line `label | address`. Raise ValueError if it is none."""
    label, bar, address = (part.strip() for part in line.partition("|"))
    if not (label and bar and address):
        raise ValueError(f"{line.strip()[:80]!r} is not a label, a bar and an address")
    if len(label) > MAX_LABEL_LENGTH:
        raise ValueError(f"the label {label[:20]!r}… is longer than {MAX_LABEL_LENGTH} characters")
    if not (address.startswith("/") and not address.startswith("//") and "\\" not in address):
        read_contact(address)
        address = contact_url(address)
    return label, address


def read_links(lines: str) -> Links:
    """Return the links of lines. Raise ValueError for the first that is none."""
    links = tuple(read_link(line) for line in lines.splitlines() if line.strip())
    if len(links) > MAX_LINKS:
        raise ValueError(f"there are more than {MAX_LINKS} links")
    return links


def find_alone(files: Collection[FileRole]) -> list[tuple[FileRole, FileRole]]:
    """Return (file, required file) where the required one is missing: a dark logo alone."""
    return [
        (second, first)
        for second, first in _COMPANIONS.items()
        if second in files and first not in files
    ]


def write_links(links: Links) -> str:
    """Return links as `read_links` reads them."""
    return "\n".join(f"{label} | {address.removeprefix('mailto:')}" for label, address in links)


def read_words(text: str, longest: int) -> str:
    """Return a text on one line. Raise ValueError if it is too long."""
    given = " ".join(text.split())
    if len(given) > longest:
        raise ValueError(f"it has {len(given)} characters, and {longest} are the most")
    return given


def _check_url(given: str) -> None:
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    usable = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.netloc)
    if not usable or len(given) > _MAX_URL_LENGTH or not given.isprintable() or " " in given:
        raise ValueError(f"{given[:80]!r} is neither an email address nor an address with https://")


def _without_pair(
    files: Mapping[FileRole, LookFile], own: Mapping[FileRole, LookFile]
) -> Mapping[FileRole, LookFile]:
    """Return files without those that belong to one that is replaced."""
    dropped = {second for second, first in _COMPANIONS.items() if first in own}
    return {role: file for role, file in files.items() if role not in dropped}
