"""What a reader chose, remembered for every page: who they are, and which hard words to explain."""

from flask import Blueprint, redirect, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response

from readlevel.core.model.persona import find_persona
from readlevel.settings import Settings
from readlevel.web.http.persona_cookie import (
    COOKIE,
    COOKIE_SECONDS,
    EXPLAIN,
    PARAMETER,
    PARTITIONED,
    Choice,
    find_remembered,
    find_uses,
    is_foreign,
    is_own_path,
    without_choice,
)
from readlevel.web.http.services import services
from readlevel.web.http.urls import CHOICE
from readlevel.web.reader.error_pages import ForeignOrigin

_HOME = "/"

blueprint = Blueprint("persona", __name__)


@blueprint.get(CHOICE)
def refuse() -> Response:
    """Say that a choice is posted; the address would else be that of a written page."""
    raise MethodNotAllowed(["OPTIONS", "POST"])


@blueprint.post(CHOICE)
def choose() -> Response:
    """Remember what was chosen and lead back; a choice nobody knows changes nothing."""
    settings = services().settings
    if is_foreign(
        request.headers.get("Origin"),
        request.headers.get("Sec-Fetch-Site"),
        host=request.host,
        base_url=settings.base_url,
    ):
        raise ForeignOrigin
    services().bodies.take(request.environ)
    back = request.form.get("next", _HOME)
    response = redirect(without_choice(back) if is_own_path(back) else _HOME, 303)
    persona = find_persona(settings.personas, request.form.get(PARAMETER))
    uses = find_uses(request.form.get(EXPLAIN))
    if persona is not None or uses is not None:
        known = {one.key for one in settings.personas}
        before = find_remembered(request.headers.get("Cookie", ""), known)
        chosen = Choice(persona.key if persona else before.persona, uses or before.explain)
        _remember(response, chosen, settings)
    return response


def _remember(response: Response, chosen: Choice, settings: Settings) -> None:
    if settings.partitioned_cookie:
        _set_partitioned(response, chosen.cookie, COOKIE_SECONDS)
        return
    response.set_cookie(
        COOKIE,
        chosen.cookie,
        max_age=COOKIE_SECONDS,
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    if PARTITIONED in request.cookies:
        # It is from when the setting was on, and would beat what was chosen now.
        _set_partitioned(response, "", 0)


def _set_partitioned(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        PARTITIONED,
        value,
        max_age=seconds,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
