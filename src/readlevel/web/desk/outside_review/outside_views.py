"""The page on which people without an account review an answer, by a link that expires."""

from datetime import datetime

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.workflow import next_review_date
from readlevel.usecases.accounts.people import Account
from readlevel.usecases.outside_review import answer_link, links
from readlevel.usecases.outside_review.answer_link import (
    OutsideAnswer,
    OutsideAnswerRejected,
    OutsideOutcome,
    OutsideReview,
)
from readlevel.usecases.outside_review.links import OutsideLinkEnded
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import assignments
from readlevel.usecases.writing import answers
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import (
    allow_anonymous,
    allow_anonymous_up_to,
    current_user,
)
from readlevel.web.desk.layout.db_sessions import (
    desk_checker,
    now,
    read_session,
    write_rendered,
)
from readlevel.web.desk.layout.notifications import mail_sender, queue_outside_answered
from readlevel.web.desk.outside_review.outside_contexts import OutsideEndedPage, OutsideForm
from readlevel.web.desk.outside_review.outside_page import present_outside_review
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.services import render, services
from readlevel.web.reader.image_views import MEDIA_TYPES
from readlevel.web.reader.page_parts import present_site
from readlevel.web.reader.reader_request import current_reader_request

_OUTCOMES = {
    "approve": OutsideOutcome.APPROVED,
    "request_changes": OutsideOutcome.CHANGES_REQUESTED,
}

_MAX_ANSWER_BYTES = 64 * 1024
"""Holds the longest comment in every script: forms send up to 12 bytes for a character."""

blueprint = Blueprint("outside", __name__)


@blueprint.before_request
def require_setting() -> None:
    """Let links work only where the site allows such reviews."""
    if not services().settings.outside_reviews:
        abort(404)


@blueprint.after_request
def stay_secret(response: Response) -> Response:
    """Keep the link out of search engines, and from other sites that a text links to."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/outside/<token>")
@allow_anonymous
def show_outside_review(token: str) -> Response:
    """Show the texts side by side, and ask for a decision."""
    return _show(token, OutsideForm())


@blueprint.post("/outside/<token>")
@allow_anonymous_up_to(_MAX_ANSWER_BYTES)
def answer(token: str) -> WerkzeugResponse:
    """Record a decision on the revisions that the link shows; the link works only once."""
    given = request.form
    form = OutsideForm(
        name=given.get("name", ""),
        role=given.get("role", ""),
        named=given.get("named", ""),
        comment=given.get("comment", "").replace("\r\n", "\n").replace("\0", "\ufffd"),
    )
    outcome = _OUTCOMES.get(given.get("deed", ""))
    if outcome is None or form.named not in ("", "yes", "no"):
        abort(400)
    if current_user() is not None:
        return _show(token, form, 403)
    if not form.named:
        return _show(token, _reject(form, "no_choice"), 422)
    said = OutsideAnswer(outcome, form.name, form.role, form.named == "yes", form.comment)
    moment = now()

    def store(session: Session, renderer: Renderer) -> str:
        try:
            _record(session, renderer, token, said, moment)
        except OutsideAnswerRejected as refused:
            # The attempt counts, so the transaction is committed.
            return refused.code
        return ""

    try:
        problem = write_rendered(
            store,
            lambda session, renderer: answer_link.foresee_answer(
                session, desk_checker(session, renderer), token, now=moment
            ),
        )
    except LookupError:
        abort(404)
    except OutsideLinkEnded as ended:
        return _show_ended(ended, 409, form.comment)
    if problem:
        return _show(token, _reject(form, problem), 429 if problem == "too_many" else 422)
    mail_sender().nudge()
    return redirect(urls.outside_review(token), 303)


@blueprint.get("/outside/<token>/images/<name>")
@allow_anonymous
def show_outside_image(token: str, name: str) -> Response:
    """Send an image of an answer under outside review."""
    content_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower())
    with read_session() as session:
        try:
            review = links.open_link(session, token, now=now())
        except (LookupError, OutsideLinkEnded):
            abort(404)
        content = answers.find_image(session, review.slug, name)
    if content is None or content_type is None:
        abort(404)
    response = Response(content.read(), content_type=content_type)
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


def _record(
    session: Session, renderer: Renderer, token: str, said: OutsideAnswer, moment: datetime
) -> None:
    settings = services().settings
    review, took_effect = answer_link.answer_link(
        session,
        desk_checker(session, renderer),
        token,
        said,
        suffices=settings.outside_approval_suffices,
        next_review=next_review_date(moment.date(), settings.review_months),
        now=moment,
    )
    queue_outside_answered(
        session, _list_concerned(session, review), review, took_effect=took_effect
    )


def _list_concerned(session: Session, review: OutsideReview) -> list[Account]:
    """Return who asked, and to whom the review is assigned."""
    people = {review.asked_by_id: links.find_asker(session, review)}
    assigned = assignments.find_assignment(session, review.answer_id, review.language)
    if assigned is not None:
        for one in assignments.list_reviewers(session, review.answer_id, review.language):
            if one.id == assigned.account_id:
                people[one.id] = one
    return list(people.values())


def _reject(form: OutsideForm, problem: str) -> OutsideForm:
    return OutsideForm(problem, form.name, form.role, form.named, form.comment)


def _show(token: str, form: OutsideForm, status: int = 200) -> Response:
    with read_session() as session:
        try:
            asked = links.open_link(session, token, now=now())
        except LookupError:
            abort(404)
        except OutsideLinkEnded as ended:
            return _show_ended(ended, 200 if ended.code == "answered" else 410, form.comment)
        review = links.find_shown_review(session, desk_checker(session), asked)
        if review is None:
            abort(404)
        page = present_outside_review(session, token, asked, review, form)
        return render("desk/outside_review/review.html", page, status)


def _show_ended(ended: OutsideLinkEnded, status: int, comment: str = "") -> Response:
    site, given = present_site(current_reader_request()), ended.review.answer
    if given is not None and given.comment == comment.strip():
        comment = ""
    page = OutsideEndedPage(site, ended.code, ended.review, comment)
    return render("desk/outside_review/ended.html", page, status)
