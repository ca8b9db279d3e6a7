"""How often something is done, in any wording: twice a day, b.i.d., q12h, every other day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, get_words
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.units import UNITS, canonical_symbol
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.tags import primary

_PERIOD_DAYS = {
    "min": 1 / 1440,
    "h": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4375,
    "year": 365.25,
}
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
_INTERVAL_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}
_AS_NEEDED = re.compile(r"(?<![\w.])p\.?r\.?n\b\.?", re.IGNORECASE)
_MAX_FREQUENCIES = 30
"""Frequencies of one sentence that are read, against hostile texts."""

_DOSE_DIMENSIONS = frozenset({"mass", "volume", "activity", "items"})
_TOTAL_WINDOW = 6
"""Words between a unit and the period of its amount: 500 mg of metformin a day."""

_MAX_NUMBER = 10_000
AS_NEEDED = "as needed"
EVERY = "every"
_AT = "at"
"""The value of a time of day, which says how often only where nothing else does."""

TOTAL = "total"
"""The value of an amount for a period, in any number of doses: 10 mg a day."""


def find_frequencies(text: str, language: str) -> list[Claim]:
    """Return how often a sentence says that something is done; `number` is in times a day.

    The value is `as needed` if it is done at need, and else `every`.
    """
    found: list[Claim] = []
    hours: list[Claim] = []
    for one in _iter_frequencies(text, language):
        if one.value == _AT:
            hours.append(replace(one, value=EVERY))
        elif not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
        if len(found) >= _MAX_FREQUENCIES:
            break
    # "Once a week, in the morning" is not once a day.
    return sorted(found or hours[:_MAX_FREQUENCIES], key=lambda one: one.start)


def _iter_frequencies(text: str, language: str) -> Iterator[Claim]:
    """Yield the frequencies, of those that overlap the most specific first."""
    if _LATIN_START.search(text):
        yield from _iter_abbreviated(text)
    if get_vocabulary(language).numbers:
        yield from _FrequencyReader(text, language).read()


def _iter_abbreviated(text: str) -> Iterator[Claim]:
    for match in _LATIN_INTERVAL.finditer(text):
        days = _INTERVAL_DAYS[match[3][0].lower()]
        ends = sorted(float(group) * days for group in match.groups()[:2] if group and int(group))
        if ends:
            yield _make(match.start(), match.end(), 1 / ends[-1], 1 / ends[0])
    for match in _LATIN_PATTERN.finditer(text):
        name = match[0].replace(".", "").lower()
        if name in _LATIN and (len(name) > 2 or "." in match[0] or _follows_dose(text, match)):
            yield _make(match.start(), match.end(), _LATIN[name], _LATIN[name])
    for match in _AS_NEEDED.finditer(text):
        yield Claim(ClaimKind.FREQUENCY, AS_NEEDED, match.start(), match.end())


def _follows_dose(text: str, match: re.Match[str]) -> bool:
    """Return whether "od" or "bd" follows a dose: 5 mg bd."""
    return bool(re.search(r"(?:\d\s?\w{1,9}|tablets?|puffs?|capsules?)\s\Z", text[: match.start()]))


def _make(start: int, end: int, low: float, high: float) -> Claim:
    return Claim(ClaimKind.FREQUENCY, EVERY, start, end, number=(low, high))


@cache
def _count_words(language: str) -> dict[str, float]:
    return {
        word: float(count)
        for count in ("1", "2", "3", "4")
        for word in get_words("times", count, language)
    }


class _FrequencyReader:
    """The tokens of a sentence, read as frequencies in words."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, primary(language)
        self._tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))

    def read(self) -> Iterator[Claim]:
        """Yield the frequencies: counted ones, intervals, days of the week, then single words."""
        readers = (
            (self._read_times, _period_words),
            (self._read_interval, _interval_words),
            (self._read_weekdays, _weekdays),
            (self._read_total, _per_words),
        )
        is_named = not _any_words(self._language).isdisjoint(self._tokens.lowered)
        for reader, list_needed in readers if is_named else ():
            if list_needed(self._language).isdisjoint(self._tokens.lowered):
                continue
            index = 0
            while index < len(self._tokens):
                found = reader(index)
                if found is not None:
                    claim, index = found
                    yield claim
                else:
                    index += 1
        for phrase in get_finder("frequency", self._language).find(self._text):
            if phrase.value == "prn":
                yield Claim(ClaimKind.FREQUENCY, AS_NEEDED, phrase.start, phrase.end)
            else:
                times = _rate(phrase.value)
                claim = _make(phrase.start, phrase.end, times, times)
                yield replace(claim, value=_AT) if phrase.value.startswith(_AT) else claim

    def _read_times(self, index: int) -> tuple[Claim, int] | None:
        """Return "twice a day", "2 to 3 times per week", "two times daily"."""
        counted = self._read_count(index)
        if counted is None:
            return None
        low, high, end = counted
        period = self._read_period(end)
        if period is None:
            return None
        days, end = period
        return self._claim(index, end, low / days, high / days), end

    def _read_count(self, index: int) -> tuple[float, float, int] | None:
        once = self._match_words(index, _count_words(self._language))
        if once is not None:
            return once[0], once[0], once[1]
        first = self._tokens.read_number(index)
        if first is None or not 0 < first.value <= _MAX_NUMBER or first.is_fraction:
            return None
        low = high = first.value
        end = first.end
        if self._tokens.has_role("to", end) or self._tokens.is_dash(end):
            second = self._tokens.read_number(end + 1)
            if second is not None and low < second.value <= _MAX_NUMBER:
                high, end = second.value, second.end
        return (low, high, end + 1) if self._tokens.has_role("times", end) else None

    def _match_words(self, index: int, table: dict[str, float]) -> tuple[float, int] | None:
        for length in (3, 2, 1):
            words = " ".join(self._tokens.lowered[index : index + length])
            if words in table:
                return table[words], index + length
        return None

    def _read_period(self, index: int) -> tuple[float, int] | None:
        """Return the days of "a day", "per week", "daily", "in 24 hours", and what follows."""
        tokens = self._tokens
        linked = tokens.has_role("per", index) or tokens.token(index).text == "/"
        inside = tokens.token(index).lower in get_words("times", "in", self._language)
        if linked and tokens.has_role("per", index + 1):
            # "In each day", "al a la".
            index += 1
        if linked or inside:
            step = index + 1
            number = tokens.read_number(step) if inside or tokens.token(step).is_number else None
            if number is not None:
                found = self._unit_days(number.end)
                return (number.value * found[0], found[1]) if found and number.value else None
            found = self._unit_days(step)
            return found if linked or (found and tokens.token(step).lower == "24") else None
        if tokens.has_role("period_adverbs", index):
            return self._unit_days(index)
        return None

    def _unit_days(self, index: int) -> tuple[float, int] | None:
        known = self._tokens.vocabulary
        for table in (known.periods, known.units):
            found = table.find(self._tokens.lowered, index)
            if found is not None and found[0] in _PERIOD_DAYS:
                return _PERIOD_DAYS[found[0]], index + found[1]
        token = self._tokens.token(index).lower
        if token in ("h", "d"):
            return _INTERVAL_DAYS[token], index + 1
        return None

    def _read_interval(self, index: int) -> tuple[Claim, int] | None:
        """Return "every 6 to 8 hours", "every other day", "each week", "12-hourly"."""
        hourly = self._read_hourly(index)
        if hourly is not None:
            return hourly
        found = self._tokens.vocabulary.words["every"].find(self._tokens.lowered, index)
        if found is None:
            return None
        position = index + found[1]
        skipped = self._match_words(position, _other_words(self._language))
        if skipped is not None:
            unit = self._unit_days(skipped[1])
            if unit is not None:
                return self._claim(index, unit[1], 0.5 / unit[0], 0.5 / unit[0]), unit[1]
        first = self._tokens.read_number(position)
        if first is None:
            unit = self._unit_days(position)
            if unit is None:
                return None
            return self._claim(index, unit[1], 1 / unit[0], 1 / unit[0]), unit[1]
        low = high = first.value
        end = first.end
        if self._tokens.has_role("to", end) or self._tokens.is_dash(end):
            second = self._tokens.read_number(end + 1)
            if second is not None and second.value > low:
                high, end = second.value, second.end
        unit = self._unit_days(end)
        if unit is None or not low:
            return None
        days, end = unit
        return self._claim(index, end, 1 / (high * days), 1 / (low * days)), end

    def _read_hourly(self, index: int) -> tuple[Claim, int] | None:
        tokens = self._tokens
        number = tokens.read_number(index) if tokens.token(index).is_number else None
        if number is None or not number.value:
            return None
        position = number.end + tokens.is_dash(number.end)
        unit = tokens.vocabulary.units.find(tokens.lowered, position)
        adverb = tokens.token(position).lower in get_words("times", "adverb", self._language)
        if unit is None or not adverb or unit[0] not in _PERIOD_DAYS:
            return None
        times = 1 / (number.value * _PERIOD_DAYS[unit[0]])
        return self._claim(index, position + 1, times, times), position + 1

    def _read_weekdays(self, index: int) -> tuple[Claim, int] | None:
        """Return "on Mondays and Thursdays", "every Monday": so many times a week."""
        names = _weekdays(self._language)
        if self._tokens.token(index).lower not in names:
            return None
        days = {self._tokens.token(index).lower.rstrip("s")}
        end = index + 1
        while end < len(self._tokens):
            token = self._tokens.token(end)
            if token.lower in names:
                days.add(token.lower.rstrip("s"))
            elif not (token.text in ",/" or self._tokens.has_role("and", end)):
                break
            end += 1
        while self._tokens.token(end - 1).lower not in names:
            end -= 1
        start = index - 1 if self._tokens.has_role("every", index - 1) else index
        return self._claim(start, end, len(days) / 7, len(days) / 7), end

    def _read_total(self, index: int) -> tuple[Claim, int] | None:
        """Return the period of "10 mg a day" or "two tablets per week"."""
        tokens = self._tokens
        unit = tokens.vocabulary.units.find(tokens.lowered, index)
        symbol = unit[0] if unit else canonical_symbol(tokens.token(index).text)
        if symbol is None or UNITS[symbol].dimension not in _DOSE_DIMENSIONS:
            return None
        for position in range(index + 1, index + 1 + _TOTAL_WINDOW):
            if tokens.has_role("per", position) or tokens.token(position).text == "/":
                found = self._unit_days(position + 1)
                if found is not None and not self._counts_before(position):
                    claim = self._claim(position, found[1], 1 / found[0], 1 / found[0])
                    return replace(claim, value=TOTAL), found[1]
        return None

    def _counts_before(self, position: int) -> bool:
        return self._tokens.has_role("times", position - 1)

    def _claim(self, first: int, end: int, low: float, high: float) -> Claim:
        tokens = self._tokens
        return _make(tokens.token(first).start, tokens.token(end - 1).end, low, high)


@cache
def _per_words(language: str) -> frozenset[str]:
    """Return the words of which an amount for a period has one."""
    return frozenset({"/", *get_vocabulary(language).words["per"].first_words})


@cache
def _period_words(language: str) -> frozenset[str]:
    """Return the words of which the period of a number of times has one."""
    adverbs = get_vocabulary(language).words["period_adverbs"].first_words
    return _per_words(language).union(get_words("times", "in", language), adverbs)


@cache
def _interval_words(language: str) -> frozenset[str]:
    """Return the words of which an interval has one."""
    every = get_vocabulary(language).words["every"].first_words
    return get_words("times", "adverb", language).union(every)


def _weekdays(language: str) -> frozenset[str]:
    return get_words("times", "weekdays", language)


@cache
def _any_words(language: str) -> frozenset[str]:
    """Return the words of which any of these has one."""
    return _period_words(language).union(_interval_words(language), _weekdays(language))


@cache
def _other_words(language: str) -> dict[str, float]:
    return dict.fromkeys(get_words("times", "other", language), 0.5)


def _rate(value: str) -> float:
    """Return the times a day of a value such as `2/day` or `1/week`."""
    count, _, period = value.partition("/")
    return (1.0 if count == _AT else float(count)) / _PERIOD_DAYS[period]
