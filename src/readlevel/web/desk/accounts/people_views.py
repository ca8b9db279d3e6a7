"""The accounts of the desk, for administrators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.accounts.accounts import EmailTaken
from readlevel.usecases.accounts import invitations, people, sessions
from readlevel.usecases.accounts.invitations import LinkKind
from readlevel.usecases.accounts.people import Account
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_prepared, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.notifications import link_url, mail_sender, queue_link
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import RequestRefused

blueprint = Blueprint("people", __name__)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`/edit/people` (`desk/accounts/people.html`)."""

    layout: DeskLayout
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

    layout: DeskLayout
    person: Account
    is_self: bool
    link_until: datetime | None
    """When an unused link expires; None if there is none."""
    last_used_at: datetime | None
    """None if they are signed in nowhere."""


@dataclass(frozen=True, slots=True)
class NewLinkPage:
    """A new one-time link, shown only once (`desk/accounts/new_one_time_link.html`)."""

    layout: DeskLayout
    person: Account
    url: str
    is_invitation: bool
    until: datetime
    is_mailed: bool


@blueprint.get("/people")
@require_role(Role.ADMIN)
def show_people() -> WerkzeugResponse:
    """List all accounts."""
    return _show_people()


@blueprint.post("/people")
@require_role(Role.ADMIN)
def invite() -> WerkzeugResponse:
    """Create an account and an invitation link."""
    email, role = request.form.get("email", ""), request.form.get("role", "")
    if role not in list(Role):
        return _show_people(email, role, "no_role")
    actor, moment = current_account(), now()

    def invite(session: Session) -> tuple[Account, str]:
        account, token = invitations.invite(session, actor, email, Role(role), now=moment)
        queue_link(session, account, LinkKind.INVITATION, token, actor)
        return account, token

    try:
        account, token = write_prepared(invite)
    except invitations.InvalidEmail:
        return _show_people(email, role, "bad_email")
    except EmailTaken:
        return _show_people(email, role, "email_taken")
    return _show_link(account, LinkKind.INVITATION, token)


@blueprint.get("/people/<int:number>")
@require_role(Role.ADMIN)
def show_person(number: int) -> WerkzeugResponse:
    """Show one account and what an administrator may do with it."""
    with read_session() as session:
        person = _get(session, number)
        link_until = invitations.find_expiry(session, person, now=now())
        last_used_at = sessions.find_last_use(session, person)
    page = PersonPage(
        present_layout("admin"),
        person,
        person.id == current_account().id,
        link_until,
        last_used_at,
    )
    return render("desk/accounts/person.html", page)


@blueprint.post("/people/<int:number>/role")
@require_role(Role.ADMIN)
def change_role(number: int) -> WerkzeugResponse:
    """Change a role."""
    role = request.form.get("role", "")
    if role not in list(Role):
        raise RequestRefused("bad_request", 422)
    return _change_person(
        number,
        "role_changed",
        lambda session, who, person: people.change_role(
            session, who, person, Role(role), now=now()
        ),
    )


@blueprint.post("/people/<int:number>/disable")
@require_role(Role.ADMIN)
def disable(number: int) -> WerkzeugResponse:
    """Disable an account."""
    return _change_person(
        number,
        "disabled",
        lambda session, who, person: people.disable(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/enable")
@require_role(Role.ADMIN)
def enable(number: int) -> WerkzeugResponse:
    """Enable an account."""
    return _change_person(
        number,
        "enabled",
        lambda session, who, person: people.enable(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/second-factor/remove")
@require_role(Role.ADMIN)
def remove_second_factor(number: int) -> WerkzeugResponse:
    """Remove the second factor of a user who lost it."""
    return _change_person(
        number,
        "their_second_factor_removed",
        lambda session, who, person: people.remove_second_factor(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/unbind")
@require_role(Role.ADMIN)
def unlink_provider(number: int) -> WerkzeugResponse:
    """Unlink an account from its identity at the provider."""
    return _change_person(
        number,
        "unbound",
        lambda session, who, person: people.unlink_provider(session, who, person, now=now()),
    )


@blueprint.post("/people/<int:number>/link")
@require_role(Role.ADMIN)
def create_link(number: int) -> WerkzeugResponse:
    """Create a link with which a user sets a new password."""
    actor, moment = current_account(), now()

    def reissue(session: Session) -> tuple[Account, LinkKind, str]:
        person = _get(session, number)
        if person.disabled_at is not None:
            raise RequestRefused("account_disabled", 409)
        token = invitations.reissue_link(session, actor, person, now=moment)
        kind = LinkKind.RESET if person.has_password else LinkKind.INVITATION
        queue_link(session, person, kind, token, actor)
        return person, kind, token

    return _show_link(*write_prepared(reissue))


def _change_person(
    number: int, said: str, change: Callable[[Session, Account, Account], None]
) -> WerkzeugResponse:
    try:
        with write_session() as session:
            change(session, current_account(), _get(session, number))
    except people.OwnAccountForbidden:
        raise RequestRefused("own_account", 409) from None
    return redirect_with_flash(urls.person(number), said)


def _get(session: Session, number: int) -> Account:
    account = people.find_account(session, number)
    if account is None:
        abort(404)
    return account


def _show_people(email: str = "", role: str = Role.EDITOR, problem: str = "") -> WerkzeugResponse:
    with read_session() as session:
        everybody = people.list_all(session)
    page = PeoplePage(
        present_layout("admin"), everybody, mail_sender().is_open, email, role, problem
    )
    return render("desk/accounts/people.html", page, 422 if problem else 200)


def _show_link(person: Account, kind: LinkKind, token: str) -> WerkzeugResponse:
    mail_sender().nudge()
    page = NewLinkPage(
        present_layout("admin"),
        person,
        link_url(token),
        kind is LinkKind.INVITATION,
        now() + invitations.LINK_LIFETIMES[kind],
        mail_sender().is_open,
    )
    return render("desk/accounts/new_one_time_link.html", page)
