"""Use cases of readers' feedback: questions, reported mistakes, votes, and what they understood.

Nothing identifies readers. Submissions are counted, for minutes only, by a digest of the sender's
network with a salt that never leaves the database.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status as ReviewStatus
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import find_revision
from readlevel.storage.database import secret_keys
from readlevel.storage.feedback import (
    check_choices,
    ease_votes,
    hard_reasons,
    rate_limit,
    reader_questions,
)
from readlevel.storage.feedback.hard_reasons import HardReason as HardReason
from readlevel.storage.feedback.reader_questions import MessageKind as MessageKind
from readlevel.storage.feedback.reader_questions import QuestionStatus, StoredQuestion
from readlevel.storage.feedback.reader_questions import ReaderMessage as ReaderMessage

MAX_MESSAGE_LENGTH = 2_000
"""Maximum characters of a message."""
RATE_LIMIT_WINDOW = timedelta(minutes=30)
"""How long a submission counts for the rate limit."""
MAX_PER_SENDER = 5
"""Messages from one network in `RATE_LIMIT_WINDOW`."""
MAX_IN_TOTAL = 500
"""Messages from everybody in `RATE_LIMIT_WINDOW`; readers do not send more."""
MAX_TAPS = 20_000
"""Votes and choices from everybody in `RATE_LIMIT_WINDOW`; of more, none is counted."""
MIN_FORM_SECONDS = 2
"""Nobody has read the form in less time."""
MAX_FORM_SECONDS = 4 * 3600

_KEY_NAME = "reader limit"


class FeedbackRejected(Exception):
    """A rejected message: `empty`, `long`, `broken`, `too_many`, `too_soon`, or `too_late`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class QuestionResolution:
    """What an editor does with a question."""

    status: QuestionStatus
    target: str | None = None
    """Slug of the answer that covers it."""


def validate_message(words: str) -> str:
    """Return a reader's message, trimmed. Raise `FeedbackRejected` if it cannot be stored."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise FeedbackRejected("empty")
    if len(words) > MAX_MESSAGE_LENGTH:
        raise FeedbackRejected("long")
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise FeedbackRejected("broken")
    return words


def issue_form_token(session: Session, slug: str) -> str:
    """Return a signed token that holds only the time when a form was shown."""
    return _serializer(secret_keys.get_or_create_key(session, _KEY_NAME)).dumps(slug)


def verify_form_token(session: Session, slug: str, token: str) -> None:
    """Raise `FeedbackRejected` if a form is sent sooner than a person could, or much later."""
    key = secret_keys.find_key(session, _KEY_NAME)
    if key is None or len(token) > 500:
        raise FeedbackRejected("too_late")
    try:
        said, signed = _serializer(key).loads(
            token, max_age=MAX_FORM_SECONDS, return_timestamp=True
        )
    except BadSignature:
        raise FeedbackRejected("too_late") from None
    if said != slug:
        raise FeedbackRejected("too_late")
    if datetime.now(signed.tzinfo) - signed < timedelta(seconds=MIN_FORM_SECONDS):
        raise FeedbackRejected("too_soon")


def submit_message(
    session: Session, slug: str, asked: ReaderMessage, network: str, *, now: datetime
) -> None:
    """Store a question or a reported mistake.

    Raise LookupError if there is no such answer, `FeedbackRejected` if it cannot be stored.
    """
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        raise LookupError(slug)
    enforce_rate_limit(session, f"question {network}", now=now)
    reader_questions.add(session, answer_id, asked, now=now)


def submit_ease_vote(
    session: Session,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    network: str,
    *,
    easy: bool,
    now: datetime,
) -> None:
    """Count a reader's vote on a revision, once for each network in `RATE_LIMIT_WINDOW`.

    Raise LookupError if there is no such revision that readers could have got.
    """
    revision_id = _get_shown(session, slug, (audience, language, number))
    if _is_first(session, f"ease {revision_id} {network}", now=now):
        ease_votes.add_vote(session, revision_id, easy=easy)


def submit_check_choice(
    session: Session,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    network: str,
    *,
    question: str,
    choice: int,
    now: datetime,
) -> None:
    """Count a reader's choice in the question after a revision's text, like a vote.

    `question` is the key of the question. Raise LookupError like `submit_ease_vote`.
    """
    revision_id = _get_shown(session, slug, (audience, language, number))
    if _is_first(session, f"check {revision_id} {network}", now=now):
        check_choices.add_choice(session, revision_id, question, choice)


def submit_hard_reason(
    session: Session,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    network: str,
    *,
    reason: HardReason,
    now: datetime,
) -> None:
    """Count what a reader found hard in a revision, each reason like a vote.

    Raise LookupError like `submit_ease_vote`.
    """
    revision_id = _get_shown(session, slug, (audience, language, number))
    if _is_first(session, f"hard {revision_id} {reason} {network}", now=now):
        hard_reasons.add_reason(session, revision_id, reason)


def _get_shown(session: Session, slug: str, place: tuple[Audience, str, int]) -> int:
    """Return the id of a revision that readers could have got. Raise LookupError."""
    answer_id = answers.find_id(session, slug)
    revision = None if answer_id is None else find_revision(session, answer_id, *place)
    if revision is None or revision.review.status is ReviewStatus.DRAFT:
        raise LookupError(f"no revision {place[2]} of {slug!r} for {place[0]} in {place[1]}")
    return revision.id


def _is_first(session: Session, purpose: str, *, now: datetime) -> bool:
    """Record a tap; return whether it counts: once in the window, and not of a flood."""
    sender, window = _sender_digest(session, purpose), RATE_LIMIT_WINDOW
    rate_limit.keep_recent(session, window, now=now)
    if (
        rate_limit.count(session, window, sender, now=now)
        or rate_limit.count(session, window, now=now) > MAX_TAPS
    ):
        return False
    rate_limit.record_submission(session, sender, now=now)
    return True


def resolve_question(
    session: Session, actor: Account, number: int, handling: QuestionResolution, *, now: datetime
) -> StoredQuestion:
    """Store how a question is handled. Raise LookupError if it, or its target, does not exist."""
    question = reader_questions.find(session, number)
    if question is None:
        raise LookupError(str(number))
    target = handling.target
    if target is not None and answers.find_id(session, target) is None:
        raise LookupError(target)
    reader_questions.set_status(
        session, number, handling.status, target=target, by=actor.name, now=now
    )
    detail = {} if target is None else {"target": target}
    audit_log.record_action(
        session, actor, f"question.{handling.status}", question.slug, now=now, **detail
    )
    return question


def delete_question(session: Session, actor: Account, number: int, *, now: datetime) -> None:
    """Delete a question with its text; the audit log says only that it was removed."""
    question = reader_questions.find(session, number)
    if question is None:
        raise LookupError(str(number))
    reader_questions.remove(session, number)
    audit_log.record_action(session, actor, "question.removed", question.slug, now=now)


def clear_section(
    session: Session, actor: Account, number: int, *, remove: bool, now: datetime
) -> int:
    """Set aside, or delete, all open questions about the same section.

    Those sent after the question stay. Return their number. Raise LookupError if the question does
    not exist.
    """
    question = reader_questions.find(session, number)
    if question is None:
        raise LookupError(str(number))
    same, status = reader_questions.list_same_section(session, question), QuestionStatus.DISMISSED
    for one in same:
        if remove:
            reader_questions.remove(session, one)
        else:
            reader_questions.set_status(session, one, status, target=None, by=actor.name, now=now)
    if same:
        deed = "removed" if remove else "dismissed"
        audit_log.record_action(
            session, actor, f"question.all_{deed}", question.slug, now=now, count=len(same)
        )
    return len(same)


def purge_expired(session: Session, *, days: int, now: datetime) -> int:
    """Delete the questions that are older than `days`; return their number."""
    rate_limit.keep_recent(session, RATE_LIMIT_WINDOW, now=now)
    return reader_questions.remove_older(session, now - timedelta(days=days))


def enforce_rate_limit(session: Session, purpose: str, *, now: datetime) -> None:
    """Record a submission. Raise `FeedbackRejected` if there are too many."""
    sender, everybody = _sender_digest(session, purpose), _sender_digest(session, "question")
    window = RATE_LIMIT_WINDOW
    rate_limit.keep_recent(session, window, now=now)
    if rate_limit.count(session, window, sender, now=now) >= MAX_PER_SENDER:
        raise FeedbackRejected("too_many")
    if rate_limit.count(session, window, everybody, now=now) >= MAX_IN_TOTAL:
        raise FeedbackRejected("too_many")
    for one in (sender, everybody):
        rate_limit.record_submission(session, one, now=now)


def _sender_digest(session: Session, said: str) -> str:
    key = secret_keys.get_or_create_key(session, _KEY_NAME)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]


def _serializer(key: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="reader form")
