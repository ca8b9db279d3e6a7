"""One-time links, with which users set their password."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.usecases.accounts import invitations, sign_in
from readlevel.usecases.accounts.invitations import InvalidLink, LinkKind
from readlevel.usecases.accounts.people import Account
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allow_anonymous
from readlevel.web.desk.layout.db_sessions import now, read_session, write_prepared
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import RequestRefused

blueprint = Blueprint("links", __name__)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """`/edit/links/<token>` (`desk/accounts/one_time_link.html`)."""

    layout: DeskLayout
    path: str
    email: str
    name: str
    invited: bool
    min_password_length: int
    problem: str = ""
    """Code of a `WeakPassword`."""


@blueprint.get("/links/<token>")
@allow_anonymous
def show_link(token: str) -> Response:
    """Ask for a name and a password."""
    with read_session() as session:
        account, kind = _find(session, token)
    return render("desk/accounts/one_time_link.html", _present(token, account, kind, account.name))


@blueprint.post("/links/<token>")
@allow_anonymous
def redeem_link(token: str) -> WerkzeugResponse:
    """Set name and password; the link works only once."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    with read_session() as session:
        account, kind = _find(session, token)
    try:
        write_prepared(
            lambda session: invitations.redeem_link(session, token, name, password, now=now())
        )
    except InvalidLink:
        raise RequestRefused("used_link", 410) from None
    except sign_in.WeakPassword as weak:
        page = _present(token, account, kind, name, weak.code)
        return render("desk/accounts/one_time_link.html", page, 422)
    return redirect_with_flash(urls.sign_in(), "password_set")


def _find(session: Session, token: str) -> tuple[Account, LinkKind]:
    try:
        account, link = invitations.find_link(session, token, now=now())
    except InvalidLink:
        raise RequestRefused("used_link", 410) from None
    return account, link.kind


def _present(
    token: str, account: Account, kind: LinkKind, name: str, problem: str = ""
) -> LinkPage:
    return LinkPage(
        present_layout(),
        urls.one_time_link(token),
        account.email,
        name,
        kind is LinkKind.INVITATION,
        sign_in.MIN_PASSWORD_LENGTH,
        problem,
    )
