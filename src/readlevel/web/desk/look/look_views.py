"""The look of the site: a draft with a preview, which an administrator publishes."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.look.accent_shades import AccentShades, derive_shades
from readlevel.core.look.site_look import MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, FileRole, SiteLook
from readlevel.core.model.roles import Role
from readlevel.interchange.documents.look_files import MAX_BYTES
from readlevel.usecases.operations import looks
from readlevel.usecases.operations.looks import LookEditConflict, StoredLook
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.look.look_form import LookForm, fill_form, read_form
from readlevel.web.desk.writing.preview_views import FRAME_POLICY
from readlevel.web.http.headers import NO_STORE
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.look.current_look import current_look, look_source, use_look
from readlevel.web.look.look_views import send_file, send_styles
from readlevel.web.reader.page_contexts import SiteContext
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

_FORM_BYTES = sum(MAX_BYTES.values()) + 2**20
THEMES = ("light", "dark")
VERSION_FIELD = "version"

blueprint = Blueprint("site_look", __name__)


@dataclass(frozen=True, slots=True)
class LookPage:
    """`/edit/look` (`desk/look/look.html`)."""

    layout: DeskLayout
    form: LookForm
    version: str
    """Of the stored look that the form was filled from."""
    is_draft: bool
    """Whether readers see another look than this."""
    languages: tuple[tuple[str, str], ...]
    """(tag, name)."""
    files: dict[FileRole, str]
    """URLs of the files of the stored look."""
    inherited: SiteLook
    """What the settings say where the look is empty."""
    shades: AccentShades | None
    """Of the stored accent colour."""
    conflict: bool
    themes: tuple[str, ...] = THEMES
    max_title: int = MAX_TITLE_LENGTH
    max_text: int = MAX_TEXT_LENGTH


@dataclass(frozen=True, slots=True)
class LookPreviewPage:
    """The specimen in the frame of the preview (`desk/look/specimen.html`)."""

    site: SiteContext
    theme: str


@blueprint.get("/look")
@require_role(Role.ADMIN)
def show_look() -> Response:
    """Show the form, and the preview of the stored draft."""
    stored = _find_stored()
    return _show(stored, fill_form(stored.look, services().settings.languages))


@blueprint.post("/look")
@require_role(Role.ADMIN, max_bytes=_FORM_BYTES)
def save_look() -> WerkzeugResponse:
    """Store the draft, and show its preview."""
    stored = _find_stored()
    languages = services().settings.languages
    form = read_form(request.form, request.files, stored.look, languages)
    if form.problems:
        return _show(stored, form, 422)
    try:
        with write_session() as session:
            looks.save_draft(
                session, form.look, form.added, expected_version=request.form.get(VERSION_FIELD, "")
            )
    except LookEditConflict:
        return _show(_find_stored(), form, 409, conflict=True)
    return redirect_with_flash(f"{urls.LOOK}#preview", "look_saved")


@blueprint.post("/look/publication")
@require_role(Role.ADMIN)
def publish_look() -> WerkzeugResponse:
    """Show the draft to readers."""
    try:
        with write_session() as session:
            looks.publish(
                session,
                current_account(),
                expected_version=request.form.get(VERSION_FIELD, ""),
                now=now(),
            )
    except LookEditConflict:
        return _show_conflict()
    return redirect_with_flash(urls.LOOK, "look_published")


@blueprint.post("/look/removal")
@require_role(Role.ADMIN)
def discard_draft() -> WerkzeugResponse:
    """Delete the draft."""
    try:
        with write_session() as session:
            looks.discard(session, expected_version=request.form.get(VERSION_FIELD, ""))
    except LookEditConflict:
        return _show_conflict()
    return redirect_with_flash(urls.LOOK, "look_discarded")


@blueprint.get("/look/specimen")
@require_role(Role.ADMIN)
def show_specimen() -> Response:
    """Show parts of readers' pages in the draft, for the frame."""
    theme = request.args.get("theme")
    use_look(_find_stored().look, urls.look_file(""))
    page = LookPreviewPage(
        present_site(current_reader_request()), theme if theme in THEMES else THEMES[0]
    )
    response = render("desk/look/specimen.html", page)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


@blueprint.get("/look/files/<name>")
@require_role(Role.ADMIN)
def show_file(name: str) -> Response:
    """Send the style sheet of the draft, or a file of it."""
    if name.endswith(".css"):
        use_look(_find_stored().look, urls.look_file(""))
        return send_styles(current_look(), NO_STORE)
    content = look_source().files.get(name)
    with read_session() as session:
        content = content or looks.find_stored_file(session, name)
    if content is None:
        abort(404)
    return send_file(name, content, NO_STORE)


def _find_stored() -> StoredLook:
    with read_session() as session:
        return looks.find_edited(session)


def _show_conflict() -> WerkzeugResponse:
    stored = _find_stored()
    return _show(stored, fill_form(stored.look, services().settings.languages), 409, conflict=True)


def _show(
    stored: StoredLook, form: LookForm, status: int = 200, *, conflict: bool = False
) -> Response:
    base = look_source().base
    accent = stored.look.over(base).accent
    files = {**base.files, **stored.look.files}
    page = LookPage(
        layout=present_layout("admin"),
        form=form,
        version=stored.version,
        is_draft=stored.is_draft,
        languages=tuple((tag, name_language(tag)) for tag in services().settings.languages),
        files={role: urls.look_file(file.name) for role, file in files.items()},
        inherited=base,
        shades=derive_shades(accent) if accent else None,
        conflict=conflict,
    )
    return render("desk/look/look.html", page, status)
