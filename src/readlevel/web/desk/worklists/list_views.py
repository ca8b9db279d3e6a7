"""Lists of the desk: all texts, those that are due, and what was done by whom."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, request

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Move, Status
from readlevel.storage.accounts import audit_log
from readlevel.storage.review import worklist
from readlevel.storage.review.worklist import Order, Wanted
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allowed, current_account
from readlevel.web.desk.layout.db_sessions import now, reading_session
from readlevel.web.desk.layout.layout import present_frame
from readlevel.web.desk.layout.pagination import ROWS, present_pages
from readlevel.web.desk.worklists.bulk_moves import MOST_AT_ONCE, move_all
from readlevel.web.desk.worklists.home_views import SOON
from readlevel.web.desk.worklists.list_pages import (
    Asked,
    AuditPage,
    BehindPage,
    BehindSourcePage,
    DuePage,
    ListPage,
    MovedPage,
)
from readlevel.web.desk.worklists.rows import (
    MOST_TOPICS,
    find_topic,
    present_rows,
    present_translations,
    read_line,
)
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.reader_request import current_visit

_ENTRIES = 100
_FEW = 2_000
_MOST_PAGES = 100
_PAGES = frozenset(str(number) for number in range(1, _MOST_PAGES + 1))
_MANY = (Move.SUBMIT, Move.TAKE_BACK, Move.BEGIN_REVIEW, Move.APPROVE, Move.REQUEST_CHANGES)
_REVIEWERS = frozenset({Move.BEGIN_REVIEW, Move.APPROVE, Move.REQUEST_CHANGES})

Choice = TypeVar("Choice", bound=StrEnum)

blueprint = Blueprint("lists", __name__)


@blueprint.get("/answers")
@allowed(Role.EDITOR)
def show_answers() -> Response:
    """List the texts that are wanted, a page at a time."""
    return _show_answers(request.args, current_visit().page, Asked())


@blueprint.post("/answers/moves")
@allowed(Role.EDITOR)
def move_answers() -> Response:
    """Move many texts on, each by itself, and tell what became of each."""
    back = urls.find_next(request.form.get("back", urls.ANSWERS))
    move = _choice(Move, request.form.get("move"))
    keys = request.form.getlist("text")
    comment = request.form.get("comment", "")
    if move not in _MANY or not 0 < len(keys) <= MOST_AT_ONCE:
        problem = "no_move" if move not in _MANY else "no_texts"
        given = dict(parse_qsl(urlsplit(back).query))
        page = given.get("page", "")
        number = int(page) if page in _PAGES else 1
        return _show_answers(given, number, Asked(keys, move, comment, problem))
    moved = move_all(move, keys, comment)
    return render("desk/worklists/bulk_move_results.html", MovedPage(present_frame("answers"), move, moved, back))


@blueprint.get("/due")
@allowed(Role.EDITOR)
def show_due() -> Response:
    """List the texts whose next review is due soon, or was."""
    today = now().date()
    with reading_session() as session:
        total = worklist.count_due(session, today + SOON)
        pages = present_pages(urls.DUE, current_visit().page, total, most=_MOST_PAGES)
        items = worklist.list_due(session, today + SOON, skip=pages.skip, limit=ROWS)
        page = DuePage(
            present_frame("due"),
            today,
            present_rows(items, services().settings, today),
            worklist.count_due(session, today),
            pages,
            worklist.count_behind(session),
            worklist.count_behind_source(session),
        )
    return render("desk/worklists/due.html", page)


@blueprint.get("/behind")
@allowed(Role.EDITOR)
def show_behind() -> Response:
    """List the plain texts whose clinician text has changed since they were checked against it."""
    today = now().date()
    with reading_session() as session:
        total = worklist.count_behind(session)
        pages = present_pages(urls.BEHIND, current_visit().page, total, most=_MOST_PAGES)
        items = worklist.list_behind(session, skip=pages.skip, limit=ROWS)
        rows = present_rows(items, services().settings, today)
        page = BehindPage(
            present_frame("due"),
            rows,
            pages,
            worklist.count_due(session, today + SOON),
            worklist.count_behind_source(session),
        )
    return render("desk/worklists/lay_out_of_sync.html", page)


@blueprint.get("/behind/translations")
@allowed(Role.EDITOR)
def show_behind_source() -> Response:
    """List the translations whose source came to say something else since they were approved."""
    today = now().date()
    with reading_session() as session:
        total = worklist.count_behind_source(session)
        pages = present_pages(urls.BEHIND_SOURCE, current_visit().page, total, most=_MOST_PAGES)
        items = worklist.list_behind_source(session, skip=pages.skip, limit=ROWS)
        page = BehindSourcePage(
            present_frame("due"),
            present_translations(items, services().settings, today),
            pages,
            worklist.count_due(session, today + SOON),
            worklist.count_behind(session),
        )
    return render("desk/worklists/translations_out_of_sync.html", page)


@blueprint.get("/audit")
@allowed(Role.ADMIN)
def show_audit() -> Response:
    """List what was done, the newest first."""
    subject = read_line(request.args.get("subject", ""))
    before = request.args.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 10
    with reading_session() as session:
        entries = audit_log.list_entries(
            session,
            before=int(before) if is_number else None,
            subject=subject or None,
            limit=_ENTRIES,
        )
    older = str(entries[-1].id) if len(entries) == _ENTRIES else None
    older_url = with_query(urls.AUDIT, subject=subject, before=older) if older else None
    page = AuditPage(present_frame("audit"), subject, entries, older_url)
    return render("desk/worklists/audit_log.html", page)


def _show_answers(given: Mapping[str, str], number: int, asked: Asked) -> Response:
    settings = services().settings
    with reading_session() as session:
        topics = worklist.list_topics(session, limit=MOST_TOPICS)
        wanted = _read_wanted(given, topics)
        parameters = _list_parameters(wanted)
        total = worklist.count_items(session, wanted)
        pages = present_pages(urls.ANSWERS, number, total, most=_MOST_PAGES, parameters=parameters)
        items = worklist.list_items(session, wanted, skip=pages.skip, limit=ROWS, few=total <= _FEW)
    may_review = current_account().may(Role.REVIEWER)
    here = str(pages.number) if pages.number > 1 else None
    page = ListPage(
        frame=present_frame("answers"),
        wanted=wanted,
        rows=present_rows(items, settings, now().date()),
        pages=pages,
        here=with_query(urls.ANSWERS, **parameters, page=here),
        moves=[one for one in _MANY if may_review or one not in _REVIEWERS],
        languages=[(tag, name_language(tag)) for tag in settings.languages],
        topics=topics,
        asked=asked,
    )
    return render("desk/worklists/answers.html", page, 422 if asked.problem else 200)


def _list_parameters(wanted: Wanted) -> dict[str, str | None]:
    return {
        "q": wanted.words,
        "status": wanted.status,
        "audience": wanted.audience,
        "language": wanted.language,
        "topic": wanted.topic,
        "order": None if wanted.order is Order.NEWEST else wanted.order,
    }


def _read_wanted(given: Mapping[str, str], topics: Sequence[str]) -> Wanted:
    language = given.get("language")
    return Wanted(
        status=_choice(Status, given.get("status")),
        audience=_choice(Audience, given.get("audience")),
        language=language if language in services().settings.languages else None,
        topic=find_topic(given.get("topic", ""), topics),
        words=read_line(given.get("q", "")),
        order=_choice(Order, given.get("order")) or Order.NEWEST,
    )


def _choice(kind: type[Choice], given: str | None) -> Choice | None:
    return kind(given) if given in set(kind) else None
