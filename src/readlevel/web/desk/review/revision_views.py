"""The revisions of a text: list, page, diff and restoring."""

from functools import partial

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.usecases.assistant.provenance import list_drafts
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.review import restore_revision, review_state
from readlevel.usecases.review.review_state import StoredRevision
from readlevel.usecases.review.transitions import ReviewEditConflict, TransitionNotAllowed
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.review.review_contexts import (
    ComparePage,
    RevisionPage,
    RevisionRow,
    RevisionsPage,
)
from readlevel.web.desk.review.revision_diff import present_diff
from readlevel.web.desk.review.text_header import (
    TextHistory,
    choose_variant,
    open_text,
    present_text,
    present_text_header,
)
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

MAX_NOTE_LENGTH = 300

blueprint = Blueprint("revisions", __name__)


@blueprint.get("/answers/<slug>/revisions")
@require_role(Role.EDITOR)
def redirect_to_revisions(slug: str) -> WerkzeugResponse:
    """Redirect to the revisions of the answer's most urgent text."""
    with read_session() as session:
        answer = get_answer_or_404(session, slug)
    chosen = choose_variant(answer, request.args.get("language", ""))
    return redirect(urls.revisions(slug, chosen.audience, chosen.language), 303)


@blueprint.get("/answers/<slug>/<audience>/<language>/revisions")
@require_role(Role.EDITOR)
def list_revisions(slug: str, audience: str, language: str) -> Response:
    """List the revisions with author, time and note."""
    with read_session() as session:
        text = open_text(session, slug, audience, language)
    page = RevisionsPage(
        layout=present_layout("answers"),
        head=present_text_header(text, urls.revisions),
        compare_path=urls.compare_form(slug, audience, language),
        revisions=[
            RevisionRow(
                one,
                urls.revision(slug, audience, language, one.number),
                one is text.saved[0],
            )
            for one in text.saved
        ],
    )
    return render("desk/review/revisions.html", page)


@blueprint.get("/answers/<slug>/<audience>/<language>/revisions/<int:number>")
@require_role(Role.EDITOR)
def show_revision(slug: str, audience: str, language: str, number: int) -> Response:
    """Show a revision as readers would get it, and its Markdown."""
    with read_session() as session:
        text = open_text(session, slug, audience, language)
        return _show_revision(session, text, number)


@blueprint.post("/answers/<slug>/<audience>/<language>/restore")
@require_role(Role.EDITOR)
def restore(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Restore a revision as a new draft."""
    if audience not in set(Audience):
        abort(404)
    number, newest = _read_number("number"), _read_number("newest")
    why = " ".join(request.form.get("why", "").split())
    if len(why) > MAX_NOTE_LENGTH:
        with read_session() as session:
            text = open_text(session, slug, audience, language)
            return _show_revision(session, text, number, why, "too_long", 422)
    try:
        write_rendered(
            lambda session, renderer: restore_revision.restore_revision(
                session,
                renderer,
                current_account(),
                slug,
                Audience(audience),
                language,
                number,
                newest=newest,
                why=why,
                now=now(),
            ),
            partial(foresee_publication, slug=slug),
        )
    except LookupError:
        abort(404)
    except ReviewEditConflict:
        with read_session() as session:
            text = open_text(session, slug, audience, language)
            return _show_revision(session, text, number, why, "outdated", 409)
    except TransitionNotAllowed as refused:
        raise RequestRefused(refused.code) from refused
    return redirect_with_flash(urls.review(slug, audience, language), "restored")


@blueprint.get("/answers/<slug>/<audience>/<language>/compare")
@require_role(Role.EDITOR)
def compare(slug: str, audience: str, language: str) -> Response:
    """Show the diff of two revisions."""
    with read_session() as session:
        text = open_text(session, slug, audience, language)
        old = text.saved_as(_read_asked("old", text.saved[min(1, len(text.saved) - 1)].number))
        new = text.saved_as(_read_asked("new", text.saved[0].number))
        texts = {one.number: one.markdown for one in _list(session, text)}
    whole = bool(request.args.get("whole"))
    path = urls.compare(slug, audience, language, old.number, new.number)
    page = ComparePage(
        layout=present_layout("answers"),
        head=present_text_header(text, urls.revisions),
        path=urls.compare_form(slug, audience, language),
        revisions=text.saved,
        old=old,
        new=new,
        comparison=present_diff(texts[old.number], texts[new.number], whole=whole),
        whole_path="" if whole else f"{path}&whole=1",
    )
    return render("desk/review/compare_revisions.html", page)


def _show_revision(
    session: Session,
    text: TextHistory,
    number: int,
    why: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    saved = text.saved_as(number)
    revisions = _list(session, text)
    shown = next(one for one in revisions if one.number == number)
    newest = revisions[0]
    reader, place = current_reader_request(), (text.answer.slug, text.audience, text.language)
    page = RevisionPage(
        layout=present_layout("answers"),
        site=present_site(reader),
        head=present_text_header(text, urls.revisions),
        saved=saved,
        review=shown.review,
        markdown=shown.markdown,
        variant=present_text(session, reader, text.answer, shown),
        drafts=list_drafts(session, shown.id),
        newest=newest.number,
        restorable=shown.markdown != newest.markdown or newest.review.status is Status.WITHDRAWN,
        restore_path=urls.restore(*place),
        compare_path=urls.compare(*place, number, newest.number) if shown != newest else "",
        why=why,
        problem=problem,
    )
    return render("desk/review/revision.html", page, status)


def _list(session: Session, text: TextHistory) -> list[StoredRevision]:
    return review_state.list_revisions(session, text.answer_id, text.audience, text.language)


def _read_number(name: str) -> int:
    number = parse_number(request.form.get(name, ""))
    if number is None:
        abort(400)
    return number


def _read_asked(name: str, default: int) -> int:
    number = parse_number(request.args.get(name, ""))
    return default if number is None else number
