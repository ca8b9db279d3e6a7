"""How far the clock was set is measured against a clock that nobody sets."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest

from readlevel.web.cache import clock_watch
from readlevel.web.cache.clock_watch import ClockWatch


@pytest.mark.parametrize("jump", [0, 3600, -3600, 365 * 86400])
def test_a_jump_is_measured_however_much_time_has_passed(
    monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    clock = SimpleNamespace(wall=1e9, elapsed=500.0)
    stand_in = SimpleNamespace(
        time=lambda: clock.wall, clock_gettime=lambda which: clock.elapsed, CLOCK_MONOTONIC=1
    )
    monkeypatch.setattr(clock_watch, "time", stand_in)
    watch = ClockWatch()
    clock.elapsed += 10 * 86400
    clock.wall += 10 * 86400 + jump
    assert watch.measure_jump() == timedelta(seconds=jump)


def test_a_clock_that_nobody_sets_has_not_jumped() -> None:
    watch = ClockWatch()
    time.sleep(0.01)
    assert watch.measure_jump() == timedelta(0)
