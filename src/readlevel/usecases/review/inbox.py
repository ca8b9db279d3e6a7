"""The inbox: what readers sent, as editors read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.storage.answers import answers
from readlevel.storage.feedback import reader_questions
from readlevel.storage.feedback.reader_questions import (
    MessageKind,
    QuestionGroup,
    QuestionStatus,
    StoredQuestion,
)

__all__ = [
    "InboxGroup",
    "MessageKind",
    "QuestionGroup",
    "QuestionStatus",
    "StoredQuestion",
    "count_groups",
    "count_open",
    "expiry",
    "find_message",
    "list_groups",
    "list_handled",
]

MESSAGES_PER_GROUP = 20
"""Newest messages of a group that are shown."""

_MAX_HANDLED = 30


@dataclass(frozen=True, slots=True)
class InboxGroup:
    """The open messages about one section of an answer."""

    group: QuestionGroup
    question: str
    """The question of the answer."""
    question_language: str
    messages: Sequence[StoredQuestion]
    """The newest `MESSAGES_PER_GROUP`."""


def expiry(now: datetime, days: int) -> datetime:
    """Return the moment before which messages are no longer kept."""
    return now - timedelta(days=days)


def find_message(session: Session, number: int) -> StoredQuestion | None:
    """Return what a reader sent, or None."""
    return reader_questions.find(session, number)


def count_open(session: Session, since: datetime) -> Mapping[MessageKind, int]:
    """Return how many messages are open, by kind."""
    return reader_questions.count_open(session, since)


def count_groups(session: Session, since: datetime) -> int:
    """Return how many sections have open messages."""
    return reader_questions.count_groups(session, since)


def list_groups(
    session: Session, since: datetime, language: str, *, skip: int, limit: int
) -> list[InboxGroup]:
    """Return a page of the sections with open messages, questions in `language` if they are."""
    return [
        _load_group(session, group, since, language)
        for group in reader_questions.list_groups(session, since, skip=skip, limit=limit)
    ]


def list_handled(session: Session, since: datetime) -> Sequence[StoredQuestion]:
    """Return the messages that were handled last."""
    return reader_questions.list_handled(session, since, limit=_MAX_HANDLED)


def _load_group(
    session: Session, group: QuestionGroup, since: datetime, language: str
) -> InboxGroup:
    messages = reader_questions.list_group(session, group, since, limit=MESSAGES_PER_GROUP)
    question_language, question = answers.find_question(session, group.answer_id, language)
    return InboxGroup(group, question, question_language, messages)
