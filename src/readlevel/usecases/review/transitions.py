"""Use cases of a review: transitions between review statuses, and comments.

Each transition is stored with its event, its entry in the audit log and what readers get, in
the caller's transaction. Nobody approves their own text, whatever their role.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.text_checks import has_blocking_finding
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.workflow import (
    REVIEW_TRANSITIONS,
    TRANSITION_RULES,
    Status,
    Transition,
    find_obstacle,
)
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.answers.save_revisions import save_review
from readlevel.storage.review import review_events
from readlevel.usecases.edit_conflict import EditConflict
from readlevel.usecases.publishing import lay_sync
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.publishing.publish import publish
from readlevel.usecases.review import assignments, review_state
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.review_state import ReviewState, RevisionState

MAX_COMMENT_LENGTH = 4_000

_AUDIT_ACTIONS = {
    Transition.SUBMIT: "submitted",
    Transition.TAKE_BACK: "taken_back",
    Transition.BEGIN_REVIEW: "begun",
    Transition.REQUEST_CHANGES: "changes_requested",
    Transition.APPROVE: "approved",
    Transition.CONFIRM: "confirmed",
    Transition.WITHDRAW: "withdrawn",
}
"""What the audit log calls each transition, after `review.`."""

_COMMENT_REQUIRED = frozenset({Transition.REQUEST_CHANGES, Transition.WITHDRAW})


@dataclass(frozen=True, slots=True)
class TransitionRequest:
    """What an account asks of the review of one text."""

    account: Account
    slug: str
    audience: Audience
    language: str
    number: int
    """Number of the revision: the newest of its variant, or the one that readers get."""
    transition: Transition
    expected_status: Status | None = None
    """The status that the caller saw; None accepts any."""
    expected_counterpart: int | None = None
    """Number of the clinician revision that a plain text was compared with, 0 if there was none;
    None accepts any."""
    comment: str = ""
    """What to change if changes are requested; why a text is withdrawn, which readers are told."""
    next_review: date | None = None
    """Counts for reviews (`REVIEW_TRANSITIONS`); None: never."""
    by: Actor | None = None
    """The outside reviewer for whom `account`, who must be allowed to make the transition, answers:
    the record names the outside reviewer."""


class TransitionNotAllowed(Exception):
    """The transition is rejected, and nothing was stored.

    `code` is one of `find_obstacle`, or `archived` (the answer is archived), `findings` (findings
    block the approval), `beside` (the clinician text is not the one that was seen), `no_comment`,
    `long_comment` or `past_date`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReviewEditConflict(EditConflict):
    """The revision was changed by someone else: its status differs, or it is not current.

    The versions are the number of a revision, and its status if that was expected.
    """

    def __init__(self, number: int, status: Status | None, *, found: StoredRevision) -> None:
        super().__init__((number, status), (found.number, found.review.status))
        self.number = found.number
        """Number of the current revision."""
        self.status = found.review.status


def apply_transition(
    session: Session, checker: Checker, request: TransitionRequest, *, now: datetime
) -> None:
    """Move a revision to its next status, and update the published texts.

    Raise LookupError if there is no such text, `ReviewEditConflict` if somebody else was first,
    `TransitionNotAllowed` if this account may not make the transition or something is missing.
    Nothing is stored then.
    """
    store_transition(session, checker, request, now=now)
    publish(session, request.slug, checker.renderer)


def store_transition(
    session: Session, checker: Checker, request: TransitionRequest, *, now: datetime
) -> None:
    """Do what `apply_transition` does, but leave it to the caller to publish the answer."""
    case = _find_case(session, request)
    if case is None:
        raise LookupError(
            f"no text for {request.audience} in {request.language} of {request.slug!r}"
        )
    if case.is_archived:
        raise TransitionNotAllowed("archived")
    standing = _get_expected_revision(case, request)
    _check_transition(standing, request)
    revision, is_review = standing.revision, request.transition in REVIEW_TRANSITIONS
    due = request.next_review
    if is_review and due is not None and due <= now.date():
        raise TransitionNotAllowed("past_date")
    if is_review and has_blocking_finding(
        checker.check_current(session, case.answer_id, request.slug, revision)
    ):
        raise TransitionNotAllowed("findings")
    review = _review_after_transition(revision.review, request, now)
    checked = None
    if is_review and request.audience is Audience.LAY:
        checked = review_state.find_checked_clinician_text(session, case, request.language)
        if request.expected_counterpart not in (None, 0 if checked is None else checked.number):
            raise TransitionNotAllowed("beside")
        review = replace(review, checked_against=lay_sync.digest_clinician_text(checked))
    save_review(session, revision.id, review)
    _record(session, request, revision, review.status, checked, now)
    if request.transition is Transition.APPROVE:
        assignments.end_if_decided(session, case.answer_id, request.language)


def foresee_transition(session: Session, checker: Checker, request: TransitionRequest) -> None:
    """Do the slow work of `apply_transition`; nothing is stored."""
    case = _find_case(session, request)
    standing = None if case is None else _find_revision(case, request.number)
    if case is None or standing is None:
        return
    moved, digest = standing.revision, None
    if request.transition in REVIEW_TRANSITIONS:
        checker.check_current(session, case.answer_id, request.slug, moved)
        if request.audience is Audience.LAY:
            checked = review_state.find_checked_clinician_text(session, case, request.language)
            digest = lay_sync.digest_clinician_text(checked)
    review = replace(
        moved.review,
        status=TRANSITION_RULES[request.transition].to_state,
        checked_against=digest or moved.review.checked_against,
    )

    def change(revision: StoredRevision) -> StoredRevision:
        return replace(revision, review=review) if revision.id == moved.id else revision

    foresee_publication(session, checker.renderer, request.slug, change)


def add_comment(
    session: Session,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    *,
    comment: str,
    now: datetime,
) -> None:
    """Comment on the newest revision, without changing its status.

    Raise LookupError if there is no such text, `TransitionNotAllowed` for an empty or long
    comment.
    """
    case = review_state.find_review_state(session, account, slug, audience, language)
    if case is None:
        raise LookupError(f"no text for {audience} in {language} of {slug!r}")
    revision, comment = case.newest.revision, comment.strip()
    if not comment:
        raise TransitionNotAllowed("no_comment")
    if len(comment) > MAX_COMMENT_LENGTH:
        raise TransitionNotAllowed("long_comment")
    status = revision.review.status
    review_events.add(session, revision.id, account, status, status, comment=comment, now=now)
    audit_log.record_action(
        session,
        account,
        "review.commented",
        slug,
        now=now,
        audience=audience,
        language=language,
        revision=revision.number,
    )


def _find_case(session: Session, request: TransitionRequest) -> ReviewState | None:
    return review_state.find_review_state(
        session, request.account, request.slug, request.audience, request.language
    )


def _get_expected_revision(case: ReviewState, request: TransitionRequest) -> RevisionState:
    """Return the revision to change. Raise `ReviewEditConflict` if it is not as expected."""
    number, expected_status = request.number, request.expected_status
    standing = _find_revision(case, number)
    if standing is None:
        raise ReviewEditConflict(number, expected_status, found=case.newest.revision)
    if expected_status not in (None, standing.revision.review.status):
        raise ReviewEditConflict(number, expected_status, found=standing.revision)
    return standing


def _find_revision(case: ReviewState, number: int) -> RevisionState | None:
    """Return the newest or the public revision if it has a number."""
    known = (one for one in (case.newest, case.settled) if one is not None)
    return next((one for one in known if one.revision.number == number), None)


def _check_transition(standing: RevisionState, request: TransitionRequest) -> None:
    transition, comment = request.transition, request.comment.strip()
    obstacle = find_obstacle(
        transition,
        standing.revision.review.status,
        request.account.role,
        is_author=standing.is_author,
    )
    if obstacle is not None:
        raise TransitionNotAllowed(obstacle)
    if transition in _COMMENT_REQUIRED and not comment:
        raise TransitionNotAllowed("no_comment")
    if len(comment) > MAX_COMMENT_LENGTH:
        raise TransitionNotAllowed("long_comment")


def _review_after_transition(review: Review, request: TransitionRequest, now: datetime) -> Review:
    """Return the review after a transition; only a review changes its dates of review."""
    if request.transition in REVIEW_TRANSITIONS:
        return replace(
            review,
            status=Status.APPROVED,
            reviewer=request.account.name if request.by is None else None,
            reviewed=now.date(),
            next_review=request.next_review,
        )
    if request.transition is Transition.WITHDRAW:
        reason = request.comment.strip()
        return replace(review, status=Status.WITHDRAWN, withdrawn_because=reason)
    return replace(review, status=TRANSITION_RULES[request.transition].to_state)


def _record(
    session: Session,
    request: TransitionRequest,
    before: StoredRevision,
    after: Status,
    checked: StoredRevision | None,
    now: datetime,
) -> None:
    """Store the event of a transition and its entry in the audit log.

    `checked` is the clinician text that a plain text was compared with.
    """
    actor = request.by or request.account
    review_events.add(
        session,
        before.id,
        actor,
        # A text under a new review is reviewed again in full, though readers keep it meanwhile.
        Status.UNDER_REVIEW if request.transition is Transition.CONFIRM else before.review.status,
        after,
        comment=request.comment.strip(),
        now=now,
    )
    audit_log.record_action(
        session,
        actor,
        f"review.{_AUDIT_ACTIONS[request.transition]}",
        request.slug,
        now=now,
        audience=request.audience,
        language=request.language,
        revision=request.number,
        **({} if checked is None else {"checked_against": checked.number}),
        **({} if request.by is None else {"kind": "outside", "asked_by": request.account.name}),
    )
