"""API tokens, which let an editor's other software score texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response as WerkzeugResponse

from readlevel.core.model.roles import Role
from readlevel.usecases.accounts import api_tokens
from readlevel.usecases.accounts.api_tokens import ApiToken
from readlevel.web.desk.layout import urls
from readlevel.web.desk.layout.access import current_account, require_role
from readlevel.web.desk.layout.db_sessions import now, read_session, write_session
from readlevel.web.desk.layout.layout import DeskLayout, present_layout, redirect_with_flash
from readlevel.web.http.services import render, services

blueprint = Blueprint("tokens", __name__)


@dataclass(frozen=True, slots=True)
class TokensPage:
    """`/edit/tokens` (`desk/accounts/api_tokens.html`)."""

    layout: DeskLayout
    tokens: Sequence[ApiToken]
    own_id: int
    max_name_length: int
    score_url: str
    name: str = ""
    problem: str = ""
    """`no_name`, `too_many`."""


@dataclass(frozen=True, slots=True)
class NewTokenPage:
    """A new token, shown only once (`desk/accounts/new_api_token.html`)."""

    layout: DeskLayout
    name: str
    token: str
    score_url: str


@blueprint.get("/tokens")
@require_role(Role.EDITOR)
def show_tokens() -> WerkzeugResponse:
    """List the active tokens."""
    return _show()


@blueprint.post("/tokens")
@require_role(Role.EDITOR)
def create_token() -> WerkzeugResponse:
    """Create a token and show it once."""
    name = request.form.get("name", "").replace("\0", "")
    try:
        with write_session() as session:
            token = api_tokens.create_token(session, current_account(), name, now=now())
    except api_tokens.TokenNameRequired:
        return _show(name, "no_name", 422)
    except api_tokens.TooManyTokens:
        return _show(name, "too_many", 409)
    page = NewTokenPage(present_layout("account"), name, token, _score_url())
    return render("desk/accounts/new_api_token.html", page)


@blueprint.post("/tokens/<int:number>/revoke")
@require_role(Role.EDITOR)
def revoke_token(number: int) -> WerkzeugResponse:
    """Revoke a token."""
    try:
        with write_session() as session:
            api_tokens.revoke_token(session, current_account(), number, now=now())
    except LookupError:
        abort(404)
    return redirect_with_flash(urls.TOKENS, "token_revoked")


def _show(name: str = "", problem: str = "", status: int = 200) -> WerkzeugResponse:
    who = current_account()
    with read_session() as session:
        tokens = api_tokens.list_tokens(session, who)
    page = TokensPage(
        present_layout("account"),
        tokens,
        who.id,
        api_tokens.MAX_NAME_LENGTH,
        _score_url(),
        name,
        problem,
    )
    return render("desk/accounts/api_tokens.html", page, status)


def _score_url() -> str:
    return f"{services().settings.base_url}/api/v1/score"
