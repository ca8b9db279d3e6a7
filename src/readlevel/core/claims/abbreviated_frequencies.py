"""How often something is done, in abbreviations of prescriptions: b.i.d., q12h, prn."""

import re
from collections.abc import Iterator

from readlevel.core.claims.claim import Claim, ClaimKind

AS_NEEDED = "as needed"
EVERY = "every"

_LATIN = {
    **{"qd": 1.0, "od": 1.0, "bid": 2.0, "bd": 2.0, "tid": 3.0, "tds": 3.0, "qid": 4.0},
    **{"qds": 4.0, "qod": 0.5, "eod": 0.5, "qw": 1 / 7, "biw": 2 / 7, "tiw": 3 / 7, "qhs": 1.0},
    **{"qam": 1.0, "qpm": 1.0},
}
"""Abbreviations of prescriptions, as times a day. They are international."""

_LATIN_PATTERN = re.compile(
    r"(?<![\w.])(?:[bt]\.?i\.?d|q\.?i\.?d|q\.?o?\.?d|e\.?o\.?d|b\.?d|t\.?d\.?s|q\.?d\.?s|"
    r"q\.?h\.?s|[bt]\.?i\.?w|q\.?w|q\.?a\.?m|q\.?p\.?m)(?:\.(?!\w)|(?!\w))",
    re.IGNORECASE,
)
_LATIN_INTERVAL = re.compile(
    r"(?<![\w.])q\.?\s?(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?\s?"
    r"(h|hr|hrs|hours?|d|days?|w|wks?|weeks?)\b\.?",
    re.IGNORECASE,
)
_LATIN_START = re.compile(r"(?<![\w.])(?:q|[bt]\.?[di]|e\.?o|p\.?r\.?n)", re.IGNORECASE)
"""What every abbreviation begins with."""
INTERVAL_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}
"""Days of the first letters of units of time."""

_AS_NEEDED = re.compile(r"(?<![\w.])p\.?r\.?n\b\.?", re.IGNORECASE)


def find_abbreviated(text: str) -> Iterator[Claim]:
    """Yield the abbreviated frequencies of a sentence; `number` is in times a day."""
    if not _LATIN_START.search(text):
        return
    for match in _LATIN_INTERVAL.finditer(text):
        days = INTERVAL_DAYS[match[3][0].lower()]
        ends = sorted(float(group) * days for group in match.groups()[:2] if group and int(group))
        if ends:
            yield make_frequency(match.start(), match.end(), 1 / ends[-1], 1 / ends[0])
    for match in _LATIN_PATTERN.finditer(text):
        name = match[0].replace(".", "").lower()
        if name in _LATIN and (len(name) > 2 or "." in match[0] or _follows_dose(text, match)):
            yield make_frequency(match.start(), match.end(), _LATIN[name], _LATIN[name])
    for match in _AS_NEEDED.finditer(text):
        yield Claim(ClaimKind.FREQUENCY, AS_NEEDED, match.start(), match.end())


def _follows_dose(text: str, match: re.Match[str]) -> bool:
    """Return whether "od" or "bd" follows a dose: 5 mg bd."""
    return bool(re.search(r"(?:\d\s?\w{1,9}|tablets?|puffs?|capsules?)\s\Z", text[: match.start()]))


def make_frequency(start: int, end: int, low: float, high: float) -> Claim:
    """Return a frequency, from `low` to `high` times a day."""
    return Claim(ClaimKind.FREQUENCY, EVERY, start, end, number=(low, high))
