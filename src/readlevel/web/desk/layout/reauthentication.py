"""Passwords and codes that forms send, and asking for them again before sensitive actions.

An attempt is counted before it is tried, and each step has a transaction of its own: none is open
while a password is hashed.
"""

from flask import request

from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import second_factors, sign_in
from readlevel.usecases.accounts.second_factors import VerifiedCode, signed_in_recently
from readlevel.usecases.accounts.sign_in import CurrentUser
from readlevel.web.desk.layout.access import current_client, current_user
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session

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
    with write_session() as session:
        attempt = sign_in.count_attempt(session, email, client, now=now())
    try:
        with read_session() as session:
            account = sign_in.authenticate(session, email, password, client, now=now())
    except sign_in.TooManyAttempts:
        _uncount(attempt)
        raise
    if account is not None:
        _uncount(attempt)
        return account
    with write_session() as session:
        sign_in.record_failed_sign_in(session, email, client, now=now())
    return None


def try_code(account: Account, code: str) -> VerifiedCode | None:
    """Return what a code of the second factor proves, None if it is wrong.

    Raise `TooManyAttempts`.
    """
    client = current_client()
    with write_session() as session:
        attempt = second_factors.count_attempt(session, account, client, now=now())
    try:
        with read_session() as session:
            proof = second_factors.verify_code(session, account, code, now=now())
    except sign_in.TooManyAttempts:
        _uncount(attempt)
        raise
    if proof is not None:
        _uncount(attempt)
        return proof
    with write_session() as session:
        second_factors.record_failed_code(session, account, client, now=now())
    return None


def _uncount(attempt: int) -> None:
    with write_session() as session:
        sign_in.uncount_attempt(session, attempt)
