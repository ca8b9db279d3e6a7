"""Ask somebody without an account for a review, and withdraw the link.

A link shows the texts of an answer in one language at the revisions that they had, and asks for a
decision on those that waited.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readlevel.storage import slow_work
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sessions import hash_token
from readlevel.storage.answers import answer_heads, answers
from readlevel.storage.mail import outbox
from readlevel.storage.review import outside_reviews
from readlevel.storage.review.outside_reviews import OutsideReview
from readlevel.usecases.accounts import invitations
from readlevel.usecases.outside_review.links import (
    find_ends,
    get_of_answer,
    get_review,
    has_account,
    list_shown_revisions,
    record,
)

__all__ = [
    "DEFAULT_DAYS",
    "LINK_LIFETIME_DAYS",
    "OutsideAskRejected",
    "OutsideReview",
    "ask",
    "list_reviews",
    "withdraw",
]

LINK_LIFETIME_DAYS = (7, 14, 30)
DEFAULT_DAYS = 14
MAX_OPEN = 10
"""Links to one answer that work at the same time."""
MAX_ASKED_A_DAY = 30
"""Reviews that one account may ask for in a day."""


class OutsideAskRejected(Exception):
    """Nobody is asked, or a link is not withdrawn; nothing was stored.

    `code` is `bad_email`, `has_account`, `bad_days`, `nothing_waits`, `too_many` or `answered`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(
    session: Session,
    actor: Account,
    slug: str,
    language: str,
    email: str,
    days: int,
    *,
    now: datetime,
) -> tuple[OutsideReview, str]:
    """Ask somebody about the texts that wait; return the review and the token of its link.

    The token is not stored. Raise LookupError if there is no such answer, or `OutsideAskRejected`.
    """
    answer_id = answers.find_id(session, slug)
    if answer_id is None:
        raise LookupError(f"no answer has the address {slug!r}")
    address = _read_address(session, email)
    if days not in LINK_LIFETIME_DAYS:
        raise OutsideAskRejected("bad_days")
    texts = list_shown_revisions(session, actor, slug, language)
    if answer_heads.is_archived(session, answer_id) or not any(one.is_asked for one in texts):
        raise OutsideAskRejected("nothing_waits")
    asked_today = outside_reviews.count_asked_by(session, actor.id, timedelta(days=1), now=now)
    if asked_today >= MAX_ASKED_A_DAY or _count_working(session, answer_id, now) >= MAX_OPEN:
        raise OutsideAskRejected("too_many")
    token = slow_work.do_once(_make_token, slug, language, address)
    number = outside_reviews.add(
        session,
        answer_id=answer_id,
        language=language,
        token_hash=hash_token(token),
        email=address,
        account_id=actor.id,
        texts=texts,
        now=now,
        expires_at=now + timedelta(days=days),
    )
    review = get_review(session, number)
    record(session, actor, review, "review.outside_asked", now, email=address)
    return review, token


def withdraw(session: Session, actor: Account, slug: str, number: int, *, now: datetime) -> None:
    """End a link, and send no mail with it that waits.

    Raise LookupError if there is none, `OutsideAskRejected` if it was answered.
    """
    review = get_of_answer(session, slug, number)
    if review.answer is not None:
        raise OutsideAskRejected("answered")
    if review.withdrawn_at is None:
        outside_reviews.withdraw(session, number, now=now)
        outbox.remove_about(session, review.mail_key)
        record(session, actor, review, "review.outside_withdrawn", now, email=review.email)


def list_reviews(session: Session, answer_id: int, language: str) -> Sequence[OutsideReview]:
    """Return the reviews that people outside were asked for, the newest first."""
    return outside_reviews.list_reviews(session, answer_id, language)


def _count_working(session: Session, answer_id: int, now: datetime) -> int:
    unanswered = outside_reviews.list_unanswered(session, answer_id, now=now)
    return len(unanswered) - len(find_ends(session, unanswered, now=now))


def _make_token(_slug: str, _language: str, _address: str) -> str:
    return secrets.token_urlsafe(32)


def _read_address(session: Session, email: str) -> str:
    try:
        address = invitations.read_email(email)
    except invitations.InvalidEmail:
        raise OutsideAskRejected("bad_email") from None
    if has_account(session, address):
        raise OutsideAskRejected("has_account")
    return address
