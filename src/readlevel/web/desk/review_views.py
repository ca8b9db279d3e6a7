"""The review of a text: where it stands, what was changed, and moving it on."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel import reviewing
from readlevel.core.answer import Audience
from readlevel.core.roles import Role
from readlevel.core.workflow import REVIEWS, Move, Status, due_after
from readlevel.reviewing import Case, NotAllowed, Outdated, Standing
from readlevel.storage import answers
from readlevel.storage.revisions import StoredRevision
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed, current_account
from readlevel.web.desk.comparing import Comparison, present_comparison
from readlevel.web.desk.database import desk_renderer, now, reading_session, writing_session
from readlevel.web.desk.errors import Refused
from readlevel.web.desk.frame import present_frame, redirect_said
from readlevel.web.desk.histories import present_history
from readlevel.web.desk.post import send_waiting
from readlevel.web.desk.review_pages import Decision, ReviewPage, Typed
from readlevel.web.desk.sides import present_meter
from readlevel.web.desk.texts import Text, choose_variant, open_text, present_head, present_text
from readlevel.web.presentation import present_site
from readlevel.web.services import render, services
from readlevel.web.visit import current_visit

COMMENT = "comment"
_FORM_PROBLEMS = {"no_comment", "long_comment", "past_date", "bad_date"}

blueprint = Blueprint("review", __name__)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a form of the page asks for."""

    number: int
    move: Move | None
    seen: Status
    comment: str
    next_review: str

    def typed(self, problem: str) -> Typed:
        """Return the form as it is shown again."""
        return Typed(self.number, self.move, self.comment, self.next_review, problem)


@blueprint.get("/answers/<slug>/review")
@allowed(Role.EDITOR)
def choose_review(slug: str) -> WerkzeugResponse:
    """Lead to the review of the text that waits most."""
    with reading_session() as session:
        answer = answers.find_answer(session, slug)
    if answer is None:
        abort(404)
    chosen = choose_variant(answer, request.args.get("language", ""))
    return redirect(addresses.review(slug, chosen.audience, chosen.language), 303)


@blueprint.get("/answers/<slug>/<audience>/<language>/review")
@allowed(Role.EDITOR)
def show_review(slug: str, audience: str, language: str) -> Response:
    """Show where a text stands, what was changed since the approved one, and what can be done."""
    return _show(slug, audience, language)


@blueprint.post("/answers/<slug>/<audience>/<language>/review")
@allowed(Role.EDITOR)
def take_move(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Move a text on, or keep a comment on it."""
    if audience not in set(Audience):
        abort(404)
    given = _read_form()
    try:
        if given.move is None:
            _comment(slug, Audience(audience), language, given)
        else:
            _move(slug, Audience(audience), language, given, given.move)
    except LookupError:
        abort(404)
    except Outdated:
        return _show(slug, audience, language, given.typed("outdated"), 409)
    except NotAllowed as refused:
        if refused.code not in _FORM_PROBLEMS:
            raise Refused(refused.code, 409 if refused.code == "status" else 403) from refused
        return _show(slug, audience, language, given.typed(refused.code), 422)
    if given.move is Move.SUBMIT:
        send_waiting(current_account(), [(slug, Audience(audience), language)])
    said = f"review_{given.move or COMMENT}"
    return redirect_said(addresses.review(slug, audience, language), said)


def _read_form() -> _Given:
    form = request.form
    number, move, seen = form.get("number", ""), form.get("move", ""), form.get("seen", "")
    if move not in {COMMENT, *Move} or seen not in set(Status):
        abort(400)
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        abort(400)
    comment = form.get("comment", "").replace("\r\n", "\n")
    return _Given(
        int(number),
        None if move == COMMENT else Move(move),
        Status(seen),
        comment,
        form.get("next_review", "").strip(),
    )


def _comment(slug: str, audience: Audience, language: str, given: _Given) -> None:
    with writing_session() as session:
        reviewing.add_comment(
            session,
            current_account(),
            slug,
            audience,
            language,
            comment=given.comment,
            now=now(),
        )


def _move(slug: str, audience: Audience, language: str, given: _Given, move: Move) -> None:
    due = _read_date(given.next_review) if move in REVIEWS else None
    with writing_session() as session:
        reviewing.move(
            session,
            desk_renderer(session),
            current_account(),
            slug,
            audience,
            language,
            given.number,
            move,
            seen=given.seen,
            comment=given.comment,
            next_review=due,
            now=now(),
        )


def _read_date(given: str) -> date | None:
    """Return a date as browsers send it, None for none."""
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NotAllowed("bad_date") from None


def _show(
    slug: str, audience: str, language: str, typed: Typed | None = None, status: int = 200
) -> Response:
    with reading_session() as session:
        text = open_text(session, slug, audience, language)
        case = reviewing.find_case(session, current_account(), slug, text.audience, language)
        if case is None:
            abort(404)
        return render("editing/review.html", _present(session, text, case, typed), status)


def _present(session: Session, text: Text, case: Case, typed: Typed | None) -> ReviewPage:
    visit = current_visit()
    place = (text.answer.slug, text.audience, text.language)
    newest = case.newest.revision
    variant = present_text(session, visit, text.answer, newest)
    settled = case.settled.revision if case.settled else None
    base = _choose_base(case)
    return ReviewPage(
        frame=present_frame("answers"),
        site=present_site(visit),
        head=present_head(text, addresses.review),
        path=addresses.review(*place),
        today=now().date(),
        saved=text.saved[0],
        newest=_decide(case.newest, typed),
        settled=_decide(case.settled, typed) if case.settled else None,
        settled_path=addresses.revision(*place, settled.number) if settled else "",
        compared_with=base.number if base else 0,
        comparison=_compare(base, newest),
        comparison_path=addresses.compare(*place, base.number, newest.number) if base else "",
        variant=variant,
        meter=None
        if variant is None
        else present_meter(
            session,
            visit,
            text.answer.slug,
            text.language,
            text.audience,
            variant.readability,
        ),
        history=present_history(text, case.events),
        typed=typed,
    )


def _choose_base(case: Case) -> StoredRevision | None:
    """Return what the newest revision is compared with: what was approved last before it."""
    approved = case.approved
    return None if approved is None or approved.id == case.newest.revision.id else approved


def _compare(base: StoredRevision | None, newest: StoredRevision) -> Comparison | None:
    return None if base is None else present_comparison(base.markdown, newest.markdown, whole=False)


def _decide(standing: Standing, typed: Typed | None) -> Decision:
    revision = standing.revision
    mine = typed if typed is not None and typed.number == revision.number else None
    due = due_after(now().date(), services().settings.review_months)
    offered = standing.moves
    if Move.REQUEST_CHANGES in offered:
        # Whoever reviews gives a text back with words, not without.
        offered -= {Move.TAKE_BACK}
    return Decision(
        number=revision.number,
        review=revision.review,
        moves=[move for move in Move if move in offered],
        is_author=standing.is_author,
        next_review=mine.next_review if mine else due.isoformat() if due else "",
    )
