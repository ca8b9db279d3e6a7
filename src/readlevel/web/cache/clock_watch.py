"""Notices that the clock was set while a server runs."""

import time
from datetime import timedelta

_ELAPSED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The clock that nobody sets; on Linux it also counts the time that a machine sleeps."""


class ClockWatch:
    """Compares what the clock says with the time that has passed."""

    def __init__(self) -> None:
        self._offset = _measure_offset()

    def measure_jump(self) -> timedelta:
        """Return by how much the clock has been set since then; less than nothing if back."""
        return timedelta(seconds=round(_measure_offset() - self._offset))


def _measure_offset() -> float:
    return time.time() - time.clock_gettime(_ELAPSED)
