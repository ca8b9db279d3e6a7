"""Which mails somebody gets: chosen at their account, or refused by the link in a mail."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.mail_kind import MailKind, list_optional_kinds
from readlevel.core.model.roles import Role
from readlevel.usecases.operations import mail
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import allow_anonymous, current_account, require_role
from readlevel.web.desk.layout.db_sessions import read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render, services

blueprint = Blueprint("mails", __name__)


@dataclass(frozen=True, slots=True)
class UnsubscribePage:
    """`/edit/mails/<token>` (`desk/accounts/unsubscribe.html`)."""

    layout: DeskLayout
    kind: MailKind
    path: str
    is_done: bool


@blueprint.post("/account/mails")
@require_role(Role.EDITOR)
def choose_mails() -> WerkzeugResponse:
    """Store which kinds of mails the user gets."""
    wanted = set(request.form.getlist("mail"))
    account = current_account()
    offered = set(
        list_optional_kinds(account.role, with_outside_reviews=services().settings.outside_reviews)
    )
    with write_session() as session:
        before = mail.find_refused_kinds(session, account.id)
        mail.refuse_kinds(session, account.id, (before - offered) | (offered - wanted))
    return redirect_with_flash(urls.ACCOUNT, "mails_saved")


@blueprint.get("/mails/<token>")
@allow_anonymous
def ask_unsubscribe(token: str) -> Response:
    """Ask whether mails of a kind shall stop: programs that open links must not stop them."""
    with read_session() as session:
        found = mail.read_unsubscribe_token(session, token)
    if found is None:
        abort(404)
    return _show(token, found[1], is_done=False)


@blueprint.post("/mails/<token>")
@allow_anonymous
def unsubscribe(token: str) -> Response:
    """Stop mails of a kind, as mail programs do at one click (RFC 8058)."""
    with write_session() as session:
        kind = mail.unsubscribe(session, token)
    if kind is None:
        abort(404)
    return _show(token, kind, is_done=True)


def _show(token: str, kind: MailKind, *, is_done: bool) -> Response:
    page = UnsubscribePage(present_layout(), kind, urls.unsubscribe(token), is_done)
    return render("desk/accounts/unsubscribe.html", page)
