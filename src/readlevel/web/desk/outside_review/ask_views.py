"""Asking people without an account for a review."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.outside_review import answer_link, ask
from readlevel.usecases.outside_review.ask import OutsideAskRejected, OutsideReview
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.web.desk.answer_review.answer_review_contexts import RejectedAsk, RejectedForms
from readlevel.web.desk.answer_review.answer_review_views import show_review
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, write_prepared, write_rendered, write_session
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.notifications import (
    mail_sender,
    outside_url,
    queue_outside_review,
)
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services

blueprint = Blueprint("outside_asks", __name__)


@dataclass(frozen=True, slots=True)
class NewOutsideLinkPage:
    """The link of an outside review, shown only once (`desk/outside_review/new_link.html`)."""

    layout: DeskLayout
    review: OutsideReview
    url: str
    is_mailed: bool
    review_path: str


@blueprint.post("/answers/<slug>/review/outside")
@require_role(Role.EDITOR)
def ask_outside(slug: str) -> Response:
    """Ask somebody by mail, or make a link that is shown once."""
    if not services().settings.outside_reviews:
        abort(404)
    form = request.form
    language, email, days = form.get("language", ""), form.get("email", ""), form.get("days", "")
    is_mailed = form.get("deed") == "mail" and mail_sender().is_open
    actor, moment = current_account(), now()

    def ask_somebody(session: Session) -> tuple[OutsideReview, str]:
        lasting = parse_number(days) or 0
        review, token = ask.ask(session, actor, slug, language, email, lasting, now=moment)
        if is_mailed:
            queue_outside_review(session, actor, review, token)
        return review, token

    try:
        review, token = write_prepared(ask_somebody)
    except LookupError:
        abort(404)
    except OutsideAskRejected as refused:
        status = 429 if refused.code == "too_many" else 422
        rejected = RejectedForms(outside=RejectedAsk(refused.code, email, days))
        return show_review(slug, language, rejected, status)
    mail_sender().nudge()
    page = NewOutsideLinkPage(
        present_layout("answers"),
        review,
        outside_url(token),
        is_mailed,
        urls.review_of_answer(slug, language),
    )
    return render("desk/outside_review/new_link.html", page)


@blueprint.post("/answers/<slug>/review/outside/<int:number>/withdrawal")
@require_role(Role.EDITOR)
def withdraw(slug: str, number: int) -> WerkzeugResponse:
    """Withdraw a link that was not answered yet."""
    try:
        with write_session() as session:
            ask.withdraw(session, current_account(), slug, number, now=now())
    except LookupError:
        abort(404)
    except OutsideAskRejected:
        raise RequestRefused("outside_answered", 409) from None
    return _return(slug, "outside_withdrawn")


@blueprint.post("/answers/<slug>/review/outside/<int:number>/unnaming")
@require_role(Role.REVIEWER)
def stop_naming(slug: str, number: int) -> WerkzeugResponse:
    """Stop telling readers who approved the texts from outside."""
    try:
        write_rendered(
            lambda session, renderer: answer_link.stop_naming(
                session, renderer, current_account(), slug, number, now=now()
            ),
            partial(foresee_publication, slug=slug),
        )
    except LookupError:
        abort(404)
    return _return(slug, "outside_unnamed")


def _return(slug: str, said: str) -> WerkzeugResponse:
    language = request.form.get("language", "")
    return redirect_with_flash(urls.review_of_answer(slug, language) + "#outside", said)
