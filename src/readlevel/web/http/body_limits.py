"""Reads request bodies with limits on size, time and concurrency.

A client that sends its body slowly blocks a thread. The number of threads that read bodies, and the
time each may take, are limited so that the others keep serving readers.
"""

import threading
import time
from io import BytesIO
from typing import Any

from werkzeug.exceptions import (
    LengthRequired,
    RequestEntityTooLarge,
    RequestTimeout,
    ServiceUnavailable,
)

from readlevel.web.http.stalled_clients import close_stalled_connections

_MOST_DIGITS = 15
"""Of a stated length; a longer one is far too long either way."""
MAX_BYTES = 16 * 1024
DEADLINE_SECONDS = 3.0
STALL_SECONDS = 2.0
"""A connection that has been silent for this long at the deadline is closed."""

RETRY_SECONDS = 5
_CHUNK_BYTES = 1024


class BodyTooLarge(RequestEntityTooLarge):
    """A body of `sent_bytes` is refused because more than `max_bytes` are (413)."""

    def __init__(self, sent_bytes: int, max_bytes: int) -> None:
        super().__init__()
        self.sent_bytes = sent_bytes
        self.max_bytes = max_bytes


class BodyReader:
    """Reads the bodies of at most `places` requests at a time."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(max(1, places))

    def read_into(
        self,
        environ: dict[str, Any],
        max_bytes: int = MAX_BYTES,
        seconds: float = DEADLINE_SECONDS,
    ) -> None:
        """Read the complete body and replace the stream in `environ` with it.

        Answer 411 without a length, 413 if it is too long, 408 if it arrives too slowly, and 503
        if too many other bodies are being read.
        """
        length = _content_length(environ, max_bytes)
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=RETRY_SECONDS)
        port = int(environ.get("SERVER_PORT") or 0)
        silence = threading.Timer(seconds, close_stalled_connections, (port, STALL_SECONDS))
        silence.daemon = True
        silence.start()
        try:
            environ["wsgi.input"] = BytesIO(_read(environ["wsgi.input"], length, seconds))
        finally:
            silence.cancel()
            self._places.release()


def _content_length(environ: dict[str, Any], max_bytes: int) -> int:
    given = environ.get("CONTENT_LENGTH") or environ.get("HTTP_CONTENT_LENGTH") or ""
    if not (given.isascii() and given.isdigit()):
        raise LengthRequired
    length = int(given[:_MOST_DIGITS])
    if length > max_bytes:
        raise BodyTooLarge(length, max_bytes)
    return length


def _read(stream: Any, length: int, seconds: float) -> bytes:
    """Read in small pieces, because the server blocks until a piece is complete."""
    chunk_size = 1 if length <= MAX_BYTES else _CHUNK_BYTES
    deadline = time.monotonic() + seconds
    read = bytearray()
    while len(read) < length:
        piece = stream.read(min(chunk_size, length - len(read)))
        if not piece or time.monotonic() > deadline:
            raise RequestTimeout
        read += piece
    return bytes(read)
