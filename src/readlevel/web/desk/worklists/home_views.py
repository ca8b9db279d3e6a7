"""The home page of the desk."""

from flask import Blueprint, Response

from readlevel.core.model.roles import Role
from readlevel.usecases.glossary import term_drafts
from readlevel.usecases.review import inbox, worklists
from readlevel.usecases.review.inbox import MessageKind
from readlevel.usecases.writing import autosave
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.worklists.inbox_pages import find_since
from readlevel.web.desk.worklists.list_pages import DeskHomePage
from readlevel.web.desk.worklists.rows import present_rows, present_translations, present_waiting
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
        may_review = account.may(Role.REVIEWER)
        terms_waiting = term_drafts.count_waiting(session, account) if may_review else 0
    page = DeskHomePage(
        layout=present_layout("home"),
        drafts=present_rows(lists.drafts, settings, today),
        changes_requested=present_rows(lists.changes_requested, settings, today),
        waiting=present_waiting(lists.awaiting_review, lists.assignments, settings, today),
        due=present_rows(lists.due.items, settings, today),
        due_total=lists.due.total,
        behind=present_rows(lists.behind.items, settings, today),
        behind_total=lists.behind.total,
        behind_source=present_translations(lists.behind_source.items, settings, today),
        behind_source_total=lists.behind_source.total,
        mistakes=messages.get(MessageKind.MISTAKE, 0),
        questions=messages.get(MessageKind.QUESTION, 0),
        terms_waiting=terms_waiting,
        kept=kept,
        rerendering=lists.rerendering,
        counts=lists.counts,
    )
    return render("desk/worklists/home.html", page)
