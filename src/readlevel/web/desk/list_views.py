"""Lists of the desk: all texts, those that are due, and what was done by whom."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Response, request

from readlevel.core.answer import Audience
from readlevel.core.roles import Role
from readlevel.core.workflow import Move, Status
from readlevel.storage import audit, work
from readlevel.storage.work import Order, Wanted
from readlevel.web.addresses import with_query
from readlevel.web.desk import addresses
from readlevel.web.desk.access import allowed, current_account
from readlevel.web.desk.bulk import MOST_AT_ONCE, move_all
from readlevel.web.desk.database import now, reading_session
from readlevel.web.desk.frame import present_frame
from readlevel.web.desk.home_views import SOON
from readlevel.web.desk.list_pages import AuditPage, DuePage, ListPage, MovedPage
from readlevel.web.desk.lists import ROWS, present_pages, present_rows
from readlevel.web.i18n import name_language
from readlevel.web.services import render, services
from readlevel.web.visit import current_visit

_ENTRIES = 100
_LONGEST_WORDS = 200
_MANY = (Move.SUBMIT, Move.TAKE_BACK, Move.BEGIN_REVIEW, Move.APPROVE, Move.REQUEST_CHANGES)
_REVIEWERS = frozenset({Move.BEGIN_REVIEW, Move.APPROVE, Move.REQUEST_CHANGES})

Choice = TypeVar("Choice", bound=StrEnum)

blueprint = Blueprint("lists", __name__)


@blueprint.get("/answers")
@allowed(Role.EDITOR)
def show_answers() -> Response:
    """List the texts that are wanted, a page at a time."""
    return _show_answers()


@blueprint.post("/answers/moves")
@allowed(Role.EDITOR)
def move_answers() -> Response:
    """Move many texts on, each by itself, and tell what became of each."""
    back = addresses.find_next(request.form.get("back", addresses.ANSWERS))
    move = _choice(Move, request.form.get("move"))
    keys = request.form.getlist("text")
    if move not in _MANY or not 0 < len(keys) <= MOST_AT_ONCE:
        return _show_answers("no_move" if move not in _MANY else "no_texts", 422)
    moved = move_all(move, keys, request.form.get("comment", ""))
    return render("editing/moved.html", MovedPage(present_frame("answers"), move, moved, back))


@blueprint.get("/due")
@allowed(Role.EDITOR)
def show_due() -> Response:
    """List the texts whose next review is due soon, or was."""
    today, number = now().date(), current_visit().page
    with reading_session() as session:
        total = work.count_due(session, today + SOON)
        items = work.list_due(session, today + SOON, skip=(number - 1) * ROWS, limit=ROWS)
        page = DuePage(
            present_frame("due"),
            today,
            present_rows(items, services().settings, today),
            work.count_due(session, today),
            present_pages(addresses.DUE, number, total),
        )
    return render("editing/due.html", page)


@blueprint.get("/audit")
@allowed(Role.ADMIN)
def show_audit() -> Response:
    """List what was done, the newest first."""
    subject = request.args.get("subject", "").strip()
    before = request.args.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 10
    with reading_session() as session:
        entries = audit.list_entries(
            session,
            before=int(before) if is_number else None,
            subject=subject or None,
            limit=_ENTRIES,
        )
    older = str(entries[-1].id) if len(entries) == _ENTRIES else None
    older_url = with_query(addresses.AUDIT, subject=subject, before=older) if older else None
    page = AuditPage(present_frame("audit"), subject, entries, older_url)
    return render("editing/audit.html", page)


def _show_answers(problem: str = "", status: int = 200) -> Response:
    wanted, number, settings = _wanted(), current_visit().page, services().settings
    given = {
        "q": wanted.words,
        "status": wanted.status,
        "audience": wanted.audience,
        "language": wanted.language,
        "topic": wanted.topic,
        "order": None if wanted.order is Order.NEWEST else wanted.order,
    }
    today = now().date()
    with reading_session() as session:
        total = work.count_items(session, wanted)
        items = work.list_items(session, wanted, skip=(number - 1) * ROWS, limit=ROWS)
    may_review = current_account().may(Role.REVIEWER)
    page = ListPage(
        frame=present_frame("answers"),
        wanted=wanted,
        rows=present_rows(items, settings, today),
        pages=present_pages(addresses.ANSWERS, number, total, **given),
        here=with_query(addresses.ANSWERS, **given, page=str(number) if number > 1 else None),
        moves=[one for one in _MANY if may_review or one not in _REVIEWERS],
        languages=[(tag, name_language(tag)) for tag in settings.languages],
        problem=problem,
    )
    return render("editing/answers.html", page, status)


def _wanted() -> Wanted:
    given = request.args
    language = given.get("language")
    return Wanted(
        status=_choice(Status, given.get("status")),
        audience=_choice(Audience, given.get("audience")),
        language=language if language in services().settings.languages else None,
        topic=given.get("topic", "")[:_LONGEST_WORDS].strip(),
        words=given.get("q", "")[:_LONGEST_WORDS].replace("\x00", " ").strip(),
        order=_choice(Order, given.get("order")) or Order.NEWEST,
    )


def _choice(kind: type[Choice], given: str | None) -> Choice | None:
    return kind(given) if given in set(kind) else None
