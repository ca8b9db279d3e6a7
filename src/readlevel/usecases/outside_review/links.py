"""The links by which people outside review: what they show, and when they end."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.accounts import accounts, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sessions import hash_token
from readlevel.storage.answers import answer_heads
from readlevel.storage.review import outside_reviews
from readlevel.storage.review.outside_reviews import OutsideReview, ShownRevision
from readlevel.usecases.review import answer_review
from readlevel.usecases.review.answer_review import AnswerReview
from readlevel.usecases.review.approval_findings import Checker

_MAX_TOKEN_LENGTH = 200


class OutsideLinkEnded(Exception):
    """A link does not work any more.

    `code` is `expired`, `withdrawn`, `answered`, `changed` (a text has a newer revision), `decided`
    (somebody inside decided first), `archived`, or `has_account` (the reviewer has an account now).
    """

    def __init__(self, code: str, review: OutsideReview) -> None:
        super().__init__(code)
        self.code = code
        self.review = review


def open_link(session: Session, token: str, *, now: datetime) -> OutsideReview:
    """Return the review that a link asks for.

    Raise LookupError if there is no such link, `OutsideLinkEnded` if nothing can be decided by it.
    """
    found = None
    if len(token) <= _MAX_TOKEN_LENGTH:
        found = outside_reviews.find_by_token(session, hash_token(token))
    if found is None:
        raise LookupError("no outside review has this token")
    code = find_ends(session, [found], now=now).get(found.id)
    if code is not None:
        raise OutsideLinkEnded(code, found)
    return found


def find_ends(
    session: Session, reviews: Iterable[OutsideReview], *, now: datetime
) -> dict[int, str]:
    """Return why links do not work, by the numbers of their reviews; those that work are missing.

    The codes are those of `OutsideLinkEnded`.
    """
    places: dict[tuple[int, str], Mapping[int, ShownRevision] | None] = {}
    ends = {}
    for review in reviews:
        code: str | None = review.state(now)
        if code == "open":
            place = review.answer_id, review.language
            if place not in places:
                places[place] = _find_shown(session, review)
            code = _find_end_of_texts(review, places[place])
            if code is None and has_account(session, review.email):
                code = "has_account"
        elif review.answer is not None:
            code = "answered"
        if code is not None:
            ends[review.id] = code
    return ends


def find_asker(session: Session, review: OutsideReview) -> Account:
    """Return who asked for a review."""
    return accounts.get(session, review.asked_by_id)


def find_shown_review(
    session: Session, checker: Checker, review: OutsideReview
) -> AnswerReview | None:
    """Return the review of the texts that an open link shows; None if there are none.

    Texts that the link does not show are neither listed nor compared with.
    """
    asker = find_asker(session, review)
    found = answer_review.find_answer_review(
        session, checker, asker, review.slug, review.language, by_outsider=True
    )
    if found is None:
        return None
    shown = {one.revision_id for one in review.texts}
    found = replace(found, texts=[one for one in found.texts if one.revision.id in shown])
    if found.pair is not None and found.pair.clinician.id not in shown:
        return replace(found, pair=None, counterpart=None)
    return found


def list_shown_revisions(
    session: Session, account: Account, slug: str, language: str
) -> list[ShownRevision]:
    """Return the revisions of an answer that a link would show now; those that wait are asked for.

    Beside them only approved texts are shown: drafts stay inside.
    """
    shown = [one.revision for _, one in answer_review.list_shown(session, account, slug, language)]
    return [
        ShownRevision(one.id, one.audience, one.number, one.review.status in PENDING)
        for one in shown
        if one.review.status in PENDING or one.review.status is Status.APPROVED
    ]


def has_account(session: Session, address: str) -> bool:
    """Return whether an address, or one that leads to the same mailbox, belongs to an account."""
    mailbox, _, host = address.rpartition("@")
    return accounts.has_mailbox(session, mailbox.partition("+")[0], host)


def get_review(session: Session, number: int) -> OutsideReview:
    """Return a review by its number. Raise LookupError if there is none."""
    found = outside_reviews.find(session, number)
    if found is None:
        raise LookupError(number)
    return found


def get_of_answer(session: Session, slug: str, number: int) -> OutsideReview:
    """Return a review of an answer. Raise LookupError if there is none with that number."""
    review = get_review(session, number)
    if review.slug != slug:
        raise LookupError(number)
    return review


def record(
    session: Session,
    actor: Account,
    review: OutsideReview,
    action: str,
    now: datetime,
    **detail: str,
) -> None:
    """Add an entry about a review to the audit log."""
    audit_log.record_action(
        session,
        actor,
        action,
        review.slug,
        now=now,
        language=review.language,
        kind="outside",
        link=review.id,
        **detail,
    )


def _find_shown(session: Session, review: OutsideReview) -> Mapping[int, ShownRevision] | None:
    """Return the revisions that a new link would show; None if the answer is archived."""
    if answer_heads.is_archived(session, review.answer_id):
        return None
    asker = find_asker(session, review)
    shown = list_shown_revisions(session, asker, review.slug, review.language)
    return {one.revision_id: one for one in shown}


def _find_end_of_texts(
    review: OutsideReview, shown: Mapping[int, ShownRevision] | None
) -> str | None:
    """Return why nothing can be decided on the texts of a link, or None; `shown` are those now."""
    if shown is None:
        return "archived"
    if set(shown) != {one.revision_id for one in review.texts}:
        return "changed"
    asked = (one for one in review.texts if one.is_asked)
    return None if all(shown[one.revision_id].is_asked for one in asked) else "decided"
