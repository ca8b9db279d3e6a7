"""Signing in and out."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import second_factors
from readlevel.usecases.accounts import sign_in as sign_in_usecases
from readlevel.web.desk.accounts.sign_in_form import show_form
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import (
    allowed,
    current_entered,
    current_visitor,
    drop_session,
    keep_session,
    open_to_all,
)
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.desk.layout.layout import Frame, present_frame, redirect_said
from readlevel.web.http.services import render

_RETRY_SECONDS = str(int(sign_in_usecases.WINDOW.total_seconds()))

blueprint = Blueprint("sign_in", __name__)


@dataclass(frozen=True, slots=True)
class CodePage:
    """`/edit/sign-in/code` (`desk/accounts/sign_in_code.html`)."""

    frame: Frame
    next: str
    problem: str = ""
    """`wrong` or `too_many`."""


@blueprint.get("/sign-in")
@open_to_all
def show_sign_in() -> WerkzeugResponse:
    """Ask for address and password; lead on whoever is signed in."""
    back = urls.find_next(request.args.get("next", ""))
    if current_entered() is not None:
        return redirect(back, 303)
    return show_form(back)


@blueprint.post("/sign-in")
@open_to_all
def sign_in() -> WerkzeugResponse:
    """Begin a session where address and password are right."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    back = urls.find_next(request.form.get("next", ""))
    visitor = current_visitor()
    try:
        with reading_session() as session:
            account = sign_in_usecases.identify(session, email, password, visitor, now=now())
    except sign_in_usecases.TooManyAttempts:
        response = show_form(back, email, "too_many", 429)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    if account is None:
        with writing_session() as session:
            sign_in_usecases.note_refusal(session, email, visitor, now=now())
        return show_form(back, email, "wrong", 422)
    before = current_entered()
    with writing_session() as session:
        if before is not None:
            sign_in_usecases.sign_out(session, before, now=now())
        token = sign_in_usecases.enter(session, account, visitor, now=now())
    answer = redirect(back, 303)
    keep_session(answer, token)
    return answer


@blueprint.get("/sign-in/code")
@allowed(Role.EDITOR, waiting=True)
def show_code() -> WerkzeugResponse:
    """Ask for the second factor; lead on whoever has given it."""
    back = urls.find_next(request.args.get("next", ""))
    if not _waits_for_code():
        return redirect(back, 303)
    return render("desk/accounts/sign_in_code.html", CodePage(present_frame(), back))


@blueprint.post("/sign-in/code")
@allowed(Role.EDITOR, waiting=True)
def give_code() -> WerkzeugResponse:
    """Finish the sign-in where the code is right."""
    back = urls.find_next(request.form.get("next", ""))
    entered = current_entered()
    if entered is None or not entered.waits_for_code:
        return redirect(back, 303)
    visitor, account = current_visitor(), entered.account
    try:
        with reading_session() as session:
            given = request.form.get("code", "")
            proof = second_factors.find_proof(session, account, given, now=now())
    except sign_in_usecases.TooManyAttempts:
        return _ask_code_again(back, "too_many", 429)
    with writing_session() as session:
        token = None
        if proof is not None:
            token = second_factors.enter(session, entered, proof, visitor, now=now())
        if token is None:
            second_factors.note_refusal(session, account, visitor, now=now())
    if token is None:
        return _ask_code_again(back, "wrong", 422)
    answer = redirect(back, 303)
    keep_session(answer, token)
    return answer


@blueprint.post("/sign-out")
@allowed(Role.EDITOR, waiting=True)
def sign_out() -> WerkzeugResponse:
    """End the session."""
    entered = current_entered()
    if entered is not None:
        with writing_session() as session:
            sign_in_usecases.sign_out(session, entered, now=now())
    answer = redirect_said(urls.sign_in(), "signed_out")
    drop_session(answer)
    return answer


def _ask_code_again(back: str, problem: str, status: int) -> Response:
    page = CodePage(present_frame(), back, problem)
    response = render("desk/accounts/sign_in_code.html", page, status)
    if problem == "too_many":
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _waits_for_code() -> bool:
    entered = current_entered()
    return entered is not None and entered.waits_for_code
