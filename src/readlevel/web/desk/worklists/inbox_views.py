"""The inbox: what readers ask and which mistakes they report, and what becomes of it."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.database.engine import forget_deleted
from readlevel.storage.feedback import reader_questions
from readlevel.storage.feedback.reader_questions import Kind, Status
from readlevel.usecases.public import reader_feedback
from readlevel.usecases.public.reader_feedback import Handling
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allowed, current_account
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.desk.layout.errors import Refused
from readlevel.web.desk.layout.layout import redirect_said
from readlevel.web.desk.worklists.inbox_pages import TypedTarget, present_inbox
from readlevel.web.http.services import render, services
from readlevel.web.reader.reader_request import current_visit

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
@allowed(Role.EDITOR)
def show_inbox() -> Response:
    """Show what readers sent, grouped by answer and section."""
    return _show()


@blueprint.post("/inbox/<int:number>")
@allowed(Role.EDITOR)
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
        with writing_session() as session:
            _do(session, deed, number)
    except LookupError:
        abort(404)
    if deed in ("remove", "remove_all"):
        forget_deleted(services().engine)
    return redirect_said(_back(), f"question_{_SAID[deed]}")


def _do(session: Session, deed: str, number: int) -> None:
    who, moment = current_account(), now()
    if deed == "remove":
        reader_feedback.delete(session, who, number, now=moment)
    elif deed in ("dismiss_all", "remove_all"):
        reader_feedback.clear(session, who, number, remove=deed == "remove_all", now=moment)
    else:
        status = Status.DISMISSED if deed == "dismiss" else Status.OPEN
        reader_feedback.handle(session, who, number, Handling(status), now=moment)


def _back() -> str:
    """Return the page of the inbox that the form stands on."""
    return urls.find_next(request.form.get("back", urls.INBOX))


def _link(number: int, target: str) -> WerkzeugResponse:
    slug = target[:_LONGEST_ADDRESS].rstrip("/").rpartition("/answers/")[2].split("/")[0]
    slug = slug.split("?")[0]
    try:
        with writing_session() as session:
            handling = Handling(Status.LINKED, slug)
            reader_feedback.handle(session, current_account(), number, handling, now=now())
    except LookupError:
        return _show(TypedTarget(number, target), 422)
    return redirect_said(_back(), "question_linked")


def _draft(number: int) -> WerkzeugResponse:
    try:
        with writing_session() as session:
            handling = Handling(Status.DRAFTED)
            question = reader_feedback.handle(
                session, current_account(), number, handling, now=now()
            )
    except LookupError:
        abort(404)
    return redirect(urls.new_from(number, question.asked.language), 303)


def _refuse_mistakes(number: int) -> None:
    """End the request of who does not review where it is about a mistake."""
    with reading_session() as session:
        question = reader_questions.find(session, number)
    if question is None:
        abort(404)
    if question.asked.kind is Kind.MISTAKE and not current_account().may(Role.REVIEWER):
        raise Refused("role", 403)


def _show(typed: TypedTarget | None = None, status: int = 200) -> Response:
    with reading_session() as session:
        page = present_inbox(session, current_visit().page, typed)
    return render("desk/worklists/inbox.html", page, status)
