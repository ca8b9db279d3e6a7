"""Context of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.usecases.review import inbox
from readlevel.usecases.review.inbox import InboxGroup, MessageKind, QuestionGroup, StoredQuestion
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import now
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.layout.pagination import Pagination, paginate
from readlevel.web.http.services import services
from readlevel.web.http.urls import with_query

GROUPS_PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class QuestionGroupCard:
    """The open messages about one section of an answer."""

    group: QuestionGroup
    question: str
    question_language: str
    path: str
    """Path of the answer's writing page."""
    messages: Sequence[StoredQuestion]


@dataclass(frozen=True, slots=True)
class RejectedTarget:
    """A submitted URL that belongs to no answer."""

    number: int
    target: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`/edit/inbox` (`desk/worklists/inbox.html`)."""

    layout: DeskLayout
    mistakes: Sequence[QuestionGroupCard]
    """Empty for users who may not review: only reviewers handle mistakes."""
    open_mistakes: int
    """How many reported mistakes are open."""
    questions: Sequence[QuestionGroupCard]
    pages: Pagination
    current_url: str
    """URL of this page of the inbox."""
    handled: Sequence[StoredQuestion]
    days: int
    rejected: RejectedTarget | None


def find_since() -> datetime:
    """Return the moment before which messages are no longer kept."""
    return inbox.expiry(now(), services().settings.question_days)


def present_inbox(session: Session, asked: int, rejected: RejectedTarget | None) -> InboxPage:
    """Return a page of the open messages, and those handled last."""
    since = find_since()
    total = inbox.count_groups(session, since)
    pages = paginate(urls.INBOX, asked, total, rows=GROUPS_PER_PAGE)
    own = services().settings.languages[0]
    groups = inbox.list_groups(session, since, own, skip=pages.skip, limit=GROUPS_PER_PAGE)
    may_review = current_account().may(Role.REVIEWER)
    cards = [_present_group(one, own) for one in groups]
    return InboxPage(
        layout=present_layout("inbox"),
        mistakes=[one for one in cards if may_review and one.group.kind is MessageKind.MISTAKE],
        open_mistakes=inbox.count_open(session, since).get(MessageKind.MISTAKE, 0),
        questions=[one for one in cards if one.group.kind is MessageKind.QUESTION],
        pages=pages,
        current_url=with_query(urls.INBOX, page=pages.number if pages.number > 1 else None),
        handled=inbox.list_handled(session, since),
        days=services().settings.question_days,
        rejected=rejected,
    )


def _present_group(found: InboxGroup, own: str) -> QuestionGroupCard:
    language = found.messages[0].asked.language if found.messages else own
    return QuestionGroupCard(
        found.group,
        found.question,
        found.question_language,
        urls.answer(found.group.slug, language),
        found.messages,
    )
