"""The state of the site, for administrators, with the mails that could not be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

import readlevel
from readlevel.core.model.roles import Role
from readlevel.usecases.operations import mail
from readlevel.usecases.operations.health import SiteState
from readlevel.usecases.operations.mail import StoredMail
from readlevel.usecases.writing import deletion
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render, services
from readlevel.web.reader.error_pages import RequestRefused

_MAX_MAILS = 50

blueprint = Blueprint("status", __name__)


@dataclass(frozen=True, slots=True)
class StatusPage:
    """`/edit/status` (`desk/status/status.html`)."""

    layout: DeskLayout
    version: str
    database: str
    """`sqlite` or `postgresql`."""
    state: SiteState
    sends_mail: bool
    samples: int
    """How many answers are samples."""
    mails: Sequence[StoredMail]
    """Those of which an attempt has failed, the newest first."""


@blueprint.get("/status")
@require_role(Role.ADMIN)
def show_status() -> Response:
    """Show the state of the site and what is wrong with it."""
    site = services()
    with read_session() as session:
        mails = mail.list_problems(session, _MAX_MAILS)
        samples = len(deletion.list_samples(session))
    page = StatusPage(
        present_layout("admin"),
        readlevel.__version__,
        site.engine.dialect.name,
        site.health.inspect(),
        site.mail_sender.is_open,
        samples,
        mails,
    )
    return render("desk/status/status.html", page)


@blueprint.post("/status/samples")
@require_role(Role.ADMIN)
def delete_samples() -> WerkzeugResponse:
    """Delete all samples, if that is confirmed."""
    if "confirmed" not in request.form:
        raise RequestRefused("not_confirmed", 422)
    with write_session() as session:
        deletion.delete_samples(session, current_account(), now=now())
    return redirect_with_flash(urls.STATUS, "samples_removed")


@blueprint.post("/status/mails/<int:number>")
@require_role(Role.ADMIN)
def decide_mail(number: int) -> WerkzeugResponse:
    """Send a mail again, or give it up."""
    is_retried = request.form.get("move") == "retry"
    with write_session() as session:
        if is_retried:
            mail.retry(session, number, now=now())
        else:
            mail.give_up(session, number)
    services().mail_sender.nudge()
    return redirect_with_flash(urls.STATUS, "mail_retried" if is_retried else "mail_removed")
