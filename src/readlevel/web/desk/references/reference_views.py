"""The references of an answer: their forms, and the searches of the writing page's dialogs."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.languages.search_folding import fold
from readlevel.core.model.answer import AnswerTexts, Reference
from readlevel.core.model.roles import Role
from readlevel.core.rendering.bibliography import format_reference
from readlevel.core.rendering.safe_html import SafeHTML
from readlevel.usecases.glossary import browse
from readlevel.usecases.writing import references
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import build_answer_header, get_answer_or_404
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.references.reference_contexts import ReferencePage
from readlevel.web.desk.references.reference_forms import ReferenceForm, form_of, read_form
from readlevel.web.desk.references.references_page import show_references
from readlevel.web.http.services import render, services

_MAX_FOUND = 30
_NOTHING: Mapping[str, str] = {}

blueprint = Blueprint("references", __name__)


@blueprint.get("/answers/<slug>/references")
@require_role(Role.EDITOR)
def list_references(slug: str) -> Response:
    """List the references and where each is cited."""
    return show_references(slug)


@blueprint.get("/answers/<slug>/references/one")
@require_role(Role.EDITOR)
def show_reference(slug: str) -> Response:
    """Show the form of a reference, or an empty one."""
    key = request.args.get("key", "")
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
        known = _find(answer, key)
        if key and known is None:
            abort(404)
        cited = known is not None and bool(references.list_references(session, answer).uses[key])
    form = form_of(known) if known else ReferenceForm()
    return _show_one(
        answer, form, key, references.references_version(answer.references), cited=cited
    )


@blueprint.post("/answers/<slug>/references/one")
@require_role(Role.EDITOR)
def save_reference(slug: str) -> WerkzeugResponse:
    """Add or change a reference."""
    before, seen = request.form.get("before", ""), request.form.get("seen", "")
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
    known = _find(answer, before)
    form = read_form(request.form, frozenset(one.key for one in answer.references))
    problems = form.find_problems()
    if not problems:
        try:
            write_rendered(
                lambda session, renderer: references.save_reference(
                    session,
                    renderer,
                    current_account(),
                    slug,
                    form.reference(known),
                    before=before or None,
                    expected_version=seen or references.references_version(answer.references),
                    now=now(),
                )
            )
        except references.ReferenceRejected as refused:
            problems = {"key": refused.code}
        except references.ReferencesEditConflict:
            return _show_changed(slug, form, before)
    if problems:
        return _show_one(answer, form, before, seen, problems, status=422)
    return redirect_with_flash(urls.references(slug), "reference_saved")


@blueprint.post("/answers/<slug>/references/removal")
@require_role(Role.EDITOR)
def remove_reference(slug: str) -> WerkzeugResponse:
    """Remove a reference that no text cites."""
    try:
        with read_session() as session:
            get_answer_or_404(session, slug)
        write_rendered(
            lambda session, renderer: references.remove_reference(
                session,
                renderer,
                current_account(),
                slug,
                request.form.get("key", ""),
                expected_version=request.form.get("seen", ""),
                now=now(),
            )
        )
    except references.ReferenceRejected as refused:
        return show_references(
            slug, refused.code, cited_key=request.form.get("key", ""), status=409
        )
    except references.ReferencesEditConflict:
        return show_references(slug, "changed", status=409)
    return redirect_with_flash(urls.references(slug), "reference_removed")


@blueprint.get("/answers/<slug>/references.json")
@require_role(Role.EDITOR)
def search_references(slug: str) -> Response:
    """Return the references that contain all words of the query, as JSON."""
    words = fold(request.args.get("q", "")[:200]).split()
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
    found = []
    for reference in answer.references:
        shown = format_reference(reference).text
        searched = fold(f"{reference.key} {shown} {' '.join(map(str, reference.csl.values()))}")
        if all(word in searched for word in words):
            found.append({"key": reference.key, "html": shown})
    return _json(found[:_MAX_FOUND])


@blueprint.get("/terms.json")
@require_role(Role.EDITOR)
def search_terms() -> Response:
    """Return the terms that match the query, as JSON."""
    languages = services().settings.languages
    language = request.args.get("language", "")
    query = request.args.get("q", "")[:200].replace("\x00", "")
    with read_session() as session:
        found = browse.search(session, language if language in languages else languages[0], query)
    listed = found.terms[:_MAX_FOUND]
    return _json([{"slug": one.term.slug, "name": one.term.name} for one in listed])


def _show_changed(slug: str, form: ReferenceForm, before: str) -> Response:
    """Show the form beside the reference as another editor saved it meanwhile."""
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
    newest, stored = references.references_version(answer.references), _find(answer, before)
    return _show_one(
        answer,
        form,
        before if stored else "",
        newest,
        current_html=format_reference(stored) if stored else None,
        changed=True,
        status=409,
    )


def _show_one(
    answer: AnswerTexts,
    form: ReferenceForm,
    before: str,
    seen: str,
    problems: Mapping[str, str] = _NOTHING,
    *,
    cited: bool = False,
    changed: bool = False,
    current_html: SafeHTML | None = None,
    status: int = 200,
) -> Response:
    page = ReferencePage(
        present_layout("answers"),
        build_answer_header(answer),
        form,
        before,
        seen,
        problems,
        cited,
        changed,
        current_html,
    )
    return render("desk/references/reference.html", page, status)


def _find(answer: AnswerTexts, key: str) -> Reference | None:
    return next((one for one in answer.references if one.key == key), None)


def _json(given: object) -> Response:
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")
