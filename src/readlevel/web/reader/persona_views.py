"""Remembers the reader's choice in a cookie: the persona and which terms to explain."""

from flask import Blueprint, redirect, request
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response

from readlevel.core.model.persona import find_persona
from readlevel.settings import Settings
from readlevel.web.http.persona_cookie import (
    COOKIE_NAME,
    COOKIE_SECONDS,
    EXPLAIN_PARAMETER,
    PARTITIONED_COOKIE_NAME,
    PERSONA_PARAMETER,
    ReaderChoice,
    is_same_site_path,
    parse_explain,
    read_choice_cookie,
    strip_choice,
)
from readlevel.web.http.services import services
from readlevel.web.http.urls import PERSONA_PATH
from readlevel.web.reader.error_pages import refuse_cross_site_request

_HOME = "/"

blueprint = Blueprint("persona", __name__)


@blueprint.get(PERSONA_PATH)
def refuse_get() -> Response:
    """Answer 405: without this view the address would be taken for a site page."""
    raise MethodNotAllowed(["OPTIONS", "POST"])


@blueprint.post(PERSONA_PATH)
def save_choice() -> Response:
    """Remember the choice and redirect back; ignore unknown values."""
    settings = services().settings
    refuse_cross_site_request()
    services().bodies.read_into(request.environ)
    back = request.form.get("next", _HOME)
    response = redirect(strip_choice(back) if is_same_site_path(back) else _HOME, 303)
    persona = find_persona(settings.personas, request.form.get(PERSONA_PARAMETER))
    uses = parse_explain(request.form.get(EXPLAIN_PARAMETER))
    if persona is not None or uses is not None:
        known = {one.key for one in settings.personas}
        before = read_choice_cookie(request.headers.get("Cookie", ""), known)
        chosen = ReaderChoice(persona.key if persona else before.persona, uses or before.explain)
        _set_choice_cookie(response, chosen, settings)
    return response


def _set_choice_cookie(response: Response, chosen: ReaderChoice, settings: Settings) -> None:
    if settings.partitioned_cookie:
        _set_partitioned(response, chosen.cookie, COOKIE_SECONDS)
        return
    response.set_cookie(
        COOKIE_NAME,
        chosen.cookie,
        max_age=COOKIE_SECONDS,
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    if PARTITIONED_COOKIE_NAME in request.cookies:
        # A cookie from when the setting was on would take precedence over this choice.
        _set_partitioned(response, "", 0)


def _set_partitioned(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        PARTITIONED_COOKIE_NAME,
        value,
        max_age=seconds,
        path="/",
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
