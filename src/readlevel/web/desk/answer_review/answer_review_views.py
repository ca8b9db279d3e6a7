"""The review of an answer: all its texts in one language, decided in one act."""

from datetime import date

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import answer_review
from readlevel.usecases.review.answer_review import AnswerReview, DecisionRejected, SeenText
from readlevel.web.desk.answer_review.answer_review_contexts import RejectedDecision, RejectedForms
from readlevel.web.desk.answer_review.answer_review_page import present_answer_review
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.answer_header import get_answer_or_404
from readlevel.web.desk.layout.db_sessions import (
    desk_checker,
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.review.text_header import choose_variant
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render

_REFUSED = frozenset({"role", "own_revision"})
"""Codes of what an account may not do at all."""
_OUTDATED = frozenset({"outdated", "status"})

NO_FORMS = RejectedForms()

blueprint = Blueprint("answer_review", __name__)


@blueprint.get("/answers/<slug>/review")
@require_role(Role.EDITOR)
def show_answer_review(slug: str) -> Response:
    """Show all texts of an answer in a language side by side."""
    return show_review(slug, request.args.get("language", ""))


@blueprint.post("/answers/<slug>/review")
@require_role(Role.EDITOR)
def decide(slug: str) -> WerkzeugResponse:
    """Approve texts, or request changes to them."""
    form = request.form
    language, deed = form.get("language", ""), form.get("deed", "")
    keys = form.getlist("text")
    comment = form.get("comment", "").replace("\r\n", "\n").replace("\0", "\ufffd")
    next_review = form.get("next_review", "").strip()
    if deed not in ("approve", "request_changes"):
        abort(400)
    seen = [_read_text(key) for key in dict.fromkeys(keys)]
    account, moment = current_account(), now()

    def apply(session: Session, renderer: Renderer) -> None:
        place = session, desk_checker(session, renderer), account, slug, language, seen
        if deed == "approve":
            answer_review.approve_texts(
                *place,
                expected_counterpart=parse_number(form.get("beside", "")),
                comment=comment,
                next_review=_read_date(next_review),
                now=moment,
            )
        else:
            answer_review.request_changes(*place, comment=comment, now=moment)

    def foresee(session: Session, renderer: Renderer) -> None:
        if deed == "approve":
            checker = desk_checker(session, renderer)
            answer_review.foresee_approval(session, checker, account, slug, language)
        else:
            foresee_publication(session, renderer, slug)

    try:
        write_rendered(apply, foresee)
    except LookupError:
        abort(404)
    except DecisionRejected as refused:
        if refused.code in _REFUSED:
            raise RequestRefused(refused.code, 403) from refused
        problem = "outdated" if refused.code in _OUTDATED else refused.code
        rejected = RejectedDecision(problem, refused.audience, deed, comment, next_review, keys)
        status = 409 if problem == "outdated" else 422
        return show_review(slug, language, RejectedForms(decision=rejected), status)
    said = "texts_approved" if deed == "approve" else "texts_changes_requested"
    return redirect_with_flash(urls.review_of_answer(slug, language), said)


def show_review(
    slug: str, language: str, rejected: RejectedForms = NO_FORMS, status: int = 200
) -> Response:
    """Return the page, with the form of a rejected submission."""
    with read_session() as session:
        review = _find_review(session, slug, language)
        page = present_answer_review(session, review, rejected)
        return render("desk/answer_review/answer_review.html", page, status)


def _read_text(key: str) -> SeenText:
    audience, _, rest = key.partition("/")
    number, _, status = rest.partition("/")
    if audience not in set(Audience) or status not in set(Status):
        abort(400)
    read = parse_number(number)
    if read is None:
        abort(400)
    return SeenText(Audience(audience), read, Status(status))


def _read_date(given: str) -> date | None:
    """Return an ISO date, or None if it is empty. Raise `DecisionRejected`."""
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise DecisionRejected("bad_date") from None


def _find_review(session: Session, slug: str, language: str) -> AnswerReview:
    """Return the review in a language, else in that of the most urgent text, or abort with 404."""
    chosen = choose_variant(get_answer_or_404(session, slug), language).language
    found = answer_review.find_answer_review(
        session, desk_checker(session, second_reading=True), current_account(), slug, chosen
    )
    if found is None:
        abort(404)
    return found
