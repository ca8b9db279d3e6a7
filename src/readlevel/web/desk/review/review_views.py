"""The review of a text: its state, its changes, and the transitions."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import REVIEW_TRANSITIONS, Status, Transition
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import review_state, transitions
from readlevel.usecases.review.transitions import (
    ReviewEditConflict,
    TransitionNotAllowed,
    TransitionRequest,
)
from readlevel.usecases.writing.editor import autosave
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import (
    desk_checker,
    now,
    read_session,
    write_rendered,
    write_session,
)
from readlevel.web.desk.layout.errors import RequestRefused
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.layout.notifications import mail_sender, queue_review_requests
from readlevel.web.desk.review.review_contexts import RejectedForm
from readlevel.web.desk.review.review_page import present_review
from readlevel.web.desk.review.text_header import open_text
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render

COMMENT_ACTION = "comment"
_FORM_PROBLEMS = {"findings", "beside", "no_comment", "long_comment", "past_date", "bad_date"}

blueprint = Blueprint("review", __name__)


@dataclass(frozen=True, slots=True)
class _MoveForm:
    """A submitted transition or comment."""

    number: int
    move: Transition | None
    expected_status: Status
    expected_counterpart: int | None
    comment: str
    next_review: str

    def reject(self, problem: str) -> RejectedForm:
        """Return the form as it is shown again with a problem."""
        return RejectedForm(self.number, self.move, self.comment, self.next_review, problem)


@blueprint.get("/answers/<slug>/<audience>/<language>/review")
@require_role(Role.EDITOR)
def show_review(slug: str, audience: str, language: str) -> Response:
    """Show the state of a text, its changes since the last approval, and its transitions."""
    return _show(slug, audience, language)


@blueprint.post("/answers/<slug>/<audience>/<language>/review")
@require_role(Role.EDITOR)
def submit_move(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Apply a transition to a text, or add a comment."""
    if audience not in set(Audience):
        abort(404)
    given = _read_form()
    if given.move is Transition.SUBMIT and _has_unseen_words(slug, language):
        return _show(slug, audience, language, given.reject("unsaved"), 409)
    try:
        if given.move is None:
            _add_comment(slug, Audience(audience), language, given)
        else:
            _apply_transition(slug, Audience(audience), language, given, given.move)
    except LookupError:
        abort(404)
    except ReviewEditConflict:
        return _show(slug, audience, language, given.reject("outdated"), 409)
    except TransitionNotAllowed as refused:
        if refused.code not in _FORM_PROBLEMS:
            raise RequestRefused(
                refused.code, 409 if refused.code == "status" else 403
            ) from refused
        return _show(slug, audience, language, given.reject(refused.code), 422)
    if given.move is Transition.SUBMIT:
        mail_sender().nudge()
    said = f"review_{given.move or COMMENT_ACTION}"
    return redirect_with_flash(urls.review(slug, audience, language), said)


def _read_form() -> _MoveForm:
    form = request.form
    number, beside = (parse_number(form.get(name, "")) for name in ("number", "beside"))
    move, seen = form.get("move", ""), form.get("seen", "")
    if move not in {COMMENT_ACTION, *Transition} or seen not in set(Status):
        abort(400)
    if number is None or (beside is None and form.get("beside")):
        abort(400)
    comment = form.get("comment", "").replace("\r\n", "\n")
    return _MoveForm(
        number,
        None if move == COMMENT_ACTION else Transition(move),
        Status(seen),
        beside,
        comment,
        form.get("next_review", "").strip(),
    )


def _has_unseen_words(slug: str, language: str) -> bool:
    """Return whether the user has typed words of this answer that the page did not show as unsaved.

    Submitting would pass over them in silence.
    """
    shown = request.form.getlist("kept")
    with read_session() as session:
        kept = autosave.list_kept(session, current_account(), slug)
    return any(one.language == language and str(one.id) not in shown for one in kept)


def _add_comment(slug: str, audience: Audience, language: str, given: _MoveForm) -> None:
    with write_session() as session:
        transitions.add_comment(
            session,
            current_account(),
            slug,
            audience,
            language,
            comment=given.comment,
            now=now(),
        )


def _apply_transition(
    slug: str, audience: Audience, language: str, given: _MoveForm, move: Transition
) -> None:
    due = _read_date(given.next_review) if move in REVIEW_TRANSITIONS else None
    account, moment = current_account(), now()
    asked = TransitionRequest(
        account,
        slug,
        audience,
        language,
        given.number,
        move,
        expected_status=given.expected_status,
        expected_counterpart=given.expected_counterpart,
        comment=given.comment,
        next_review=due,
    )

    def apply(session: Session, renderer: Renderer) -> None:
        checker = desk_checker(session, renderer)
        transitions.apply_transition(session, checker, asked, now=moment)
        if move is Transition.SUBMIT:
            queue_review_requests(session, account, [(slug, audience, language)])

    write_rendered(
        apply,
        lambda session, renderer: transitions.foresee_transition(
            session, desk_checker(session, renderer), asked
        ),
    )


def _read_date(given: str) -> date | None:
    """Return an ISO date, or None if it is empty. Raise `TransitionNotAllowed`."""
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise TransitionNotAllowed("bad_date") from None


def _show(
    slug: str, audience: str, language: str, rejected: RejectedForm | None = None, status: int = 200
) -> Response:
    with read_session() as session:
        text = open_text(session, slug, audience, language)
        case = review_state.find_review_state(
            session, current_account(), slug, text.audience, language
        )
        if case is None:
            abort(404)
        return render(
            "desk/review/review.html", present_review(session, text, case, rejected), status
        )
