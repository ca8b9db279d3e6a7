"""The signed-in user's account: name, password and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.mail_kind import MailKind, list_optional_kinds
from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import people, second_factors, sessions, sign_in
from readlevel.usecases.accounts.sessions import Account
from readlevel.usecases.operations import mail
from readlevel.web.desk.accounts.user_agents import name_browser
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import clear_session_cookie, current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_prepared, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.reauthentication import (
    STATUS_BY_PROBLEM,
    check_current_password,
    require_current_user,
)
from readlevel.web.http.services import render, services

blueprint = Blueprint("account", __name__)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser that is signed in."""

    id: str
    browser: str
    system: str
    address: str
    started_at: datetime
    last_used_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`/edit/account` (`desk/accounts/account.html`)."""

    layout: DeskLayout
    account: Account
    name: str
    max_name_length: int
    min_password_length: int
    recovery_left: int
    sessions: tuple[SessionRow, ...]
    mail_kinds: Sequence[MailKind]
    """Kinds of mails that the user may get."""
    refused_mails: frozenset[MailKind]
    sends_mail: bool
    problem: str = ""
    """`current_wrong`, `too_many`, `no_name`, or the code of a `WeakPassword`."""


@blueprint.get("/account")
@require_role(Role.EDITOR)
def show_account() -> WerkzeugResponse:
    """Show the user's own account."""
    return _show()


@blueprint.post("/account/name")
@require_role(Role.EDITOR)
def change_name() -> WerkzeugResponse:
    """Change the user's name."""
    with write_session() as session:
        is_named = people.rename(
            session, current_account(), request.form.get("name", ""), now=now()
        )
    return redirect_with_flash(urls.ACCOUNT, "name_saved") if is_named else _show("no_name", 422)


@blueprint.post("/account/keys")
@require_role(Role.EDITOR)
def choose_keys() -> WerkzeugResponse:
    """Switch the user's shortcuts of a single key on or off."""
    with write_session() as session:
        people.use_single_keys(session, current_account(), wanted="single_keys" in request.form)
    return redirect_with_flash(f"{urls.ACCOUNT}#keys-heading", "keys_saved")


@blueprint.post("/account/password")
@require_role(Role.EDITOR)
def change_password() -> WerkzeugResponse:
    """Change the password and end all other sessions."""
    if problem := check_current_password(always=True):
        return _show(problem, STATUS_BY_PROBLEM[problem])
    user = require_current_user()
    try:
        write_prepared(
            lambda session: sign_in.set_password(
                session,
                user.account,
                request.form.get("password", ""),
                now=now(),
                keep=user.session.token_hash,
            )
        )
    except sign_in.WeakPassword as weak:
        return _show(weak.code, 422)
    return redirect_with_flash(urls.ACCOUNT, "password_changed")


@blueprint.post("/account/sessions/end")
@require_role(Role.EDITOR)
def end_session() -> WerkzeugResponse:
    """Sign out one browser."""
    user, asked = require_current_user(), request.form.get("session", "")
    with write_session() as session:
        sessions.end_session(session, user.account, asked, now=now())
    return redirect_with_flash(urls.ACCOUNT, "session_ended")


@blueprint.post("/account/sessions/end-all")
@require_role(Role.EDITOR)
def end_all_sessions() -> WerkzeugResponse:
    """Sign out of all browsers, this one included."""
    account = current_account()
    with write_session() as session:
        sign_in.sign_out_everywhere(session, account, account, now=now())
    answer = redirect_with_flash(urls.sign_in(), "signed_out_everywhere")
    clear_session_cookie(answer)
    return answer


def _show(problem: str = "", status: int = 200) -> WerkzeugResponse:
    user = require_current_user()
    account = user.account
    with read_session() as session:
        signed_in = sessions.list_sessions(session, account, now=now())
        recovery_left = second_factors.count_recovery_codes(session, account)
        refused_mails = mail.find_refused_kinds(session, account.id)
    page = AccountPage(
        layout=present_layout("account"),
        account=account,
        name=request.form.get("name", account.name),
        max_name_length=sign_in.MAX_NAME_LENGTH,
        min_password_length=sign_in.MIN_PASSWORD_LENGTH,
        recovery_left=recovery_left,
        sessions=tuple(
            SessionRow(
                one.token_hash,
                *name_browser(one.user_agent),
                one.address,
                one.created_at,
                one.last_used_at,
                one.token_hash == user.session.token_hash,
            )
            for one in signed_in
        ),
        mail_kinds=list_optional_kinds(
            account.role, with_outside_reviews=services().settings.outside_reviews
        ),
        refused_mails=refused_mails,
        sends_mail=services().mail_sender.is_open,
        problem=problem,
    )
    return render("desk/accounts/account.html", page, status)
