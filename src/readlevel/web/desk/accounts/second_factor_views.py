"""Enrolment of a second factor: QR code, first code and recovery codes."""

from dataclasses import dataclass
from io import BytesIO

import segno
from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import second_factors
from readlevel.usecases.accounts.sign_in import TooManyAttempts
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, site_secrets, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.desk.layout.reauthentication import (
    STATUS_BY_PROBLEM,
    check_current_password,
    needs_reauthentication,
    record_reused_code,
    require_current_user,
    try_code,
)
from readlevel.web.http.headers import IMAGE_POLICY
from readlevel.web.http.services import render, services

blueprint = Blueprint("second_factor", __name__)

_KEY_GROUP = 4


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """`/edit/account/second-factor` (`desk/accounts/second_factor.html`)."""

    layout: DeskLayout
    next: str
    is_needed: bool
    """Whether the site requires one."""
    is_on: bool
    recovery_left: int
    key: tuple[str, ...]
    """The secret in groups of letters, to be typed; empty before the enrolment starts."""
    asks_password: bool
    problem: str = ""
    """`wrong`, `too_many`, `current_wrong`."""


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """New recovery codes, shown only once (`desk/accounts/recovery_codes.html`)."""

    layout: DeskLayout
    next: str
    codes: tuple[str, ...]
    is_first: bool
    """Whether the enrolment was just completed."""


@blueprint.get("/account/second-factor")
@require_role(Role.EDITOR, during_enrolment=True)
def show_second_factor() -> WerkzeugResponse:
    """Show the current step of the enrolment, or how to manage the second factor."""
    return _show(request.args.get("next", ""))


@blueprint.post("/account/second-factor/begin")
@require_role(Role.EDITOR, during_enrolment=True)
def start_enrolment() -> WerkzeugResponse:
    """Generate the secret."""
    with write_session() as session:
        second_factors.start_enrolment(session, site_secrets(), current_account())
    back = request.form.get("next", "")
    return redirect(urls.second_factor(urls.read_next_path(back) if back else ""), 303)


@blueprint.get("/account/second-factor/code.svg")
@require_role(Role.EDITOR, during_enrolment=True)
def show_qr_code() -> Response:
    """Draw the QR code of the secret; it is not stored."""
    account = current_account()
    with read_session() as session:
        secret = second_factors.find_pending_secret(session, site_secrets(), account)
    if secret is None:
        abort(404)
    address = second_factors.provisioning_uri(secret, account, services().settings.site_name)
    drawn = BytesIO()
    segno.make_qr(address).save(drawn, kind="svg", dark="#000", light="#fff", omitsize=True)
    response = Response(drawn.getvalue(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = IMAGE_POLICY
    return response


@blueprint.post("/account/second-factor/confirm")
@require_role(Role.EDITOR, during_enrolment=True)
def confirm() -> WerkzeugResponse:
    """Complete the enrolment if the first code is right, and show the recovery codes."""
    user, back = require_current_user(), request.form.get("next", "")
    if user.account.has_second_factor:
        return redirect(urls.ACCOUNT, 303)
    if problem := check_current_password():
        return _show(back, problem, STATUS_BY_PROBLEM[problem])
    try:
        proof = try_code(user.account, request.form.get("code", ""))
    except TooManyAttempts:
        return _show(back, "too_many", 429)
    if proof is None:
        return _show(back, "wrong", 422)
    codes, hashes = second_factors.generate_recovery_codes()
    with write_session() as session:
        held = second_factors.confirm_enrolment(
            session, site_secrets(), user, proof, hashes, now=now()
        )
        if not held:
            record_reused_code(session, user.account)
    return _show_recovery(back, codes, is_first=True) if held else _show(back, "wrong", 422)


@blueprint.post("/account/second-factor/recovery")
@require_role(Role.EDITOR)
def replace_recovery_codes() -> WerkzeugResponse:
    """Replace the recovery codes and show the new ones."""
    account = current_account()
    if not account.has_second_factor:
        return redirect(urls.SECOND_FACTOR, 303)
    if problem := check_current_password():
        return _show("", problem, STATUS_BY_PROBLEM[problem])
    codes, hashes = second_factors.generate_recovery_codes()
    with write_session() as session:
        second_factors.replace_recovery_codes(session, account, hashes, now=now())
    return _show_recovery(urls.ACCOUNT, codes, is_first=False)


@blueprint.post("/account/second-factor/remove")
@require_role(Role.EDITOR)
def remove() -> WerkzeugResponse:
    """Remove the second factor."""
    account = current_account()
    if problem := check_current_password():
        return _show("", problem, STATUS_BY_PROBLEM[problem])
    with write_session() as session:
        second_factors.remove_second_factor(session, account, account, now=now())
    return redirect_with_flash(urls.ACCOUNT, "second_factor_removed")


def _show(back: str, problem: str = "", status: int = 200) -> WerkzeugResponse:
    account = current_account()
    with read_session() as session:
        secret = second_factors.find_pending_secret(session, site_secrets(), account) or ""
        recovery_left = second_factors.count_recovery_codes(session, account)
    page = SecondFactorPage(
        layout=present_layout("account"),
        next=urls.read_next_path(back) if back else "",
        is_needed=services().settings.second_factor == "required",
        is_on=account.has_second_factor,
        recovery_left=recovery_left,
        key=tuple(secret[at : at + _KEY_GROUP] for at in range(0, len(secret), _KEY_GROUP)),
        asks_password=needs_reauthentication(),
        problem=problem,
    )
    return render("desk/accounts/second_factor.html", page, status)


def _show_recovery(back: str, codes: tuple[str, ...], *, is_first: bool) -> WerkzeugResponse:
    page = RecoveryPage(present_layout("account"), urls.read_next_path(back), codes, is_first)
    return render("desk/accounts/recovery_codes.html", page)
