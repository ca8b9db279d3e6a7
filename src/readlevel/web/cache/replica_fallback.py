"""Makes a page again from the primary if the replica failed while it was made."""

from collections.abc import Iterable
from typing import Any

from readlevel.web.cache.memory_cache import Environ, Headers, StartResponse

REPLICA_KEY = "readlevel.replica"
"""WSGI environment key: `open` if the replica may be read, `used` if it was, `closed` otherwise."""


class ReplicaFallback:
    """A WSGI middleware between the cache and the readers' application."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; if the replica let it down, once more without the replica."""
        environ[REPLICA_KEY] = "open"
        said: list[Any] = []

        def start(status: str, headers: Headers, *more: Any) -> None:
            said[:] = status, headers, *more

        body: Iterable[bytes] = self._application(environ, start)
        if said[0].startswith("503") and environ[REPLICA_KEY] == "used":
            _close(body)
            environ[REPLICA_KEY] = "closed"
            return self._application(environ, start_response)  # type: ignore[no-any-return]
        start_response(*said)
        return body


def _close(body: Any) -> None:
    if (close := getattr(body, "close", None)) is not None:
        close()
