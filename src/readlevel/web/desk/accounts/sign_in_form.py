"""The page on which one signs in, by password or by another service."""

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
    """What the site calls the provider; empty where it gives it no name."""
    problem: str
    """`wrong`, `too_many`; of the provider: `no_account`, `provider_failed`, `provider_refused`."""


def show_form(back: str, email: str = "", problem: str = "", status: int = 200) -> Response:
    """Ask for address and password, and say what was wrong."""
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
