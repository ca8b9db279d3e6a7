"""The home page of the desk."""

from collections.abc import Sequence

from flask import Blueprint, Response

from readlevel.core.model.roles import Role
from readlevel.usecases.glossary import term_drafts
from readlevel.usecases.review import inbox, saved_filters, worklists
from readlevel.usecases.review.inbox import MessageKind
from readlevel.usecases.review.worklists import WorklistItem
from readlevel.usecases.writing.editor import autosave
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.worklists.inbox_pages import find_since
from readlevel.web.desk.worklists.list_pages import AnswerRow, DeskHomePage
from readlevel.web.desk.worklists.rows import link_to_reviews, link_to_translations, present_answers
from readlevel.web.http.services import render, services

_ROWS_PER_LIST = 12

blueprint = Blueprint("home", __name__)


@blueprint.get("")
@blueprint.get("/")
@require_role(Role.EDITOR)
def show_home() -> Response:
    """Show the user's worklists."""
    account, today, settings = current_account(), now().date(), services().settings
    with read_session() as session:
        lists = worklists.list_home(session, account, today=today, limit=_ROWS_PER_LIST)
        messages = inbox.count_open(session, find_since())
        kept = autosave.list_kept(session, account)
        filters = saved_filters.list_filters(session, account)
        may_review = account.may(Role.REVIEWER)
        terms_waiting = term_drafts.count_waiting(session, account) if may_review else 0

    def present(items: Sequence[WorklistItem]) -> list[AnswerRow]:
        return present_answers(items, lists.texts, lists.assignments, settings, today)

    page = DeskHomePage(
        layout=present_layout("home"),
        drafts=present(lists.drafts),
        changes_requested=present(lists.changes_requested),
        waiting=link_to_reviews(present(lists.awaiting_review)),
        due=link_to_reviews(present(lists.due.items)),
        due_total=lists.due.total,
        behind=link_to_reviews(present(lists.behind.items)),
        behind_total=lists.behind.total,
        behind_source=link_to_translations(present(lists.behind_source.items)),
        behind_source_total=lists.behind_source.total,
        mistakes=messages.get(MessageKind.MISTAKE, 0),
        questions=messages.get(MessageKind.QUESTION, 0),
        terms_waiting=terms_waiting,
        kept=kept,
        saved_filters=filters,
        rerendering=lists.rerendering,
        counts=lists.counts,
    )
    return render("desk/worklists/home.html", page)
