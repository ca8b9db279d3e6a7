"""Mails of the desk, each sent after its transaction is committed."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from threading import Lock

from flask import current_app
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.roles import Role
from readlevel.smtp import MailQueue
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import LinkKind
from readlevel.storage.answers import answers
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.accounts import invitations, people
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.db_sessions import now, read_session
from readlevel.web.http import mail_messages
from readlevel.web.http.services import services

_EXTENSION = "readlevel.mail_queue"
_log = logging.getLogger(__name__)
_queue_lock = Lock()


def mail_queue() -> MailQueue:
    """Return this worker's mail queue."""
    with _queue_lock:
        queue: MailQueue | None = current_app.extensions.get(_EXTENSION)
        if queue is None:
            queue = MailQueue(services().settings)
            current_app.extensions[_EXTENSION] = queue
        return queue


def link_url(token: str) -> str:
    """Return the absolute URL of a one-time link."""
    return services().settings.base_url + urls.one_time_link(token)


def send_link(to: Account, kind: LinkKind, token: str, who: Account | None) -> None:
    """Mail a one-time link to its account, if the site sends mail."""
    queue = mail_queue()
    if queue.is_open:
        settings = services().settings
        until = now() + invitations.LINK_LIFETIMES[kind] - timedelta(minutes=1)
        name = "" if who is None else who.name
        page = mail_messages.LinkMail(settings.site_name, name, link_url(token), until)
        queue.send([mail_messages.write_link(settings, to, kind, page)])


def notify_reviewers(author: Account, places: Sequence[tuple[str, Audience, str]]) -> None:
    """Mail all reviewers except the author which texts await review.

    `places` are (slug, audience, language).
    """
    queue, settings = mail_queue(), services().settings
    if not (queue.is_open and places):
        return
    try:
        with read_session() as session:
            reviewers = people.list_active(session, Role.REVIEWER)
            texts = [
                mail_messages.MailedText(
                    _find_question(session, slug, language),
                    audience,
                    language,
                    settings.base_url + urls.review(slug, audience, language),
                )
                for slug, audience, language in places
            ]
    except DatabaseProblem as problem:
        # The submission itself is stored, and the desk lists it.
        _log.error("nobody was told what waits for review: %s", problem)
        return
    queue.send(
        mail_messages.write_waiting(settings, one, author.name, texts)
        for one in reviewers
        if one.id != author.id
    )


def _find_question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_head(session, slug)
    return slug if answer is None else answer.question_in(language)[1]
