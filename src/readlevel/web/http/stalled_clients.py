"""Closes the connections of clients that announced a body and stopped sending.

The server waits for a body without a timeout, and a waiting thread cannot be interrupted. Linux
reports when a connection last carried data (`TCP_INFO`), which identifies the stalled ones. On
other systems, nothing is closed.
"""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OPEN_FILES = Path("/proc/self/fd")
_LAST_SENT_AND_RECEIVED = struct.Struct("=44xI4xI")
"""Milliseconds since data was last sent and last received, in Linux's `struct tcp_info`."""


def close_stalled_connections(port: int, seconds: float) -> int:
    """Shut down receiving on connections to our `port` that were silent for `seconds`.

    Return how many there were. They include idle keep-alive connections, which clients expect to be
    closed at any time (RFC 9112, 9.5).
    """
    ended = 0
    for connection in _connections(port):
        # The connection may end by itself at this moment.
        with connection, suppress(OSError):
            if _stalled_seconds(connection) >= seconds:
                connection.shutdown(socket.SHUT_RD)
                ended += 1
    return ended


def _connections(port: int) -> Iterator[socket.socket]:
    """Yield a duplicate of each connection of this process to `port`."""
    if not _OPEN_FILES.is_dir():
        return
    for entry in sorted(_OPEN_FILES.iterdir()):
        try:
            duplicate = os.dup(int(entry.name))
        except OSError:
            continue  # closed meanwhile
        try:
            connection = socket.socket(fileno=duplicate)
        except OSError:
            os.close(duplicate)  # a file, not a connection
            continue
        if _is_client_of(connection, port):
            yield connection
        else:
            connection.close()


def _is_client_of(connection: socket.socket, port: int) -> bool:
    try:
        connection.getpeername()
        own: int | str = connection.getsockname()[1]
    except (OSError, IndexError):
        return False
    return own == port


def _stalled_seconds(connection: socket.socket) -> float:
    try:
        told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 128)
        sent, received = _LAST_SENT_AND_RECEIVED.unpack_from(told)
    except (OSError, struct.error):
        return 0.0
    silent: int = min(sent, received)
    return silent / 1000
