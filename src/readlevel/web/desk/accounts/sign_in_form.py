"""The sign-in form."""

from dataclasses import dataclass

from flask import Response

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
