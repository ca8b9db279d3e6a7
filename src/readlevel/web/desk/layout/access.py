"""Who may do what at the desk: each view declares it, and every request is asked."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.storage.accounts import sessions
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.accounts.sign_in import (
    ClientInfo,
    CurrentUser,
    find_current_user,
    should_touch,
)
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.http.body_limits import DEADLINE_SECONDS, MOST_BYTES
from readlevel.web.http.client_address import find_client_address
from readlevel.web.http.persona_cookie import is_cross_site
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import CrossSiteRequest, RequestRefused

CSRF_FIELD = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
TEXT_BYTES = 2 * 2**20
_BODY_SECONDS = 20.0
_SLOWEST = 200_000
"""Bytes a second at which those who are signed in can still send a file."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DECLARED = "desk_audience"

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may call a view, and how much they may send it."""

    role: Role | None
    """None: everybody, signed in or not."""
    most_bytes: int
    waiting: bool = False
    """Whether somebody may call it whose second factor has still to be given."""
    enrolling: bool = False
    """Whether somebody may call it who has none, on a site where everybody needs one."""


def require_role(
    role: Role, *, most_bytes: int = TEXT_BYTES, waiting: bool = False, enrolling: bool = False
) -> Callable[[View], View]:
    """Declare that a view is for those who have `role`, or one that includes it."""
    return _declare(AccessRule(role, most_bytes, waiting, enrolling))


def allow_anonymous(view: View) -> View:
    """Declare that a view is for everybody; what it takes in is short."""
    return _declare(AccessRule(None, MOST_BYTES, waiting=True))(view)


def check_access_rules(app: Flask) -> None:
    """Raise TypeError where a view of `app` does not say who may call it."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, _DECLARED):
            raise TypeError(f"{endpoint} does not declare who may call it")


def access_rule_of(view: Callable[..., object]) -> AccessRule:
    """Return what a view declared."""
    audience: AccessRule = getattr(view, _DECLARED)
    return audience


def check_access() -> WerkzeugResponse | None:
    """Let a request through to its view, lead it to sign in, or refuse it."""
    g.entered = _find_entered()
    if request.endpoint is None:
        return None
    audience = access_rule_of(current_app.view_functions[request.endpoint])
    changes = request.method not in _SAFE
    refused = _refuse_role(audience, changes)
    if refused is not None:
        return refused
    if changes:
        _check_same_origin()
        services().bodies.take(request.environ, audience.most_bytes, _seconds(audience))
        if audience.role is not None:
            _check_csrf_token()
    return None


def current_user() -> CurrentUser | None:
    """Return who is signed in, None where nobody is."""
    entered: CurrentUser | None = g.get("entered")
    return entered


def must_enrol_second_factor(entered: CurrentUser) -> bool:
    """Tell whether somebody has to set up a second factor before anything else."""
    return (
        services().settings.second_factor == "required"
        and not entered.account.has_second_factor
        and not entered.session.second_factor
    )


def current_account() -> Account:
    """Return the account of whoever is signed in; views for all must not ask."""
    entered = current_user()
    if entered is None:
        raise LookupError("nobody is signed in")
    return entered.account


def current_client() -> ClientInfo:
    """Return where the request comes from."""
    address = find_client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        services().settings.trusted_hops,
    )
    return ClientInfo(address, request.headers.get("User-Agent", ""))


def cookie_name() -> str:
    """Return what the session's cookie is called: browsers refuse the prefix without https."""
    return "__Host-readlevel-desk" if services().settings.secure else "readlevel-desk"


def set_session_cookie(response: Response | WerkzeugResponse, token: str) -> None:
    """Have the browser keep the token of a new session until it is closed."""
    response.set_cookie(
        cookie_name(),
        token,
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def clear_session_cookie(response: Response | WerkzeugResponse) -> None:
    """Have the browser forget the token."""
    response.delete_cookie(
        cookie_name(),
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _seconds(audience: AccessRule) -> float:
    """Return how long a body may take: who is not signed in must not hold up those who are."""
    if audience.role is None:
        return DEADLINE_SECONDS
    return max(_BODY_SECONDS, audience.most_bytes / _SLOWEST)


def _declare(audience: AccessRule) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _DECLARED, audience)
        return view

    return declare


def _find_entered() -> CurrentUser | None:
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    moment = now()
    with read_session() as session:
        entered = find_current_user(session, token, now=moment)
    if entered is not None and should_touch(entered, now=moment):
        _note_use(entered)
    return entered


def _note_use(entered: CurrentUser) -> None:
    try:
        with write_session() as session:
            sessions.touch_session(session, entered.session.token_hash, now())
    except DatabaseProblem:
        # That it was used is noted the next time; nobody is kept from reading for it.
        return


def _refuse_role(audience: AccessRule, changes: bool) -> WerkzeugResponse | None:
    if audience.role is None:
        return None
    entered = current_user()
    if entered is None:
        return _redirect_to_sign_in_step("signed_out", urls.sign_in, changes)
    if entered.waits_for_code and not audience.waiting:
        return _redirect_to_sign_in_step("no_code", urls.sign_in_code, changes)
    if must_enrol_second_factor(entered) and not (audience.waiting or audience.enrolling):
        return _redirect_to_sign_in_step("no_second_factor", urls.second_factor, changes)
    if not entered.account.may(audience.role):
        raise RequestRefused("role", 403)
    return None


def _redirect_to_sign_in_step(
    code: str, address: Callable[[str], str], changes: bool
) -> WerkzeugResponse:
    """Lead to what has to be done first, and back from there; refuse what changes something."""
    if changes:
        raise RequestRefused(code, 403)
    return redirect(address(request.full_path.rstrip("?")), 303)


def _check_same_origin() -> None:
    if is_cross_site(
        request.headers.get("Origin"),
        request.headers.get("Sec-Fetch-Site"),
        host=request.host,
        base_url=services().settings.base_url,
    ):
        raise CrossSiteRequest


def _check_csrf_token() -> None:
    entered = current_user()
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not given.isascii():
        raise RequestRefused("token", 400)
    if entered is None or not hmac.compare_digest(given, entered.session.csrf_token):
        raise RequestRefused("token", 403)
