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
from readlevel.web.desk.layout.access import allowed, current_account, drop_session
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.desk.layout.layout import Frame, present_frame, redirect_said
from readlevel.web.desk.layout.reauthentication import STATUS, find_problem, present_entered
from readlevel.web.http.services import render

blueprint = Blueprint("account", __name__)


@dataclass(frozen=True, slots=True)
class Place:
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

    frame: Frame
    account: Account
    name: str
    longest_name: int
    shortest: int
    """Characters of a password."""
    recovery_left: int
    places: tuple[Place, ...]
    problem: str = ""
    """Code of what is wrong: `current_wrong`, `too_many`, `no_name`, or with the new password."""


@blueprint.get("/account")
@allowed(Role.EDITOR)
def show_account() -> WerkzeugResponse:
    """Show one's own account."""
    return _show()


@blueprint.post("/account/name")
@allowed(Role.EDITOR)
def change_name() -> WerkzeugResponse:
    """Store what others are to call one."""
    with writing_session() as session:
        is_named = people.rename(
            session, current_account(), request.form.get("name", ""), now=now()
        )
    return redirect_said(urls.ACCOUNT, "name_saved") if is_named else _show("no_name", 422)


@blueprint.post("/account/password")
@allowed(Role.EDITOR)
def change_password() -> WerkzeugResponse:
    """Set another password, which ends every other session."""
    if problem := find_problem(always=True):
        return _show(problem, STATUS[problem])
    entered = present_entered()
    try:
        with writing_session() as session:
            sign_in.set_password(
                session,
                entered.account,
                request.form.get("password", ""),
                now=now(),
                keep=entered.session.token_hash,
            )
    except sign_in.WeakPassword as weak:
        return _show(weak.code, 422)
    return redirect_said(urls.ACCOUNT, "password_changed")


@blueprint.post("/account/sessions/end")
@allowed(Role.EDITOR)
def end_session() -> WerkzeugResponse:
    """Sign out one browser."""
    entered, asked = present_entered(), request.form.get("session", "")
    with writing_session() as session:
        for one in sessions.list_of(session, entered.account.id):
            if one.token_hash == asked:
                sign_in.sign_out(session, sign_in.Entered(entered.account, one), now=now())
    return redirect_said(urls.ACCOUNT, "session_ended")


@blueprint.post("/account/sessions/end-all")
@allowed(Role.EDITOR)
def end_all_sessions() -> WerkzeugResponse:
    """Sign out everywhere, here too."""
    account = current_account()
    with writing_session() as session:
        sign_in.sign_out_everywhere(session, account, account, now=now())
    answer = redirect_said(urls.sign_in(), "signed_out_everywhere")
    drop_session(answer)
    return answer


def _show(problem: str = "", status: int = 200) -> WerkzeugResponse:
    entered = present_entered()
    account = entered.account
    with reading_session() as session:
        signed_in = sessions.list_of(session, account.id)
        recovery_left = second_factors.count_recovery(session, account)
    page = AccountPage(
        frame=present_frame("account"),
        account=account,
        name=request.form.get("name", account.name),
        longest_name=sign_in.LONGEST_NAME,
        shortest=sign_in.SHORTEST_PASSWORD,
        recovery_left=recovery_left,
        places=tuple(
            Place(
                one.token_hash,
                *name_browser(one.browser),
                one.address,
                one.created_at,
                one.seen_at,
                one.token_hash == entered.session.token_hash,
            )
            for one in signed_in
            if not sign_in.is_over(one, now=now())
        ),
        problem=problem,
    )
    return render("desk/accounts/account.html", page, status)
