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
from readlevel.usecases.accounts.sign_in import Entered, Visitor, find_entered, is_to_be_noted
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.db_sessions import now, reading_session, writing_session
from readlevel.web.http.body_limits import DEADLINE_SECONDS, MOST_BYTES
from readlevel.web.http.client_address import find_client_address
from readlevel.web.http.persona_cookie import is_foreign
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import ForeignOrigin, Refused

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
class Audience:
    """Who may call a view, and how much they may send it."""

    role: Role | None
    """None: everybody, signed in or not."""
    most_bytes: int
    waiting: bool = False
    """Whether somebody may call it whose second factor has still to be given."""
    enrolling: bool = False
    """Whether somebody may call it who has none, on a site where everybody needs one."""


def allowed(
    role: Role, *, most_bytes: int = TEXT_BYTES, waiting: bool = False, enrolling: bool = False
) -> Callable[[View], View]:
    """Declare that a view is for those who have `role`, or one that includes it."""
    return _declare(Audience(role, most_bytes, waiting, enrolling))


def open_to_all(view: View) -> View:
    """Declare that a view is for everybody; what it takes in is short."""
    return _declare(Audience(None, MOST_BYTES, waiting=True))(view)


def check_declarations(app: Flask) -> None:
    """Raise TypeError where a view of `app` does not say who may call it."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, _DECLARED):
            raise TypeError(f"{endpoint} does not declare who may call it")


def audience_of(view: Callable[..., object]) -> Audience:
    """Return what a view declared."""
    audience: Audience = getattr(view, _DECLARED)
    return audience


def admit() -> WerkzeugResponse | None:
    """Let a request through to its view, lead it to sign in, or refuse it."""
    g.entered = _find_entered()
    if request.endpoint is None:
        return None
    audience = audience_of(current_app.view_functions[request.endpoint])
    changes = request.method not in _SAFE
    refused = _refuse_role(audience, changes)
    if refused is not None:
        return refused
    if changes:
        _refuse_foreign()
        services().bodies.take(request.environ, audience.most_bytes, _seconds(audience))
        if audience.role is not None:
            _check_token()
    return None


def current_entered() -> Entered | None:
    """Return who is signed in, None where nobody is."""
    entered: Entered | None = g.get("entered")
    return entered


def must_enrol(entered: Entered) -> bool:
    """Tell whether somebody has to set up a second factor before anything else."""
    return (
        services().settings.second_factor == "required"
        and not entered.account.has_second_factor
        and not entered.session.second_factor
    )


def current_account() -> Account:
    """Return the account of whoever is signed in; views for all must not ask."""
    entered = current_entered()
    if entered is None:
        raise LookupError("nobody is signed in")
    return entered.account


def current_visitor() -> Visitor:
    """Return where the request comes from."""
    address = find_client_address(
        request.remote_addr or "",
        request.headers.get("X-Forwarded-For", ""),
        services().settings.trusted_hops,
    )
    return Visitor(address, request.headers.get("User-Agent", ""))


def cookie_name() -> str:
    """Return what the session's cookie is called: browsers refuse the prefix without https."""
    return "__Host-readlevel-desk" if services().settings.secure else "readlevel-desk"


def keep_session(response: Response | WerkzeugResponse, token: str) -> None:
    """Have the browser keep the token of a new session until it is closed."""
    response.set_cookie(
        cookie_name(),
        token,
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def drop_session(response: Response | WerkzeugResponse) -> None:
    """Have the browser forget the token."""
    response.delete_cookie(
        cookie_name(),
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _seconds(audience: Audience) -> float:
    """Return how long a body may take: who is not signed in must not hold up those who are."""
    if audience.role is None:
        return DEADLINE_SECONDS
    return max(_BODY_SECONDS, audience.most_bytes / _SLOWEST)


def _declare(audience: Audience) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _DECLARED, audience)
        return view

    return declare


def _find_entered() -> Entered | None:
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    moment = now()
    with reading_session() as session:
        entered = find_entered(session, token, now=moment)
    if entered is not None and is_to_be_noted(entered, now=moment):
        _note_use(entered)
    return entered


def _note_use(entered: Entered) -> None:
    try:
        with writing_session() as session:
            sessions.touch(session, entered.session.token_hash, now())
    except DatabaseProblem:
        # That it was used is noted the next time; nobody is kept from reading for it.
        return


def _refuse_role(audience: Audience, changes: bool) -> WerkzeugResponse | None:
    if audience.role is None:
        return None
    entered = current_entered()
    if entered is None:
        return _lead("signed_out", urls.sign_in, changes)
    if entered.waits_for_code and not audience.waiting:
        return _lead("no_code", urls.sign_in_code, changes)
    if must_enrol(entered) and not (audience.waiting or audience.enrolling):
        return _lead("no_second_factor", urls.second_factor, changes)
    if not entered.account.may(audience.role):
        raise Refused("role", 403)
    return None


def _lead(code: str, address: Callable[[str], str], changes: bool) -> WerkzeugResponse:
    """Lead to what has to be done first, and back from there; refuse what changes something."""
    if changes:
        raise Refused(code, 403)
    return redirect(address(request.full_path.rstrip("?")), 303)


def _refuse_foreign() -> None:
    if is_foreign(
        request.headers.get("Origin"),
        request.headers.get("Sec-Fetch-Site"),
        host=request.host,
        base_url=services().settings.base_url,
    ):
        raise ForeignOrigin


def _check_token() -> None:
    entered = current_entered()
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not given.isascii():
        raise Refused("token", 400)
    if entered is None or not hmac.compare_digest(given, entered.session.csrf_token):
        raise Refused("token", 403)
