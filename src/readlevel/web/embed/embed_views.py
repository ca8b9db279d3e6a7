"""Views of embedded answers: the URL decides alone, without a cookie."""

from flask import Blueprint, Response, g, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.persona import find_persona
from readlevel.usecases.public import reading
from readlevel.web.embed.embed_page import (
    embed_path,
    present_embed,
    present_embed_error,
    present_empty_embed,
)
from readlevel.web.http.asset_views import send
from readlevel.web.http.frame_options import (
    EVERYBODY,
    NOBODY,
    EmbedOptions,
    open_links_in_new_window,
)
from readlevel.web.http.headers import PUBLIC, add_last_modified, allow_framing, make_public
from readlevel.web.http.services import render, services
from readlevel.web.infobutton.request import choose_language
from readlevel.web.reader.error_pages import use_error_page
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

SCRIPT = "embed.js"
_SCRIPT_CACHED = "public, max-age=3600, stale-while-revalidate=86400"

blueprint = Blueprint("embed", __name__)


@blueprint.get(f"/{SCRIPT}")
def send_script() -> Response:
    """Send the script that other sites load; its URL is fixed, so caches keep it briefly."""
    return send(SCRIPT, _SCRIPT_CACHED)


@blueprint.get("/embed/<slug>")
def show_frame(slug: str) -> WerkzeugResponse:
    """Show the text for the persona and in the language that the URL names."""
    use_error_page(_show_trouble)
    flags = EmbedOptions.read(current_reader_request().parameters)
    g.language = choose_language((flags.language,), services().settings.languages)
    visit = current_reader_request()
    persona = find_persona(visit.settings.personas, flags.persona) or visit.default_persona()
    wanted = visit.preferences(persona)
    with open_read_session() as session:
        found = reading.find_answer(session, slug, wanted)
        if found is None:
            new = reading.find_current_slug(session, slug, show_unreviewed=wanted.show_unreviewed)
            if new is not None:
                return _moved(flags.put_on(embed_path(new)))
            former = reading.find_tombstone(session, slug, wanted)
            page = present_empty_embed(visit, former, flags)
            return _framed(render("embed/no_answer.html", page, 410 if former else 404))
    if found.rendering is None:
        page = present_empty_embed(visit, found, flags)
        return _framed(render("embed/no_answer.html", page, 410))
    shown = present_embed(visit, found, found.rendering, persona, flags)
    response = make_public(render("embed/answer.html", shown))
    return _framed(add_last_modified(response, found.changed))


def _show_trouble(status: int, code: str, number: str) -> Response:
    page = present_embed_error(current_reader_request(), code, number)
    return _framed(render("embed/error.html", page, status))


def _framed(response: Response) -> Response:
    response.set_data(open_links_in_new_window(response.get_data(as_text=True)))
    settings = services().settings
    allowed = settings.frame_ancestors
    if allowed == EVERYBODY:
        allowed = ()
    elif allowed != NOBODY:
        allowed = (*allowed, "'self'")  # for the snippet builder
    return allow_framing(response, allowed, settings.base_url)


def _moved(path: str) -> WerkzeugResponse:
    response = redirect(path, 301)
    response.headers["Cache-Control"] = PUBLIC
    return response
