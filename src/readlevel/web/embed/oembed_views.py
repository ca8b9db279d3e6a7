"""What stands for an answer's address on the page of another site, by oEmbed 1.0 (oembed.com)."""

import json
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, g, request

from readlevel.core.model.persona import Persona
from readlevel.storage.public.publications import Publication
from readlevel.usecases.public import reading
from readlevel.web.embed.embed_page import Snippet, embed_path
from readlevel.web.embed.parse_answer_url import parse_answer_url
from readlevel.web.http.frame_options import EmbedOptions
from readlevel.web.http.headers import allow_cross_origin, make_public
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused, use_problem_details
from readlevel.web.reader.reader_request import (
    ReaderRequest,
    current_reader_request,
    open_read_session,
)

PATH = "/oembed"
WIDTH, HEIGHT = 700, 600
"""Pixels of a frame where nobody says how large it may be."""
CACHE_SECONDS = 3600
_FORMATS = ("json", "xml")

blueprint = Blueprint("oembed", __name__)


@blueprint.get(PATH)
def describe() -> Response:
    """Give what stands for the address of an answer, as JSON or XML."""
    use_problem_details()
    parameters = current_reader_request().parameters
    form = parameters.get("format", "json")
    if form not in _FORMATS:
        raise RequestRefused("format", 501, "Ask for format=json or format=xml.")
    width = min(WIDTH, _read_pixels(parameters, "maxwidth", WIDTH))
    height = min(HEIGHT, _read_pixels(parameters, "maxheight", HEIGHT))
    asked = parse_answer_url(parameters.get("url", ""), services().settings, request.host)
    if asked is None:
        abort(404)
    g.language = asked.language
    visit = current_reader_request()
    persona = asked.persona or visit.default_persona()
    with open_read_session() as session:
        wanted = visit.wanted(persona)
        found = reading.find_answer(session, asked.slug, wanted)
        if found is None:
            shown = wanted.show_unreviewed
            new = reading.find_current_slug(session, asked.slug, show_unreviewed=shown)
            found = None if new is None else reading.find_answer(session, new, wanted)
    if found is None or found.rendering is None:
        abort(404)
    told = _describe(visit, found, persona, width, height)
    return make_public(allow_cross_origin(_as_xml(told) if form == "xml" else _as_json(told)))


def _describe(
    visit: ReaderRequest, found: Publication, persona: Persona, width: int, height: int
) -> Mapping[str, str | int]:
    base = visit.settings.base_url
    is_first = visit.language == visit.settings.languages[0]
    flags = EmbedOptions(persona.key, "" if is_first else visit.language)
    page = Snippet(
        found.question,
        base + visit.addresses.variant(found.slug, found.audience),
        base + flags.put_on(embed_path(found.slug)),
        str(width),
        str(height),
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": found.question,
        "provider_name": visit.settings.site_name,
        "provider_url": base + visit.addresses.home,
        "cache_age": CACHE_SECONDS,
        "html": render("embed/iframe_snippet.html", page).get_data(as_text=True).strip(),
        "width": width,
        "height": height,
    }


def _read_pixels(parameters: Mapping[str, str], name: str, default: int) -> int:
    given = parameters.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 8 and int(given)):
        raise RequestRefused(
            "pixels", 400, f"Give {name} as a number of pixels, such as {default}."
        )
    return int(given)


def _as_json(told: Mapping[str, str | int]) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/json")


def _as_xml(told: Mapping[str, str | int]) -> Response:
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = str(value)
    written = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(written, content_type="text/xml; charset=utf-8")
