"""What open pages ask about their session, so that people sign in again without leaving them."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response

from readlevel.core.model.roles import Role
from readlevel.web.desk.layout.access import (
    allow_anonymous,
    current_user,
    must_enrol_second_factor,
    require_role,
)
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.http.services import render

blueprint = Blueprint("session", __name__)


@dataclass(frozen=True, slots=True)
class SignedInPage:
    """`/edit/signed-in` (`desk/accounts/signed_in.html`)."""

    layout: DeskLayout


@blueprint.get("/session")
@allow_anonymous
def show_session() -> Response:
    """Return who is signed in, the token of their forms, and which step of the sign-in is left."""
    user = current_user()
    step = ""
    if user is not None:
        enrols = must_enrol_second_factor(user)
        step = "code" if user.waits_for_code else "second_factor" if enrols else ""
    given = {
        "account": None if user is None else user.account.id,
        "name": "" if user is None else user.account.name,
        "token": "" if user is None else user.session.csrf_token,
        "step": step,
    }
    return Response(json.dumps(given), content_type="application/json; charset=utf-8")


@blueprint.get("/signed-in")
@require_role(Role.EDITOR)
def show_signed_in() -> Response:
    """End a sign-in in a window of its own: tell the page that waits for it, and close."""
    return render("desk/accounts/signed_in.html", SignedInPage(present_layout()))
