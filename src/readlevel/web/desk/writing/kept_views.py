"""Requests of the writing page in the background: keeping what is typed, and who else is there."""

import json
import re

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.slug import is_slug
from readlevel.usecases.writing.editor import autosave
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, write_session
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.writing.writing_pages import OthersPart
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.reader_request import current_reader_request

_TAB = re.compile(r"[A-Za-z0-9-]{1,60}")

blueprint = Blueprint("kept", __name__)


@blueprint.post("/unsaved")
@require_role(Role.EDITOR)
def keep_text() -> Response:
    """Keep what a tab has typed; return the number under which it is listed."""
    tab, slug, language = _read_place()
    draft = request.form.get("draft", "")
    if not draft:
        raise RequestRefused("bad_request", 422)
    with write_session() as session:
        number = autosave.keep_text(
            session,
            current_account(),
            tab,
            slug,
            language,
            draft.replace("\0", ""),
            request.form.get("words", "").replace("\0", ""),
            now=now(),
        )
    return _json({"id": number})


@blueprint.post("/unsaved/<int:number>/removal")
@require_role(Role.EDITOR)
def discard_kept(number: int) -> WerkzeugResponse:
    """Remove a kept text of the user."""
    with write_session() as session:
        if not autosave.discard_kept(session, current_account(), number):
            abort(404)
    return redirect_with_flash(urls.read_next_path(request.form.get("next", "")), "kept_discarded")


@blueprint.post("/open")
@require_role(Role.EDITOR)
def note_open() -> Response:
    """Note that a tab has an answer open, or was closed; return who else has it open."""
    tab, slug, language = _read_place()
    text = request.form.get("text", "")
    with write_session() as session:
        if request.form.get("closed"):
            autosave.close_editor(session, current_account(), tab)
            return _json({"html": ""})
        others = autosave.note_open(
            session,
            current_account(),
            tab,
            slug,
            language,
            text if text in set(Audience) else "",
            now=now(),
        )
    part = services().templates.render("desk/writing/_others_part.html", OthersPart(others))
    return _json({"html": part.get_data(as_text=True).strip()})


def _read_place() -> tuple[str, str, str]:
    """Return the tab, the answer's slug (empty for a new one) and the language."""
    tab, slug = request.form.get("tab", "page"), request.form.get("slug", "")
    if not _TAB.fullmatch(tab) or (slug and not is_slug(slug)):
        raise RequestRefused("bad_request", 422)
    languages = current_reader_request().settings.languages
    language = request.form.get("language", "")
    return tab, slug, language if language in languages else languages[0]


def _json(given: object) -> Response:
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")
