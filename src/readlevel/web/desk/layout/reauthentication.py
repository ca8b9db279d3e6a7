"""Reauthentication: the password is asked for again before sensitive actions."""

from flask import request

from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.second_factors import signed_in_recently
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
    account, client = require_current_user().account, current_client()
    try:
        with read_session() as session:
            found = sign_in.authenticate(
                session, account.email, request.form.get(FORM_FIELD, ""), client, now=now()
            )
    except sign_in.TooManyAttempts:
        return "too_many"
    if found is not None:
        return ""
    with write_session() as session:
        sign_in.record_failed_sign_in(session, account.email, client, now=now())
    return "current_wrong"
