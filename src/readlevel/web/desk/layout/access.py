"""Access control: each view declares its rule, and every request is checked against it."""

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
from readlevel.web.http.body_limits import DEADLINE_SECONDS, MAX_BYTES
from readlevel.web.http.client_address import find_client_address
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import RequestRefused, refuse_cross_site_request

CSRF_FIELD = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
MAX_TEXT_BYTES = 2 * 2**20
_BODY_SECONDS = 20.0
_MIN_BYTES_PER_SECOND = 200_000
"""Slowest upload, in bytes per second, at which signed-in users can still send a file."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_RULE_ATTRIBUTE = "desk_audience"

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may call a view, and how much they may send."""

    role: Role | None
    """None: everybody, signed in or not."""
    max_bytes: int
    before_second_factor: bool = False
    """Whether users may call it who still have to give their second factor."""
    during_enrolment: bool = False
    """Whether users may call it who still have to set up a required second factor."""


def require_role(
    role: Role,
    *,
    max_bytes: int = MAX_TEXT_BYTES,
    before_second_factor: bool = False,
    during_enrolment: bool = False,
) -> Callable[[View], View]:
    """Declare that a view is for users with `role` or a role that includes it."""
    return _declare(AccessRule(role, max_bytes, before_second_factor, during_enrolment))


def allow_anonymous(view: View) -> View:
    """Declare that a view is for everybody; request bodies are kept short."""
    return allow_anonymous_up_to(MAX_BYTES)(view)


def allow_anonymous_up_to(max_bytes: int) -> Callable[[View], View]:
    """Declare that a view is for everybody, who may send `max_bytes`."""
    return _declare(AccessRule(None, max_bytes, before_second_factor=True))


def check_access_rules(app: Flask) -> None:
    """Raise TypeError if a view of `app` declares no rule."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, _RULE_ATTRIBUTE):
            raise TypeError(f"{endpoint} does not declare who may call it")


def access_rule_of(view: Callable[..., object]) -> AccessRule:
    """Return the rule of a view."""
    rule: AccessRule = getattr(view, _RULE_ATTRIBUTE)
    return rule


def check_access() -> WerkzeugResponse | None:
    """Check the current request: return None, a redirect to the sign-in, or raise."""
    g.current_user = _load_current_user()
    if request.endpoint is None:
        return None
    rule = access_rule_of(current_app.view_functions[request.endpoint])
    changes = request.method not in _SAFE
    refused = _check_role(rule, changes)
    if refused is not None:
        return refused
    if changes:
        refuse_cross_site_request()
        services().bodies.read_into(request.environ, rule.max_bytes, _body_timeout(rule))
        if rule.role is not None:
            _check_csrf_token()
    return None


def current_user() -> CurrentUser | None:
    """Return the signed-in user, or None."""
    user: CurrentUser | None = g.get("current_user")
    return user


def must_enrol_second_factor(user: CurrentUser) -> bool:
    """Return whether a user has to set up a second factor first."""
    return (
        services().settings.second_factor == "required"
        and not user.account.has_second_factor
        and not user.session.second_factor
    )


def current_account() -> Account:
    """Return the signed-in account. Raise LookupError in anonymous requests."""
    user = current_user()
    if user is None:
        raise LookupError("nobody is signed in")
    return user.account


def current_client() -> ClientInfo:
    """Return IP address and user agent of the request."""
    address = find_client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        services().settings.trusted_hops,
    )
    return ClientInfo(address, request.headers.get("User-Agent", ""))


def session_cookie_name() -> str:
    """Return the cookie's name: browsers reject the `__Host-` prefix without https."""
    return "__Host-readlevel-desk" if services().settings.secure else "readlevel-desk"


def set_session_cookie(response: Response | WerkzeugResponse, token: str) -> None:
    """Set the session cookie, which lasts until the browser is closed."""
    response.set_cookie(
        session_cookie_name(),
        token,
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def clear_session_cookie(response: Response | WerkzeugResponse) -> None:
    """Delete the session cookie."""
    response.delete_cookie(
        session_cookie_name(),
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _body_timeout(rule: AccessRule) -> float:
    """Return the seconds a body may take; anonymous clients get few, so as not to block users."""
    if rule.role is None:
        return DEADLINE_SECONDS
    return max(_BODY_SECONDS, rule.max_bytes / _MIN_BYTES_PER_SECOND)


def _declare(rule: AccessRule) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _RULE_ATTRIBUTE, rule)
        return view

    return declare


def _load_current_user() -> CurrentUser | None:
    token = request.cookies.get(session_cookie_name())
    if not token:
        return None
    moment = now()
    with read_session() as session:
        user = find_current_user(session, token, now=moment)
    if user is not None and should_touch(user, now=moment):
        _touch_session(user)
    return user


def _touch_session(user: CurrentUser) -> None:
    try:
        with write_session() as session:
            sessions.touch_session(session, user.session.token_hash, now())
    except DatabaseProblem:
        # The time of use is noted with a later request; this one need not fail.
        return


def _check_role(rule: AccessRule, changes: bool) -> WerkzeugResponse | None:
    if rule.role is None:
        return None
    user = current_user()
    if user is None:
        return _redirect_to_sign_in_step("signed_out", urls.sign_in, changes)
    if user.waits_for_code and not rule.before_second_factor:
        return _redirect_to_sign_in_step("no_code", urls.sign_in_code, changes)
    if must_enrol_second_factor(user) and not (rule.before_second_factor or rule.during_enrolment):
        return _redirect_to_sign_in_step("no_second_factor", urls.second_factor, changes)
    if not user.account.may(rule.role):
        raise RequestRefused("role", 403)
    return None


def _redirect_to_sign_in_step(
    code: str, address: Callable[[str], str], changes: bool
) -> WerkzeugResponse:
    """Redirect to the missing step, which leads back; raise if the request changes data."""
    if changes:
        raise RequestRefused(code, 403)
    return redirect(address(request.full_path.rstrip("?")), 303)


def _check_csrf_token() -> None:
    user = current_user()
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not given.isascii():
        raise RequestRefused("token", 400)
    if user is None or not hmac.compare_digest(given, user.session.csrf_token):
        raise RequestRefused("token", 403)
