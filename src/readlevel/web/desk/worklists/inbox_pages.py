"""What readers sent, made ready for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.answers import answers
from readlevel.storage.feedback import reader_questions
from readlevel.storage.feedback.reader_questions import MessageKind, QuestionGroup, StoredQuestion
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import now
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.layout.pagination import Pagination, paginate
from readlevel.web.http.services import services
from readlevel.web.http.urls import with_query

GROUPS = 20
SHOWN = 20
HANDLED = 30


@dataclass(frozen=True, slots=True)
class QuestionGroupCard:
    """What is open about one section of one answer."""

    group: QuestionGroup
    question: str
    question_language: str
    path: str
    """Where the answer is written."""
    asked: Sequence[StoredQuestion]


@dataclass(frozen=True, slots=True)
class RejectedTarget:
    """An address of an answer that was not taken."""

    number: int
    target: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """`/edit/inbox` (`desk/worklists/inbox.html`)."""

    frame: DeskLayout
    mistakes: Sequence[QuestionGroupCard]
    """Empty for who does not review: mistakes go to reviewers first."""
    waiting_mistakes: int
    """How many wait for reviewers."""
    questions: Sequence[QuestionGroupCard]
    pages: Pagination
    here: str
    """Address of this page of it."""
    handled: Sequence[StoredQuestion]
    days: int
    typed: RejectedTarget | None


def find_since() -> datetime:
    """Return the moment before which nothing is shown any more."""
    return now() - timedelta(days=services().settings.question_days)


def present_inbox(session: Session, asked: int, typed: RejectedTarget | None) -> InboxPage:
    """Return a page of what is open, and what was handled last."""
    since = find_since()
    total = reader_questions.count_groups(session, since)
    pages = paginate(urls.INBOX, asked, total, rows=GROUPS)
    groups = reader_questions.list_groups(session, since, skip=pages.skip, limit=GROUPS)
    may_review = current_account().may(Role.REVIEWER)
    cards = [_card(session, one, since) for one in groups]
    return InboxPage(
        frame=present_layout("inbox"),
        mistakes=[one for one in cards if may_review and one.group.kind is MessageKind.MISTAKE],
        waiting_mistakes=reader_questions.count_open(session, since).get(MessageKind.MISTAKE, 0),
        questions=[one for one in cards if one.group.kind is MessageKind.QUESTION],
        pages=pages,
        here=with_query(urls.INBOX, page=pages.number if pages.number > 1 else None),
        handled=reader_questions.list_handled(session, since, limit=HANDLED),
        days=services().settings.question_days,
        typed=typed,
    )


def _card(session: Session, group: QuestionGroup, since: datetime) -> QuestionGroupCard:
    asked = reader_questions.list_group(session, group, since, limit=SHOWN)
    own = services().settings.languages[0]
    question_language, question = answers.find_question(session, group.answer_id, own)
    path = urls.answer(group.slug, asked[0].asked.language if asked else own)
    return QuestionGroupCard(group, question, question_language, path, asked)
