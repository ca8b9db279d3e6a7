"""The people at the desk, for administrators: who there is, and who may come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import accounts, one_time_links, sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import Kind
from readlevel.usecases.accounts import invitations, people
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allowed, current_account
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.desk.layout.layout import Frame, present_frame, redirect_said
from readlevel.web.desk.layout.notifications import desk_post, link_url, send_link
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import Refused

blueprint = Blueprint("people", __name__)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`/edit/people` (`desk/accounts/people.html`)."""

    frame: Frame
    people: Sequence[Account]
    mails: bool
    """Whether links are mailed."""
    email: str = ""
    role: str = Role.EDITOR
    problem: str = ""
    """`bad_email`, `email_taken`, `no_role`."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`/edit/people/<number>` (`desk/accounts/person.html`)."""

    frame: Frame
    person: Account
    is_self: bool
    link_until: datetime | None
    """Until when a link leads in that was made and not used."""
    seen: datetime | None
    """When they last used the desk, where they are signed in."""


@dataclass(frozen=True, slots=True)
class NewLinkPage:
    """A one-time link, shown once (`desk/accounts/new_one_time_link.html`)."""

    frame: Frame
    person: Account
    url: str
    is_invitation: bool
    until: datetime
    is_mailed: bool


@blueprint.get("/people")
@allowed(Role.ADMIN)
def show_people() -> WerkzeugResponse:
    """List who works at the desk."""
    return _show_people()


@blueprint.post("/people")
@allowed(Role.ADMIN)
def invite() -> WerkzeugResponse:
    """Make an account, and a link by which its owner comes in."""
    email, role = request.form.get("email", ""), request.form.get("role", "")
    if role not in list(Role):
        return _show_people(email, role, "no_role")
    try:
        with writing_session() as session:
            account, token = invitations.invite(
                session, current_account(), email, Role(role), now=now()
            )
    except invitations.BadEmail:
        return _show_people(email, role, "bad_email")
    except accounts.EmailTaken:
        return _show_people(email, role, "email_taken")
    return _show_link(account, Kind.INVITATION, token)


@blueprint.get("/people/<int:number>")
@allowed(Role.ADMIN)
def show_person(number: int) -> WerkzeugResponse:
    """Show what an administrator may do about somebody."""
    with reading_session() as session:
        person = _get(session, number)
        link = one_time_links.find_of(session, number, now=now())
        places = sessions.list_of(session, number)
    page = PersonPage(
        present_frame("people"),
        person,
        person.id == current_account().id,
        None if link is None else link.expires_at,
        places[0].seen_at if places else None,
    )
    return render("desk/accounts/person.html", page)


@blueprint.post("/people/<int:number>/role")
@allowed(Role.ADMIN)
def change_role(number: int) -> WerkzeugResponse:
    """Give somebody another role."""
    role = request.form.get("role", "")
    if role not in list(Role):
        raise Refused("bad_request", 422)
    return _change(
        number,
        "role_changed",
        lambda session, who, person: people.change_role(
            session, who, person, Role(role), now=now()
        ),
    )


@blueprint.post("/people/<int:number>/disable")
@allowed(Role.ADMIN)
def disable(number: int) -> WerkzeugResponse:
    """Let somebody in no more."""
    return _change(
        number,
        "disabled",
        lambda session, who, person: people.disable(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/enable")
@allowed(Role.ADMIN)
def enable(number: int) -> WerkzeugResponse:
    """Let somebody in again."""
    return _change(
        number,
        "enabled",
        lambda session, who, person: people.enable(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/second-factor/remove")
@allowed(Role.ADMIN)
def remove_second_factor(number: int) -> WerkzeugResponse:
    """Ask somebody for no code who lost the app."""
    return _change(
        number,
        "their_second_factor_removed",
        lambda session, who, person: people.remove_second_factor(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/unbind")
@allowed(Role.ADMIN)
def unbind(number: int) -> WerkzeugResponse:
    """Take an account away from whoever it is bound to at the provider."""
    return _change(
        number,
        "unbound",
        lambda session, who, person: people.unbind(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/link")
@allowed(Role.ADMIN)
def make_link(number: int) -> WerkzeugResponse:
    """Make a new link by which somebody sets a password."""
    with writing_session() as session:
        person = _get(session, number)
        if person.disabled_at is not None:
            raise Refused("account_disabled", 409)
        token = invitations.renew_link(session, current_account(), person, now=now())
    return _show_link(person, Kind.RESET if person.has_password else Kind.INVITATION, token)


def _change(
    number: int, said: str, change: Callable[[Session, Account, Account], None]
) -> WerkzeugResponse:
    try:
        with writing_session() as session:
            change(session, current_account(), _get(session, number))
    except people.OwnAccount:
        raise Refused("own_account", 409) from None
    return redirect_said(urls.person(number), said)


def _get(session: Session, number: int) -> Account:
    account = accounts.find(session, number)
    if account is None:
        abort(404)
    return account


def _show_people(email: str = "", role: str = Role.EDITOR, problem: str = "") -> WerkzeugResponse:
    with reading_session() as session:
        everybody = accounts.list_accounts(session)
    page = PeoplePage(present_frame("people"), everybody, desk_post().is_open, email, role, problem)
    return render("desk/accounts/people.html", page, 422 if problem else 200)


def _show_link(person: Account, kind: Kind, token: str) -> WerkzeugResponse:
    send_link(person, kind, token, current_account())
    page = NewLinkPage(
        present_frame("people"),
        person,
        link_url(token),
        kind is Kind.INVITATION,
        now() + invitations.LASTS[kind],
        desk_post().is_open,
    )
    return render("desk/accounts/new_one_time_link.html", page)
