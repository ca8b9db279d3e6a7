"""Passwords and codes that forms send, and asking for them again before sensitive actions.

An attempt is counted before it is tried, and each step has a transaction of its own: none is open
while a password is hashed.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from sqlalchemy.orm import Session

from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import passkeys, second_factors, sign_in
from readlevel.usecases.accounts.passkeys import RelyingParty, VerifiedPasskey
from readlevel.usecases.accounts.second_factors import VerifiedCode, signed_in_recently
from readlevel.usecases.accounts.sign_in import CurrentUser
from readlevel.web.desk.layout.access import current_client, current_user
from readlevel.web.desk.layout.db_sessions import now, read_session, site_secrets, write_session

Result = TypeVar("Result")

FORM_FIELD = "current_password"
STATUS_BY_PROBLEM = {"current_wrong": 422, "too_many": 429}
"""HTTP status by problem."""


def require_current_user() -> CurrentUser:
    """Return the signed-in user. Raise LookupError in anonymous requests."""
    user = current_user()
    if user is None:
        raise LookupError("nobody is signed in")
    return user


def needs_reauthentication() -> bool:
    """Return whether the last sign-in is too old for sensitive actions."""
    return not signed_in_recently(require_current_user(), now=now())


def check_current_password(*, always: bool = False) -> str:
    """Check the form's password; return a key of `STATUS_BY_PROBLEM`, or nothing if it is right.

    It is required only if the sign-in is not recent, or `always`.
    """
    if not always and not needs_reauthentication():
        return ""
    email = require_current_user().account.email
    try:
        found = try_password(email, request.form.get(FORM_FIELD, ""))
    except sign_in.TooManyAttempts:
        return "too_many"
    return "" if found else "current_wrong"


def try_password(email: str, password: str) -> Account | None:
    """Return the account of an address and its password, None if they are wrong.

    Raise `TooManyAttempts`.
    """
    client = current_client()
    return _try(
        lambda session: sign_in.count_attempt(session, email, client, now=now()),
        lambda session: sign_in.authenticate(session, email, password, client, now=now()),
        lambda session: sign_in.record_failed_sign_in(session, email, client, now=now()),
    )


def try_code(account: Account, code: str) -> VerifiedCode | None:
    """Return what a code of the second factor proves, None if it is wrong.

    Raise `TooManyAttempts`.
    """
    client, secrets = current_client(), site_secrets()
    return _try(
        lambda session: second_factors.count_attempt(session, account, client, now=now()),
        lambda session: second_factors.verify_code(session, secrets, account, code, now=now()),
        lambda session: second_factors.record_failed_code(session, account, client, now=now()),
    )


def try_passkey(user: CurrentUser, site: RelyingParty, response: str) -> VerifiedPasskey | None:
    """Return the passkey that answered the session's challenge, None if none did.

    Failures count as wrong codes do. Raise `TooManyAttempts`.
    """
    client, account = current_client(), user.account
    with write_session() as session:
        challenge = passkeys.take_challenge(session, user)

    def check(session: Session) -> VerifiedPasskey | None:
        second_factors.check_rate_limit(session, account, now())
        return passkeys.verify_response(session, user, challenge, site, response)

    return _try(
        lambda session: second_factors.count_attempt(session, account, client, now=now()),
        check,
        lambda session: second_factors.record_failed_code(session, account, client, now=now()),
    )


def record_reused_code(session: Session, account: Account) -> None:
    """Count a code as wrong that somebody else used between its check and its use."""
    client = current_client()
    second_factors.count_attempt(session, account, client, now=now())
    second_factors.record_failed_code(session, account, client, now=now())


def _try(
    count: Callable[[Session], int],
    check: Callable[[Session], Result | None],
    record_failure: Callable[[Session], None],
) -> Result | None:
    """Return what `check` finds, counting the attempt before and keeping the count if it fails."""
    with write_session() as session:
        attempt = count(session)
    try:
        with read_session() as session:
            found = check(session)
    except sign_in.TooManyAttempts:
        with write_session() as session:
            sign_in.uncount_attempt(session, attempt)
        raise
    with write_session() as session:
        if found is None:
            record_failure(session)
        else:
            sign_in.uncount_attempt(session, attempt)
    return found
