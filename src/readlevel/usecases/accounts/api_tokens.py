"""Use cases of tokens: by one, software of an editor's own has texts scored here."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import api_tokens, audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.api_tokens import ApiToken

MAX_NAME_LENGTH = 80
MAX_TOKENS = 20
"""Open tokens of one account."""
_PREFIX = "readlevel_"
"""By it, those who look for secrets in code know one."""
_MAX_TOKEN_LENGTH = 200


class TokenNameRequired(Exception):
    """A token without a word on what it is for."""


class TooManyTokens(Exception):
    """An account has as many open tokens as it may."""


def create_token(session: Session, actor: Account, name: str, *, now: datetime) -> str:
    """Make a token and return it: nobody can show it a second time.

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
    """Return the open tokens that somebody may revoke: their own, to administrators everybody's."""
    return api_tokens.list_active(session, None if actor.may(Role.ADMIN) else actor.id)


def revoke_token(session: Session, actor: Account, number: int, *, now: datetime) -> None:
    """Take a token no more. Raise LookupError if there is none that `actor` may revoke."""
    token = api_tokens.find(session, number)
    if token is None or not (token.account_id == actor.id or actor.may(Role.ADMIN)):
        raise LookupError(number)
    api_tokens.revoke(session, number, now=now)
    audit_log.record_action(session, actor, "token.revoked", token.owner, now=now, name=token.name)


def find_token(session: Session, given: str) -> ApiToken | None:
    """Return what is known of a token that was shown, None if it is not taken."""
    if not given.startswith(_PREFIX) or len(given) > _MAX_TOKEN_LENGTH:
        return None
    return api_tokens.find_active(session, given)
