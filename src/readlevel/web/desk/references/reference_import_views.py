"""Import of references from a file or pasted text, previewed before it is applied."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Reference
from readlevel.core.model.roles import Role
from readlevel.core.rendering.bibliography import format_reference
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.read_bibliography import read_bibliography
from readlevel.usecases.writing import reference_import, references
from readlevel.usecases.writing.reference_import import ImportOutcome
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.references.reference_contexts import (
    PlannedReferenceRow,
    ReferenceImportPage,
)
from readlevel.web.desk.references.references_page import show_references
from readlevel.web.http.services import render

_IMPORT_BYTES = 8 * 2**20

blueprint = Blueprint("reference-import", __name__)


@blueprint.post("/answers/<slug>/references/import")
@require_role(Role.EDITOR, max_bytes=_IMPORT_BYTES)
def import_references(slug: str) -> WerkzeugResponse:
    """Preview the import of pasted or uploaded references, then apply it."""
    pasted_text = request.form.get("text", "")
    try:
        text = _read_upload() or pasted_text
        given = read_bibliography(text)
    except BadRecord as bad:
        place = f" (line {bad.line})" if bad.line else ""
        return show_references(
            slug, import_error=f"{bad.reason}{place}", pasted_text=pasted_text, status=422
        )
    if len(given) > references.MAX_REFERENCES:
        return show_references(slug, "too_many", pasted_text=pasted_text, status=422)
    if request.form.get("do") == "take":
        return _import(slug, text, given)
    return _show_plan(slug, text, given)


def _import(slug: str, text: str, given: tuple[Reference, ...]) -> WerkzeugResponse:
    try:
        with write_session() as session:
            get_answer_or_404(session, slug)
            reference_import.import_references(
                session,
                desk_renderer(session),
                current_account(),
                slug,
                given,
                expected_version=request.form.get("seen", ""),
                now=now(),
            )
    except references.ReferenceRejected as refused:
        return show_references(slug, refused.code, pasted_text=text, status=422)
    except references.ReferencesEditConflict:
        return _show_plan(slug, text, given, changed=True, status=409)
    return redirect_with_flash(urls.references(slug), "references_taken")


def _show_plan(
    slug: str,
    text: str,
    given: tuple[Reference, ...],
    *,
    changed: bool = False,
    status: int = 200,
) -> Response:
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        planned = reference_import.plan_import(session, current_account(), answer, given)
    page = ReferenceImportPage(
        present_layout("answers"),
        build_answer_header(answer),
        [
            PlannedReferenceRow(
                one,
                format_reference(one.reference),
                format_reference(one.before)
                if one.before and one.outcome is ImportOutcome.CHANGED
                else None,
            )
            for one in planned
        ],
        text,
        references.references_version(answer.references),
        sum(one.outcome in (ImportOutcome.NEW, ImportOutcome.CHANGED) for one in planned),
        changed,
    )
    return render("desk/references/import_plan.html", page, status)


def _read_upload() -> str:
    """Return the text of the uploaded file, empty if there is none. Raise `BadRecord`."""
    uploaded = request.files.get("file")
    if uploaded is None or not uploaded.filename:
        return ""
    content: bytes = uploaded.read()
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadRecord("The text is not UTF-8. Save it as UTF-8.", line) from error
