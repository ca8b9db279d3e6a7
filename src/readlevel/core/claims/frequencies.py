"""How often something is done, in any wording: twice a day, b.i.d., q12h, every other day."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from readlevel.core.claims.abbreviated_frequencies import (
    AS_NEEDED,
    EVERY,
    INTERVAL_DAYS,
    find_abbreviated,
    make_frequency,
)
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, get_words
from readlevel.core.claims.frequency_words import (
    list_all_words,
    list_counts,
    list_interval_words,
    list_per_words,
    list_period_words,
    list_skipping,
    list_weekdays,
)
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.numbers.written_numbers import NumberTokens
from readlevel.core.facts.tokens import list_words, split_tokens
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
_MAX_FREQUENCIES = 30
"""Frequencies of one sentence that are read, against hostile texts."""

_DOSE_DIMENSIONS = frozenset({"mass", "volume", "activity", "items"})
_TOTAL_WINDOW = 6
"""Words between a unit and the period of its amount: 500 mg of metformin a day."""

_MAX_NUMBER = 10_000
_DAY_AXIS = "day:"
"""The axis of times of day among claims of timing."""

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
    return sorted(found or _count_hours(text, language, hours), key=lambda one: one.start)


def _count_hours(text: str, language: str, hours: list[Claim]) -> list[Claim]:
    """Return times of day, as one claim where all are of one medicine: morning and evening."""
    timing = get_finder(ClaimKind.TIMING, language).find(text)
    days = {one.value for one in timing if one.value.startswith(_DAY_AXIS)}
    if len(hours) < len(days) or len(days) <= 1 or len(find_drugs(text, language)) > 1:
        return hours[:_MAX_FREQUENCIES]
    start, end = min(one.start for one in hours), max(one.end for one in hours)
    tokens = split_tokens(text[start:end])
    if any(one.lower in get_words("times", "choice", language) for one in tokens):
        return hours[:_MAX_FREQUENCIES]
    return [make_frequency(start, end, float(len(days)), float(len(days)))]


def _iter_frequencies(text: str, language: str) -> Iterator[Claim]:
    """Yield the frequencies, of those that overlap the most specific first."""
    yield from find_abbreviated(text)
    if get_vocabulary(language).numbers:
        yield from _FrequencyReader(text, language).read()


class _FrequencyReader:
    """The tokens of a sentence, read as frequencies in words."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, primary(language)
        self._vocabulary = get_vocabulary(language)

    @cached_property
    def _tokens(self) -> NumberTokens:
        return NumberTokens(split_tokens(self._text), self._vocabulary)

    def read(self) -> Iterator[Claim]:
        """Yield the frequencies: counted ones, intervals, days of the week, then single words."""
        readers = (
            (self._read_times, list_period_words),
            (self._read_interval, list_interval_words),
            (self._read_weekdays, list_weekdays),
            (self._read_total, list_per_words),
        )
        words = list_words(self._text)
        is_named = not list_all_words(self._language).isdisjoint(words)
        for reader, list_needed in readers if is_named else ():
            if list_needed(self._language).isdisjoint(words):
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
                claim = make_frequency(phrase.start, phrase.end, times, times)
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
        once = self._match_words(index, list_counts(self._language))
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
        if self._tokens.has_role("times", end) or self._counts_days(end):
            return low, high, end + 1
        return None

    def _counts_days(self, index: int) -> bool:
        """Return whether days of a longer period are counted: "on 3 days a week"."""
        if self._tokens.vocabulary.units.find(self._tokens.lowered, index) != ("day", 1):
            return False
        period = self._read_period(index + 1)
        return period is not None and period[0] > 1

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
            return INTERVAL_DAYS[token], index + 1
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
        skipped = self._match_words(position, list_skipping(self._language))
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
        names = list_weekdays(self._language)
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
        return make_frequency(tokens.token(first).start, tokens.token(end - 1).end, low, high)


def _rate(value: str) -> float:
    """Return the times a day of a value such as `2/day` or `1/week`."""
    count, _, period = value.partition("/")
    return (1.0 if count == _AT else float(count)) / _PERIOD_DAYS[period]
