"""The review of the draft of one term: what it changes, and which texts would show it."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.glossary.term_review import DraftMove
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.usecases.glossary import approve_terms, browse, term_drafts, term_effects
from readlevel.usecases.glossary.approve_terms import MoveNotAllowed, find_draft_obstacle
from readlevel.usecases.glossary.term_drafts import DraftFilter, TermDraft
from readlevel.web.desk.glossary.draft_pages import TermReviewPage, list_allowed, present_fields
from readlevel.web.desk.glossary.glossary_languages import find_language, list_languages
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import desk_renderer, now, read_session, write_session
from readlevel.web.desk.layout.layout import present_layout, redirect_with_flash
from readlevel.web.desk.layout.pagination import paginate
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_reader_request

_ANSWERS_PER_PAGE = 4
"""Answers whose texts are rendered for one page."""

_LISTED = 200
"""Waiting drafts among which the next is looked for."""

blueprint = Blueprint("term_review", __name__)


@blueprint.get("/glossary/review")
@require_role(Role.EDITOR)
def show_review() -> WerkzeugResponse:
    """Show what a draft changes, and how texts would read."""
    return _show(*_read_key(request.args))


@blueprint.post("/glossary/review")
@require_role(Role.EDITOR)
def move_draft() -> WerkzeugResponse:
    """Submit, approve, send back or discard a draft."""
    language, slug = _read_key(request.form)
    asked, comment = request.form.get("do", ""), request.form.get("comment", "")
    if asked not in set(DraftMove):
        return _show(language, slug, problem="no_move", comment=comment)
    move = DraftMove(asked)
    try:
        with write_session() as session:
            approve_terms.move_draft(
                session,
                current_account(),
                term_drafts.find_standing(session, language, slug),
                move,
                expected_version=request.form.get("seen", ""),
                comment=comment,
                one_suffices=services().settings.one_reviewer_for_acronyms,
                now=now(),
            )
            approved = browse.find_term(session, language, slug)
    except MoveNotAllowed as refused:
        return _show(language, slug, problem=refused.code, comment=comment)
    if move is DraftMove.APPROVE or (move is DraftMove.DISCARD and approved is None):
        return redirect_with_flash(urls.TERM_DRAFTS, f"term_{move}")
    if move is DraftMove.DISCARD:
        return redirect_with_flash(urls.term(language, slug), f"term_{move}")
    return redirect_with_flash(urls.term_review(language, slug), f"term_{move}")


def _read_key(given: Mapping[str, str]) -> tuple[str, str]:
    with read_session() as session:
        language = find_language(given.get("language"), list_languages(session))
    return language, given.get("slug", "").replace("\0", "")


def _show(language: str, slug: str, *, problem: str = "", comment: str = "") -> WerkzeugResponse:
    account, settings = current_account(), services().settings
    one_suffices = settings.one_reviewer_for_acronyms
    with read_session() as session:
        standing = term_drafts.find_standing(session, language, slug)
        draft = standing.draft
        if draft is None:
            if not problem:
                abort(404)
            # Somebody else has approved or discarded it meanwhile.
            return redirect_with_flash(urls.TERM_DRAFTS, "term_draft_gone")
        affected = term_effects.list_affected(session, draft)
        pages = paginate(
            urls.TERM_REVIEW,
            current_reader_request().page,
            len(affected),
            rows=_ANSWERS_PER_PAGE,
            parameters={"language": language, "slug": slug},
        )
        shown = affected[pages.skip : pages.skip + _ANSWERS_PER_PAGE]
        effects = term_effects.preview_effects(session, desk_renderer(session), draft, shown)
        details = browse.load_details(session, language, slug)
        waiting = term_drafts.list_drafts(
            session, DraftFilter(status=Status.SUBMITTED), skip=0, limit=_LISTED
        )
    page = TermReviewPage(
        layout=present_layout("glossary"),
        language=language,
        standing=standing,
        fields=present_fields(draft),
        version=standing.version,
        moves=list_allowed(account, standing, one_suffices=one_suffices),
        obstacle=find_draft_obstacle(
            account, standing, DraftMove.APPROVE, one_suffices=one_suffices
        ),
        effects=effects,
        pages=pages,
        answer_paths={one.slug: urls.answer(one.slug, one.language) for one in effects},
        steps=details.steps,
        next_path=_find_next(waiting, draft),
        problem=problem,
        comment=comment,
    )
    status = 409 if problem in ("changed", "outdated", "status") else 422 if problem else 200
    return render("desk/glossary/term_review.html", page, status)


def _find_next(waiting: Sequence[TermDraft], draft: TermDraft) -> str:
    """Return the URL of the next draft that waits for this account; empty if there is none."""
    account = current_account()
    others = [one for one in waiting if account.id not in one.author_ids and one.key != draft.key]
    if not others or not account.may(Role.REVIEWER):
        return ""
    here = draft.name.casefold(), draft.slug
    later = [one for one in others if (one.name.casefold(), one.slug) > here]
    return urls.term_review(*(later or others)[0].key)
