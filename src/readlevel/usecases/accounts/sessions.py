"""Where an account is signed in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.storage.accounts import sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.sessions import AccountSession
from readlevel.usecases.accounts import sign_in

__all__ = ["Account", "AccountSession", "end_session", "find_last_use", "list_sessions"]


def list_sessions(session: Session, account: Account, *, now: datetime) -> Sequence[AccountSession]:
    """Return an account's sessions that have not expired, the last used first."""
    return [
        one
        for one in sessions.list_account_sessions(session, account.id)
        if not sign_in.is_expired(one, now=now)
    ]


def find_last_use(session: Session, account: Account) -> datetime | None:
    """Return when an account last used the desk, or None if it is signed in nowhere."""
    found = sessions.list_account_sessions(session, account.id)
    return found[0].last_used_at if found else None


def end_session(session: Session, account: Account, token_hash: str, *, now: datetime) -> None:
    """Sign an account out of one browser; an unknown session is ignored."""
    for one in sessions.list_account_sessions(session, account.id):
        if one.token_hash == token_hash:
            sign_in.sign_out(session, sign_in.CurrentUser(account, one), now=now)
