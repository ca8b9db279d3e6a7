"""The inbox: readers' questions and reported mistakes."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.public.reader_feedback import QuestionResolution
from readlevel.usecases.review import inbox
from readlevel.usecases.review.inbox import MessageKind, QuestionStatus
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import erase_deleted, now, read_session, write_session
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.worklists.inbox_pages import RejectedTarget, present_inbox
from readlevel.web.http.services import render
from readlevel.web.reader.reader_request import current_reader_request

_MAX_URL_LENGTH = 500
_FLASH_CODES = {
    "dismiss": "dismissed",
    "open": "open",
    "remove": "removed",
    "dismiss_all": "all_dismissed",
    "remove_all": "all_removed",
}
"""Flash code by form action, on one message or all of its section."""

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/inbox")
@require_role(Role.EDITOR)
def show_inbox() -> Response:
    """Show the messages, grouped by answer and section."""
    return _show()


@blueprint.post("/inbox/<int:number>")
@require_role(Role.EDITOR)
def resolve_question(number: int) -> WerkzeugResponse:
    """Link a message to an answer, start an answer from it, dismiss, reopen or delete it."""
    deed = request.form.get("deed", "")
    _refuse_mistakes(number)
    if deed == "link":
        return _link(number, request.form.get("target", "").strip())
    if deed == "draft":
        return _draft(number)
    if deed not in _FLASH_CODES:
        abort(400)
    try:
        with write_session() as session:
            _resolve(session, deed, number)
    except LookupError:
        abort(404)
    if deed in ("remove", "remove_all"):
        erase_deleted()
    return redirect_with_flash(_back(), f"question_{_FLASH_CODES[deed]}")


def _resolve(session: Session, deed: str, number: int) -> None:
    who, moment = current_account(), now()
    if deed == "remove":
        reader_feedback.delete_question(session, who, number, now=moment)
    elif deed in ("dismiss_all", "remove_all"):
        reader_feedback.clear_section(session, who, number, remove=deed == "remove_all", now=moment)
    else:
        status = QuestionStatus.DISMISSED if deed == "dismiss" else QuestionStatus.OPEN
        reader_feedback.resolve_question(
            session, who, number, QuestionResolution(status), now=moment
        )


def _back() -> str:
    """Return the page of the inbox that the form was on."""
    return urls.read_next_path(request.form.get("back", urls.INBOX))


def _link(number: int, target: str) -> WerkzeugResponse:
    slug = target[:_MAX_URL_LENGTH].rstrip("/").rpartition("/answers/")[2].split("/")[0]
    slug = slug.split("?")[0]
    try:
        with write_session() as session:
            handling = QuestionResolution(QuestionStatus.LINKED, slug)
            reader_feedback.resolve_question(
                session, current_account(), number, handling, now=now()
            )
    except LookupError:
        return _show(RejectedTarget(number, target), 422)
    return redirect_with_flash(_back(), "question_linked")


def _draft(number: int) -> WerkzeugResponse:
    try:
        with write_session() as session:
            handling = QuestionResolution(QuestionStatus.DRAFTED)
            question = reader_feedback.resolve_question(
                session, current_account(), number, handling, now=now()
            )
    except LookupError:
        abort(404)
    return redirect(urls.new_answer_from_question(number, question.asked.language), 303)


def _refuse_mistakes(number: int) -> None:
    """Refuse users who may not review if the message reports a mistake."""
    with read_session() as session:
        question = inbox.find_message(session, number)
    if question is None:
        abort(404)
    if question.asked.kind is MessageKind.MISTAKE and not current_account().may(Role.REVIEWER):
        raise RequestRefused("role", 403)


def _show(rejected: RejectedTarget | None = None, status: int = 200) -> Response:
    with read_session() as session:
        page = present_inbox(session, current_reader_request().page, rejected)
    return render("desk/worklists/inbox.html", page, status)
