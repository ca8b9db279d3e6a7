"""Use cases for the decision of an outside reviewer.

An outside approval never replaces the second pair of eyes: it takes effect alone only on sites that
say so, and only if the account that asked may approve the texts; else somebody inside confirms it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.core.checks.text_checks import has_blocking_finding
from readlevel.core.model.answer import Audience, OutsideApproval
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sessions import hash_token
from readlevel.storage.answers.revisions import StoredRevision, find_revision
from readlevel.storage.answers.save_revisions import save_review
from readlevel.storage.feedback import rate_limit
from readlevel.storage.review import outside_reviews
from readlevel.storage.review.outside_reviews import OutsideAnswer, OutsideOutcome, OutsideReview
from readlevel.usecases.accounts.sign_in import clean_name
from readlevel.usecases.outside_review.links import (
    find_asker,
    get_of_answer,
    get_review,
    open_link,
    record,
)
from readlevel.usecases.publishing.publish import publish
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review import answer_review
from readlevel.usecases.review.answer_review import AnswerReview, SeenText
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.transitions import MAX_COMMENT_LENGTH

__all__ = [
    "OutsideAnswer",
    "OutsideAnswerRejected",
    "OutsideOutcome",
    "OutsideReview",
    "answer_link",
    "stop_naming",
]

MAX_ANSWERS = 20
"""Times that the form of one link may be sent within `_ANSWER_WINDOW`."""
_ANSWER_WINDOW = timedelta(minutes=30)


class OutsideAnswerRejected(Exception):
    """An answer is rejected, and only counted.

    `code` is `no_name`, `no_role`, `no_comment`, `long_comment` or `too_many`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer_link(
    session: Session,
    checker: Checker,
    token: str,
    answer: OutsideAnswer,
    *,
    suffices: bool,
    next_review: date | None,
    now: datetime,
) -> tuple[OutsideReview, bool]:
    """Store what an outside reviewer decided; return the review, and whether it took effect.

    `suffices`: whether the site lets it take effect without somebody inside. Raise as `open_link`
    does, or `OutsideAnswerRejected`: commit then too, so that the attempt counts.
    """
    review = open_link(session, token, now=now)
    _count_attempt(session, token, now)
    given = _check_answer(answer)
    outside_reviews.store_answer(session, review.id, given, now=now)
    stored = get_review(session, review.id)
    decided = _find_decided_review(session, checker, stored) if suffices else None
    approval = _make_approval(stored)
    actor = _OutsideActor(given.name)
    for revision in _list_asked(session, stored):
        if approval is not None and approval not in revision.review.outside_approvals:
            approvals = (*revision.review.outside_approvals, approval)
            save_review(session, revision.id, replace(revision.review, outside_approvals=approvals))
        audit_log.record_action(
            session,
            actor,
            f"review.outside_{given.outcome}",
            review.slug,
            now=now,
            kind="outside",
            audience=revision.audience,
            language=revision.language,
            revision=revision.number,
            role=given.role,
            may_name=given.may_name,
            asked_by=review.asked_by,
        )
    if decided is not None:
        beside = decided.counterpart_number
        _take_effect(session, checker, stored, given, actor, beside, next_review, now)
    return stored, decided is not None


def foresee_answer(session: Session, checker: Checker, token: str, *, now: datetime) -> None:
    """Do the slow work of `answer_link`; nothing is stored. Raise as `open_link` does."""
    review = open_link(session, token, now=now)
    asker = find_asker(session, review)
    answer_review.foresee_approval(session, checker, asker, review.slug, review.language)


def stop_naming(
    session: Session, renderer: Renderer, actor: Account, slug: str, number: int, *, now: datetime
) -> None:
    """Tell readers no longer who approved the texts, if that person does not want it any more.

    Raise LookupError if readers are not told.
    """
    review = get_of_answer(session, slug, number)
    approval = _make_approval(review)
    if approval is None:
        raise LookupError(number)
    outside_reviews.stop_naming(session, number)
    for revision in _list_asked(session, review):
        kept = list(revision.review.outside_approvals)
        if approval in kept:
            kept.remove(approval)
            review_after = replace(revision.review, outside_approvals=tuple(kept))
            save_review(session, revision.id, review_after)
    record(session, actor, review, "review.outside_unnamed", now)
    publish(session, slug, renderer)


@dataclass(frozen=True, slots=True)
class _OutsideActor:
    """An outside reviewer in the history and in the audit log."""

    name: str
    id: None = None


def _count_attempt(session: Session, token: str, now: datetime) -> None:
    sender = f"outside {hash_token(token)[:32]}"
    if rate_limit.count(session, _ANSWER_WINDOW, sender, now=now) >= MAX_ANSWERS:
        raise OutsideAnswerRejected("too_many")
    rate_limit.record_submission(session, sender, now=now)


def _check_answer(answer: OutsideAnswer) -> OutsideAnswer:
    """Return an answer as it is stored. Raise `OutsideAnswerRejected`."""
    name, role, comment = clean_name(answer.name), clean_name(answer.role), answer.comment.strip()
    if not name:
        raise OutsideAnswerRejected("no_name")
    if not role:
        raise OutsideAnswerRejected("no_role")
    if answer.outcome is OutsideOutcome.CHANGES_REQUESTED and not comment:
        raise OutsideAnswerRejected("no_comment")
    if len(comment) > MAX_COMMENT_LENGTH:
        raise OutsideAnswerRejected("long_comment")
    return replace(answer, name=name, role=role, comment=comment)


def _make_approval(review: OutsideReview) -> OutsideApproval | None:
    """Return what readers may be told of a review, or None."""
    given = review.answer
    if given is None or review.answered_at is None or not given.may_name:
        return None
    if given.outcome is not OutsideOutcome.APPROVED:
        return None
    return OutsideApproval(given.name, given.role, review.answered_at.date())


def _find_decided_review(
    session: Session, checker: Checker, review: OutsideReview
) -> AnswerReview | None:
    """Return the review of the texts on which an answer decides by itself; None if it does not.

    Who asked must be allowed to approve all texts that were asked for. An approval also needs that
    nothing blocks it, and that the link showed the text that a plain text is checked against.
    """
    asker = find_asker(session, review)
    found = answer_review.find_answer_review(session, checker, asker, review.slug, review.language)
    asked = {one.revision_id for one in review.texts if one.is_asked}
    if found is None or not asked:
        return None
    texts = [one for one in found.texts if one.revision.id in asked]
    if not all(one.may_approve for one in texts):
        return None
    if _requests_changes(review):
        return found
    is_blocked = any(has_blocking_finding(one.findings) for one in texts)
    return None if is_blocked or not _shows_counterpart(review, found) else found


def _shows_counterpart(review: OutsideReview, found: AnswerReview) -> bool:
    """Return whether a link shows the text that plain texts are checked against, or none is."""
    shown = {one.number for one in review.texts if one.audience is Audience.CLINICIAN}
    return found.counterpart_number in {0, *shown}


def _requests_changes(review: OutsideReview) -> bool:
    given = review.answer
    return given is not None and given.outcome is OutsideOutcome.CHANGES_REQUESTED


def _take_effect(
    session: Session,
    checker: Checker,
    review: OutsideReview,
    given: OutsideAnswer,
    actor: _OutsideActor,
    counterpart: int,
    next_review: date | None,
    now: datetime,
) -> None:
    asker = find_asker(session, review)
    place = (session, checker, asker, review.slug, review.language)
    seen = [
        SeenText(one.audience, one.number, one.review.status)
        for one in _list_asked(session, review)
    ]
    if given.outcome is OutsideOutcome.APPROVED:
        answer_review.approve_texts(
            *place,
            seen,
            expected_counterpart=counterpart,
            comment=given.comment,
            next_review=next_review,
            by=actor,
            now=now,
        )
    else:
        answer_review.request_changes(*place, seen, comment=given.comment, by=actor, now=now)


def _list_asked(session: Session, review: OutsideReview) -> list[StoredRevision]:
    """Return the revisions on which a decision was asked for."""
    found = (
        find_revision(session, review.answer_id, one.audience, review.language, one.number)
        for one in review.texts
        if one.is_asked
    )
    return [one for one in found if one is not None]
