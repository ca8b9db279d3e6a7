"""Mails of the desk: stored in the transaction of what they are about, and sent after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import LinkKind
from readlevel.storage.answers import answers
from readlevel.storage.review.outside_reviews import OutsideOutcome, OutsideReview
from readlevel.storage.review.passage_comments import CommentThread
from readlevel.usecases.accounts import invitations
from readlevel.usecases.operations import mail
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.db_sessions import now
from readlevel.web.http.mail_sender import MailSender
from readlevel.web.http.services import services
from readlevel.web.mail import mail_messages, notifications

_QUOTED = 300
"""Characters of a passage that mails quote."""


def mail_sender() -> MailSender:
    """Return this worker's sender, which is nudged once a transaction with a mail is committed."""
    return services().mail_sender


def link_url(token: str) -> str:
    """Return the absolute URL of a one-time link."""
    return services().settings.base_url + urls.one_time_link(token)


def queue_link(
    session: Session, to: Account, kind: LinkKind, token: str, who: Account | None
) -> None:
    """Queue the mail of a one-time link to its account, if the site sends mail."""
    if mail_sender().is_open:
        settings = services().settings
        until = slow_work.do_once(now) + invitations.LINK_LIFETIMES[kind] - timedelta(minutes=1)
        name = "" if who is None else who.name
        page = mail_messages.LinkMail(settings.site_name, name, link_url(token), until)
        written = slow_work.do(mail_messages.write_link, settings, to.email, kind, page)
        mail.enqueue(session, [written], now=now())


def queue_review_requests(
    session: Session, author: Account, places: Sequence[tuple[str, Audience, str]]
) -> None:
    """Queue mails to all reviewers except the author about texts that await review.

    `places` are (slug, audience, language).
    """
    settings = services().settings
    texts = [
        mail_messages.MailedText(
            _find_question(session, slug, language),
            audience,
            language,
            settings.base_url + urls.review_of_answer(slug, language),
        )
        for slug, audience, language in places
    ]
    if texts:
        notifications.queue_waiting(session, settings, author, texts, now=now())


def queue_comment(
    session: Session, thread: CommentThread, recipients: Sequence[Account], path: str
) -> None:
    """Queue mails about the newest comment of a thread, which is at `path`."""
    settings, comment = services().settings, thread.comments[-1]
    page = mail_messages.CommentMail(
        site_name=settings.site_name,
        author=comment.name,
        question=_find_question(session, thread.slug, thread.language),
        audience=thread.audience,
        language=thread.language,
        quote=" ".join(thread.passage.quote.split())[:_QUOTED],
        words=comment.words,
        url=settings.base_url + path,
    )
    notifications.queue_comment(session, settings, recipients, page, now=now())


def queue_assignment(
    session: Session, actor: Account, reviewer: Account, slug: str, language: str, due: date | None
) -> None:
    """Queue a mail to somebody whom a review was assigned to, unless by themselves."""
    if actor.id == reviewer.id:
        return
    settings = services().settings
    page = mail_messages.AssignmentMail(
        site_name=settings.site_name,
        author=actor.name,
        question=_find_question(session, slug, language),
        language=language,
        due=due,
        url=settings.base_url + urls.review_of_answer(slug, language),
    )
    notifications.queue_assignment(session, settings, reviewer, page, now=now())


def outside_url(token: str) -> str:
    """Return the absolute URL of the link of an outside review."""
    return services().settings.base_url + urls.outside_review(token)


def queue_outside_review(
    session: Session, actor: Account, review: OutsideReview, token: str
) -> None:
    """Queue the mail with the link of an outside review, which the site must be able to send."""
    settings = services().settings
    page = mail_messages.OutsideReviewMail(
        site_name=settings.site_name,
        author=actor.name,
        question=_find_question(session, review.slug, review.language),
        language=review.language,
        url=outside_url(token),
        until=review.expires_at,
    )
    written = slow_work.do(mail_messages.write_outside_review, settings, review.email, page)
    mail.enqueue(session, [replace(written, about=review.mail_key)], now=now())


def queue_outside_answered(
    session: Session,
    recipients: Sequence[Account],
    review: OutsideReview,
    *,
    took_effect: bool,
) -> None:
    """Queue mails about what an outside reviewer decided."""
    settings, given = services().settings, review.answer
    if given is None:
        return
    page = mail_messages.OutsideAnsweredMail(
        site_name=settings.site_name,
        name=given.name,
        question=_find_question(session, review.slug, review.language),
        language=review.language,
        is_approved=given.outcome is OutsideOutcome.APPROVED,
        took_effect=took_effect,
        url=settings.base_url + urls.review_of_answer(review.slug, review.language),
    )
    notifications.queue_outside_answered(session, settings, recipients, page, now=now())


def _find_question(session: Session, slug: str, language: str) -> str:
    answer = answers.find_head(session, slug)
    return slug if answer is None else answer.question_in(language)[1]
