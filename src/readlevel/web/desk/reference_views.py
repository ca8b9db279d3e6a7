"""The references of an answer: by hand, by file, and for the dialogs of the writing desk."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel import sourcing
from readlevel.core.answer import Answer, Reference
from readlevel.core.bibliography import format_reference
from readlevel.core.roles import Role
from readlevel.interchange.bibliographies import read_bibliography
from readlevel.interchange.problem import BadRecord
from readlevel.sourcing import Fate
from readlevel.storage import answers, terms
from readlevel.storage.search import fold
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed, current_account
from readlevel.web.desk.database import desk_renderer, now, reading_session, writing_session
from readlevel.web.desk.frame import present_frame, redirect_said
from readlevel.web.desk.reference_forms import ReferenceForm, form_of, read_form
from readlevel.web.desk.reference_pages import (
    AnswerHead,
    PlanPage,
    ReferencePage,
    ReferencesPage,
    Work,
)
from readlevel.web.errors import Refused
from readlevel.web.services import render, services

_FOUND = 30
_IMPORT_BYTES = 8 * 2**20
_NOTHING: Mapping[str, str] = {}

blueprint = Blueprint("references", __name__)


@blueprint.get("/answers/<slug>/references")
@allowed(Role.EDITOR)
def list_references(slug: str) -> Response:
    """List the references, and where each is cited."""
    return _show_list(slug)


@blueprint.get("/answers/<slug>/references/one")
@allowed(Role.EDITOR)
def show_reference(slug: str) -> Response:
    """Offer one reference to be changed, or an empty form."""
    key = request.args.get("key", "")
    with reading_session() as session:
        answer = _get(session, slug)
        known = _find(answer, key)
        if key and known is None:
            abort(404)
        cited = known is not None and bool(sourcing.list_sources(session, answer).uses[key])
    form = form_of(known) if known else ReferenceForm()
    return _show_one(answer, form, key, sourcing.digest(answer.references), cited=cited)


@blueprint.post("/answers/<slug>/references/one")
@allowed(Role.EDITOR)
def save_reference(slug: str) -> WerkzeugResponse:
    """Add a reference, or change one; scripts get its key."""
    before, seen = request.form.get("before", ""), request.form.get("seen", "")
    with reading_session() as session:
        answer = _get(session, slug)
    known = _find(answer, before)
    form = read_form(request.form, frozenset(one.key for one in answer.references))
    problems = form.find_problems()
    if not problems:
        try:
            with writing_session() as session:
                sourcing.put(
                    session,
                    desk_renderer(session),
                    current_account(),
                    slug,
                    form.reference(known),
                    before=before or None,
                    seen=seen or sourcing.digest(answer.references),
                    now=now(),
                )
        except sourcing.Refused as refused:
            problems = {"key": refused.code}
        except sourcing.Changed:
            newest = sourcing.digest(answer.references)
            return _show_one(answer, form, before, newest, changed=True, status=409)
    if _wants_json():
        return _json({"key": form.key, "problems": problems}, 422 if problems else 200)
    if problems:
        return _show_one(answer, form, before, seen, problems, status=422)
    return redirect_said(addresses.references(slug), "reference_saved")


@blueprint.post("/answers/<slug>/references/removal")
@allowed(Role.EDITOR)
def remove_reference(slug: str) -> WerkzeugResponse:
    """Remove a reference that no text cites."""
    try:
        with writing_session() as session:
            _get(session, slug)
            sourcing.remove(
                session,
                desk_renderer(session),
                current_account(),
                slug,
                request.form.get("key", ""),
                seen=request.form.get("seen", ""),
                now=now(),
            )
    except sourcing.Refused as refused:
        raise Refused(f"reference_{refused.code}", 409) from None
    except sourcing.Changed:
        raise Refused("references_changed", 409) from None
    return redirect_said(addresses.references(slug), "reference_removed")


@blueprint.post("/answers/<slug>/references/import")
@allowed(Role.EDITOR, most_bytes=_IMPORT_BYTES)
def take_references(slug: str) -> WerkzeugResponse:
    """Show what would become of references that are pasted or uploaded, then take them in."""
    text = _given_text()
    try:
        given = read_bibliography(text)
    except BadRecord as bad:
        place = f" (line {bad.line})" if bad.line else ""
        return _show_list(slug, f"{bad.reason}{place}", text[:20_000], 422)
    if request.form.get("do") == "take":
        return _take(slug, given)
    with reading_session() as session:
        answer = _get(session, slug)
    planned = sourcing.plan(answer, given)
    page = PlanPage(
        present_frame("answers"),
        _head(answer),
        [(one, format_reference(one.reference)) for one in planned],
        text,
        sourcing.digest(answer.references),
        sum(one.fate in (Fate.NEW, Fate.CHANGED) for one in planned),
    )
    return render("editing/references_plan.html", page)


@blueprint.get("/answers/<slug>/references.json")
@allowed(Role.EDITOR)
def search_references(slug: str) -> Response:
    """Give the references in which all words that are looked for stand."""
    words = fold(request.args.get("q", "")[:200]).split()
    with reading_session() as session:
        answer = _get(session, slug)
    found = []
    for reference in answer.references:
        shown = format_reference(reference).text
        searched = fold(f"{reference.key} {shown} {' '.join(map(str, reference.csl.values()))}")
        if all(word in searched for word in words):
            found.append({"key": reference.key, "html": shown})
    return _json(found[:_FOUND])


@blueprint.get("/terms.json")
@allowed(Role.EDITOR)
def search_terms() -> Response:
    """Give the terms of which a name begins with what is looked for."""
    languages = services().settings.languages
    language = request.args.get("language", "")
    query = request.args.get("q", "")[:200].replace("\x00", "")
    with reading_session() as session:
        listed = terms.search(session, language if language in languages else languages[0], query)
    return _json([{"slug": one.term.slug, "name": one.term.name} for one in listed[:_FOUND]])


def _take(slug: str, given: tuple[Reference, ...]) -> WerkzeugResponse:
    try:
        with writing_session() as session:
            _get(session, slug)
            sourcing.take_in(
                session,
                desk_renderer(session),
                current_account(),
                slug,
                given,
                seen=request.form.get("seen", ""),
                now=now(),
            )
    except sourcing.Refused as refused:
        raise Refused(f"reference_{refused.code}", 422) from None
    except sourcing.Changed:
        raise Refused("references_changed", 409) from None
    return redirect_said(addresses.references(slug), "references_taken")


def _show_list(slug: str, problem: str = "", pasted: str = "", status: int = 200) -> Response:
    with reading_session() as session:
        answer = _get(session, slug)
        sources = sourcing.list_sources(session, answer)
    works = [
        Work(
            reference.key,
            format_reference(reference),
            sources.uses[reference.key],
            addresses.reference(slug, reference.key),
        )
        for reference in sources.references
    ]
    page = ReferencesPage(
        present_frame("answers"), _head(answer), works, sources.digest, problem, pasted
    )
    return render("editing/references.html", page, status)


def _show_one(
    answer: Answer,
    form: ReferenceForm,
    before: str,
    seen: str,
    problems: Mapping[str, str] = _NOTHING,
    *,
    cited: bool = False,
    changed: bool = False,
    status: int = 200,
) -> Response:
    page = ReferencePage(
        present_frame("answers"), _head(answer), form, before, seen, problems, cited, changed
    )
    return render("editing/reference.html", page, status)


def _given_text() -> str:
    uploaded = request.files.get("file")
    if uploaded is not None and uploaded.filename:
        content: bytes = uploaded.read()
        return content.decode("utf-8-sig", "replace")
    return request.form.get("text", "")


def _get(session: Session, slug: str) -> Answer:
    answer = answers.find_answer(session, slug)
    if answer is None:
        abort(404)
    return answer


def _find(answer: Answer, key: str) -> Reference | None:
    return next((one for one in answer.references if one.key == key), None)


def _head(answer: Answer) -> AnswerHead:
    language, question = answer.question_in(services().settings.languages[0])
    return AnswerHead(answer.slug, question, language)


def _wants_json() -> bool:
    return bool(request.accept_mimetypes.best == "application/json")


def _json(given: object, status: int = 200) -> Response:
    return Response(json.dumps(given), status, content_type="application/json; charset=utf-8")
