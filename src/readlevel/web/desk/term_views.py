"""The glossary at the desk: its list, and each term."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel import naming
from readlevel.core.pipeline import read
from readlevel.core.readability import Readability, measure
from readlevel.core.roles import Role
from readlevel.interchange.problem import BadRecord
from readlevel.storage import answers, term_history, terms
from readlevel.web.addresses import with_query
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed, current_account
from readlevel.web.desk.database import now, reading_session, writing_session
from readlevel.web.desk.frame import present_frame, redirect_said
from readlevel.web.desk.lists import ROWS, present_pages
from readlevel.web.desk.term_forms import TermForm, form_of, read_form
from readlevel.web.desk.term_pages import DefinitionLevel, TermPage, TermRow, TermsPage
from readlevel.web.errors import Refused
from readlevel.web.i18n import name_language
from readlevel.web.services import render, services
from readlevel.web.visit import current_visit

_USES = 20

blueprint = Blueprint("terms", __name__)


@blueprint.get("/glossary")
@allowed(Role.EDITOR)
def list_terms() -> Response:
    """List terms by letter, or those that are looked for."""
    language, query = find_language(request.args.get("language")), request.args.get("q", "")
    query = query[:200].replace("\x00", " ").strip()
    number = current_visit().page
    with reading_session() as session:
        letters = terms.letters(session, language)
        letter = request.args.get("letter", letters[0] if letters else "")[:4]
        total = terms.count_letter(session, language, letter)
        if query:
            listed = terms.search(session, language, query)
        else:
            listed = terms.by_letter(
                session, language, letter, limit=ROWS, offset=(number - 1) * ROWS
            )
    page = TermsPage(
        frame=present_frame("glossary"),
        language=language,
        languages=list_languages(),
        query=query,
        letter="" if query else letter,
        letters=[
            (one, with_query(addresses.GLOSSARY, language=language, letter=one)) for one in letters
        ],
        rows=[
            TermRow(
                one.term,
                one.definition,
                measure_definition(one.term.definition_lay or "", language),
                addresses.term(language, one.term.slug),
            )
            for one in listed
        ],
        pages=None
        if query
        else present_pages(addresses.GLOSSARY, number, total, language=language, letter=letter),
        total=len(listed) if query else total,
    )
    return render("editing/glossary.html", page)


@blueprint.get("/glossary/term")
@allowed(Role.EDITOR)
def show_term() -> Response:
    """Offer one term to be changed, or an empty form."""
    language, slug = find_language(request.args.get("language")), request.args.get("slug", "")
    with reading_session() as session:
        term = terms.find_term(session, language, slug) if slug else None
        if slug and term is None:
            abort(404)
        name = request.args.get("name", "")[:200]
        form = form_of(term) if term else TermForm(language, name)
        return _show(session, form, slug, naming.digest(term))


@blueprint.post("/glossary/term")
@allowed(Role.EDITOR)
def save_term() -> WerkzeugResponse:
    """Store a term, unless another has changed it meanwhile."""
    slug, seen = request.form.get("slug", ""), request.form.get("seen", "")
    form = read_form(request.form, find_language(request.form.get("language")))
    try:
        given = form.entry().term
        with writing_session() as session:
            term = naming.put(session, current_account(), given, slug=slug, seen=seen, now=now())
    except BadRecord as bad:
        return _show_again(form, slug, seen, bad.reason)
    except naming.TakenName:
        return _show_again(form, slug, seen, "taken")
    except naming.Changed as changed:
        with reading_session() as session:
            theirs = form_of(changed.now) if changed.now else None
            newest = naming.digest(changed.now)
            kept = slug if changed.now else ""
            return _show(session, form, kept, newest, "changed", theirs, gone=not theirs)
    return redirect_said(addresses.term(term.language, term.slug), "term_saved")


@blueprint.post("/glossary/removal")
@allowed(Role.EDITOR)
def remove_term() -> WerkzeugResponse:
    """Take a term out of the glossary; its history stays."""
    language, slug = find_language(request.form.get("language")), request.form.get("slug", "")
    seen = request.form.get("seen", "")
    try:
        with writing_session() as session:
            naming.remove(session, current_account(), language, slug, seen=seen, now=now())
    except naming.Changed:
        raise Refused("term_changed", 409) from None
    return redirect_said(with_query(addresses.GLOSSARY, language=language), "term_removed")


@blueprint.post("/glossary/level")
@allowed(Role.EDITOR)
def show_level() -> Response:
    """Give how hard a definition is, for a script that asks while it is typed."""
    language = find_language(request.form.get("language"))
    level = measure_definition(request.form.get("definition", ""), language)
    return render("editing/_definition_level.html", DefinitionLevel(level))


def find_language(asked: str | None) -> str:
    """Return the language that is asked for where the site or its glossary has it."""
    languages = services().settings.languages
    return asked if asked in languages else languages[0]


def list_languages() -> list[tuple[str, str]]:
    """Return (tag, name) of the languages of the site."""
    return [(tag, name_language(tag)) for tag in services().settings.languages]


def measure_definition(definition: str, language: str) -> Readability | None:
    """Return how hard a definition is; None where there is none, or too much."""
    if not definition.strip() or len(definition) > 20_000 or "\x00" in definition:
        return None
    return measure(read(definition, language).prose, language)


def _show_again(form: TermForm, slug: str, seen: str, problem: str) -> Response:
    with reading_session() as session:
        return _show(session, form, slug, seen, problem)


def _show(
    session: Session,
    form: TermForm,
    slug: str,
    seen: str,
    problem: str = "",
    theirs: TermForm | None = None,
    *,
    gone: bool = False,
) -> Response:
    term = terms.find_term(session, form.language, slug) if slug else None
    uses = terms.find_uses(session, form.language, slug, limit=_USES) if slug else ()
    page = TermPage(
        frame=present_frame("glossary"),
        form=form,
        slug=slug,
        seen=seen,
        languages=list_languages(),
        level=measure_definition(form.definition_lay, form.language),
        clashes=naming.list_clashes(session, term) if term else (),
        history=term_history.list_changes(session, form.language, slug) if slug else (),
        used_in=[(addresses.answer(one), _question(session, one, form.language)) for one in uses],
        problem=problem,
        theirs=theirs,
        gone=gone,
    )
    status = 200 if not problem else 409 if problem == "changed" else 422
    return render("editing/term.html", page, status)


def _question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_answer(session, slug)
    return answer.question_in(language)[1] if answer else slug
