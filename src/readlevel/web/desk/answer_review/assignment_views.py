"""Assigning the review of an answer to somebody."""

from datetime import date

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.review import assignments
from readlevel.usecases.review.assignments import AssignmentRejected
from readlevel.web.desk.answer_review.answer_review_contexts import (
    RejectedAssignment,
    RejectedForms,
)
from readlevel.web.desk.answer_review.answer_review_views import show_review
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, write_prepared
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.layout.notifications import mail_sender, queue_assignment
from readlevel.web.http.parameters import parse_number

blueprint = Blueprint("assignments", __name__)


@blueprint.post("/answers/<slug>/review/assignment")
@require_role(Role.EDITOR)
def assign(slug: str) -> WerkzeugResponse:
    """Assign what waits of an answer in a language to a reviewer, or to nobody."""
    form = request.form
    language, given, day = form.get("language", ""), form.get("reviewer", ""), form.get("due", "")
    reviewer_id = parse_number(given)
    if given and reviewer_id is None:
        abort(400)
    try:
        due = date.fromisoformat(day) if day.strip() else None
    except ValueError:
        return _refuse(slug, language, "bad_date", given, day)

    def assign_to(session: Session) -> bool:
        place = slug, language, reviewer_id, due
        reviewer = assignments.assign(session, current_account(), *place, now=now())
        if reviewer is not None:
            queue_assignment(session, current_account(), reviewer, slug, language, due)
        return reviewer is not None

    try:
        is_assigned = write_prepared(assign_to)
    except LookupError:
        abort(404)
    except AssignmentRejected as refused:
        return _refuse(slug, language, refused.code, given, day)
    mail_sender().nudge()
    said = "review_assigned" if is_assigned else "review_unassigned"
    return redirect_with_flash(urls.review_of_answer(slug, language), said)


def _refuse(slug: str, language: str, code: str, reviewer: str, due: str) -> WerkzeugResponse:
    rejected = RejectedAssignment(code, reviewer, due)
    return show_review(slug, language, RejectedForms(assignment=rejected), 422)
