"""Comments on passages of a text: threads, replies, and edits that they suggest."""

from functools import partial

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import passage_comments
from readlevel.usecases.review.passage_comments import CommentRejected, CommentThread, NewComment
from readlevel.web.desk.answer_review.answer_review_contexts import RejectedComment, RejectedForms
from readlevel.web.desk.answer_review.answer_review_views import show_review
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import (
    now,
    read_session,
    write_prepared,
    write_rendered,
)
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.layout.notifications import mail_sender, queue_comment
from readlevel.web.http.parameters import parse_number

_FLASH_CODES = {
    "reply": "comment_added",
    "resolve": "thread_resolved",
    "reopen": "thread_reopened",
    "take": "suggestion_taken",
}
"""Flash code by form action."""

blueprint = Blueprint("comments", __name__)


@blueprint.post("/answers/<slug>/<audience>/<language>/comments")
@require_role(Role.EDITOR)
def add_comment(slug: str, audience: str, language: str) -> WerkzeugResponse:
    """Comment on a paragraph or on words of it, or suggest other words for it."""
    if audience not in set(Audience):
        abort(404)
    given = _read_comment()
    place = current_account(), slug, Audience(audience), language

    def add(session: Session) -> int:
        thread_id = passage_comments.add_comment(session, *place, given, now=now())
        _notify(session, slug, thread_id)
        return thread_id

    try:
        thread_id = write_prepared(add)
    except LookupError:
        abort(404)
    except CommentRejected as refused:
        rejected = RejectedComment(refused.code, given.words, Audience(audience), given.line, 0)
        return show_review(slug, language, RejectedForms(comment=rejected), 422)
    mail_sender().nudge()
    return redirect_with_flash(_thread_path(slug, language, thread_id), "comment_added")


@blueprint.post("/answers/<slug>/comments/<int:thread_id>")
@require_role(Role.EDITOR)
def change_thread(slug: str, thread_id: int) -> WerkzeugResponse:
    """Reply to a thread, close or reopen it, or take the edit that it suggests."""
    deed, words = request.form.get("deed", ""), _read_words("words")
    if deed not in _FLASH_CODES:
        abort(400)
    with read_session() as session:
        thread = passage_comments.find_thread(session, slug, thread_id)
    if thread is None:
        abort(404)
    try:
        write_rendered(
            lambda session, renderer: _apply(session, renderer, deed, thread, words),
            partial(foresee_publication, slug=slug),
        )
    except CommentRejected as refused:
        rejected = RejectedComment(refused.code, words, thread.audience, 0, thread_id)
        return show_review(slug, thread.language, RejectedForms(comment=rejected), 422)
    mail_sender().nudge()
    return redirect_with_flash(_thread_path(slug, thread.language, thread_id), _FLASH_CODES[deed])


def _apply(
    session: Session, renderer: Renderer, deed: str, thread: CommentThread, words: str
) -> None:
    account = current_account()
    if deed == "reply":
        passage_comments.reply(session, account, thread, words, now=now())
        _notify(session, thread.slug, thread.id)
    elif deed == "take":
        passage_comments.take_suggestion(session, renderer, account, thread, now=now())
    else:
        passage_comments.close_thread(session, account, thread, open_=deed == "reopen")


def _notify(session: Session, slug: str, thread_id: int) -> None:
    thread = passage_comments.find_thread(session, slug, thread_id)
    if thread is not None:
        recipients = passage_comments.list_concerned(session, current_account(), thread)
        path = _thread_path(slug, thread.language, thread_id)
        queue_comment(session, thread, recipients, path)


def _read_comment() -> NewComment:
    number, line = parse_number(request.form.get("number", "")), request.form.get("line", "")
    first = parse_number(line)
    if number is None or first is None:
        abort(400)
    block, suggestion = _read_words("block"), _read_words("suggestion")
    has_edit = suggestion != block
    quote = block if has_edit else _read_words("quote").strip() or block
    return NewComment(number, first, quote, _read_words("words"), suggestion if has_edit else None)


def _read_words(field: str) -> str:
    return request.form.get(field, "").replace("\r\n", "\n").replace("\0", "\ufffd")


def _thread_path(slug: str, language: str, thread_id: int) -> str:
    return f"{urls.review_of_answer(slug, language)}#thread-{thread_id}"
