"""The desk mount: passes requests under `/edit` to the desk, a Flask application of its own.

The desk is made at its first request, so a worker that only serves readers never loads it. At least
one thread always remains for readers.
"""

import threading
from collections.abc import Callable, Iterable

from readlevel.web.cache.memory_cache import Environ, StartResponse

WSGIApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

DESK_PATH = "/edit"
_BUSY = "Many people are saving or previewing right now. Wait a few seconds, then try again.\n"


class DeskMount:
    """A WSGI application that passes requests to the readers' application or the desk.

    `places` is the number of requests that the desk answers at a time.
    """

    def __init__(
        self, readers: WSGIApplication, make_desk: Callable[[], WSGIApplication], places: int
    ) -> None:
        self._readers = readers
        self._make_desk = make_desk
        self._desk: WSGIApplication | None = None
        self._making = threading.Lock()
        self._places = threading.BoundedSemaphore(max(1, places))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; refuse those beyond the desk's places with 503."""
        if not is_desk(environ["PATH_INFO"]):
            return self._readers(environ, start_response)
        if not self._places.acquire(blocking=False):
            start_response(
                "503 Service Unavailable",
                [
                    ("Content-Type", "text/plain; charset=utf-8"),
                    ("Retry-After", "3"),
                    ("Cache-Control", "no-store"),
                    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
                    ("X-Content-Type-Options", "nosniff"),
                ],
            )
            return [_BUSY.encode()]
        try:
            return self._open()(environ, start_response)
        finally:
            self._places.release()

    def _open(self) -> WSGIApplication:
        with self._making:
            if self._desk is None:
                self._desk = self._make_desk()
            return self._desk


def is_desk(path: str) -> bool:
    """Return whether `path` belongs to the desk."""
    return path == DESK_PATH or path.startswith(DESK_PATH + "/")
