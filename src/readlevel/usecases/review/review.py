"""Use cases of a review: moves of a revision on its way to readers, and comments.

Each move is stored with its event, its line in the audit log and what readers get of it, all in the
caller's transaction. Whoever wrote a text never approves it, whatever their role.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from readlevel.core.checks.text_checks import blocks
from readlevel.core.model.answer import Audience, Review
from readlevel.core.model.finding import Finding
from readlevel.core.model.workflow import REVIEWS, RULES, Move, Status, find_obstacle, moves
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import answers, authorship
from readlevel.storage.answers.revisions import StoredRevision, iter_revisions, save_review
from readlevel.storage.review import review_events
from readlevel.storage.review.review_events import Event
from readlevel.usecases.publishing import lay_sync
from readlevel.usecases.publishing.publish import publish
from readlevel.usecases.review.approval_findings import Checker

LONGEST_COMMENT = 4_000

_DEEDS = {
    Move.SUBMIT: "submitted",
    Move.TAKE_BACK: "taken_back",
    Move.BEGIN_REVIEW: "begun",
    Move.REQUEST_CHANGES: "changes_requested",
    Move.APPROVE: "approved",
    Move.CONFIRM: "confirmed",
    Move.WITHDRAW: "withdrawn",
}
"""What the audit log calls each move, after `review.`."""

_SAYING_WHY = frozenset({Move.REQUEST_CHANGES, Move.WITHDRAW})


class NotAllowed(Exception):
    """A move that is not made; nothing was stored.

    `code` is one of those of `find_obstacle`, `findings` where something found in the text blocks
    its approval, `beside` where the clinician text is another than was seen, or `no_comment`,
    `long_comment`, `past_date` for what was given with it.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Outdated(Exception):
    """Another was quicker: the revision stands elsewhere now, or is no more what counts."""

    def __init__(self, number: int, status: Status) -> None:
        super().__init__(f"revision {number} is {status}")
        self.number = number
        """Number of the revision that counts now."""
        self.status = status


@dataclass(frozen=True, slots=True)
class Standing:
    """One revision of a text, and what somebody may do with it."""

    revision: StoredRevision
    is_author: bool
    moves: frozenset[Move]


@dataclass(frozen=True, slots=True)
class Case:
    """Where one text of an answer stands in its review, for somebody who looks."""

    answer_id: int
    newest: Standing
    settled: Standing | None
    """The newest revision that was approved or withdrawn: what readers get, or are told."""
    approved: StoredRevision | None
    """The newest that was approved: what a new one is compared with."""
    events: Sequence[Event]


def find_case(
    session: Session, account: Account, slug: str, audience: Audience, language: str
) -> Case | None:
    """Return where a text stands; None where there is no such text."""
    answer_id = answers.find_id(session, slug)
    revisions = [] if answer_id is None else list_variant(session, answer_id, audience, language)
    if answer_id is None or not revisions:
        return None
    settled = _find_settled(revisions)
    return Case(
        answer_id,
        _stand(session, account, revisions[0]),
        None if settled is None else _stand(session, account, settled),
        next((one for one in revisions if one.review.status is Status.APPROVED), None),
        review_events.list_events(session, answer_id, audience, language),
    )


def list_variant(
    session: Session, answer_id: int, audience: Audience, language: str
) -> list[StoredRevision]:
    """Return all revisions of one text of an answer, the newest first."""
    return [
        one
        for one in iter_revisions(session, answer_id)
        if (one.audience, one.language) == (audience, language)
    ]


def move(
    session: Session,
    checker: Checker,
    account: Account,
    slug: str,
    audience: Audience,
    language: str,
    number: int,
    move: Move,
    *,
    seen: Status | None = None,
    beside: int | None = None,
    comment: str = "",
    next_review: date | None = None,
    now: datetime,
) -> None:
    """Move a revision on, and give readers what follows from it.

    It is the newest of its variant, or the one that readers get. `seen` is where whoever asks saw
    it stand; None: wherever it stands. `beside` is the number of the clinician revision that a
    plain text was seen beside, 0 where there was none; None: whichever counts. `comment` says what
    is to be done where changes are requested, and the reason, which readers are told, where it is
    withdrawn. `next_review` counts for reviews (`REVIEWS`); None: never.
    Raise LookupError where there is no such text, `Outdated` where another was quicker,
    `NotAllowed` where it is not for this account or something is missing; nothing is stored then.
    """
    case = find_case(session, account, slug, audience, language)
    if case is None:
        raise LookupError(f"no text for {audience} in {language} of {slug!r}")
    standing = _get_counting(case, number, seen)
    revision, comment = standing.revision, comment.strip()
    _refuse(account, standing, move, comment)
    if move in REVIEWS and next_review is not None and next_review <= now.date():
        raise NotAllowed("past_date")
    if move in REVIEWS and blocks(find_findings(session, checker, case.answer_id, slug, revision)):
        raise NotAllowed("findings")
    review = _after(revision.review, move, account, comment, next_review, now)
    checked = None
    if move in REVIEWS and audience is Audience.LAY:
        checked = find_checked(session, case, language)
        if beside not in (None, 0 if checked is None else checked.number):
            raise NotAllowed("beside")
        review = replace(review, checked_against=lay_sync.digest_said(checked))
    save_review(session, revision.id, review)
    review_events.add(
        session,
        revision.id,
        account,
        # What is read once more goes through a review again, though readers keep it meanwhile.
        Status.UNDER_REVIEW if move is Move.CONFIRM else revision.review.status,
        review.status,
        comment=comment,
        now=now,
    )
    audit_log.note(
        session,
        account,
        f"review.{_DEEDS[move]}",
        slug,
        now=now,
        audience=audience,
        language=language,
        revision=number,
        **({} if checked is None else {"checked_against": checked.number}),
    )
    publish(session, case.answer_id, slug, checker.renderer)


def find_findings(
    session: Session, checker: Checker, answer_id: int, slug: str, revision: StoredRevision
) -> tuple[Finding, ...]:
    """Return what is found in a revision, and whether it blocks its approval."""
    checker.renderer.follow(session)
    revisions = list(iter_revisions(session, answer_id))
    answer = answers.get_answer(session, slug)
    return checker.check(session, answer_id, answer, revision, revisions)


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
    """Say something about the newest revision, which stays where it stands.

    Raise LookupError where there is no such text, `NotAllowed` where nothing, or too much, is said.
    """
    case = find_case(session, account, slug, audience, language)
    if case is None:
        raise LookupError(f"no text for {audience} in {language} of {slug!r}")
    revision, comment = case.newest.revision, comment.strip()
    if not comment:
        raise NotAllowed("no_comment")
    if len(comment) > LONGEST_COMMENT:
        raise NotAllowed("long_comment")
    status = revision.review.status
    review_events.add(session, revision.id, account, status, status, comment=comment, now=now)
    audit_log.note(
        session,
        account,
        "review.commented",
        slug,
        now=now,
        audience=audience,
        language=language,
        revision=revision.number,
    )


def find_checked(session: Session, case: Case, language: str) -> StoredRevision | None:
    """Return the clinician text that a plain text is checked against by its review."""
    return lay_sync.find_counterpart(list(iter_revisions(session, case.answer_id)), language)


def _find_settled(newest_first: Sequence[StoredRevision]) -> StoredRevision | None:
    settled = (Status.APPROVED, Status.WITHDRAWN)
    return next((one for one in newest_first if one.review.status in settled), None)


def _stand(session: Session, account: Account, revision: StoredRevision) -> Standing:
    is_author = account.id in authorship.find_authors(session, revision.id)
    return Standing(
        revision, is_author, moves(revision.review.status, account.role, is_author=is_author)
    )


def _get_counting(case: Case, number: int, seen: Status | None) -> Standing:
    """Return the revision that a move is about, where it counts still and stands as it was seen."""
    for standing in (case.newest, case.settled):
        if standing is not None and standing.revision.number == number:
            if seen not in (None, standing.revision.review.status):
                raise Outdated(number, standing.revision.review.status)
            return standing
    newest = case.newest.revision
    raise Outdated(newest.number, newest.review.status)


def _refuse(account: Account, standing: Standing, move: Move, comment: str) -> None:
    obstacle = find_obstacle(
        move, standing.revision.review.status, account.role, is_author=standing.is_author
    )
    if obstacle is not None:
        raise NotAllowed(obstacle)
    if move in _SAYING_WHY and not comment:
        raise NotAllowed("no_comment")
    if len(comment) > LONGEST_COMMENT:
        raise NotAllowed("long_comment")


def _after(
    review: Review,
    move: Move,
    account: Account,
    comment: str,
    next_review: date | None,
    now: datetime,
) -> Review:
    """Return where a revision stands after a move; only a review moves when it was reviewed."""
    if move in REVIEWS:
        return replace(
            review,
            status=Status.APPROVED,
            reviewer=account.name,
            reviewed=now.date(),
            next_review=next_review,
        )
    if move is Move.WITHDRAW:
        return replace(review, status=Status.WITHDRAWN, withdrawn_because=comment)
    return replace(review, status=RULES[move].after)
