"""The bodies of requests: read where one is expected, small, and with a deadline.

A client that sends its body slowly holds the thread that waits for it. So at most some threads wait
at a time, and none for long: the others go on answering readers.
"""

import threading
from io import BytesIO
from typing import Any

from werkzeug.exceptions import (
    LengthRequired,
    RequestEntityTooLarge,
    RequestTimeout,
    ServiceUnavailable,
)

MOST_BYTES = 16 * 1024
DEADLINE_SECONDS = 3.0
RETRY_SECONDS = 5


class BodyReader:
    """Reads bodies, for at most `places` requests at a time."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(max(1, places))

    def take(self, environ: dict[str, Any]) -> None:
        """Read the whole body and put it into `environ` in place of the stream.

        Raise 411 without a length, 413 where it is too long, 408 where it comes too slowly, and 503
        where too many others are waited for.
        """
        length = _content_length(environ)
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_SECONDS)
        try:
            environ["wsgi.input"] = BytesIO(_read(environ["wsgi.input"], length))
        finally:
            self._places.release()


def _content_length(environ: dict[str, Any]) -> int:
    given = environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or ""
    if not (given.isascii() and given.isdigit()):
        raise LengthRequired
    length = int(given) if len(given) < 10 else MOST_BYTES + 1
    if length > MOST_BYTES:
        raise RequestEntityTooLarge
    return length


def _read(stream: Any, length: int) -> bytes:
    """Read in a thread of its own: a server's stream has no deadline."""
    read: list[bytes] = []

    def run() -> None:
        try:
            read.append(stream.read(length))
        except Exception:
            # The client went away; what comes of it is said where the thread is waited for.
            read.clear()

    thread = threading.Thread(target=run, daemon=True, name="request-body")
    thread.start()
    thread.join(DEADLINE_SECONDS)
    if not read or len(read[0]) < length:
        raise RequestTimeout
    return read[0]
