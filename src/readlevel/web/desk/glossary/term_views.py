"""The list of terms, and the form of each."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.core.model.term import Term
from readlevel.core.readability.definition_level import measure_definition
from readlevel.interchange.files.problems import BadRecord
from readlevel.usecases.glossary import browse, term_drafts
from readlevel.usecases.glossary.browse import ListedTerm
from readlevel.usecases.glossary.term_drafts import DraftFilter, TermStanding
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.glossary.term_forms import TermForm, form_of, merge_forms, read_form
from readlevel.web.desk.glossary.term_pages import (
    ConcurrentTermEdit,
    DefinitionLevelPart,
    Namesake,
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
_MAX_REMOVED = 500

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
        keys = [(one.term.language, one.term.slug) for one in listed]
        drafts = term_drafts.find_drafts(session, keys)
        waiting = term_drafts.count_drafts(session, DraftFilter())
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
        rows=[present_term(one, drafts) for one in listed],
        drafts=waiting,
        pages=None if query else pages,
        total=len(listed) if query else total,
        is_truncated=bool(query) and len(listed) == browse.MAX_FOUND,
    )
    return render("desk/glossary/terms.html", page)


@blueprint.get("/glossary/term")
@require_role(Role.EDITOR)
def show_term() -> Response:
    """Show the form of a term, or an empty one."""
    slug = request.args.get("slug", "").replace("\0", "")
    with read_session() as session:
        language = find_language(request.args.get("language"), list_languages(session))
        standing = term_drafts.find_standing(session, language, slug)
        if slug and standing.approved is None and standing.draft is None:
            abort(404)
        name = request.args.get("name", "")[:200]
        form, merged = _open_form(standing, TermForm(language, name))
        return _show(session, form, slug, standing.version, merged=merged)


@blueprint.post("/glossary/term")
@require_role(Role.EDITOR)
def save_term() -> WerkzeugResponse:
    """Save the draft of a term, unless it was changed since the form was opened."""
    slug = request.form.get("slug", "").replace("\0", "")
    seen = request.form.get("seen", "")
    form = read_form(request.form, _posted_language())
    submit = request.form.get("do") == "submit"
    try:
        given = form.entry().term
        with write_session() as session:
            standing = term_drafts.save_draft(
                session,
                current_account(),
                given,
                slug=slug,
                expected_version=seen,
                submit=submit,
                now=now(),
            )
    except BadRecord as bad:
        return _show_again(form, slug, seen, bad.reason)
    except term_drafts.TermNameTaken as taken:
        namesake = Namesake(taken.name, urls.term(form.language, taken.slug))
        return _show_again(form, slug, seen, "taken", namesake)
    except term_drafts.TermEditConflict as changed:
        return _show_conflict(form, slug, seen, changed.current)
    said = "term_unchanged" if standing.draft is None else "term_submit" if submit else "term_saved"
    if standing.draft is not None and submit:
        return redirect_with_flash(urls.term_review(form.language, standing.slug), said)
    return redirect_with_flash(urls.term(form.language, standing.slug), said)


@blueprint.post("/glossary/removal")
@require_role(Role.EDITOR)
def remove_terms() -> WerkzeugResponse:
    """Submit the removal of one or several terms for review."""
    language, slugs = _posted_language(), request.form.getlist("slug")
    slugs = [slug.replace("\0", "") for slug in slugs if slug][:_MAX_REMOVED]
    seen = request.form.get("seen")
    with write_session() as session:
        if seen is not None and len(slugs) == 1:
            standing = term_drafts.find_standing(session, language, slugs[0])
            if standing.version != seen or standing.approved is None:
                raise RequestRefused("term_changed", 409)
        keys = [(language, slug) for slug in slugs]
        made = term_drafts.propose_removals(session, current_account(), keys, now=now())
    if not made:
        return redirect_with_flash(urls.glossary(language), "no_terms")
    return redirect_with_flash(urls.TERM_DRAFTS, "removals_submitted")


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


def _show_again(
    form: TermForm, slug: str, seen: str, problem: str, namesake: Namesake | None = None
) -> Response:
    with read_session() as session:
        return _show(session, form, slug, seen, problem, namesake=namesake)


def _show_conflict(form: TermForm, slug: str, seen: str, current: Term | None) -> Response:
    """Show the form merged with, and beside, the other editor's change."""
    with read_session() as session:
        standing = term_drafts.find_standing(session, form.language, slug)
        if standing.approved is None and standing.draft is None:
            return _show(session, form, "", "", "changed", ConcurrentTermEdit(None))
        if current is None:
            conflict = ConcurrentTermEdit(None)
            return _show(session, form, slug, standing.version, "changed", conflict)
        opened = term_drafts.find_version(session, form.language, slug, seen)
        theirs = form_of(current)
        form, taken = merge_forms(form_of(opened) if opened else None, form, theirs)
        conflict = ConcurrentTermEdit(theirs, taken)
        return _show(session, form, slug, standing.version, "changed", conflict)


def _open_form(standing: TermStanding, empty: TermForm) -> tuple[TermForm, Sequence[str]]:
    """Return the form of the newest state, and the fields that were taken from the approved term.

    What has been approved since a draft was begun, where the draft does not change it, is in the
    form already; saving it bases the draft on the approved term.
    """
    current = standing.current or standing.approved
    if current is None:
        return empty, ()
    draft = standing.draft
    if draft is None or draft.base is None or not standing.is_outdated or not standing.approved:
        return form_of(current), ()
    return merge_forms(form_of(draft.base), form_of(current), form_of(standing.approved))


def _show(
    session: Session,
    form: TermForm,
    slug: str,
    seen: str,
    problem: str = "",
    conflict: ConcurrentTermEdit | None = None,
    merged: Sequence[str] = (),
    namesake: Namesake | None = None,
) -> Response:
    standing = term_drafts.find_standing(session, form.language, slug)
    details = browse.load_details(session, form.language, slug)
    page = TermEditPage(
        layout=present_layout("glossary"),
        form=form,
        slug=slug,
        version=seen,
        languages=list_languages(session),
        level=measure_definition(form.definition_lay[:_MAX_DEFINITION_LENGTH], form.language),
        clashes=details.ambiguous_forms,
        standing=standing,
        merged_fields=merged,
        history=details.history,
        steps=details.steps,
        used_in=[(urls.answer(one), question) for one, question in details.uses],
        problem=problem,
        namesake=namesake,
        conflict=conflict,
    )
    status = 200 if not problem else 409 if problem == "changed" else 422
    return render("desk/glossary/term.html", page, status)
