"""How long the work of this thread waits for each answer of a database server.

A server that hangs keeps its connections open and never answers, so only the client can give up.
Commands wait as long as it takes; the web server sets a limit for each request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_seconds: ContextVar[float | None] = ContextVar("seconds", default=None)


@contextmanager
def limit_waits(seconds: float | None) -> Iterator[None]:
    """Wait at most this long for each answer within the block; None waits as long as it takes."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


@contextmanager
def allow_waits(seconds: float) -> Iterator[None]:
    """Wait at least this long within the block, for statements that have a limit on the server."""
    current = _seconds.get()
    with limit_waits(None if current is None else max(current, seconds)):
        yield


def find_limit() -> float | None:
    """Return the limit in seconds, or None."""
    return _seconds.get()
