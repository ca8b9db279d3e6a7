"""Import of references from a file or pasted text, previewed before it is applied."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Reference
from readlevel.core.model.roles import Role
from readlevel.core.rendering.bibliography import format_reference
from readlevel.interchange.files.encodings import OTHER_ENCODINGS, DecodedText, decode_text
from readlevel.interchange.files.problems import BadRecord
from readlevel.interchange.references.read_bibliography import read_bibliography
from readlevel.usecases.writing import reference_import, references
from readlevel.usecases.writing.reference_import import ImportOutcome
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import now, read_session, write_rendered
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.references.reference_contexts import (
    PlannedReferenceRow,
    ReferenceImportPage,
)
from readlevel.web.desk.references.references_page import show_references
from readlevel.web.http.services import render, services

_IMPORT_BYTES = 8 * 2**20

blueprint = Blueprint("reference-import", __name__)


@blueprint.post("/answers/<slug>/references/import")
@require_role(Role.EDITOR, max_bytes=_IMPORT_BYTES)
def import_references(slug: str) -> WerkzeugResponse:
    """Preview the import of pasted or uploaded references, then apply it."""
    pasted_text = request.form.get("text", "")
    try:
        uploaded = _read_upload()
        text = uploaded.text or pasted_text
        read = read_bibliography(text)
    except BadRecord as bad:
        place = f" (line {bad.line})" if bad.line else ""
        return show_references(
            slug, import_error=f"{bad.reason}{place}", pasted_text=pasted_text, status=422
        )
    given = read.references
    if len(given) > references.MAX_REFERENCES:
        return show_references(slug, "too_many", pasted_text=pasted_text, status=422)
    if request.form.get("do") == "take":
        return _import(slug, text, given)
    return _show_plan(slug, text, given, [*_encoding_notices(uploaded), *read.notices])


def _encoding_notices(uploaded: DecodedText) -> Iterator[str]:
    if uploaded.guessed:
        name = OTHER_ENCODINGS[uploaded.guessed]
        yield f"The file is not UTF-8. It was read as {name}: check the accents."


def _import(slug: str, text: str, given: tuple[Reference, ...]) -> WerkzeugResponse:
    try:
        with read_session() as session:
            get_answer_or_404(session, slug)
        write_rendered(
            lambda session, renderer: reference_import.import_references(
                session,
                renderer,
                current_account(),
                slug,
                given,
                expected_version=request.form.get("seen", ""),
                now=now(),
            )
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
    notices: Sequence[str] = (),
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
        notices,
    )
    return render("desk/references/import_plan.html", page, status)


def _read_upload() -> DecodedText:
    """Return the text of the uploaded file, empty if there is none. Raise `BadRecord`."""
    uploaded = request.files.get("file")
    if uploaded is None or not uploaded.filename:
        return DecodedText("")
    return decode_text(uploaded.read(), language=services().settings.languages[0])
