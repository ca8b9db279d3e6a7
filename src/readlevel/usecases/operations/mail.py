"""Send the mails of the outbox, and let people refuse kinds of them."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.core.model.mail_kind import OPTIONAL_KINDS, MailKind
from readlevel.storage import slow_work
from readlevel.storage.accounts import accounts
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database import secret_keys
from readlevel.storage.database.engine import read_transaction, write_transaction
from readlevel.storage.mail import opt_outs, outbox
from readlevel.storage.mail.outbox import OutboxCounts, OutgoingMail, StoredMail

__all__ = [
    "MailRefused",
    "OutboxCounts",
    "OutgoingMail",
    "StoredMail",
    "enqueue",
    "find_refused_kinds",
    "give_up",
    "list_problems",
    "list_willing",
    "make_unsubscribe_token",
    "read_unsubscribe_token",
    "refuse_kinds",
    "retry",
    "send_due",
    "unsubscribe",
]

PAUSES = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60)),
    outbox.LONGEST_PAUSE,
)
"""Pauses after each failed attempt; after the last attempt, almost two days, a mail is given up."""

KEPT = timedelta(days=30)
"""How long mails that were given up are shown."""

_KEY_NAME = "mail preferences"
_MAX_TOKEN_LENGTH = 500

enqueue = outbox.enqueue
list_problems = outbox.list_problems
retry = outbox.retry
give_up = outbox.remove
find_refused_kinds = opt_outs.find_refused

_log = logging.getLogger(__name__)


class MailRefused(Exception):
    """A mail was not accepted; the message says why."""

    is_permanent = False
    """Whether the server will never accept this mail."""
    is_unreachable = False
    """Whether the server could not be reached, so that other mails would fail too."""


def send_due(
    engine: Engine,
    deliver: Callable[[StoredMail], None],
    clock: Callable[[], datetime],
    is_stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Send the mails that are due, one after the other; return how many were sent.

    If it fails, `deliver` raises `MailRefused`: the mail is tried again after each of `PAUSES`.
    If the server cannot be reached, the others wait for the next call. A process that is killed
    while it sends leaves the mail to be sent again after `outbox.CLAIM`.
    Raise `DatabaseProblem` if the database fails.
    """
    sent = 0
    while not is_stopped():
        with read_transaction(engine) as session:
            if not outbox.has_due(session, now=clock()):
                break
        with write_transaction(engine, background=True) as session:
            stored = outbox.claim_next(session, now=clock())
        if stored is None:
            break
        try:
            deliver(stored)
        except MailRefused as refused:
            _record(engine, stored, refused, clock())
            if refused.is_unreachable:
                break
        else:
            sent += 1
            _log.info("mail %d (%s) was sent", stored.id, stored.mail.kind)
            with write_transaction(engine, background=True) as session:
                outbox.remove(session, stored.id)
    return sent


def purge(session: Session, *, now: datetime) -> int:
    """Remove mails that were given up long ago; return their number."""
    return outbox.remove_failed_before(session, now - KEPT)


def list_willing(session: Session, people: Iterable[Account], kind: MailKind) -> Sequence[Account]:
    """Return those of `people` who do not refuse a kind of mail."""
    refusing = opt_outs.list_refusing(session, kind)
    return [one for one in people if one.id not in refusing]


def refuse_kinds(session: Session, account_id: int, kinds: Iterable[MailKind]) -> None:
    """Store which optional kinds of mails somebody refuses."""
    opt_outs.set_refused(session, account_id, set(kinds) & set(OPTIONAL_KINDS))


def make_unsubscribe_token(session: Session, account_id: int, kind: MailKind) -> str:
    """Return the token of the link by which somebody refuses a kind of mail."""
    key = secret_keys.get_or_create_key(session, _KEY_NAME, _make_key)
    return URLSafeSerializer(key, salt="unsubscribe").dumps([account_id, kind])


def _make_key() -> bytes:
    """Return a key that is the same in every attempt of a write, because mails are about it."""
    return slow_work.do_once(secret_keys.make_key)


def read_unsubscribe_token(session: Session, token: str) -> tuple[int, MailKind] | None:
    """Return (account, kind) of a token, or None if it is not one of this site."""
    key = secret_keys.find_key(session, _KEY_NAME)
    if key is None or len(token) > _MAX_TOKEN_LENGTH:
        return None
    try:
        account_id, kind = URLSafeSerializer(key, salt="unsubscribe").loads(token)
    except BadSignature:
        return None
    found = accounts.find(session, account_id)
    return None if found is None else (found.id, MailKind(kind))


def unsubscribe(session: Session, token: str) -> MailKind | None:
    """Refuse the kind of mail that a token names; return it, or None for a token of no use."""
    found = read_unsubscribe_token(session, token)
    if found is None:
        return None
    account_id, kind = found
    opt_outs.set_refused(session, account_id, {*opt_outs.find_refused(session, account_id), kind})
    return kind


def _record(engine: Engine, stored: StoredMail, refused: MailRefused, now: datetime) -> None:
    """Record a failure and choose the next attempt."""
    attempt = stored.attempts
    pause = None if refused.is_permanent or attempt >= len(PAUSES) else PAUSES[attempt]
    _log.error(
        "mail %d (%s) was not sent, %s: %s",
        stored.id,
        stored.mail.kind,
        "and is given up" if pause is None else f"and is tried again in {pause}",
        refused,
    )
    with write_transaction(engine, background=True) as session:
        outbox.record_failure(
            session, stored.id, str(refused), None if pause is None else now + pause
        )
