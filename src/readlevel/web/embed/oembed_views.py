"""The oEmbed 1.0 provider (oembed.com): how another site shows the URL of an answer."""

import json
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, g, request

from readlevel.core.model.persona import Persona
from readlevel.core.rendering.card_image import HEIGHT as CARD_HEIGHT
from readlevel.core.rendering.card_image import WIDTH as CARD_WIDTH
from readlevel.usecases.public import reading
from readlevel.usecases.public.reading import Publication
from readlevel.web.embed.embed_page import Snippet, embed_path
from readlevel.web.embed.parse_answer_url import parse_answer_url
from readlevel.web.http.frame_options import EVERYBODY, EmbedOptions
from readlevel.web.http.headers import allow_cross_origin, make_public
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.reader.answer_page import find_card_url
from readlevel.web.reader.error_pages import RequestRefused, use_problem_details
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)
from readlevel.web.reader.text_title import make_title

PATH = "/oembed"
WIDTH, HEIGHT = 700, 600
"""Default size of a frame in pixels."""
CACHE_SECONDS = 3600
_FORMATS = ("json", "xml")

blueprint = Blueprint("oembed", __name__)


@blueprint.get(PATH)
def describe() -> Response:
    """Send the oEmbed response for the URL of an answer, as JSON or XML."""
    use_problem_details()
    parameters = current_reader_request().parameters
    form = parameters.get("format", "json")
    if form not in _FORMATS:
        raise RequestRefused("format", 501, "Ask for format=json or format=xml.")
    max_width = _read_pixels(parameters, "maxwidth")
    max_height = _read_pixels(parameters, "maxheight")
    asked = parse_answer_url(parameters.get("url", ""), services().settings, request.host)
    if asked is None:
        abort(404)
    g.language = asked.language
    visit = current_reader_request()
    persona = asked.persona or visit.default_persona()
    with open_read_session() as session:
        wanted = visit.preferences(persona)
        found = reading.find_answer(session, asked.slug, wanted)
        if found is None:
            shown = wanted.show_unreviewed
            new = reading.find_current_slug(session, asked.slug, show_unreviewed=shown)
            found = None if new is None else reading.find_answer(session, new, wanted)
    if found is None or found.rendering is None:
        abort(404)
    told = _describe(visit, found) | _thumbnail(visit, found, max_width, max_height)
    if visit.settings.frame_ancestors == EVERYBODY:
        told |= _frame(visit, found, persona, max_width, max_height)
    return make_public(allow_cross_origin(_as_xml(told) if form == "xml" else _as_json(told)))


def _describe(visit: ReaderRequest, found: Publication) -> dict[str, str | int]:
    """Return a response of type `link`; `_frame` makes it `rich` if every site may embed."""
    settings = visit.settings
    home = settings.base_url + visit.urls.home
    return {
        "type": "link",
        "version": "1.0",
        "title": make_title(found),
        "author_name": settings.site_name,
        "author_url": home,
        "provider_name": settings.site_name,
        "provider_url": home,
        "cache_age": CACHE_SECONDS,
    }


def _thumbnail(
    visit: ReaderRequest, found: Publication, max_width: int | None, max_height: int | None
) -> dict[str, str | int]:
    """Return the card image, unless it is larger than what was asked for."""
    url = find_card_url(visit, found)
    if (
        not url
        or (max_width or CARD_WIDTH) < CARD_WIDTH
        or (max_height or CARD_HEIGHT) < CARD_HEIGHT
    ):
        return {}
    return {"thumbnail_url": url, "thumbnail_width": CARD_WIDTH, "thumbnail_height": CARD_HEIGHT}


def _frame(
    visit: ReaderRequest,
    found: Publication,
    persona: Persona,
    max_width: int | None,
    max_height: int | None,
) -> dict[str, str | int]:
    """Return the frame: fluid up to `max_width` pixels, with scripts as high as its text."""
    base = visit.settings.base_url
    width, height = min(WIDTH, max_width or WIDTH), min(HEIGHT, max_height or HEIGHT)
    is_first = visit.language == visit.settings.languages[0]
    flags = EmbedOptions(persona.key, "" if is_first else visit.language)
    page = Snippet(
        make_title(found),
        base + visit.urls.variant(found.slug, found.audience),
        base + flags.put_on(embed_path(found.slug)),
        str(width),
        str(height),
        max_width=f"{max_width}px" if max_width else "none",
        script_url=f"{base}/embed.js",
    )
    html = render("embed/oembed.html", page).get_data(as_text=True).strip()
    return {"type": "rich", "html": html, "width": width, "height": height}


def _fits(pixels: int, limit: int | None) -> bool:
    return limit is None or pixels <= limit


def _read_pixels(parameters: Mapping[str, str], name: str) -> int | None:
    given = parameters.get(name, "")
    if not given:
        return None
    pixels = parse_number(given)
    if not pixels:
        raise RequestRefused("pixels", 400, f"Give {name} as a number of pixels, such as {HEIGHT}.")
    return pixels


def _as_json(told: Mapping[str, str | int]) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/json")


def _as_xml(told: Mapping[str, str | int]) -> Response:
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = str(value)
    written = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(written, content_type="text/xml; charset=utf-8")
