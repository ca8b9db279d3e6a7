"""Notifications to reviewers: each is stored in the transaction of what it is about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import MailKind
from readlevel.core.model.roles import Role
from readlevel.settings import Settings
from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import people
from readlevel.usecases.operations import mail
from readlevel.usecases.operations.mail import OutgoingMail
from readlevel.web.cache.desk_mount import DESK_PATH
from readlevel.web.mail import mail_messages
from readlevel.web.mail.mail_messages import (
    AssignmentMail,
    CommentMail,
    MailedText,
    MistakeMail,
    OutsideAnsweredMail,
)

UNSUBSCRIBE_PATH = f"{DESK_PATH}/mails/"
"""Where the links of mails lead by which people refuse a kind of them."""

Write = Callable[..., OutgoingMail]
"""Writes a mail from the settings, its recipient, what it is about and the URL by which they
refuse such mails."""


def queue_waiting(
    session: Session,
    settings: Settings,
    author: Account,
    texts: Sequence[MailedText],
    *,
    now: datetime,
) -> None:
    """Queue a mail to all reviewers except the author about texts that await review."""
    others = (one for one in people.list_active(session, Role.REVIEWER) if one.id != author.id)
    write, about = mail_messages.write_waiting, (author.name, texts)
    _queue(session, settings, others, MailKind.REVIEW_REQUESTED, write, *about, now=now)


def queue_mistake(
    session: Session, settings: Settings, page: MistakeMail, *, now: datetime
) -> None:
    """Queue a mail to all reviewers about a mistake that a reader reported."""
    reviewers = people.list_active(session, Role.REVIEWER)
    write = mail_messages.write_mistake
    _queue(session, settings, reviewers, MailKind.MISTAKE_REPORTED, write, page, now=now)


def queue_comment(
    session: Session,
    settings: Settings,
    recipients: Iterable[Account],
    page: CommentMail,
    *,
    now: datetime,
) -> None:
    """Queue a mail to those whom a comment concerns."""
    write = mail_messages.write_comment
    _queue(session, settings, recipients, MailKind.COMMENTED, write, page, now=now)


def queue_assignment(
    session: Session, settings: Settings, to: Account, page: AssignmentMail, *, now: datetime
) -> None:
    """Queue a mail to a reviewer about a review that was assigned to them."""
    write = mail_messages.write_assignment
    _queue(session, settings, [to], MailKind.REVIEW_ASSIGNED, write, page, now=now)


def queue_outside_answered(
    session: Session,
    settings: Settings,
    recipients: Iterable[Account],
    page: OutsideAnsweredMail,
    *,
    now: datetime,
) -> None:
    """Queue a mail to those whom the decision of an outside reviewer concerns."""
    write = mail_messages.write_outside_answered
    _queue(session, settings, recipients, MailKind.OUTSIDE_ANSWERED, write, page, now=now)


def unsubscribe_url(session: Session, base_url: str, to: Account, kind: MailKind) -> str:
    """Return the URL at which somebody refuses a kind of mail, without signing in."""
    token = mail.make_unsubscribe_token(session, to.id, kind)
    return f"{base_url}{UNSUBSCRIBE_PATH}{quote(token, safe='')}"


def _queue(
    session: Session,
    settings: Settings,
    recipients: Iterable[Account],
    kind: MailKind,
    write: Write,
    *about: object,
    now: datetime,
) -> None:
    if settings.mail_url is None:
        return
    each = [
        (settings, to, *about, unsubscribe_url(session, settings.base_url, to, kind))
        for to in mail.list_willing(session, recipients, kind)
    ]
    mail.enqueue(session, slow_work.do_each(write, each), now=now)
