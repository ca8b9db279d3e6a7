"""Contexts of the preview pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from readlevel.core.model.answer import Audience
from readlevel.core.model.persona import Persona
from readlevel.usecases.writing.preview_links import SharedPreview
from readlevel.web.desk.layout.layout import DeskLayout
from readlevel.web.desk.layout.preview_options import PreviewOptions
from readlevel.web.reader.page_contexts import SiteContext, VariantContext

THEMES = ("auto", "light", "dark")
WIDTHS = ("full", "tablet", "phone")


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """An active link to a preview."""

    shared: SharedPreview
    url: str


@dataclass(frozen=True, slots=True)
class PreviewAsPage:
    """`/edit/answers/<slug>/preview` (`desk/preview_as/preview_as.html`)."""

    layout: DeskLayout
    slug: str
    question: str
    options: PreviewOptions
    personas: Sequence[tuple[Persona, str]]
    languages: Sequence[tuple[str, str]]
    """(tag, name) of the languages that have a text for the persona's audience."""
    numbers: Sequence[int]
    audience: Audience
    framed_url: str
    """URL of the page in the frame; empty if there is no such text."""
    links: Sequence[PreviewLink]
    days: Sequence[int]
    new_link_url: str = ""
    """URL of the link that was just created."""


@dataclass(frozen=True, slots=True)
class FramedPreviewPage:
    """The reader's page in the frame (`desk/preview_as/framed_page.html`)."""

    site: SiteContext
    variant: VariantContext
    options: PreviewOptions


@dataclass(frozen=True, slots=True)
class SharedPage:
    """`/edit/shared/<token>` (`desk/preview_as/shared_preview.html`)."""

    site: SiteContext
    variant: VariantContext
    by: str
    until: datetime
    token: str
    personas: Sequence[tuple[Persona, str]]
