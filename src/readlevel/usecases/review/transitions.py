"""Use cases of a review: transitions between review statuses, and comments.

Each transition is stored with its event, its entry in the audit log and what readers get, in
the caller's transaction. Nobody approves their own text, whatever their role.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.text_checks import has_blocking_finding
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.finding import Finding
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
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, list_current
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
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    transition: Transition,
    *,
    expected_status: Status | None = None,
    expected_counterpart: int | None = None,
    comment: str = "",
    next_review: date | None = None,
    by: Actor | None = None,
    now: datetime,
) -> None:
    """Move a revision to its next status, and update the published texts.

    The revision is the newest of its variant, or the one that readers get. `expected_status` is the
    status that the caller saw; None accepts any. `expected_counterpart` is the number of the
    clinician revision that a plain text was compared with, 0 if there was none; None accepts any.
    `comment` says what to change if changes are requested, or why the text is withdrawn, which
    readers are told. `by` is an outside reviewer for whom `account` answers, who must be allowed
    to make the transition: the record names the outside reviewer. `next_review` counts for reviews
    (`REVIEW_TRANSITIONS`); None: never. Raise LookupError if there is no such text,
    `ReviewEditConflict` if somebody else was first, `TransitionNotAllowed` if this account may not
    make it or something is missing. Nothing is stored then.
    """
    move_text(
        session,
        checker,
        account,
        slug,
        audience,
        language,
        number,
        transition,
        expected_status=expected_status,
        expected_counterpart=expected_counterpart,
        comment=comment,
        next_review=next_review,
        by=by,
        now=now,
    )
    publish(session, slug, checker.renderer)


def move_text(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    transition: Transition,
    *,
    expected_status: Status | None,
    expected_counterpart: int | None,
    comment: str,
    next_review: date | None,
    by: Actor | None,
    now: datetime,
) -> None:
    """Do what `apply_transition` does, but leave it to the caller to publish the answer."""
    case = review_state.find_review_state(session, account, slug, audience, language)
    if case is None:
        raise LookupError(f"no text for {audience} in {language} of {slug!r}")
    if case.is_archived:
        raise TransitionNotAllowed("archived")
    standing = _get_expected_revision(case, number, expected_status)
    revision, comment = standing.revision, comment.strip()
    _check_transition(account, standing, transition, comment)
    if transition in REVIEW_TRANSITIONS and next_review is not None and next_review <= now.date():
        raise TransitionNotAllowed("past_date")
    if transition in REVIEW_TRANSITIONS and has_blocking_finding(
        check_revision(session, checker, case.answer_id, slug, revision)
    ):
        raise TransitionNotAllowed("findings")
    reviewer = account.name if by is None else None
    review = _review_after_transition(
        revision.review, transition, reviewer, comment, next_review, now
    )
    checked = None
    if transition in REVIEW_TRANSITIONS and audience is Audience.LAY:
        checked = review_state.find_checked_clinician_text(session, case, language)
        if expected_counterpart not in (None, 0 if checked is None else checked.number):
            raise TransitionNotAllowed("beside")
        review = replace(review, checked_against=lay_sync.digest_clinician_text(checked))
    save_review(session, revision.id, review)
    review_events.add(
        session,
        revision.id,
        by or account,
        # A text under a new review is reviewed again in full, though readers keep it meanwhile.
        Status.UNDER_REVIEW if transition is Transition.CONFIRM else revision.review.status,
        review.status,
        comment=comment,
        now=now,
    )
    audit_log.record_action(
        session,
        by or account,
        f"review.{_AUDIT_ACTIONS[transition]}",
        slug,
        now=now,
        audience=audience,
        language=language,
        revision=number,
        **({} if checked is None else {"checked_against": checked.number}),
        **({} if by is None else {"kind": "outside", "asked_by": account.name}),
    )
    if transition is Transition.APPROVE:
        assignments.end_if_decided(session, case.answer_id, language)


def foresee_transition(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    transition: Transition,
) -> None:
    """Do the slow work of `apply_transition`; nothing is stored."""
    case = review_state.find_review_state(session, account, slug, audience, language)
    standing = None if case is None else _find_revision(case, number)
    if case is None or standing is None:
        return
    moved, digest = standing.revision, None
    if transition in REVIEW_TRANSITIONS:
        check_revision(session, checker, case.answer_id, slug, moved)
        if audience is Audience.LAY:
            checked = review_state.find_checked_clinician_text(session, case, language)
            digest = lay_sync.digest_clinician_text(checked)
    review = replace(
        moved.review,
        status=TRANSITION_RULES[transition].to_state,
        checked_against=digest or moved.review.checked_against,
    )

    def change(revision: StoredRevision) -> StoredRevision:
        return replace(revision, review=review) if revision.id == moved.id else revision

    foresee_publication(session, checker.renderer, slug, change)


def check_revision(
    session: Session, checker: Checker, answer_id: int, slug: str, revision: StoredRevision
) -> tuple[Finding, ...]:
    """Return the findings in a revision, and whether they block its approval."""
    checker.renderer.follow(session)
    head = answers.get_head(session, slug)
    return checker.check(session, answer_id, head, revision, list_current(session, answer_id))


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


def _get_expected_revision(
    case: ReviewState, number: int, expected_status: Status | None
) -> RevisionState:
    """Return the revision to change. Raise `ReviewEditConflict` if it is not as expected."""
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


def _check_transition(
    account: Account, standing: RevisionState, transition: Transition, comment: str
) -> None:
    obstacle = find_obstacle(
        transition, standing.revision.review.status, account.role, is_author=standing.is_author
    )
    if obstacle is not None:
        raise TransitionNotAllowed(obstacle)
    if transition in _COMMENT_REQUIRED and not comment:
        raise TransitionNotAllowed("no_comment")
    if len(comment) > MAX_COMMENT_LENGTH:
        raise TransitionNotAllowed("long_comment")


def _review_after_transition(
    review: Review,
    transition: Transition,
    reviewer: str | None,
    comment: str,
    next_review: date | None,
    now: datetime,
) -> Review:
    """Return the review after a transition; only a review changes its dates of review."""
    if transition in REVIEW_TRANSITIONS:
        return replace(
            review,
            status=Status.APPROVED,
            reviewer=reviewer,
            reviewed=now.date(),
            next_review=next_review,
        )
    if transition is Transition.WITHDRAW:
        return replace(review, status=Status.WITHDRAWN, withdrawn_because=comment)
    return replace(review, status=TRANSITION_RULES[transition].to_state)
