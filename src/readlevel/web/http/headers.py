"""Headers of every response: what it may load, who may keep it, who may frame it."""

from collections.abc import Iterable
from typing import TypeVar

from flask import Response
from werkzeug.wrappers import Response as WerkzeugResponse

AnyResponse = TypeVar("AnyResponse", bound=WerkzeugResponse)

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""For pictures, which are no pages even where one opens them as such."""

PUBLIC = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""Any cache may keep it for a moment; withdrawn advice must not live on for longer."""

PRIVATE = "private, no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
NO_STORE = "no-store"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": NO_STORE,
}
_STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def add_headers(
    response: Response, *, secure: bool, ancestors: Iterable[str] = ("'none'",)
) -> Response:
    """Give `response` each header that it does not bring itself; `ancestors` may frame it."""
    response.headers.setdefault("Content-Security-Policy", _framed_by(ancestors))
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if secure:
        response.headers.setdefault("Strict-Transport-Security", _STRICT_TRANSPORT)
    return response


def make_public(response: Response) -> Response:
    """Let every cache keep a page that is the same for every reader."""
    response.headers["Cache-Control"] = PUBLIC
    return response


def make_private(response: AnyResponse) -> AnyResponse:
    """Let only the reader's own browser keep a page that depends on their choice."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Vary"] = "Cookie"
    return response


def allow_cross_origin(response: Response) -> Response:
    """Let scripts of any site read what is the same for everybody; never with credentials."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def allow_framing(response: Response, ancestors: Iterable[str]) -> Response:
    """Let the sites that may do so show a page in a frame."""
    response.headers["Content-Security-Policy"] = _framed_by(ancestors)
    return response


def _framed_by(ancestors: Iterable[str]) -> str:
    before, _, _ = _PAGE_POLICY.rpartition(" frame-ancestors ")
    return f"{before} frame-ancestors {' '.join(ancestors)}"


def allow_own_frames(response: Response) -> Response:
    """Let a page show pages of this site in frames."""
    response.headers["Content-Security-Policy"] = f"frame-src 'self'; {_PAGE_POLICY}"
    return response
