"""Use cases of readers who answer back: questions, mistakes they report, how easy a text was.

Nothing is kept of who they are. How often somebody sends something is counted by a digest of the
network they come from, with a salt that never leaves the database, and for minutes.
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
from readlevel.storage.answers.revisions import iter_revisions
from readlevel.storage.database import secret_keys
from readlevel.storage.feedback import ease_votes, rate_limit, reader_questions
from readlevel.storage.feedback.reader_questions import (
    QuestionStatus,
    ReaderMessage,
    StoredQuestion,
)

MAX_MESSAGE_LENGTH = 2_000
"""Characters of a question."""
RATE_LIMIT_WINDOW = timedelta(minutes=30)
"""How long it is known that somebody sent something."""
MAX_PER_SENDER = 5
"""Questions from one network in that time."""
MAX_IN_TOTAL = 500
"""Questions of everybody in that time: what is more is no reader's."""
MIN_FORM_SECONDS = 2
"""Nobody has read what stands over the button before."""
MAX_FORM_SECONDS = 4 * 3600

_KEY_NAME = "reader limit"


class FeedbackRejected(Exception):
    """Nothing was kept: `empty`, `long`, `broken`, `too_many`, `too_soon`, or `too_late`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class QuestionResolution:
    """What an editor does with a question."""

    status: QuestionStatus
    target: str | None = None
    """Address of the answer that says it."""


def validate_message(words: str) -> str:
    """Return what a reader wrote, trimmed. Raise `FeedbackRejected` if it cannot be kept."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise FeedbackRejected("empty")
    if len(words) > MAX_MESSAGE_LENGTH:
        raise FeedbackRejected("long")
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise FeedbackRejected("broken")
    return words


def issue_form_token(session: Session, slug: str) -> str:
    """Return a token by which it is known later when a form was shown; it tells nothing else."""
    return _serializer(secret_keys.get_or_create_key(session, _KEY_NAME)).dumps(slug)


def verify_form_token(session: Session, slug: str, token: str) -> None:
    """Raise `FeedbackRejected` if a form is sent sooner than anybody could, or much later."""
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
    session: Session, slug: str, asked: ReaderMessage, network: str, *, days: int, now: datetime
) -> None:
    """Keep a question, or a mistake that was reported; what is too old goes.

    `days` is how long questions are kept. Raise LookupError if there is no such answer,
    `FeedbackRejected` where it cannot be kept.
    """
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        raise LookupError(slug)
    _enforce_rate_limit(session, f"question {network}", now=now)
    reader_questions.add(session, answer_id, asked, now=now)
    purge_expired(session, days=days, now=now)


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
    """Count that a reader found a revision easy or hard; once for each network and moment.

    Raise LookupError if there is no such revision that readers could have got.
    """
    answer_id = answers.find_id(session, slug)
    revisions = [] if answer_id is None else iter_revisions(session, answer_id)
    place = (audience, language, number)
    revision = next(
        (one for one in revisions if (one.audience, one.language, one.number) == place), None
    )
    if revision is None or revision.review.status is ReviewStatus.DRAFT:
        raise LookupError(f"no revision {number} of {slug!r} for {audience} in {language}")
    who = _sender_digest(session, f"ease {revision.id} {network}")
    since = now - RATE_LIMIT_WINDOW
    rate_limit.delete_older(session, since)
    if rate_limit.count(session, since, who) or rate_limit.count(session, since) > 20_000:
        return
    rate_limit.record_submission(session, who, now=now)
    ease_votes.add_vote(session, revision.id, easy=easy)


def resolve_question(
    session: Session, actor: Account, number: int, handling: QuestionResolution, *, now: datetime
) -> StoredQuestion:
    """Store what becomes of a question. Raise LookupError if it, or its target, is not there."""
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
    """Remove a question at once, words and all; only that it was removed is noted."""
    question = reader_questions.find(session, number)
    if question is None:
        raise LookupError(str(number))
    reader_questions.remove(session, number)
    audit_log.record_action(session, actor, "question.removed", question.slug, now=now)


def clear_section(
    session: Session, actor: Account, number: int, *, remove: bool, now: datetime
) -> int:
    """Put all that is open about the section of a question aside, or remove it at once.

    What was sent after that question stays. Return how many there were; raise LookupError where
    the question is not there.
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
    """Remove the questions that are older than so many days; return how many there were."""
    rate_limit.delete_older(session, now - RATE_LIMIT_WINDOW)
    return reader_questions.remove_older(session, now - timedelta(days=days))


def _enforce_rate_limit(session: Session, purpose: str, *, now: datetime) -> None:
    """Note that somebody sends something. Raise `FeedbackRejected` if it is too often."""
    who, everybody = _sender_digest(session, purpose), _sender_digest(session, "question")
    since = now - RATE_LIMIT_WINDOW
    rate_limit.delete_older(session, since)
    if rate_limit.count(session, since, who) >= MAX_PER_SENDER:
        raise FeedbackRejected("too_many")
    if rate_limit.count(session, since, everybody) >= MAX_IN_TOTAL:
        raise FeedbackRejected("too_many")
    for one in (who, everybody):
        rate_limit.record_submission(session, one, now=now)


def _sender_digest(session: Session, said: str) -> str:
    key = secret_keys.get_or_create_key(session, _KEY_NAME)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]


def _serializer(key: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="reader form")
