"""The inbox: what readers ask and which mistakes they report, and what becomes of it."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.database.engine import truncate_wal
from readlevel.storage.feedback import reader_questions
from readlevel.storage.feedback.reader_questions import MessageKind, QuestionStatus
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.public.reader_feedback import QuestionResolution
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.worklists.inbox_pages import RejectedTarget, present_inbox
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_reader_request

_LONGEST_ADDRESS = 500
_SAID = {
    "dismiss": "dismissed",
    "open": "open",
    "remove": "removed",
    "dismiss_all": "all_dismissed",
    "remove_all": "all_removed",
}
"""What can be done with one, or all of its section, and the code of what is then said."""

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/inbox")
@require_role(Role.EDITOR)
def show_inbox() -> Response:
    """Show what readers sent, grouped by answer and section."""
    return _show()


@blueprint.post("/inbox/<int:number>")
@require_role(Role.EDITOR)
def handle(number: int) -> WerkzeugResponse:
    """Link it to an answer, begin an answer of it, put it aside, open it again, or delete it."""
    deed = request.form.get("deed", "")
    _refuse_mistakes(number)
    if deed == "link":
        return _link(number, request.form.get("target", "").strip())
    if deed == "draft":
        return _draft(number)
    if deed not in _SAID:
        abort(400)
    try:
        with write_session() as session:
            _do(session, deed, number)
    except LookupError:
        abort(404)
    if deed in ("remove", "remove_all"):
        truncate_wal(services().engine)
    return redirect_with_flash(_back(), f"question_{_SAID[deed]}")


def _do(session: Session, deed: str, number: int) -> None:
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
    """Return the page of the inbox that the form stands on."""
    return urls.read_next_path(request.form.get("back", urls.INBOX))


def _link(number: int, target: str) -> WerkzeugResponse:
    slug = target[:_LONGEST_ADDRESS].rstrip("/").rpartition("/answers/")[2].split("/")[0]
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
    return redirect(urls.new_from(number, question.asked.language), 303)


def _refuse_mistakes(number: int) -> None:
    """End the request of who does not review where it is about a mistake."""
    with read_session() as session:
        question = reader_questions.find(session, number)
    if question is None:
        abort(404)
    if question.asked.kind is MessageKind.MISTAKE and not current_account().may(Role.REVIEWER):
        raise RequestRefused("role", 403)


def _show(typed: RejectedTarget | None = None, status: int = 200) -> Response:
    with read_session() as session:
        page = present_inbox(session, current_reader_request().page, typed)
    return render("desk/worklists/inbox.html", page, status)
