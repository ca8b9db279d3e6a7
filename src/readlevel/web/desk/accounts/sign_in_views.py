"""Sign-in and sign-out."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import second_factors
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from readlevel.web.desk.accounts.sign_in_form import RETRY_SECONDS, show_code_form, show_form
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import (
    allow_anonymous,
    clear_session_cookie,
    current_client,
    current_user,
    require_role,
    set_session_cookie,
)
from readlevel.web.desk.layout.db_sessions import now, site_secrets, write_session
from readlevel.web.desk.layout.layout import redirect_with_flash
from readlevel.web.desk.layout.reauthentication import record_reused_code, try_code, try_password

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
@allow_anonymous
def show_sign_in() -> WerkzeugResponse:
    """Ask for email and password; redirect users who are signed in."""
    back = urls.read_next_path(request.args.get("next", ""))
    if current_user() is not None:
        return redirect(back, 303)
    return show_form(back)


@blueprint.post("/sign-in")
@allow_anonymous
def sign_in() -> WerkzeugResponse:
    """Start a session if email and password are right."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    back = urls.read_next_path(request.form.get("next", ""))
    client = current_client()
    try:
        account = try_password(email, password)
    except sign_in_usecases.TooManyAttempts:
        response = show_form(back, email, "too_many", 429)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    if account is None:
        return show_form(back, email, "wrong", 422)
    before = current_user()
    with write_session() as session:
        if before is not None:
            sign_in_usecases.sign_out(session, before, now=now())
        token = sign_in_usecases.start_session(session, account, client, now=now())
    answer = redirect(back, 303)
    set_session_cookie(answer, token)
    return answer


@blueprint.get("/sign-in/code")
@require_role(Role.EDITOR, before_second_factor=True)
def show_code() -> WerkzeugResponse:
    """Ask for the second factor; redirect users who have given it."""
    back = urls.read_next_path(request.args.get("next", ""))
    if not _waits_for_code():
        return redirect(back, 303)
    return show_code_form(back)


@blueprint.post("/sign-in/code")
@require_role(Role.EDITOR, before_second_factor=True)
def submit_code() -> WerkzeugResponse:
    """Complete the sign-in if the code is right."""
    back = urls.read_next_path(request.form.get("next", ""))
    user = current_user()
    if user is None or not user.waits_for_code:
        return redirect(back, 303)
    client, account = current_client(), user.account
    try:
        proof = try_code(account, request.form.get("code", ""))
    except sign_in_usecases.TooManyAttempts:
        return show_code_form(back, "too_many", 429)
    token = None
    if proof is not None:
        with write_session() as session:
            token = second_factors.complete_sign_in(
                session, site_secrets(), user, proof, client, now=now()
            )
            if token is None:
                record_reused_code(session, account)
    if token is None:
        return show_code_form(back, "wrong", 422)
    answer = redirect(back, 303)
    set_session_cookie(answer, token)
    return answer


@blueprint.post("/sign-out")
@require_role(Role.EDITOR, before_second_factor=True)
def sign_out() -> WerkzeugResponse:
    """End the session."""
    user = current_user()
    if user is not None:
        with write_session() as session:
            sign_in_usecases.sign_out(session, user, now=now())
    answer = redirect_with_flash(urls.sign_in(), "signed_out")
    clear_session_cookie(answer)
    return answer


def _waits_for_code() -> bool:
    user = current_user()
    return user is not None and user.waits_for_code
