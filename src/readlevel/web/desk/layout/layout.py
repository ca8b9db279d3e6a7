"""The layout around every page of the desk."""

from dataclasses import dataclass

from flask import g, redirect, request
from werkzeug.wrappers import Response

from readlevel.core.languages.direction import direction
from readlevel.core.model.roles import Role
from readlevel.storage.accounts.accounts import Account
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_user, must_enrol_second_factor
from readlevel.web.http.i18n import interface_language
from readlevel.web.http.services import services

FLASH_PARAMETER = "said"


@dataclass(frozen=True, slots=True)
class DeskLayout:
    """The context of `desk/layout/base.html`."""

    site_name: str
    language: str
    direction: str
    account: Account | None
    csrf_token: str
    nonce: str
    section: str
    """The current part of the header: `home`, `answers`, `glossary`, `inbox`, `admin`, `new` or
    `account`; empty if it has none."""
    many_languages: bool
    """Whether the site has several, so that texts are translated."""
    flash: str
    """Code of the message about what was just done; empty if there is none."""
    provider_path: str
    """Where a sign-in with the OpenID Connect provider in a window of its own starts; or empty."""
    provider_name: str
    has_assistant: bool
    single_keys: bool
    """Whether shortcuts of a single key act for the user."""

    def may(self, role: str) -> bool:
        """Return whether the user may do what needs `role`."""
        return self.account is not None and self.account.may(Role(role))


@dataclass(frozen=True, slots=True)
class DeskErrorPage:
    """An error at the desk (`desk/layout/error.html`)."""

    layout: DeskLayout
    status: int
    code: str
    request_id: str
    sent_bytes: int = 0
    """Size of what was too large; 0 if that is not known."""
    max_bytes: int = 0
    """The limit for it."""


def present_layout(section: str = "") -> DeskLayout:
    """Return the layout of the current request's page."""
    settings = services().settings
    user = current_user()
    spoken = interface_language(settings.languages[0])
    is_inside = user is not None and not (user.waits_for_code or must_enrol_second_factor(user))
    return DeskLayout(
        site_name=settings.site_name,
        language=spoken,
        direction=direction(spoken),
        account=user.account if user is not None and is_inside else None,
        csrf_token="" if user is None else user.session.csrf_token,
        nonce=g.get("nonce", ""),
        section=section,
        many_languages=len(settings.languages) > 1,
        flash=request.args.get(FLASH_PARAMETER, ""),
        provider_path=urls.sign_in_provider(urls.SIGNED_IN) if settings.oidc_issuer else "",
        provider_name=settings.oidc_name or "",
        has_assistant=settings.assistant_url is not None,
        single_keys=user is None or user.account.single_keys,
    )


def redirect_with_flash(path: str, code: str) -> Response:
    """Redirect to a page that shows the flash message `code`."""
    page, hash_sign, place = path.partition("#")
    separator = "&" if "?" in page else "?"
    return redirect(f"{page}{separator}{FLASH_PARAMETER}={code}{hash_sign}{place}", 303)
