"""Ports for the servers of tests."""

import random
import socket

_PORTS = range(20_000, 32_000)
"""Below the range from which the system gives connections theirs, so that none takes one."""


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
