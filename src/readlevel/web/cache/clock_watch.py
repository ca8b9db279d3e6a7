"""Detects changes of the system clock while the server runs."""

import time
from datetime import timedelta

_ELAPSED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""A monotonic clock; on Linux it includes the time that the machine is suspended."""


class ClockWatch:
    """Compares the system clock with a monotonic clock."""

    def __init__(self) -> None:
        self._offset = _measure_offset()

    def measure_jump(self) -> timedelta:
        """Return how far the clock was changed since creation; negative if it was set back."""
        return timedelta(seconds=round(_measure_offset() - self._offset))


def _measure_offset() -> float:
    return time.time() - time.clock_gettime(_ELAPSED)
