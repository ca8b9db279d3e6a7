"""Passkeys: registered and removed under Account, and asked for at sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import passkeys
from readlevel.usecases.accounts.passkeys import Passkey, PasskeyRejected, RelyingParty
from readlevel.usecases.accounts.sign_in import TooManyAttempts
from readlevel.web.desk.accounts.sign_in_form import find_passkey_site, show_code_form
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import (
    current_account,
    current_client,
    require_role,
    set_session_cookie,
)
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.reauthentication import (
    STATUS_BY_PROBLEM,
    check_current_password,
    needs_reauthentication,
    record_reused_code,
    require_current_user,
    try_passkey,
)
from readlevel.web.http.services import render

blueprint = Blueprint("passkeys", __name__)


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """`/edit/account/passkeys` (`desk/accounts/passkeys.html`)."""

    layout: DeskLayout
    passkeys: Sequence[Passkey]
    may_add: bool
    """Whether there is room for another one."""
    max_name: int
    asks_password: bool
    problem: str = ""
    """`rejected`, `too_many`, `current_wrong`."""


@blueprint.get("/account/passkeys")
@require_role(Role.EDITOR)
def show_passkeys() -> WerkzeugResponse:
    """Show the passkeys of the user."""
    if not current_account().has_second_factor:
        return redirect(urls.SECOND_FACTOR, 303)
    return _show()


@blueprint.post("/account/passkeys/options")
@require_role(Role.EDITOR)
def begin_registration() -> Response:
    """Return the options with which the browser makes a passkey."""
    user, site = require_current_user(), _get_site()
    if not user.account.has_second_factor:
        abort(404)
    with write_session() as session:
        return _json(passkeys.begin_registration(session, user, site))


@blueprint.post("/account/passkeys")
@require_role(Role.EDITOR)
def add_passkey() -> WerkzeugResponse:
    """Store the passkey that the browser has made."""
    user, site = require_current_user(), _get_site()
    if not user.account.has_second_factor:
        return redirect(urls.SECOND_FACTOR, 303)
    if problem := check_current_password():
        return _show(problem, STATUS_BY_PROBLEM[problem])
    form = request.form
    response, name = form.get("response", ""), form.get("name", "").replace("\0", "")
    with write_session() as session:
        challenge = passkeys.take_challenge(session, user)
    try:
        with write_session() as session:
            passkeys.register(session, user, challenge, site, response, name, now=now())
    except PasskeyRejected:
        return _show("rejected", 422)
    return redirect_with_flash(urls.PASSKEYS, "passkey_added")


@blueprint.post("/account/passkeys/<int:number>/removal")
@require_role(Role.EDITOR)
def remove_passkey(number: int) -> WerkzeugResponse:
    """Remove a passkey of the user."""
    if problem := check_current_password():
        return _show(problem, STATUS_BY_PROBLEM[problem])
    with write_session() as session:
        if not passkeys.remove(session, current_account(), number, now=now()):
            abort(404)
    return redirect_with_flash(urls.PASSKEYS, "passkey_removed")


@blueprint.post("/sign-in/passkey/options")
@require_role(Role.EDITOR, before_second_factor=True)
def begin_sign_in() -> Response:
    """Return the options with which the browser asks for a passkey."""
    user, site = require_current_user(), _get_site()
    with write_session() as session:
        return _json(passkeys.begin_sign_in(session, user, site))


@blueprint.post("/sign-in/passkey")
@require_role(Role.EDITOR, before_second_factor=True)
def submit_passkey() -> WerkzeugResponse:
    """Complete the sign-in if a passkey of the account has answered."""
    back = urls.read_next_path(request.form.get("next", ""))
    user, site = require_current_user(), _get_site()
    if not user.waits_for_code:
        return redirect(back, 303)
    try:
        proof = try_passkey(user, site, request.form.get("response", ""))
    except TooManyAttempts:
        return show_code_form(back, "too_many", 429)
    token = None
    if proof is not None:
        with write_session() as session:
            token = passkeys.complete_sign_in(session, user, proof, current_client(), now=now())
            if token is None:
                record_reused_code(session, user.account)
    if token is None:
        return show_code_form(back, "passkey", 422)
    answer = redirect(back, 303)
    set_session_cookie(answer, token)
    return answer


def _show(problem: str = "", status: int = 200) -> Response:
    with read_session() as session:
        found = passkeys.list_passkeys(session, current_account())
    page = PasskeysPage(
        present_layout("account"),
        found,
        find_passkey_site() is not None and len(found) < passkeys.MAX_PASSKEYS,
        passkeys.MAX_NAME_LENGTH,
        needs_reauthentication(),
        problem,
    )
    return render("desk/accounts/passkeys.html", page, status)


def _get_site() -> RelyingParty:
    """Return the site as authenticators know it, or abort with 404."""
    return find_passkey_site() or abort(404)


def _json(options: str) -> Response:
    return Response(options, content_type="application/json; charset=utf-8")
