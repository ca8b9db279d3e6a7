"""API operation that scores a text, for editors' other tools."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal

from flask import Blueprint, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from readlevel.core.languages.tags import normalise_tag
from readlevel.core.readability.readability import Readability
from readlevel.usecases.accounts import api_tokens
from readlevel.web.api import operations
from readlevel.web.http.services import services
from readlevel.web.reader.error_pages import RequestRefused
from readlevel.web.reader.reader_request import open_read_session, open_write_session

MAX_CHARACTERS = 80_000
MAX_BYTES = 2**20
"""Enough for a text of that length, however it is escaped in JSON."""
_BODY_TIMEOUT_SECONDS = 10.0
_BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)
_PROBLEMS = {
    400: "The body is not JSON in UTF-8.",
    401: "The token is missing or not valid.",
    408: "The request took too long to arrive.",
    411: "`Content-Length` is missing.",
    413: f"The body is larger than {MAX_BYTES // 1024} KiB.",
    415: "The `Content-Type` is not application/json.",
    422: "A field of the JSON is missing or not valid; `detail` names it.",
    429: "The token has reached its limit for this minute; `Retry-After` says how long to wait.",
    503: "The server is receiving too many requests; `Retry-After` says how long to wait.",
}

blueprint = Blueprint("score", __name__)


class ScoreRequest(BaseModel):
    """A text to score."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    text: str = Field(max_length=MAX_CHARACTERS, description="The text.")
    language: str = Field(
        default="en",
        max_length=35,
        pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$",
        description="Language tag of the text, such as en or pt-BR.",
    )
    format: Literal["text", "markdown"] = Field(
        default="text", description="The format of the text."
    )
    why: bool = Field(default=False, description="Whether to return what makes it hard, and where.")


@dataclass(frozen=True, slots=True)
class Score(Readability):
    """The scores of a text; a score that cannot be computed is null, and `reason` says why."""

    why: Mapping[str, Any] | None = None
    """If requested, hard sentences and words with their positions, as in the output of `readlevel
    score --why --json`; else null."""


@operations.post(blueprint, "/score", Score, ScoreRequest, _PROBLEMS)
def score() -> Score:
    """Score how hard a text is to read.

    Send an API token from the desk (`/edit/tokens`) as `Authorization: Bearer …`. The text is
    scored as by `readlevel score` and not stored. `reason` is `too_short`, `no_formula` or
    `too_long`.
    """
    _require_token()
    asked = _read_body()
    # Workers that only serve readers never import the scoring code.
    from readlevel.core.hints.score_text import score_text

    language, markdown = normalise_tag(asked.language), asked.format == "markdown"
    found = score_text(asked.text, language, markdown=markdown)
    return Score(
        **{field.name: getattr(found, field.name) for field in fields(Readability)},
        why=_explain(asked.text, language, markdown=markdown) if asked.why else None,
    )


def _explain(text: str, language: str, *, markdown: bool) -> Mapping[str, Any]:
    # It takes as long to import as the scoring code.
    from readlevel.core.hints.explain_difficulty import explain_difficulty

    return explain_difficulty(text, language, markdown=markdown)


def _require_token() -> None:
    """Refuse requests without a valid token, and those above its rate limit."""
    token = _find_token()
    if token is None:
        detail = "Give a token that was made at /edit/tokens: Authorization: Bearer …"
        raise RequestRefused("no_token", 401, detail, {"WWW-Authenticate": "Bearer"})
    most = services().settings.scores_per_minute
    with open_write_session() as session:
        wait = api_tokens.count_use(session, token, most, now=datetime.now(UTC))
    if wait:
        raise RequestRefused(
            "too_often", 429, f"Wait {wait} seconds, then ask again.", {"Retry-After": str(wait)}
        )


def _find_token() -> api_tokens.ApiToken | None:
    shown = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    if shown is None:
        return None
    with open_read_session() as session:
        return api_tokens.find_token(session, shown[1])


def _read_body() -> ScoreRequest:
    if request.mimetype != operations.JSON:
        raise RequestRefused("no_json", 415, "Send the body with Content-Type: application/json.")
    services().bodies.read_into(request.environ, MAX_BYTES, _BODY_TIMEOUT_SECONDS)
    request.max_content_length = MAX_BYTES
    try:
        return ScoreRequest.model_validate_json(request.get_data())
    except ValidationError as problem:
        [first, *_] = problem.errors(include_url=False, include_input=False)
        if first["type"] == "json_invalid":
            raise RequestRefused("no_json", 400, "The body is not JSON in UTF-8.") from None
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise RequestRefused("bad_field", 422, f"{where}: {first['msg']}.") from None
