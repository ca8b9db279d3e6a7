"""View of the snippet builder, which makes the HTML to embed an answer in another site."""

from flask import Blueprint, Response, abort

from readlevel.core.model.persona import find_persona
from readlevel.usecases.public import reading
from readlevel.web.embed.embed_page import present_builder, read_slug
from readlevel.web.http.frame_options import NOBODY, EmbedOptions
from readlevel.web.http.headers import allow_own_frames
from readlevel.web.http.services import render
from readlevel.web.reader.reader_request import current_reader_request, open_read_session

blueprint = Blueprint("builder", __name__)


@blueprint.get("/embed")
def show_builder() -> Response:
    """Show how to embed an answer, with the HTML to copy and a preview."""
    visit = current_reader_request()
    if visit.settings.frame_ancestors == NOBODY:
        abort(404)
    flags, given = EmbedOptions.read(visit.parameters), visit.parameters.get("answer", "")
    with open_read_session() as session:
        newest = reading.list_newest(session, visit.default_text_choice(), page=1).answers
        slug = read_slug(given, visit) or (newest[0].slug if newest and not given else "")
        persona = find_persona(visit.settings.personas, flags.persona) or visit.default_persona()
        found = reading.find_answer(session, slug, visit.preferences(persona)) if slug else None
    shown = None if found is None or found.rendering is None else found
    page = present_builder(visit, given, flags, shown, newest)
    return allow_own_frames(render("embed/snippet_builder.html", page))
