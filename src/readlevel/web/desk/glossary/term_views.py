"""The list of terms, and the form of each."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.readability.definition_level import measure_definition
from readlevel.interchange.files.problems import BadRecord
from readlevel.usecases.glossary import browse, edit_terms
from readlevel.usecases.glossary.browse import ListedTerm
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.glossary.term_forms import TermForm, form_of, merge_forms, read_form
from readlevel.web.desk.glossary.term_pages import (
    ConcurrentTermEdit,
    DefinitionLevelPart,
    TermEditPage,
    TermListPage,
    present_term,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.http.services import render
from readlevel.web.http.urls import with_query
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.reader_request import current_reader_request

_MAX_DEFINITION_LENGTH = 20_000

blueprint = Blueprint("terms", __name__)


@blueprint.get("/glossary")
@require_role(Role.EDITOR)
def list_terms() -> Response:
    """List terms by letter, or the results of a search."""
    query = request.args.get("q", "")[:200].replace("\x00", " ").strip()
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        letters = browse.list_letters(session, language)
        asked = request.args.get("letter")
        letter = asked if asked in letters else next(iter(letters), "")
        total = browse.count_letter(session, language, letter)
        pages = paginate(
            urls.GLOSSARY,
            current_reader_request().page,
            total,
            parameters={"language": language, "letter": letter},
        )
        corrected = ""
        listed: Sequence[ListedTerm]
        if query:
            found = browse.search(session, language, query)
            listed, corrected = found.terms, found.corrected
        else:
            listed = browse.list_by_letter(
                session, language, letter, skip=pages.skip, limit=ROWS_PER_PAGE
            )
    page = TermListPage(
        layout=present_layout("glossary"),
        language=language,
        languages=languages,
        query=query,
        corrected=corrected,
        letter="" if query else letter,
        letters=[
            (one, with_query(urls.GLOSSARY, language=language, letter=one)) for one in letters
        ],
        rows=[present_term(one) for one in listed],
        pages=None if query else pages,
        total=len(listed) if query else total,
        is_truncated=bool(query) and len(listed) == browse.MAX_FOUND,
    )
    return render("desk/glossary/terms.html", page)


@blueprint.get("/glossary/term")
@require_role(Role.EDITOR)
def show_term() -> Response:
    """Show the form of a term, or an empty one."""
    slug = request.args.get("slug", "")
    with read_session() as session:
        language = find_language(request.args.get("language"), list_languages(session))
        term = browse.find_term(session, language, slug)
        if slug and term is None:
            abort(404)
        name = request.args.get("name", "")[:200]
        form = form_of(term) if term else TermForm(language, name)
        return _show(session, form, slug, edit_terms.term_version(term))


@blueprint.post("/glossary/term")
@require_role(Role.EDITOR)
def save_term() -> WerkzeugResponse:
    """Save a term, unless another editor changed it since the form was opened."""
    slug, seen = request.form.get("slug", ""), request.form.get("seen", "")
    form = read_form(request.form, _posted_language())
    try:
        given = form.entry().term
        with write_session() as session:
            term = edit_terms.save_term(
                session, current_account(), given, slug=slug, expected_version=seen, now=now()
            )
    except BadRecord as bad:
        return _show_again(form, slug, seen, bad.reason)
    except edit_terms.TermNameTaken:
        return _show_again(form, slug, seen, "taken")
    except edit_terms.TermEditConflict as changed:
        return _show_conflict(form, slug, seen, changed.current)
    return redirect_with_flash(urls.term(term.language, term.slug), "term_saved")


@blueprint.post("/glossary/removal")
@require_role(Role.EDITOR)
def remove_term() -> WerkzeugResponse:
    """Remove a term; its history stays."""
    language, slug = _posted_language(), request.form.get("slug", "")
    seen = request.form.get("seen", "")
    try:
        with write_session() as session:
            edit_terms.remove_term(
                session, current_account(), language, slug, expected_version=seen, now=now()
            )
    except edit_terms.TermEditConflict:
        raise RequestRefused("term_changed", 409) from None
    return redirect_with_flash(urls.glossary(language), "term_removed")


@blueprint.post("/glossary/level")
@require_role(Role.EDITOR)
def show_level() -> Response:
    """Return the reading level of a definition, for the script that shows it while typing."""
    definition = request.form.get("definition", "")[:_MAX_DEFINITION_LENGTH]
    level = measure_definition(definition, _posted_language())
    return render("desk/glossary/_definition_level_part.html", DefinitionLevelPart(level))


def _posted_language() -> str:
    with read_session() as session:
        return find_language(request.form.get("language"), list_languages(session))


def _show_again(form: TermForm, slug: str, seen: str, problem: str) -> Response:
    with read_session() as session:
        return _show(session, form, slug, seen, problem)


def _show_conflict(form: TermForm, slug: str, seen: str, current: Term | None) -> Response:
    """Show the form merged with, and beside, the other editor's change."""
    with read_session() as session:
        if current is None:
            return _show(session, form, "", "", "changed", ConcurrentTermEdit(None))
        opened = edit_terms.find_term_version(session, form.language, slug, seen)
        theirs = form_of(current)
        form, taken = merge_forms(form_of(opened) if opened else None, form, theirs)
        conflict = ConcurrentTermEdit(theirs, taken)
        return _show(session, form, slug, edit_terms.term_version(current), "changed", conflict)


def _show(
    session: Session,
    form: TermForm,
    slug: str,
    seen: str,
    problem: str = "",
    conflict: ConcurrentTermEdit | None = None,
) -> Response:
    details = browse.load_details(session, form.language, slug)
    page = TermEditPage(
        layout=present_layout("glossary"),
        form=form,
        slug=slug,
        version=seen,
        languages=list_languages(session),
        level=measure_definition(form.definition_lay[:_MAX_DEFINITION_LENGTH], form.language),
        clashes=details.ambiguous_forms,
        history=details.history,
        used_in=[(urls.answer(one), question) for one, question in details.uses],
        problem=problem,
        conflict=conflict,
    )
    status = 200 if not problem else 409 if problem == "changed" else 422
    return render("desk/glossary/term.html", page, status)
