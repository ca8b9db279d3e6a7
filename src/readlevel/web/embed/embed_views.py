"""Answers in frames of other sites: by their address alone, without a cookie."""

from flask import Blueprint, Response, g, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.persona import find_persona
from readlevel.usecases.public import reading
from readlevel.web.embed.embed_page import (
    frame_path,
    present_empty_frame,
    present_frame,
    present_frame_trouble,
)
from readlevel.web.http.asset_views import send
from readlevel.web.http.frame_options import EVERYBODY, NOBODY, Flags, lead_out
from readlevel.web.http.headers import PUBLIC, make_public, open_to_frames
from readlevel.web.http.services import render, services
from readlevel.web.infobutton.request import choose_language
from readlevel.web.reader.error_pages import show_errors_by
from readlevel.web.reader.reader_request import current_visit, open_session

SCRIPT = "embed.js"
_SCRIPT_CACHED = "public, max-age=3600, stale-while-revalidate=86400"

blueprint = Blueprint("embed", __name__)


@blueprint.get(f"/{SCRIPT}")
def send_script() -> Response:
    """Send the script that other sites load; it keeps its address, so not for long."""
    response = send(SCRIPT, _SCRIPT_CACHED)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get("/embed/<slug>")
def show_frame(slug: str) -> WerkzeugResponse:
    """Show the text for the persona and in the language that the address names."""
    show_errors_by(_show_trouble)
    flags = Flags.read(current_visit().parameters)
    g.language = choose_language((flags.language,), services().settings.languages)
    visit = current_visit()
    persona = find_persona(visit.settings.personas, flags.persona) or visit.default_persona()
    wanted = visit.wanted(persona)
    with open_session() as session:
        found = reading.find_answer(session, slug, wanted)
        if found is None:
            new = reading.find_new_slug(session, slug, show_unreviewed=wanted.show_unreviewed)
            if new is not None:
                return _moved(flags.put_on(frame_path(new)))
    if found is None or found.rendering is None:
        page = present_empty_frame(visit, found, flags)
        return _framed(render("embed/no_answer.html", page, 404 if found is None else 410))
    shown = present_frame(visit, found, found.rendering, persona, flags)
    response = make_public(render("embed/answer.html", shown))
    response.last_modified = found.changed
    return _framed(response)


def _show_trouble(status: int, code: str, number: str) -> Response:
    page = present_frame_trouble(current_visit(), code, number)
    return _framed(render("embed/error.html", page, status))


def _framed(response: Response) -> Response:
    response.set_data(lead_out(response.get_data(as_text=True)))
    allowed = services().settings.frame_ancestors
    if allowed == EVERYBODY:
        allowed = (*allowed, "file:")  # for a page that is tried out before it stands on a server
    elif allowed != NOBODY:
        allowed = (*allowed, "'self'")  # for the page on which frames are put together
    return open_to_frames(response, allowed)


def _moved(path: str) -> WerkzeugResponse:
    response = redirect(path, 301)
    response.headers["Cache-Control"] = PUBLIC
    return response
