"""The review of all texts of an answer in one language, which are decided in one act.

The plain text is compared with the clinician text that it will stand beside: if both wait, with the
waiting one, because approving them together makes that one public.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerTexts, Audience
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import PENDING, Status, Transition
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.audit_log import Actor
from readlevel.storage.answers import answers
from readlevel.storage.answers.revisions import StoredRevision, list_current
from readlevel.usecases.publishing import lay_sync
from readlevel.usecases.publishing.foresee import foresee_publication
from readlevel.usecases.publishing.publish import publish
from readlevel.usecases.review import consistency, review_state, transitions
from readlevel.usecases.review.approval_findings import Checker
from readlevel.usecases.review.consistency import TextPair
from readlevel.usecases.review.review_state import ReviewState, RevisionState
from readlevel.usecases.review.transitions import (
    ReviewEditConflict,
    TransitionNotAllowed,
    TransitionRequest,
)

_TOWARDS_APPROVAL = frozenset({Transition.BEGIN_REVIEW, Transition.APPROVE})


@dataclass(frozen=True, slots=True)
class TextUnderReview:
    """One text of a review, with what the account may do with it."""

    case: ReviewState
    shown: RevisionState
    """Its newest revision; the public one while a draft is unfinished and another text waits."""
    findings: Sequence[Finding]

    @property
    def revision(self) -> StoredRevision:
        """The revision that is shown."""
        return self.shown.revision

    @property
    def waits(self) -> bool:
        """Whether it is submitted for review."""
        return self.revision.review.status in PENDING

    @property
    def may_approve(self) -> bool:
        """Whether this account may approve it."""
        return self.waits and bool(self.shown.transitions & _TOWARDS_APPROVAL)

    @property
    def base(self) -> StoredRevision | None:
        """The approved revision that it would replace."""
        approved = self.case.approved
        return None if approved is None or approved.id == self.revision.id else approved


@dataclass(frozen=True, slots=True)
class AnswerReview:
    """The texts of an answer in one language."""

    answer_id: int
    answer: AnswerTexts
    language: str
    texts: Sequence[TextUnderReview]
    """One for each audience that has a text, in the order of `Audience`."""
    pair: TextPair | None
    """The plain text and the clinician text that it is compared with."""
    counterpart: StoredRevision | None
    """The clinician revision that its approval is checked against; None if there is none."""

    @property
    def counterpart_number(self) -> int:
        """Its number; 0 if there is none."""
        return 0 if self.counterpart is None else self.counterpart.number


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text as the reviewer saw it."""

    audience: Audience
    number: int
    status: Status


class DecisionRejected(Exception):
    """A decision on several texts is rejected, and nothing was stored.

    `code` is that of `TransitionNotAllowed`, `no_texts`, or `outdated` for an edit conflict;
    `audience` is whose text it is about.
    """

    def __init__(self, code: str, audience: Audience | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.audience = audience


def list_shown(
    session: Session, account: Account, slug: str, language: str
) -> Sequence[tuple[ReviewState, RevisionState]]:
    """Return each text of an answer in a language, with the revision of it that is reviewed."""
    found = (
        review_state.find_review_state(session, account, slug, audience, language)
        for audience in Audience
    )
    cases = [case for case in found if case is not None]
    any_waits = any(case.newest.revision.review.status in PENDING for case in cases)
    return [(case, _choose_shown(case, any_waits=any_waits)) for case in cases]


def find_answer_review(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    language: str,
    *,
    by_outsider: bool = False,
) -> AnswerReview | None:
    """Return the texts of an answer in a language; None if there are none.

    `by_outsider` compares all texts that wait, whether or not `account` may approve them.
    """
    answer = answers.find_texts(session, slug)
    cases = list_shown(session, account, slug, language)
    if answer is None or not cases:
        return None
    answer_id = cases[0][0].answer_id
    to_approve = {
        (one.revision.audience, language, one.revision.number)
        for _, one in cases
        if (by_outsider or one.transitions & _TOWARDS_APPROVAL)
        and one.revision.review.status in PENDING
    }
    revisions = consistency.assume_approved(list_current(session, answer_id), to_approve)
    checker.renderer.follow(session)
    texts = [
        TextUnderReview(
            case, one, checker.check(session, answer_id, answer, one.revision, revisions)
        )
        for case, one in cases
        if one.revision.review.status is not Status.WITHDRAWN
    ]
    plain = next((one.revision for one in texts if one.revision.audience is Audience.LAY), None)
    comparer = checker.comparer
    pair = (
        consistency.compare_with(session, comparer, answer_id, plain, revisions) if plain else None
    )
    counterpart = lay_sync.find_counterpart(revisions, language)
    return AnswerReview(answer_id, answer, language, texts, pair, counterpart)


def approve_texts(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    language: str,
    seen: Sequence[SeenText],
    *,
    expected_counterpart: int | None,
    comment: str = "",
    next_review: date | None = None,
    by: Actor | None = None,
    now: datetime,
) -> None:
    """Approve texts that wait, all or none, each by the rules of `apply_transition`.

    `expected_counterpart` is the clinician revision that the plain text was compared with. Raise
    LookupError if there is no such text, `DecisionRejected` if one of them cannot be approved; the
    caller then rolls back.
    """

    def apply(text: SeenText, transition: Transition, status: Status) -> None:
        request = TransitionRequest(
            account,
            slug,
            text.audience,
            language,
            text.number,
            transition,
            expected_status=status,
            expected_counterpart=expected_counterpart,
            comment=comment if transition is Transition.APPROVE else "",
            next_review=next_review,
            by=by,
        )
        transitions.store_transition(session, checker, request, now=now)

    for text in _sort_texts(seen):
        with _about(text.audience):
            if text.status is Status.SUBMITTED:
                apply(text, Transition.BEGIN_REVIEW, text.status)
                apply(text, Transition.APPROVE, Status.UNDER_REVIEW)
            else:
                apply(text, Transition.APPROVE, text.status)
    publish(session, slug, checker.renderer)


def foresee_approval(
    session: Session, checker: Checker, account: Account, slug: str, language: str
) -> None:
    """Do the slow work of approving the texts that wait; nothing is stored."""
    review = find_answer_review(session, checker, account, slug, language)
    if review is None:
        return
    waiting = {text.revision.id for text in review.texts if text.waits}
    digest = lay_sync.digest_clinician_text(review.counterpart)

    def change(revision: StoredRevision) -> StoredRevision:
        if revision.id not in waiting:
            return revision
        checked = digest if revision.audience is Audience.LAY else None
        approved = replace(revision.review, status=Status.APPROVED, checked_against=checked)
        return replace(revision, review=approved)

    foresee_publication(session, checker.renderer, slug, change)


def request_changes(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    language: str,
    seen: Sequence[SeenText],
    *,
    comment: str,
    by: Actor | None = None,
    now: datetime,
) -> None:
    """Request changes to texts that wait, with one comment; raise as `approve_texts` does."""
    for text in _sort_texts(seen):
        with _about(text.audience):
            request = TransitionRequest(
                account,
                slug,
                text.audience,
                language,
                text.number,
                Transition.REQUEST_CHANGES,
                expected_status=text.status,
                comment=comment,
                by=by,
            )
            transitions.store_transition(session, checker, request, now=now)
    publish(session, slug, checker.renderer)


def _choose_shown(case: ReviewState, *, any_waits: bool) -> RevisionState:
    is_draft = case.newest.revision.review.status is Status.DRAFT
    return case.settled if any_waits and is_draft and case.settled else case.newest


def _sort_texts(seen: Sequence[SeenText]) -> list[SeenText]:
    """Return texts in the order of `Audience`: what a text was made from is decided before it."""
    if not seen:
        raise DecisionRejected("no_texts")
    order = list(Audience)
    return sorted(seen, key=lambda text: order.index(text.audience))


@contextmanager
def _about(audience: Audience) -> Iterator[None]:
    """Convert the rejection of one text, adding its audience."""
    try:
        yield
    except ReviewEditConflict as conflict:
        raise DecisionRejected("outdated", audience) from conflict
    except TransitionNotAllowed as refused:
        raise DecisionRejected(refused.code, audience) from refused
