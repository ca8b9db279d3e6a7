"""Password resets by mail, on sites that can send mail."""

from dataclasses import dataclass

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.usecases.accounts import invitations
from readlevel.usecases.accounts.sign_in import FAILURE_WINDOW, TooManyAttempts
from readlevel.web.desk.layout.access import allow_anonymous, current_client
from readlevel.web.desk.layout.db_sessions import now, write_prepared
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.desk.layout.notifications import mail_sender, queue_link
from readlevel.web.http.services import render

blueprint = Blueprint("forgotten", __name__)


@dataclass(frozen=True, slots=True)
class ForgottenPage:
    """`/edit/forgotten` (`desk/accounts/forgotten_password.html`)."""

    layout: DeskLayout
    mails: bool
    """Whether the site can send mail; if not, an administrator creates the link."""
    email: str = ""
    """The address that was submitted; empty when the form is first shown."""
    problem: str = ""


@blueprint.get("/forgotten")
@allow_anonymous
def show_forgotten() -> WerkzeugResponse:
    """Ask for the email address, or say who can help if the site sends no mail."""
    return render(
        "desk/accounts/forgotten_password.html",
        ForgottenPage(present_layout(), mail_sender().is_open),
    )


@blueprint.post("/forgotten")
@allow_anonymous
def ask_link() -> WerkzeugResponse:
    """Mail a reset link; the response does not reveal whether the account exists."""
    if not mail_sender().is_open:
        return show_forgotten()
    email = " ".join(request.form.get("email", "").split())[:254]
    if not email:
        page = ForgottenPage(present_layout(), mails=True, problem="no_email")
        return render("desk/accounts/forgotten_password.html", page, 422)
    visitor, moment = current_client(), now()

    def request_reset(session: Session) -> bool:
        found = invitations.request_password_reset(session, email, visitor, now=moment)
        if found is not None:
            account, kind, token = found
            queue_link(session, account, kind, token, None)
        return found is not None

    try:
        is_found = write_prepared(request_reset)
    except TooManyAttempts:
        page = ForgottenPage(present_layout(), mails=True, problem="too_many")
        response = render("desk/accounts/forgotten_password.html", page, 429)
        response.headers["Retry-After"] = str(int(FAILURE_WINDOW.total_seconds()))
        return response
    if is_found:
        mail_sender().nudge()
    return render(
        "desk/accounts/forgotten_password.html",
        ForgottenPage(present_layout(), mails=True, email=email),
    )
