"""What stands around every page of the desk."""

from dataclasses import dataclass

from flask import g, redirect, request
from werkzeug.wrappers import Response

from readlevel.core.languages.direction import direction
from readlevel.core.model.roles import Role
from readlevel.storage.accounts.accounts import Account
from readlevel.web.desk.layout.access import current_user, must_enrol_second_factor
from readlevel.web.http.i18n import interface_language
from readlevel.web.http.services import services

FLASH_PARAMETER = "said"


@dataclass(frozen=True, slots=True)
class DeskLayout:
    """What every page of the desk shows around its content."""

    site_name: str
    language: str
    direction: str
    account: Account | None
    csrf_token: str
    nonce: str
    section: str
    """Which part of the desk the page is in: `home`, `answers`, `due`, `glossary`, …"""
    many_languages: bool
    """Whether the site has several, so that texts are translated."""
    said: str
    """Code of the sentence that tells what was just done; empty where nothing was."""

    def may(self, role: str) -> bool:
        """Tell whether whoever looks may do what needs `role`."""
        return self.account is not None and self.account.may(Role(role))


@dataclass(frozen=True, slots=True)
class DeskErrorPage:
    """An error at the desk (`desk/layout/error.html`)."""

    frame: DeskLayout
    status: int
    code: str
    request_id: str


def present_layout(section: str = "") -> DeskLayout:
    """Return what stands around the page that is asked for."""
    settings = services().settings
    entered = current_user()
    spoken = interface_language(settings.languages[0])
    is_inside = entered is not None and not (
        entered.waits_for_code or must_enrol_second_factor(entered)
    )
    return DeskLayout(
        site_name=settings.site_name,
        language=spoken,
        direction=direction(spoken),
        account=entered.account if entered is not None and is_inside else None,
        csrf_token="" if entered is None else entered.session.csrf_token,
        nonce=g.get("nonce", ""),
        section=section,
        many_languages=len(settings.languages) > 1,
        said=request.args.get(FLASH_PARAMETER, ""),
    )


def redirect_with_flash(path: str, said: str) -> Response:
    """Lead to another page of the desk, which says what was done."""
    page, hash_sign, place = path.partition("#")
    separator = "&" if "?" in page else "?"
    return redirect(f"{page}{separator}{FLASH_PARAMETER}={said}{hash_sign}{place}", 303)
