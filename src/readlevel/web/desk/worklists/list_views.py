"""Lists of the desk: all texts, those that are due, and what was done by whom."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, request

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.storage.accounts import audit_log
from readlevel.storage.review import worklist
from readlevel.storage.review.worklist import SortOrder, WorklistFilter
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.desk.worklists.bulk_moves import MOST_AT_ONCE, apply_bulk_move
from readlevel.web.desk.worklists.home_views import SOON
from readlevel.web.desk.worklists.list_pages import (
    AuditPage,
    BehindPage,
    BehindSourcePage,
    BulkMoveForm,
    BulkMovePage,
    DuePage,
    WorklistPage,
)
from readlevel.web.desk.worklists.rows import (
    MAX_TOPIC_CHOICES,
    find_topic,
    present_rows,
    present_translations,
    read_line,
)
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.reader_request import current_reader_request

_ENTRIES = 100
_FEW = 2_000
_MOST_PAGES = 100
_PAGES = frozenset(str(number) for number in range(1, _MOST_PAGES + 1))
_MANY = (
    Transition.SUBMIT,
    Transition.TAKE_BACK,
    Transition.BEGIN_REVIEW,
    Transition.APPROVE,
    Transition.REQUEST_CHANGES,
)
_REVIEWERS = frozenset({Transition.BEGIN_REVIEW, Transition.APPROVE, Transition.REQUEST_CHANGES})

Choice = TypeVar("Choice", bound=StrEnum)

blueprint = Blueprint("lists", __name__)


@blueprint.get("/answers")
@require_role(Role.EDITOR)
def show_answers() -> Response:
    """List the texts that are wanted, a page at a time."""
    return _show_answers(request.args, current_reader_request().page, BulkMoveForm())


@blueprint.post("/answers/moves")
@require_role(Role.EDITOR)
def move_answers() -> Response:
    """Move many texts on, each by itself, and tell what became of each."""
    back = urls.read_next_path(request.form.get("back", urls.ANSWERS))
    move = _choice(Transition, request.form.get("move"))
    keys = request.form.getlist("text")
    comment = request.form.get("comment", "")
    if move not in _MANY or not 0 < len(keys) <= MOST_AT_ONCE:
        problem = "no_move" if move not in _MANY else "no_texts"
        given = dict(parse_qsl(urlsplit(back).query))
        page = given.get("page", "")
        number = int(page) if page in _PAGES else 1
        return _show_answers(given, number, BulkMoveForm(keys, move, comment, problem))
    moved = apply_bulk_move(move, keys, comment)
    return render(
        "desk/worklists/bulk_move_results.html",
        BulkMovePage(present_layout("answers"), move, moved, back),
    )


@blueprint.get("/due")
@require_role(Role.EDITOR)
def show_due() -> Response:
    """List the texts whose next review is due soon, or was."""
    today = now().date()
    with read_session() as session:
        total = worklist.count_due(session, today + SOON)
        pages = paginate(urls.DUE, current_reader_request().page, total, most=_MOST_PAGES)
        items = worklist.list_due(session, today + SOON, skip=pages.skip, limit=ROWS_PER_PAGE)
        page = DuePage(
            present_layout("due"),
            today,
            present_rows(items, services().settings, today),
            worklist.count_due(session, today),
            pages,
            worklist.count_behind(session),
            worklist.count_behind_source(session),
        )
    return render("desk/worklists/due.html", page)


@blueprint.get("/behind")
@require_role(Role.EDITOR)
def show_behind() -> Response:
    """List the plain texts whose clinician text has changed since they were checked against it."""
    today = now().date()
    with read_session() as session:
        total = worklist.count_behind(session)
        pages = paginate(urls.BEHIND, current_reader_request().page, total, most=_MOST_PAGES)
        items = worklist.list_behind(session, skip=pages.skip, limit=ROWS_PER_PAGE)
        rows = present_rows(items, services().settings, today)
        page = BehindPage(
            present_layout("due"),
            rows,
            pages,
            worklist.count_due(session, today + SOON),
            worklist.count_behind_source(session),
        )
    return render("desk/worklists/lay_out_of_sync.html", page)


@blueprint.get("/behind/translations")
@require_role(Role.EDITOR)
def show_behind_source() -> Response:
    """List the translations whose source came to say something else since they were approved."""
    today = now().date()
    with read_session() as session:
        total = worklist.count_behind_source(session)
        pages = paginate(urls.BEHIND_SOURCE, current_reader_request().page, total, most=_MOST_PAGES)
        items = worklist.list_behind_source(session, skip=pages.skip, limit=ROWS_PER_PAGE)
        page = BehindSourcePage(
            present_layout("due"),
            present_translations(items, services().settings, today),
            pages,
            worklist.count_due(session, today + SOON),
            worklist.count_behind(session),
        )
    return render("desk/worklists/translations_out_of_sync.html", page)


@blueprint.get("/audit")
@require_role(Role.ADMIN)
def show_audit() -> Response:
    """List what was done, the newest first."""
    subject = read_line(request.args.get("subject", ""))
    before = request.args.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 10
    with read_session() as session:
        entries = audit_log.list_entries(
            session,
            before=int(before) if is_number else None,
            subject=subject or None,
            limit=_ENTRIES,
        )
    older = str(entries[-1].id) if len(entries) == _ENTRIES else None
    older_url = with_query(urls.AUDIT, subject=subject, before=older) if older else None
    page = AuditPage(present_layout("audit"), subject, entries, older_url)
    return render("desk/worklists/audit_log.html", page)


def _show_answers(given: Mapping[str, str], number: int, asked: BulkMoveForm) -> Response:
    settings = services().settings
    with read_session() as session:
        topics = worklist.list_topics(session, limit=MAX_TOPIC_CHOICES)
        wanted = _read_wanted(given, topics)
        parameters = _list_parameters(wanted)
        total = worklist.count_items(session, wanted)
        pages = paginate(urls.ANSWERS, number, total, most=_MOST_PAGES, parameters=parameters)
        items = worklist.list_items(
            session, wanted, skip=pages.skip, limit=ROWS_PER_PAGE, is_selective=total <= _FEW
        )
    may_review = current_account().may(Role.REVIEWER)
    here = str(pages.number) if pages.number > 1 else None
    page = WorklistPage(
        frame=present_layout("answers"),
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


def _list_parameters(wanted: WorklistFilter) -> dict[str, str | None]:
    return {
        "q": wanted.words,
        "status": wanted.status,
        "audience": wanted.audience,
        "language": wanted.language,
        "topic": wanted.topic,
        "order": None if wanted.order is SortOrder.NEWEST else wanted.order,
    }


def _read_wanted(given: Mapping[str, str], topics: Sequence[str]) -> WorklistFilter:
    language = given.get("language")
    return WorklistFilter(
        status=_choice(Status, given.get("status")),
        audience=_choice(Audience, given.get("audience")),
        language=language if language in services().settings.languages else None,
        topic=find_topic(given.get("topic", ""), topics),
        words=read_line(given.get("q", "")),
        order=_choice(SortOrder, given.get("order")) or SortOrder.NEWEST,
    )


def _choice(kind: type[Choice], given: str | None) -> Choice | None:
    return kind(given) if given in set(kind) else None
