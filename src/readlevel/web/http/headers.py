"""Headers of responses: content security, caching, framing and cross-origin access."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from flask import Response
from werkzeug.wrappers import Response as WerkzeugResponse

AnyResponse = TypeVar("AnyResponse", bound=WerkzeugResponse)

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; object-src 'none'"
)
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""The content security policy of images, also if one is opened as a page."""

PUBLIC = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""Caches may store a page only briefly, because withdrawn advice must disappear soon."""

PRIVATE = "private, no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
NO_STORE = "no-store"
EXPOSED_HEADERS = "ETag, Last-Modified, Link, Retry-After, X-Request-Id"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": NO_STORE,
}
_STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def add_headers(
    response: Response, *, secure: bool, ancestors: Iterable[str] = ("'none'",)
) -> Response:
    """Add each header that `response` does not set itself; `ancestors` may frame it."""
    response.headers.setdefault("Content-Security-Policy", _framed_by(_PAGE_POLICY, ancestors))
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if secure:
        response.headers.setdefault("Strict-Transport-Security", _STRICT_TRANSPORT)
    return response


def make_public(response: Response) -> Response:
    """Let every cache store a page that is the same for every reader."""
    response.headers["Cache-Control"] = PUBLIC
    return response


def make_private(response: AnyResponse) -> AnyResponse:
    """Let only the reader's own browser store a page that depends on their choice."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Vary"] = "Cookie"
    return response


def add_last_modified(response: AnyResponse, changed: datetime | None) -> AnyResponse:
    """Say when a page last changed for readers.

    HTTP forbids a time in the future, which a change has if the clock was set back since.
    """
    response.last_modified = changed and min(changed, datetime.now(UTC))
    return response


def allow_cross_origin(response: AnyResponse) -> AnyResponse:
    """Let scripts of any site read what is the same for everybody; never with credentials.

    They also see the headers by which they revalidate, wait, and find the API's description.
    """
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    return response


def allow_embedding(response: AnyResponse) -> AnyResponse:
    """Let pages with COEP `require-corp` load a resource."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def allow_framing(response: Response, ancestors: Iterable[str], site: str) -> Response:
    """Let other sites show a page in a frame: those in `ancestors`, or any if it is empty.

    `site` is the origin of this site. In a sandboxed frame the page has an opaque origin, which
    WebKit never matches with 'self', so the policy names the origin as well. An empty `ancestors`
    leaves `frame-ancestors` out: even `*` does not match a parent with an opaque origin.
    """
    policy = _PAGE_POLICY.replace("'self'", f"'self' {site}")
    response.headers["Content-Security-Policy"] = _framed_by(policy, ancestors)
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    return allow_embedding(response)


def _framed_by(policy: str, ancestors: Iterable[str]) -> str:
    sources = " ".join(ancestors)
    return f"{policy}; frame-ancestors {sources}" if sources else policy


def allow_own_frames(response: Response) -> Response:
    """Let a page show pages of this site in frames."""
    policy = _framed_by(_PAGE_POLICY, ("'none'",))
    response.headers["Content-Security-Policy"] = f"frame-src 'self'; {policy}"
    return response
