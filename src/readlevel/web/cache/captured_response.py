"""Calls a WSGI application and captures its whole response."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from readlevel.web.cache.memory_cache import Environ, Headers, StartResponse

WSGIApplication = Callable[[Environ, StartResponse], Iterable[bytes]]


class CapturedResponse(NamedTuple):
    """A response of the application behind the middleware."""

    status: str
    headers: Headers
    body: bytes
    gzipped: bytes | None = None
    """The compressed body, if it is known."""

    def find_header(self, name: str) -> str:
        """Return the value of a header, or ""."""
        return next((value for own, value in self.headers if own.lower() == name), "")


def is_storable(made: CapturedResponse) -> bool:
    """Return whether a response may be kept for other requests."""
    return made.status.startswith("200") and "no-store" not in made.find_header("cache-control")


def call_application(application: WSGIApplication, environ: Environ) -> CapturedResponse:
    """Return the response of an application to a request."""
    started: list[Any] = []

    def start_response(status: str, headers: Headers, *_: Any) -> None:
        started[:] = [status, headers]

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()
    return CapturedResponse(started[0], started[1], body)
