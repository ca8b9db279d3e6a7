"""Sign-in with an OpenID Connect provider: the redirect and the callback."""

import binascii
import hmac
import json
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from threading import Lock
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, redirect, request
from pydantic import TypeAdapter
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.usecases.accounts import sign_in, single_sign_on
from readlevel.web.desk.accounts.oidc_http import ProviderProblem, SignInAttempt
from readlevel.web.desk.accounts.sign_in_form import show_form
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import (
    allow_anonymous,
    current_client,
    current_user,
    set_session_cookie,
)
from readlevel.web.desk.layout.db_sessions import now, write_session
from readlevel.web.http.services import services

if TYPE_CHECKING:
    from readlevel.web.desk.accounts.oidc_provider import OidcProvider

_PROVIDER = "readlevel.provider"
_MINUTES = 10
_LONGEST_CODE = 4096
_provider_lock = Lock()
_log = logging.getLogger(__name__)

blueprint = Blueprint("oidc", __name__)


@blueprint.get("/sign-in/provider")
@allow_anonymous
def redirect_to_provider() -> WerkzeugResponse:
    """Redirect to the provider."""
    provider = _get_provider()
    back = urls.read_next_path(request.args.get("next", ""))
    try:
        address, attempt = provider.begin(back)
    except ProviderProblem as problem:
        _log.warning("the provider of sign-ins cannot be used: %s", problem)
        return show_form(back, problem="provider_failed", status=502)
    answer = redirect(address, 303)
    written = urlsafe_b64encode(json.dumps(asdict(attempt)).encode()).decode()
    answer.set_cookie(
        _cookie(),
        written,
        max_age=_MINUTES * 60,
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


@blueprint.get("/sign-in/return")
@allow_anonymous
def handle_callback() -> WerkzeugResponse:
    """Start a session for the user whom the provider identifies."""
    provider, attempt = _get_provider(), _find_attempt()
    if attempt is None:
        return _show_sign_in_problem("", "provider_refused", 400)
    code = request.args.get("code", "")
    if not code or len(code) > _LONGEST_CODE:
        return _show_sign_in_problem(attempt.next, "provider_refused", 403)
    try:
        identity = provider.finish(attempt, code)
    except ProviderProblem as problem:
        _log.warning("the provider of sign-ins cannot be believed: %s", problem)
        return _show_sign_in_problem(attempt.next, "provider_failed", 502)
    before = current_user()
    try:
        with write_session() as session:
            settings = services().settings
            policy = single_sign_on.RolePolicy(settings.oidc_role, settings.oidc_group_roles)
            account = single_sign_on.find_or_create_account(session, identity, policy, now=now())
            if before is not None:
                sign_in.sign_out(session, before, now=now())
            token = sign_in.start_session(
                session, account, current_client(), now=now(), second_factor=True
            )
    except single_sign_on.NoAccount:
        return _show_sign_in_problem(attempt.next, "no_account", 403)
    answer = redirect(urls.read_next_path(attempt.next), 303)
    set_session_cookie(answer, token)
    _forget_attempt(answer)
    return answer


def _get_provider() -> "OidcProvider":
    settings = services().settings
    if settings.oidc_issuer is None:
        abort(404)
    # Imported only by sites with a provider: the libraries take 9 MB of memory.
    from readlevel.web.desk.accounts.oidc_provider import OidcProvider

    with _provider_lock:
        provider: OidcProvider | None = current_app.extensions.get(_PROVIDER)
        if provider is None:
            provider = OidcProvider(settings, settings.base_url + urls.SIGN_IN_RETURN)
            current_app.extensions[_PROVIDER] = provider
        return provider


def _find_attempt() -> SignInAttempt | None:
    """Return the attempt that this browser started and the callback's state matches, or None."""
    try:
        kept = urlsafe_b64decode(request.cookies.get(_cookie(), ""))
        attempt = TypeAdapter(SignInAttempt).validate_json(kept, strict=True, extra="forbid")
    except (binascii.Error, ValueError):
        return None
    given = request.args.get("state", "")
    parts = (attempt.state, attempt.nonce, attempt.verifier, attempt.next)
    if not all(part and part.isascii() for part in parts):
        return None
    if not given.isascii() or not hmac.compare_digest(given, attempt.state):
        return None
    issuer = request.args.get("iss")
    # RFC 9207 (mix-up attack): the response must come from this provider.
    return attempt if issuer in (None, services().settings.oidc_issuer) else None


def _show_sign_in_problem(back: str, problem: str, status: int) -> WerkzeugResponse:
    answer = show_form(urls.read_next_path(back), problem=problem, status=status)
    _forget_attempt(answer)
    return answer


def _forget_attempt(answer: WerkzeugResponse) -> None:
    answer.delete_cookie(
        _cookie(),
        secure=services().settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _cookie() -> str:
    return f"{'__Host-' if services().settings.secure else ''}readlevel-sign-in"
