"""The forms of a sign-in: email and password, then the second factor."""

from dataclasses import dataclass

from flask import Response

from readlevel.usecases.accounts import passkeys
from readlevel.usecases.accounts.passkeys import RelyingParty
from readlevel.usecases.accounts.sign_in import FAILURE_WINDOW
from readlevel.web.desk.layout.access import current_account
from readlevel.web.desk.layout.db_sessions import read_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout
from readlevel.web.http.services import render, services

_MAX_EMAIL_LENGTH = 320


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`/edit/sign-in` (`desk/accounts/sign_in.html`)."""

    layout: DeskLayout
    next: str
    email: str
    has_provider: bool
    provider_name: str
    """Its display name; may be empty."""
    problem: str
    """`wrong`, `too_many`; of the provider: `no_account`, `provider_failed`, `provider_refused`."""


@dataclass(frozen=True, slots=True)
class CodePage:
    """`/edit/sign-in/code` (`desk/accounts/sign_in_code.html`)."""

    layout: DeskLayout
    next: str
    has_passkeys: bool
    """Whether a passkey may take the place of the code."""
    problem: str = ""
    """`wrong`, `passkey` or `too_many`."""


RETRY_SECONDS = str(int(FAILURE_WINDOW.total_seconds()))


def show_form(back: str, email: str = "", problem: str = "", status: int = 200) -> Response:
    """Show the sign-in form, with a problem if there was one."""
    settings = services().settings
    page = SignInPage(
        present_layout(),
        back,
        email[:_MAX_EMAIL_LENGTH],
        settings.oidc_issuer is not None,
        settings.oidc_name or "",
        problem,
    )
    return render("desk/accounts/sign_in.html", page, status)


def show_code_form(back: str, problem: str = "", status: int = 200) -> Response:
    """Ask for the second factor of the user, with a problem if there was one."""
    with read_session() as session:
        known = passkeys.list_passkeys(session, current_account())
    has_passkeys = bool(known) and find_passkey_site() is not None
    page = CodePage(present_layout(), back, has_passkeys, problem)
    response = render("desk/accounts/sign_in_code.html", page, status)
    if problem == "too_many":
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def find_passkey_site() -> RelyingParty | None:
    """Return the site as authenticators know it; None if browsers offer no passkeys there."""
    settings = services().settings
    return passkeys.find_relying_party(settings.base_url, settings.site_name)
