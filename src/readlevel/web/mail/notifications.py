"""Notifications to reviewers: each is stored in the transaction of what it is about."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import MailKind
from readlevel.core.model.roles import Role
from readlevel.settings import Settings
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

Write = Callable[[Account, str], OutgoingMail]
"""Writes a mail to an account, with the URL by which it refuses such mails."""


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

    def write(to: Account, url: str) -> OutgoingMail:
        return mail_messages.write_waiting(settings, to, author.name, texts, url)

    _queue(session, settings, others, MailKind.REVIEW_REQUESTED, write, now=now)


def queue_mistake(
    session: Session, settings: Settings, page: MistakeMail, *, now: datetime
) -> None:
    """Queue a mail to all reviewers about a mistake that a reader reported."""

    def write(to: Account, url: str) -> OutgoingMail:
        return mail_messages.write_mistake(settings, to, page, url)

    reviewers = people.list_active(session, Role.REVIEWER)
    _queue(session, settings, reviewers, MailKind.MISTAKE_REPORTED, write, now=now)


def queue_comment(
    session: Session,
    settings: Settings,
    recipients: Iterable[Account],
    page: CommentMail,
    *,
    now: datetime,
) -> None:
    """Queue a mail to those whom a comment concerns."""

    def write(to: Account, url: str) -> OutgoingMail:
        return mail_messages.write_comment(settings, to, page, url)

    _queue(session, settings, recipients, MailKind.COMMENTED, write, now=now)


def queue_assignment(
    session: Session, settings: Settings, to: Account, page: AssignmentMail, *, now: datetime
) -> None:
    """Queue a mail to a reviewer about a review that was assigned to them."""

    def write(to: Account, url: str) -> OutgoingMail:
        return mail_messages.write_assignment(settings, to, page, url)

    _queue(session, settings, [to], MailKind.REVIEW_ASSIGNED, write, now=now)


def queue_outside_answered(
    session: Session,
    settings: Settings,
    recipients: Iterable[Account],
    page: OutsideAnsweredMail,
    *,
    now: datetime,
) -> None:
    """Queue a mail to those whom the decision of an outside reviewer concerns."""

    def write(to: Account, url: str) -> OutgoingMail:
        return mail_messages.write_outside_answered(settings, to, page, url)

    _queue(session, settings, recipients, MailKind.OUTSIDE_ANSWERED, write, now=now)


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
    *,
    now: datetime,
) -> None:
    if settings.mail_url is None:
        return
    written = [
        write(to, unsubscribe_url(session, settings.base_url, to, kind))
        for to in mail.list_willing(session, recipients, kind)
    ]
    mail.enqueue(session, written, now=now)
