"""One-time links: setting a password."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.storage.accounts.accounts import Account
from readlevel.storage.accounts.one_time_links import Kind
from readlevel.usecases.accounts import invitations, sign_in
from readlevel.usecases.accounts.invitations import UsedLink
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import open_to_all
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.desk.layout.layout import Frame, present_frame, redirect_said
from readlevel.web.http.services import render
from readlevel.web.reader.error_pages import Refused

blueprint = Blueprint("links", __name__)


@dataclass(frozen=True, slots=True)
class LinkPage:
    """`/edit/links/<token>` (`desk/accounts/one_time_link.html`)."""

    frame: Frame
    path: str
    email: str
    name: str
    invited: bool
    shortest: int
    problem: str = ""
    """Code of what is wrong with the password."""


@blueprint.get("/links/<token>")
@open_to_all
def show_link(token: str) -> Response:
    """Ask for a name and a password."""
    with reading_session() as session:
        account, kind = _find(session, token)
    return render("desk/accounts/one_time_link.html", _present(token, account, kind, account.name))


@blueprint.post("/links/<token>")
@open_to_all
def use_link(token: str) -> WerkzeugResponse:
    """Set name and password, once."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    with writing_session() as session:
        account, kind = _find(session, token)
        try:
            invitations.accept(session, token, name, password, now=now())
        except sign_in.WeakPassword as weak:
            page = _present(token, account, kind, name, weak.code)
            return render("desk/accounts/one_time_link.html", page, 422)
    return redirect_said(urls.sign_in(), "password_set")


def _find(session: Session, token: str) -> tuple[Account, Kind]:
    try:
        account, link = invitations.find_link(session, token, now=now())
    except UsedLink:
        raise Refused("used_link", 410) from None
    return account, link.kind


def _present(token: str, account: Account, kind: Kind, name: str, problem: str = "") -> LinkPage:
    return LinkPage(
        present_frame(),
        urls.link(token),
        account.email,
        name,
        kind is Kind.INVITATION,
        sign_in.SHORTEST_PASSWORD,
        problem,
    )
