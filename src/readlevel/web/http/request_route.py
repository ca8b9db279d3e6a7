"""The ID and the route of a request, also passed to what counts requests outside Flask."""

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, Response, g, request

ROUTE_KEY = "readlevel.route"
"""WSGI environment key of the `RequestRoute` that is to be filled in."""

_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CONVERTER = re.compile(r"<[^<>]*:")
_SECRET_PARTS = re.compile(r"(?<=/)(links|mails|outside|shared)/[^/]+")
"""Paths that are secrets: one-time links, shared previews, reviews by people outside,
and leaving mails."""

_NONE = "none"
"""The route of requests that match none."""


@dataclass(slots=True)
class RequestRoute:
    """What Flask knows of a request; `route` stays None if Flask was not called."""

    route: str | None = None
    request_id: str = ""


def init_app(app: Flask, *, is_behind_proxy: bool) -> None:
    """Let `app` tell its routes, and give each request an ID, which responses of errors show."""

    @app.before_request
    def identify() -> None:
        own = request_id(is_trusted=is_behind_proxy)
        asked: RequestRoute | None = request.environ.get(ROUTE_KEY)
        if asked is not None:
            rule = request.url_rule
            asked.route = _NONE if rule is None else _shorten(rule.rule)
            asked.request_id = own

    @app.after_request
    def name_route(response: Response) -> Response:
        asked: RequestRoute | None = request.environ.get(ROUTE_KEY)
        if asked is not None and asked.route is None:
            asked.route = _NONE
        return response


def loggable_path() -> str:
    """Return the path of the current request as the log may have it."""
    return hide_tokens(request.path)


def hide_tokens(path: str) -> str:
    """Return `path` without its secret token."""
    return _SECRET_PARTS.sub(r"\1/…", path)


@lru_cache(maxsize=1000)
def _shorten(rule: str) -> str:
    """Return a route with the names of its parameters only: `/answers/<slug>`."""
    return _CONVERTER.sub("<", rule)


def request_id(*, is_trusted: bool = False) -> str:
    """Return the ID of the current request, by which error pages and the log name it.

    The ID in the header `X-Request-Id` is only taken if the request `is_trusted`: comes from a
    proxy of one's own.
    """
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "") if is_trusted else ""
        g.request_id = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
    own: str = g.request_id
    return own
