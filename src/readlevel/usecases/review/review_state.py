"""The review state of a text: its revisions, and what an account may do with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, Transition, allowed_transitions
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answer_heads, answers, authorship
from readlevel.storage.answers.revisions import StoredRevision as StoredRevision
from readlevel.storage.answers.revisions import iter_revisions, list_current
from readlevel.storage.review import review_events
from readlevel.storage.review.review_events import ReviewEvent
from readlevel.usecases.publishing import lay_sync


@dataclass(frozen=True, slots=True)
class RevisionState:
    """One revision of a text, and the transitions that an account may make."""

    revision: StoredRevision
    is_author: bool
    transitions: frozenset[Transition]


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The review state of one text, as an account sees it."""

    answer_id: int
    newest: RevisionState
    settled: RevisionState | None
    """The newest revision that was approved or withdrawn, which decides what readers get."""
    approved: StoredRevision | None
    """The newest approved revision, with which a new one is compared."""
    events: Sequence[ReviewEvent]
    is_archived: bool
    """Whether the answer is archived, so that no transition is possible."""


def find_review_state(
    session: Session, account: Account, slug: str, audience: Audience, language: str
) -> ReviewState | None:
    """Return the review state of a text; None if there is no such text."""
    answer_id = answers.find_id(session, slug)
    current = [] if answer_id is None else list_current(session, answer_id)
    revisions = [one for one in current if (one.audience, one.language) == (audience, language)]
    if answer_id is None or not revisions:
        return None
    settled = _find_decided(revisions)
    is_archived = answer_heads.is_archived(session, answer_id)
    return ReviewState(
        answer_id,
        _revision_state(session, account, revisions[0], is_archived),
        None if settled is None else _revision_state(session, account, settled, is_archived),
        next((one for one in revisions if one.review.status is Status.APPROVED), None),
        review_events.list_events(session, answer_id, audience, language),
        is_archived,
    )


def list_revisions(
    session: Session, answer_id: int, audience: Audience, language: str
) -> list[StoredRevision]:
    """Return all revisions of one text of an answer, the newest first."""
    return list(iter_revisions(session, answer_id, audience, language))


def find_checked_clinician_text(
    session: Session, case: ReviewState, language: str
) -> StoredRevision | None:
    """Return the clinician text that a plain text is checked against by its review."""
    return lay_sync.find_counterpart(list_current(session, case.answer_id), language)


def _find_decided(newest_first: Sequence[StoredRevision]) -> StoredRevision | None:
    settled = (Status.APPROVED, Status.WITHDRAWN)
    return next((one for one in newest_first if one.review.status in settled), None)


def _revision_state(
    session: Session, account: Account, revision: StoredRevision, is_archived: bool
) -> RevisionState:
    is_author = account.id in authorship.find_authors(session, revision.id)
    allowed = allowed_transitions(revision.review.status, account.role, is_author=is_author)
    return RevisionState(revision, is_author, frozenset() if is_archived else allowed)
