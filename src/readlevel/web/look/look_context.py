"""What templates know of the look (`SiteContext.look`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from readlevel.core.look.site_look import FileRole, LookFile, contact_url
from readlevel.web.look.current_look import ServedLook, current_look

Words = TypeVar("Words")


@dataclass(frozen=True, slots=True)
class LookPicture:
    """A picture of the look."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class LookContext:
    """The look of a page."""

    styles_url: str
    """Of the style sheet; empty if the site has none of its own."""
    fonts: tuple[str, ...]
    """URLs of the site's own fonts that are loaded early."""
    brings_font: bool
    """Whether texts are set in the font that the software brings."""
    logo: LookPicture | None
    logo_dark: LookPicture | None
    social_image: LookPicture | None
    contact: str
    contact_url: str
    footer_links: tuple[tuple[str, str], ...]
    """(label, URL)."""
    footer_language: str
    """Of the labels."""
    home_title: str
    """Empty: the title that the software brings."""
    home_text: str


def present_look(languages: Sequence[str]) -> LookContext:
    """Return the look of a page in the first of `languages`: links may be in another of them."""
    served = current_look()
    look = served.look
    footer_language, links = _first(look.footer_links, languages, ())
    font = look.files.get(FileRole.FONT)
    return LookContext(
        styles_url=f"{served.folder}{served.digest}.css" if served.digest else "",
        fonts=() if font is None else (served.folder + font.name,),
        brings_font=font is None and not look.font,
        logo=_picture(served, FileRole.LOGO),
        logo_dark=_picture(served, FileRole.LOGO_DARK),
        social_image=_picture(served, FileRole.SOCIAL_IMAGE),
        contact=look.contact,
        contact_url=contact_url(look.contact),
        footer_links=links,
        footer_language=footer_language,
        home_title=look.home_title.get(languages[0], ""),
        home_text=look.home_text.get(languages[0], ""),
    )


def _first(
    given: Mapping[str, Words], languages: Sequence[str], default: Words
) -> tuple[str, Words]:
    found = next((tag for tag in languages if given.get(tag)), None)
    return ("", default) if found is None else (found, given[found])


def _picture(served: ServedLook, role: FileRole) -> LookPicture | None:
    file: LookFile | None = served.look.files.get(role)
    if file is None:
        return None
    return LookPicture(served.folder + file.name, file.width, file.height)
