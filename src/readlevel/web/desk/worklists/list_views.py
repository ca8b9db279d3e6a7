"""Worklists: all texts, due ones, texts that are behind; and the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status, Transition
from readlevel.usecases.accounts import audit
from readlevel.usecases.review import saved_filters, worklists
from readlevel.usecases.review.worklists import WorklistFilter, WorklistItem
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.layout.pagination import ROWS_PER_PAGE, paginate
from readlevel.web.desk.worklists.bulk_moves import MAX_BULK_MOVES, apply_bulk_move, choose_texts
from readlevel.web.desk.worklists.list_filters import choose, list_parameters, read_filter
from readlevel.web.desk.worklists.list_pages import (
    AnswerRow,
    AuditPage,
    BehindPage,
    BehindSourcePage,
    BulkMoveForm,
    BulkMovePage,
    DuePage,
    FilterForm,
    StatusCount,
    WorklistPage,
)
from readlevel.web.desk.worklists.rows import (
    link_to_reviews,
    link_to_translations,
    present_answers,
    read_line,
    split_values,
)
from readlevel.web.http.i18n import name_language
from readlevel.web.http.parameters import parse_number
from readlevel.web.http.services import render, services
from readlevel.web.http.urls import with_query
from readlevel.web.reader.reader_request import current_reader_request

_AUDIT_ENTRIES_PER_PAGE = 100
_MAX_PAGES = 100
_PAGES = frozenset(str(number) for number in range(1, _MAX_PAGES + 1))
_BULK_MOVES = (
    Transition.SUBMIT,
    Transition.TAKE_BACK,
    Transition.BEGIN_REVIEW,
    Transition.APPROVE,
    Transition.REQUEST_CHANGES,
)
_REVIEWER_MOVES = frozenset(
    {Transition.BEGIN_REVIEW, Transition.APPROVE, Transition.REQUEST_CHANGES}
)

NO_FILTER_FORM = FilterForm()

blueprint = Blueprint("lists", __name__)


@blueprint.get("/answers")
@require_role(Role.EDITOR)
def show_answers() -> Response:
    """List the texts that match a filter."""
    return show_list(request.args, current_reader_request().page, BulkMoveForm())


@blueprint.post("/answers/moves")
@require_role(Role.EDITOR)
def bulk_move() -> Response:
    """Apply a transition to many texts and show the result of each."""
    back = urls.read_next_path(request.form.get("back", urls.ANSWERS))
    move = choose(Transition, request.form.get("move"))
    values = request.form.getlist("text")
    keys = choose_texts(move, split_values(values)) if move else []
    comment = request.form.get("comment", "")
    if move not in _BULK_MOVES or not 0 < len(keys) <= MAX_BULK_MOVES:
        problem = "no_move" if move not in _BULK_MOVES else "no_texts"
        given = dict(parse_qsl(urlsplit(back).query))
        page = given.get("page", "")
        number = int(page) if page in _PAGES else 1
        return show_list(given, number, BulkMoveForm(values, move, comment, problem))
    moved = apply_bulk_move(move, keys, comment)
    return render(
        "desk/worklists/bulk_move_results.html",
        BulkMovePage(present_layout("answers"), move, moved, back),
    )


@blueprint.get("/due")
@require_role(Role.EDITOR)
def show_due() -> Response:
    """List the texts whose next review is due soon or overdue."""
    today = now().date()
    with read_session() as session:
        counts = worklists.count_worklists(session, today)
        pages = paginate(urls.DUE, current_reader_request().page, counts.due, most=_MAX_PAGES)
        items = worklists.list_due(session, today, skip=pages.skip, limit=ROWS_PER_PAGE)
        overdue = worklists.count_overdue(session, today)
        rows = _present(session, items, today)
    page = DuePage(
        layout=present_layout("answers"),
        today=today,
        rows=link_to_reviews(rows),
        overdue=overdue,
        pages=pages,
        counts=counts,
    )
    return render("desk/worklists/due.html", page)


@blueprint.get("/behind")
@require_role(Role.EDITOR)
def show_behind() -> Response:
    """List the lay texts whose clinician text has changed since they were checked against it."""
    today = now().date()
    with read_session() as session:
        counts = worklists.count_worklists(session, today)
        pages = paginate(urls.BEHIND, current_reader_request().page, counts.behind, most=_MAX_PAGES)
        items = worklists.list_behind(session, skip=pages.skip, limit=ROWS_PER_PAGE)
        rows = _present(session, items, today)
    page = BehindPage(present_layout("answers"), link_to_reviews(rows), pages, counts)
    return render("desk/worklists/lay_behind.html", page)


@blueprint.get("/behind/translations")
@require_role(Role.EDITOR)
def show_behind_source() -> Response:
    """List the translations whose source has changed since they were approved."""
    today = now().date()
    with read_session() as session:
        counts = worklists.count_worklists(session, today)
        pages = paginate(
            urls.BEHIND_SOURCE,
            current_reader_request().page,
            counts.behind_source,
            most=_MAX_PAGES,
        )
        items = worklists.list_behind_source(session, skip=pages.skip, limit=ROWS_PER_PAGE)
        rows = _present(session, items, today)
    page = BehindSourcePage(present_layout("answers"), link_to_translations(rows), pages, counts)
    return render("desk/worklists/translations_behind.html", page)


@blueprint.get("/audit")
@require_role(Role.ADMIN)
def show_audit() -> Response:
    """Show the audit log, the newest entries first."""
    subject = read_line(request.args.get("subject", ""))
    with read_session() as session:
        entries = audit.list_entries(
            session,
            before=parse_number(request.args.get("before", "")),
            subject=subject or None,
            limit=_AUDIT_ENTRIES_PER_PAGE,
        )
    older = str(entries[-1].id) if len(entries) == _AUDIT_ENTRIES_PER_PAGE else None
    older_url = with_query(urls.AUDIT, subject=subject, before=older) if older else None
    page = AuditPage(present_layout("admin"), subject, entries, older_url)
    return render("desk/worklists/audit_log.html", page)


def show_list(
    given: Mapping[str, str],
    number: int,
    bulk_form: BulkMoveForm,
    filter_form: FilterForm = NO_FILTER_FORM,
) -> Response:
    """Return a page of the list, with the form of a rejected submission."""
    settings = services().settings
    with read_session() as session:
        topics = worklists.list_topics(session)
        wanted = read_filter(given, topics)
        parameters = list_parameters(wanted)
        total = worklists.count_answers(session, wanted)
        pages = paginate(urls.ANSWERS, number, total, most=_MAX_PAGES, parameters=parameters)
        answers = worklists.list_answers(
            session, wanted, total=total, skip=pages.skip, limit=ROWS_PER_PAGE
        )
        items = [item for texts in answers for item in texts if _is_listed(item, wanted)]
        assignments = worklists.find_assignments(session, items)
        counts = _count_by_status(session, wanted, parameters)
        saved = saved_filters.list_filters(session, current_account())
    may_review = current_account().may(Role.REVIEWER)
    here = str(pages.number) if pages.number > 1 else None
    page = WorklistPage(
        layout=present_layout("answers"),
        filter=wanted,
        rows=present_answers(
            items,
            {(texts[0].answer_id, texts[0].language): texts for texts in answers},
            assignments,
            settings,
            now().date(),
        ),
        pages=pages,
        current_url=with_query(urls.ANSWERS, **parameters, page=here),
        moves=[one for one in _BULK_MOVES if may_review or one not in _REVIEWER_MOVES],
        languages=[(tag, name_language(tag)) for tag in settings.languages],
        topics=topics,
        bulk_form=bulk_form,
        counts=counts,
        audiences=tuple(Audience),
        saved_filters=saved,
        query=urlencode({key: value for key, value in parameters.items() if value}),
        filter_form=filter_form,
        max_name_length=saved_filters.MAX_NAME_LENGTH,
    )
    failed = bulk_form.problem or filter_form.problem
    return render("desk/worklists/answers.html", page, 422 if failed else 200)


def _present(session: Session, items: Sequence[WorklistItem], today: date) -> list[AnswerRow]:
    texts = worklists.find_texts(session, items)
    assignments = worklists.find_assignments(session, items)
    return present_answers(items, texts, assignments, services().settings, today)


def _is_listed(item: WorklistItem, wanted: WorklistFilter) -> bool:
    return wanted.status in {None, item.status} and wanted.audience in {None, item.audience}


def _count_by_status(
    session: Session, wanted: WorklistFilter, parameters: Mapping[str, str | None]
) -> list[StatusCount]:
    """Return the numbers of answers by status, each with the list that it leads to."""
    counts = worklists.count_answers_by_status(session, wanted)
    total = worklists.count_answers(session, replace(wanted, status=None))

    def present(status: Status | None, number: int) -> StatusCount:
        url = with_query(urls.ANSWERS, **{**parameters, "status": status})
        return StatusCount(status, number, url, wanted.status is status)

    shown = [status for status in Status if status in counts or status is wanted.status]
    return [present(None, total), *(present(one, counts.get(one, 0)) for one in shown)]
