"""Quantities read out of sentences: each number with its unit, its comparison and its time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from readlevel.core.fact_tokens import Number, Tokens, split_tokens
from readlevel.core.fact_words import get_fact_words
from readlevel.core.quantities import Quantity, Shape
from readlevel.core.units import UNITS, find_unit

_SIGNS = {"<": -1, "\u2264": -1, "\u2a7d": -1, ">": 1, "\u2265": 1, "\u2a7e": 1}
_HEDGES = frozenset("~\u2248")
_NEAR = 4
"""Words that may stand between a number and its comparison, or the time it is counted in."""

_RATIOS = frozenset({"rr", "hr", "or", "irr", "arr", "aor", "ahr", "ratio"})
_ABBREVIATED = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
"""Times a day, as prescriptions have them."""

_PEOPLE = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
"""What shares of people are counted in: so many people in 1,000."""

_ADULT = 18
_Read = tuple[Quantity, int]
"""A quantity, and the token behind it."""


class _Measure(NamedTuple):
    """The unit of a number."""

    dimension: str = ""
    factor: float = 1.0
    exact: bool = True
    fahrenheit: bool = False
    per: tuple[str, float] | None = None
    behind: int = 0


@cache
def _worth_reading(language: str) -> re.Pattern[str]:
    """Return what a sentence with a quantity has: a digit, or a word that may begin one."""
    known = get_fact_words(language)
    listed = {*known.numbers, *known.fractions, *_ABBREVIATED}
    for role in ("once", "twice", "every", "one"):
        listed.update(known.words[role].first_words)
    listed.update(known.periods.first_words)
    spelled = "|".join(map(re.escape, sorted(listed - {"a", "an", "un", "una"})))
    return re.compile(rf"[\d½¼¾⅓⅔]|\b(?:{spelled})\b", re.IGNORECASE)


def find_quantities(text: str, language: str) -> list[Quantity]:
    """Return the quantities of one sentence, in order."""
    if not _worth_reading(language).search(text):
        return []
    return list(_read(_Reader(split_tokens(text), get_fact_words(language))))


def _read(tokens: "_Reader") -> Iterator[Quantity]:
    at = 0
    while at < len(tokens):
        found = tokens.read_frequency(at)
        if found is None and (number := tokens.read_number(at)) is not None:
            if tokens.is_no_quantity(at, number):
                at = max(number.behind, at + 1)
                continue
            found = tokens.read_quantity(at, number)
        if found is None:
            at += 1
            continue
        yield found[0]
        at = max(found[1], at + 1)


class _Reader(Tokens):
    """One sentence that is being read."""

    def is_no_quantity(self, at: int, number: Number) -> bool:
        """Tell whether digits are part of a name (B12, COVID-19, 1st), or of statistics."""
        before, after = self.at(at - 1), self.at(number.behind)
        if number.spelled:
            return False
        if self.at(at).glued and (
            before.is_word or (self.is_dash(at - 1) and before.glued and self.at(at - 2).is_word)
        ):
            return not self.known.units.find(self.lows, at - 2)
        if after.glued and after.is_word and not self._measure(number.behind).behind:
            return True
        if before.is_word and before.text.isupper() and len(before.text) > 3:
            return not self._measure(number.behind).behind
        return self._is_statistic(at, number) or self._is_call(at)

    def _is_statistic(self, at: int, number: Number) -> bool:
        sign = self.at(at - 1).text
        if sign in "=<>≤≥" and self.at(at - 2).low in {"p", "i", "q", "chi", "z"}:
            return True
        return self.at(number.behind).text == "%" and (
            self.has("confidence", number.behind + 1)
        )

    def _is_call(self, at: int) -> bool:
        written = self.at(at).text
        calling = any(self.has("calls", at - back) for back in (1, 2, 3))
        return calling and written.isdecimal() and len(written) == 3

    # A number with what belongs to it

    def read_quantity(self, at: int, first: Number) -> _Read | None:
        """Return the quantity that begins with a number, and the token behind it."""
        if self.has("labels", at - 1) and not first.is_fraction:
            return self._labelled(at, first)
        found = self._share(at, first) or self._pair(at, first) or self._range(at, first)
        quantity, behind = found or self._single(at, first)
        quantity, behind = self._in_time(quantity, behind)
        return self._compared(quantity, at, behind), behind

    def _quantity(self, at: int, *numbers: Number, measure: _Measure, shape: Shape) -> _Read:
        behind = max(measure.behind, *(number.behind for number in numbers))
        dimension = measure.dimension
        if not dimension and self._is_ratio(at, numbers[0]):
            dimension = "ratio"
        if shape is Shape.SINGLE and numbers[0].is_fraction and not dimension:
            shape, dimension = Shape.FRACTION, "share"
        soft = shape is Shape.FRACTION or self._is_interval(at)
        soft = soft or (numbers[0].value == 1 and self.has("article", at))
        quantity = Quantity(
            start=self.at(at).start,
            end=self.at(behind - 1).end,
            numbers=tuple(number.value for number in numbers),
            digits=tuple(number.digits for number in numbers),
            shape=shape,
            dimension=dimension,
            factors=(measure.factor,),
            exact=measure.exact,
            fahrenheit=measure.fahrenheit,
            per=measure.per,
            soft=soft,
        )
        return quantity, behind

    def _is_ratio(self, at: int, number: Number) -> bool:
        before = {self.at(at - back).low for back in (1, 2, 3)}
        return not number.spelled and number.value != int(number.value) and bool(before & _RATIOS)

    def _is_interval(self, at: int) -> bool:
        return any(self.has("confidence", at - back) for back in (1, 2, 3))

    def _labelled(self, at: int, first: Number) -> _Read:
        label = self.at(at - 1).low
        measure = _Measure(dimension=self._singular(label))
        found = self._joined(at, first, measure)
        quantity, behind = found or self._quantity(
            at, first, measure=measure, shape=Shape.SINGLE
        )
        return replace(quantity, start=self.at(at - 1).start), behind

    def _singular(self, label: str) -> str:
        listed = self.known.words["labels"]
        shorter = (label[:-1], label[:-2], label[:-3] + "y")
        return next((one for one in shorter if one in listed), label)

    def _single(self, at: int, first: Number) -> _Read:
        measure = self._measure(first.behind)
        if first.is_fraction and self.has("one", first.behind):
            # Half an hour.
            measure = self._measure(first.behind + 1)
        return self._quantity(at, first, measure=measure, shape=Shape.SINGLE)

    def _share(self, at: int, first: Number) -> _Read | None:
        """Return "14 of 100", "1 in 10", "14 people in 1,000"."""
        for words in range(3):
            place = first.behind + words
            if words and not self.at(place - 1).is_word:
                return None
            linked = self.known.words["out_of"].find(self.lows, place)
            second = self.read_number(place + linked[1]) if linked else None
            if second is not None and self._is_whole(first, second, apart=words):
                return self._quantity(
                    at, first, second, measure=_Measure("share"), shape=Shape.SHARE
                )
        return None

    def _whole_of(self, part: Number) -> Number | None:
        linked = self.known.words["out_of"].find(self.lows, part.behind)
        whole = self.read_number(part.behind + linked[1]) if linked else None
        return whole if whole is not None and self._is_whole(part, whole, apart=0) else None

    def _is_whole(self, part: Number, whole: Number, *, apart: int) -> bool:
        if part.is_fraction or whole.value < max(2, part.value) or whole.value % 1:
            return False
        if apart and whole.value not in _PEOPLE:
            return False
        looks_like_year = 1900 <= whole.value <= 2100 and whole.digits > 2
        return not looks_like_year and not self._measure(whole.behind).behind

    def _pair(self, at: int, first: Number) -> _Read | None:
        if first.spelled or self.at(first.behind).text != "/":
            return None
        second = self.read_number(first.behind + 1)
        if second is None or second.spelled:
            return None
        if self.at(second.behind).text == "/" and self.at(second.behind + 1).is_number:
            third = self.read_number(second.behind + 1)
            if third is not None:
                # A date.
                return self._quantity(
                    at, first, second, third, measure=_Measure("date"), shape=Shape.PAIR
                )
        measure = self._measure(second.behind)
        if first.value == 1 and second.value in (2, 3, 4) and not measure.dimension:
            part = Number(1 / second.value, 2, second.behind, is_fraction=True)
            return self._quantity(at, part, measure=measure, shape=Shape.SINGLE)
        return self._quantity(at, first, second, measure=measure, shape=Shape.PAIR)

    def _range(self, at: int, first: Number) -> _Read | None:
        return self._joined(at, first, self._measure(first.behind))

    def _joined(self, at: int, first: Number, own: _Measure) -> _Read | None:
        """Return a range from its first number on, which may have a unit of its own."""
        place = max(first.behind, own.behind)
        place += self.is_dash(place) and self.has("to", place + 1)
        dash = self.is_dash(place)
        joins = dash or self.has("to", place)
        joins = joins or (self.has("and", place) and self.has("between", at - 1))
        second = self.read_number(place + 1) if joins else None
        if second is None or second.is_fraction or self.at(place + 1).low in ("a", "an"):
            return None
        if dash and self.at(place).glued != self.at(place + 1).glued:
            return None
        whole = self._whole_of(second)
        if whole is not None:
            # "One to two in 100".
            measure = _Measure("share", 1 / whole.value, behind=whole.behind)
            return self._quantity(at, first, second, measure=measure, shape=Shape.RANGE)
        measure = self._measure(second.behind)
        if not measure.behind:
            measure = own._replace(behind=second.behind)
        read, behind = self._quantity(at, first, second, measure=measure, shape=Shape.RANGE)
        if own.behind and own.dimension == measure.dimension:
            read = replace(read, factors=(own.factor, measure.factor))
        return read, behind

    # Units

    def _measure(self, at: int) -> _Measure:
        """Return the unit at a token; `behind` is 0 where there is none."""
        at += self.is_dash(at) and self.at(at).glued and self.at(at + 1).glued
        found = self._unit(at)
        if found is None:
            return _Measure()
        symbol, behind = found
        unit = UNITS[symbol]
        measure = _Measure(unit.dimension, unit.factor, unit.exact, symbol == "°F", None, behind)
        return self._divided(measure)

    def _unit(self, at: int) -> tuple[str, int] | None:
        token = self.at(at)
        if token.text == "%":
            return "%", at + 1
        if token.text == "°" or token.text in "º":
            letter = self.at(at + 1).text.upper()
            return (f"°{letter}", at + 2) if letter in ("C", "F") else None
        if token.text == "mm" and self.at(at + 1).text == "Hg":
            return "mmHg", at + 2
        named = self.known.units.find(self.lows, at)
        if named is not None:
            return named[0], at + named[1]
        symbol = find_unit(token.text) if token.is_word else None
        return (symbol, at + 1) if symbol else None

    def _divided(self, measure: _Measure) -> _Measure:
        """Return a unit with what it is divided by: mg/kg, mL/min/1.73 m²."""
        while True:
            place = measure.behind
            slash = self.at(place).text == "/"
            if not slash and self.at(place).low != "per":
                return measure
            if slash and self.at(place + 1).is_number:
                if not self._measure(place + 2).behind:
                    return measure
                measure = measure._replace(behind=self._measure(place + 2).behind)
                continue
            found = self._unit(place + 1)
            if found is None:
                return measure
            unit = UNITS[found[0]]
            if unit.dimension in ("time", "months"):
                if measure.per:
                    return measure
                measure = measure._replace(per=(unit.dimension, unit.factor), behind=found[1])
            else:
                measure = measure._replace(
                    dimension=f"{measure.dimension}/{unit.dimension}",
                    factor=measure.factor / unit.factor,
                    behind=found[1],
                )

    def _in_time(self, quantity: Quantity, behind: int) -> _Read:
        """Return a quantity with the time it is counted in: "1.5 liters more water a day"."""
        if quantity.per or quantity.dimension in ("share", "ratio", "date"):
            return quantity, behind
        for place in range(behind, behind + _NEAR):
            period = self._period(place)
            if period is not None:
                unit = UNITS[period[0]]
                return replace(quantity, per=(unit.dimension, unit.factor)), period[1]
            if self._is_weight(place) and quantity.dimension == "mass":
                # "10 mg for each kilogram".
                factors = tuple(factor / UNITS["kg"].factor for factor in quantity.factors)
                quantity = replace(quantity, dimension="mass/mass", factors=factors)
                return self._in_time(quantity, place + 2)
            if self._ends(place):
                break
        return quantity, behind

    def _is_weight(self, place: int) -> bool:
        unit = self._unit(place + 1) if self.has("per", place) else None
        return unit is not None and unit[0] == "kg"

    def _ends(self, place: int) -> bool:
        """Tell whether what follows is no longer of the quantity before it."""
        token = self.at(place)
        return (
            not token.is_word
            or token.low in self.known.numbers
            or any(self.has(role, place) for role in ("once", "twice", "begins"))
        )

    def _period(self, at: int) -> tuple[str, int] | None:
        """Return the time in "a day", "per week", "/h", "daily", and the token behind."""
        linked = self.has("per", at) or self.at(at).text == "/"
        found = self.known.periods.find(self.lows, at + linked)
        if found is None or (not linked and found[0] == self.lows[at]):
            return None
        if not linked and not self.at(at).low.endswith(_ADVERBS):
            return None
        return found[0], at + linked + found[1]

    # How often

    def read_frequency(self, at: int) -> _Read | None:
        """Return how often something is: "twice a day", "every 3 to 6 months", "b.i.d."."""
        token = self.at(at)
        if token.low in _ABBREVIATED and token.is_word:
            return self._rate(at, at + 1, _ABBREVIATED[token.low], "day"), at + 1
        if self.has("every", at):
            return self._every(at)
        times = self._times(at)
        if times is not None:
            value, place = times
            period = self._period(place)
            if period is not None:
                return self._rate(at, period[1], value, period[0]), period[1]
            return None
        period = self._period(at)
        if period is not None:
            return replace(self._rate(at, period[1], 1, period[0]), soft=True), period[1]
        return None

    def _times(self, at: int) -> tuple[float, int] | None:
        if self.has("once", at):
            return 1, at + 1
        if self.has("twice", at):
            return 2, at + 1
        number = self.read_number(at)
        if number is not None and self.has("times", number.behind):
            return number.value, number.behind + 1
        return None

    def _every(self, at: int) -> _Read | None:
        number = self.read_number(at + 1)
        if number is not None:
            quantity, behind = self.read_quantity(at + 1, number) or (None, 0)
            if quantity is not None and quantity.dimension in ("time", "months"):
                return replace(quantity, start=self.at(at).start, every=True, per=None), behind
            return None
        skipped = self.has("other", at + 1)
        found = self.known.periods.find(self.lows, at + 1 + skipped)
        if found is None:
            return None
        behind = at + 1 + skipped + found[1]
        rate = self._rate(at, behind, 0.5 if skipped else 1, found[0])
        return replace(rate, soft=not skipped), behind

    def _rate(self, at: int, behind: int, count: float, period: str) -> Quantity:
        unit = UNITS[period]
        return Quantity(
            start=self.at(at).start,
            end=self.at(behind - 1).end,
            numbers=(float(count),),
            digits=(1,),
            dimension=f"rate/{unit.dimension}",
            factors=(1 / unit.factor,),
        )

    # Comparisons

    def _compared(self, quantity: Quantity, at: int, behind: int) -> Quantity:
        """Return a quantity with its direction, and as much as belongs to it as written."""
        start, end = quantity.start, quantity.end
        place = at
        hedged = False
        bound = 0
        for _ in range(_NEAR):
            bound, length = self._bound_before(place, quantity)
            hedged = hedged or self._is_hedged(place)
            if bound:
                start = self.at(place - length).start
                bound = self._turned(bound, place - length)
                break
            if not self.has("fillers", place - 1):
                break
            place -= 1
        if not bound:
            bound, end = self._bound_after(behind, end)
        return replace(quantity, start=start, end=end, bound=bound, hedged=hedged)

    def _bound_before(self, place: int, quantity: Quantity) -> tuple[int, int]:
        before = self.at(place - 1).text
        if before == "=" and self.at(place - 2).text in _SIGNS:
            return _SIGNS[self.at(place - 2).text], 2
        if before in _SIGNS:
            return _SIGNS[before], 1
        found = self.known.bounds.find_before(self.lows, place)
        if found is None:
            return 0, 0
        lasts = quantity.dimension in ("time", "months") and self.has("over", place - 1)
        if lasts and not (quantity.dimension == "months" and quantity.numbers[0] >= _ADULT):
            # "Over 3 months" is how long.
            return 0, 0
        return found

    def _turned(self, bound: int, place: int) -> int:
        """Return what a negation makes of a comparison: "do not take more than"; 0 if unclear."""
        for back in range(1, _NEAR + 1):
            word = self.at(place - back)
            if not word.is_word:
                return bound
            if self.has("not", place - back):
                near = all(self.has("quantity_verbs", place - one) for one in range(1, back))
                return -bound if near else 0
        return bound

    def _bound_after(self, behind: int, end: int) -> tuple[int, int]:
        if self.at(behind).text == "+":
            return 1, self.at(behind).end
        for place in range(behind, behind + _NEAR):
            found = self.known.bounds_after.find(self.lows, place)
            if found is not None:
                return found[0], self.at(place + found[1] - 1).end
            if not (self.has("following", place) or self.known.periods.find(self.lows, place)):
                break
        return 0, end

    def _is_hedged(self, place: int) -> bool:
        return (
            self.at(place - 1).text in _HEDGES
            or self.known.words["about"].find_before(self.lows, place) is not None
        )


_ADVERBS = ("ly", "mente", "lich", "ement", "lijks")
