"""The password, asked for once more before what somebody else at the keyboard must not do."""

from flask import request

from readlevel.usecases.accounts import sign_in
from readlevel.usecases.accounts.second_factors import is_fresh
from readlevel.usecases.accounts.sign_in import Entered
from readlevel.web.desk.layout.access import current_entered, current_visitor
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session

FIELD = "current_password"
STATUS = {"current_wrong": 422, "too_many": 429}
"""What each problem answers."""


def present_entered() -> Entered:
    """Return who is signed in; views for all must not ask."""
    entered = current_entered()
    if entered is None:
        raise LookupError("nobody is signed in")
    return entered


def asks_password() -> bool:
    """Tell whether the form is to ask for the password."""
    return not is_fresh(present_entered(), now=now())


def find_problem(*, always: bool = False) -> str:
    """Return what is wrong with the password in the form: a key of `STATUS`, or nothing.

    It is only asked for where the sign-in is some time ago, or `always`.
    """
    if not always and not asks_password():
        return ""
    account, visitor = present_entered().account, current_visitor()
    try:
        with reading_session() as session:
            found = sign_in.identify(
                session, account.email, request.form.get(FIELD, ""), visitor, now=now()
            )
    except sign_in.TooManyAttempts:
        return "too_many"
    if found is not None:
        return ""
    with writing_session() as session:
        sign_in.note_refusal(session, account.email, visitor, now=now())
    return "current_wrong"
