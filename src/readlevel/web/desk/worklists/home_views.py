"""The first page of the desk: what waits for whoever is signed in."""

from datetime import timedelta

from flask import Blueprint, Response

from readlevel.core.model.roles import Role
from readlevel.core.model.workflow import Status
from readlevel.storage.feedback import reader_questions
from readlevel.storage.feedback.reader_questions import MessageKind
from readlevel.storage.public import render_queue
from readlevel.storage.review import worklist
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.desk.layout.layout import present_layout
from readlevel.web.desk.worklists.inbox_pages import find_since
from readlevel.web.desk.worklists.list_pages import DeskHomePage
from readlevel.web.desk.worklists.rows import present_rows, present_translations
from readlevel.web.http.services import render, services

SOON = timedelta(days=30)
_SHOWN = 12

blueprint = Blueprint("home", __name__)


@blueprint.get("")
@blueprint.get("/")
@require_role(Role.EDITOR)
def show_home() -> Response:
    """Show what waits for whoever is signed in."""
    account, today, settings = current_account(), now().date(), services().settings
    may_review = account.may(Role.REVIEWER)
    with read_session() as session:
        drafts = worklist.list_own(session, account.id, [Status.DRAFT], limit=_SHOWN)
        sent_back = worklist.list_own(session, account.id, [Status.CHANGES_REQUESTED], limit=_SHOWN)
        waiting = (
            worklist.list_awaiting_review(session, account.id, limit=_SHOWN) if may_review else ()
        )
        due = worklist.list_due(session, today + SOON, skip=0, limit=_SHOWN)
        behind = worklist.list_behind(session, skip=0, limit=_SHOWN)
        translations = worklist.list_behind_source(session, skip=0, limit=_SHOWN)
        sent = reader_questions.count_open(session, find_since())
        page = DeskHomePage(
            frame=present_layout("home"),
            drafts=present_rows(drafts, settings, today),
            sent_back=present_rows(sent_back, settings, today),
            waiting=present_rows(waiting, settings, today),
            due=present_rows(due, settings, today),
            due_in_all=len(due) if len(due) < _SHOWN else worklist.count_due(session, today + SOON),
            behind=present_rows(behind, settings, today),
            behind_in_all=len(behind) if len(behind) < _SHOWN else worklist.count_behind(session),
            behind_source=present_translations(translations, settings, today),
            behind_source_in_all=(
                len(translations)
                if len(translations) < _SHOWN
                else worklist.count_behind_source(session)
            ),
            mistakes=sent.get(MessageKind.MISTAKE, 0),
            questions=sent.get(MessageKind.QUESTION, 0),
            rerendering=render_queue.count_queued(session),
            counts=worklist.count_by_status(session),
        )
    return render("desk/worklists/home.html", page)
