"""Stored times, by clocks that differ between servers and may be set back."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, between

CLOCK_LEEWAY = timedelta(minutes=5)
"""How far the clocks of servers may differ."""


def is_within(
    stored: ColumnElement[datetime], age: timedelta, now: datetime
) -> ColumnElement[bool]:
    """Return whether a time is at most this long ago.

    One in the future was stored before the clock was set back, and is not.
    """
    return between(stored, now - age, now + CLOCK_LEEWAY)
