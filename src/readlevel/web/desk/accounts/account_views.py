"""One's own account: name, password, and where one is signed in."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.usecases.accounts import people, second_factors, sign_in
from readlevel.web.desk.accounts.user_agents import name_browser
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import clear_session_cookie, current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.reauthentication import (
    STATUS,
    check_current_password,
    require_current_user,
)
from readlevel.web.http.services import render

blueprint = Blueprint("account", __name__)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which somebody is signed in."""

    id: str
    browser: str
    system: str
    address: str
    began: datetime
    seen: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`/edit/account` (`desk/accounts/account.html`)."""

    frame: DeskLayout
    account: Account
    name: str
    longest_name: int
    shortest: int
    """Characters of a password."""
    recovery_left: int
    places: tuple[SessionRow, ...]
    problem: str = ""
    """Code of what is wrong: `current_wrong`, `too_many`, `no_name`, or with the new password."""


@blueprint.get("/account")
@require_role(Role.EDITOR)
def show_account() -> WerkzeugResponse:
    """Show one's own account."""
    return _show()


@blueprint.post("/account/name")
@require_role(Role.EDITOR)
def change_name() -> WerkzeugResponse:
    """Store what others are to call one."""
    with write_session() as session:
        is_named = people.rename(
            session, current_account(), request.form.get("name", ""), now=now()
        )
    return redirect_with_flash(urls.ACCOUNT, "name_saved") if is_named else _show("no_name", 422)


@blueprint.post("/account/password")
@require_role(Role.EDITOR)
def change_password() -> WerkzeugResponse:
    """Set another password, which ends every other session."""
    if problem := check_current_password(always=True):
        return _show(problem, STATUS[problem])
    entered = require_current_user()
    try:
        with write_session() as session:
            sign_in.set_password(
                session,
                entered.account,
                request.form.get("password", ""),
                now=now(),
                keep=entered.session.token_hash,
            )
    except sign_in.WeakPassword as weak:
        return _show(weak.code, 422)
    return redirect_with_flash(urls.ACCOUNT, "password_changed")


@blueprint.post("/account/sessions/end")
@require_role(Role.EDITOR)
def end_session() -> WerkzeugResponse:
    """Sign out one browser."""
    entered, asked = require_current_user(), request.form.get("session", "")
    with write_session() as session:
        for one in sessions.list_account_sessions(session, entered.account.id):
            if one.token_hash == asked:
                sign_in.sign_out(session, sign_in.CurrentUser(entered.account, one), now=now())
    return redirect_with_flash(urls.ACCOUNT, "session_ended")


@blueprint.post("/account/sessions/end-all")
@require_role(Role.EDITOR)
def end_all_sessions() -> WerkzeugResponse:
    """Sign out everywhere, here too."""
    account = current_account()
    with write_session() as session:
        sign_in.sign_out_everywhere(session, account, account, now=now())
    answer = redirect_with_flash(urls.sign_in(), "signed_out_everywhere")
    clear_session_cookie(answer)
    return answer


def _show(problem: str = "", status: int = 200) -> WerkzeugResponse:
    entered = require_current_user()
    account = entered.account
    with read_session() as session:
        signed_in = sessions.list_account_sessions(session, account.id)
        recovery_left = second_factors.count_recovery_codes(session, account)
    page = AccountPage(
        frame=present_layout("account"),
        account=account,
        name=request.form.get("name", account.name),
        longest_name=sign_in.MAX_NAME_LENGTH,
        shortest=sign_in.MIN_PASSWORD_LENGTH,
        recovery_left=recovery_left,
        places=tuple(
            SessionRow(
                one.token_hash,
                *name_browser(one.user_agent),
                one.address,
                one.created_at,
                one.last_used_at,
                one.token_hash == entered.session.token_hash,
            )
            for one in signed_in
            if not sign_in.is_expired(one, now=now())
        ),
        problem=problem,
    )
    return render("desk/accounts/account.html", page, status)
