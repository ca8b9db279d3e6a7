"""Waits for a state, never for a moment."""

import time
from collections.abc import Callable

PATIENCE = 120
"""Seconds after which something has gone wrong, on the slowest machine."""


def wait_until(holds: Callable[[], bool]) -> None:
    """Return as soon as `holds` returns true; fail if it never does."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
