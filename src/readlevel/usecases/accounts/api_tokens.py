"""Use cases of API tokens, by which an editor's other software has texts scored."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import api_tokens, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.api_tokens import ApiToken

__all__ = [
    "MAX_NAME_LENGTH",
    "MAX_TOKENS",
    "ApiToken",
    "TokenNameRequired",
    "TooManyTokens",
    "count_use",
    "create_token",
    "find_token",
    "list_tokens",
    "revoke_token",
]

MAX_NAME_LENGTH = 80
MAX_TOKENS = 20
"""Active tokens of one account."""
_PREFIX = "readlevel_"
"""The prefix by which secret scanners recognise a token."""
_MAX_TOKEN_LENGTH = 200
_SECONDS = 60


class TokenNameRequired(Exception):
    """A token needs a name."""


class TooManyTokens(Exception):
    """The account has as many active tokens as it may."""


def create_token(session: Session, actor: Account, name: str, *, now: datetime) -> str:
    """Create a token and return it; it cannot be shown again.

    Raise `TokenNameRequired` without a name, and `TooManyTokens` if old ones have to be revoked
    first.
    """
    name = " ".join(name.split())[:MAX_NAME_LENGTH]
    if not name:
        raise TokenNameRequired
    if len(api_tokens.list_active(session, actor.id)) >= MAX_TOKENS:
        raise TooManyTokens
    token = _PREFIX + secrets.token_urlsafe(32)
    api_tokens.add(session, actor.id, token, name, now=now)
    audit_log.record_action(session, actor, "token.made", actor.email, now=now, name=name)
    return token


def list_tokens(session: Session, actor: Account) -> Sequence[ApiToken]:
    """Return the active tokens that `actor` may revoke: their own, or all for administrators."""
    return api_tokens.list_active(session, None if actor.may(Role.ADMIN) else actor.id)


def revoke_token(session: Session, actor: Account, number: int, *, now: datetime) -> None:
    """Revoke a token. Raise LookupError if there is none that `actor` may revoke."""
    token = api_tokens.find(session, number)
    if token is None or not (token.account_id == actor.id or actor.may(Role.ADMIN)):
        raise LookupError(number)
    api_tokens.revoke(session, number, now=now)
    audit_log.record_action(session, actor, "token.revoked", token.owner, now=now, name=token.name)


def find_token(session: Session, given: str) -> ApiToken | None:
    """Return the token of a request, or None if it is not accepted."""
    if not given.startswith(_PREFIX) or len(given) > _MAX_TOKEN_LENGTH:
        return None
    return api_tokens.find_active(session, given)


def count_use(session: Session, token: ApiToken, limit: int, *, now: datetime) -> int:
    """Count a use of a token, of `limit` per minute on all servers together.

    Return 0, or the seconds to wait if the limit is reached.
    """
    minute, second = divmod(int(now.timestamp()), _SECONDS)
    return 0 if api_tokens.count_use(session, token.id, minute, limit) else _SECONDS - second
