"""The glossary at the desk: its list, and each term."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.readability.definition_level import measure_definition
from readlevel.interchange.files.problems import BadRecord
from readlevel.storage.answers import answers
from readlevel.storage.glossary import term_history, terms
from readlevel.usecases.glossary import terms as term_usecases
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

_USES = 20
_LONGEST_DEFINITION = 20_000

blueprint = Blueprint("terms", __name__)


@blueprint.get("/glossary")
@require_role(Role.EDITOR)
def list_terms() -> Response:
    """List terms by letter, or those that are looked for."""
    query = request.args.get("q", "")[:200].replace("\x00", " ").strip()
    with read_session() as session:
        languages = list_languages(session)
        language = find_language(request.args.get("language"), languages)
        letters = terms.list_letters(session, language)
        asked = request.args.get("letter")
        letter = asked if asked in letters else next(iter(letters), "")
        total = terms.count_by_letter(session, language, letter)
        pages = paginate(
            urls.GLOSSARY,
            current_reader_request().page,
            total,
            parameters={"language": language, "letter": letter},
        )
        if query:
            listed = terms.search_by_name(session, language, query)
        else:
            listed = terms.list_by_letter(
                session, language, letter, limit=ROWS_PER_PAGE, offset=pages.skip
            )
    page = TermListPage(
        frame=present_layout("glossary"),
        language=language,
        languages=languages,
        query=query,
        letter="" if query else letter,
        letters=[
            (one, with_query(urls.GLOSSARY, language=language, letter=one)) for one in letters
        ],
        rows=[present_term(one) for one in listed],
        pages=None if query else pages,
        total=len(listed) if query else total,
        is_cut=bool(query) and len(listed) == terms.MAX_FOUND,
    )
    return render("desk/glossary/terms.html", page)


@blueprint.get("/glossary/term")
@require_role(Role.EDITOR)
def show_term() -> Response:
    """Offer one term to be changed, or an empty form."""
    slug = request.args.get("slug", "")
    with read_session() as session:
        language = find_language(request.args.get("language"), list_languages(session))
        term = terms.find_term(session, language, slug) if slug else None
        if slug and term is None:
            abort(404)
        name = request.args.get("name", "")[:200]
        form = form_of(term) if term else TermForm(language, name)
        return _show(session, form, slug, term_usecases.term_version(term))


@blueprint.post("/glossary/term")
@require_role(Role.EDITOR)
def save_term() -> WerkzeugResponse:
    """Store a term, unless another has changed it meanwhile."""
    slug, seen = request.form.get("slug", ""), request.form.get("seen", "")
    form = read_form(request.form, _posted_language())
    try:
        given = form.entry().term
        with write_session() as session:
            term = term_usecases.save_term(
                session, current_account(), given, slug=slug, expected_version=seen, now=now()
            )
    except BadRecord as bad:
        return _show_again(form, slug, seen, bad.reason)
    except term_usecases.TermNameTaken:
        return _show_again(form, slug, seen, "taken")
    except term_usecases.TermEditConflict as changed:
        return _show_both(form, slug, seen, changed.current)
    return redirect_with_flash(urls.term(term.language, term.slug), "term_saved")


@blueprint.post("/glossary/removal")
@require_role(Role.EDITOR)
def remove_term() -> WerkzeugResponse:
    """Take a term out of the glossary; its history stays."""
    language, slug = _posted_language(), request.form.get("slug", "")
    seen = request.form.get("seen", "")
    try:
        with write_session() as session:
            term_usecases.remove_term(
                session, current_account(), language, slug, expected_version=seen, now=now()
            )
    except term_usecases.TermEditConflict:
        raise RequestRefused("term_changed", 409) from None
    return redirect_with_flash(with_query(urls.GLOSSARY, language=language), "term_removed")


@blueprint.post("/glossary/level")
@require_role(Role.EDITOR)
def show_level() -> Response:
    """Give how hard a definition is, for a script that asks while it is typed."""
    definition = request.form.get("definition", "")[:_LONGEST_DEFINITION]
    level = measure_definition(definition, _posted_language())
    return render("desk/glossary/_definition_level_part.html", DefinitionLevelPart(level))


def _posted_language() -> str:
    with read_session() as session:
        return find_language(request.form.get("language"), list_languages(session))


def _show_again(form: TermForm, slug: str, seen: str, problem: str) -> Response:
    with read_session() as session:
        return _show(session, form, slug, seen, problem)


def _show_both(form: TermForm, slug: str, seen: str, current: Term | None) -> Response:
    """Show what was typed beside what another made of the term meanwhile."""
    with read_session() as session:
        if current is None:
            return _show(session, form, "", "", "changed", ConcurrentTermEdit(None))
        opened = term_usecases.find_term_version(session, form.language, slug, seen)
        theirs = form_of(current)
        form, taken = merge_forms(form_of(opened) if opened else None, form, theirs)
        other = ConcurrentTermEdit(theirs, taken)
        return _show(session, form, slug, term_usecases.term_version(current), "changed", other)


def _show(
    session: Session,
    form: TermForm,
    slug: str,
    seen: str,
    problem: str = "",
    other: ConcurrentTermEdit | None = None,
) -> Response:
    term = terms.find_term(session, form.language, slug) if slug else None
    uses = terms.find_uses(session, form.language, slug, limit=_USES) if slug else ()
    page = TermEditPage(
        frame=present_layout("glossary"),
        form=form,
        slug=slug,
        seen=seen,
        languages=list_languages(session),
        level=measure_definition(form.definition_lay[:_LONGEST_DEFINITION], form.language),
        clashes=term_usecases.list_ambiguous_forms(session, term) if term else (),
        history=term_history.list_changes(session, form.language, slug) if slug else (),
        used_in=[(urls.answer(one), _question(session, one, form.language)) for one in uses],
        problem=problem,
        other=other,
    )
    status = 200 if not problem else 409 if problem == "changed" else 422
    return render("desk/glossary/term.html", page, status)


def _question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_answer(session, slug)
    return answer.question_in(language)[1] if answer else slug
