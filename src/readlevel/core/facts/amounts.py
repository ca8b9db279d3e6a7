"""Amounts: a number, a range, a pair or a share of a sentence, with what belongs to it."""

from dataclasses import replace

from readlevel.core.facts.comparisons import read_comparison
from readlevel.core.facts.measured_amounts import ParsedUnit, UnitParser
from readlevel.core.facts.quantities import Quantity, QuantityShape
from readlevel.core.facts.tokens import ParsedNumber
from readlevel.core.facts.units import UNITS

_RATIOS = frozenset({"rr", "hr", "or", "irr", "arr", "aor", "ahr", "ratio"})
_NEAR = 4
"""Words that may stand between a number and the time it is counted in."""

_PEOPLE = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
"""What shares of people are counted in: so many people in 1,000."""

_DAYS = 31
_YEARS = range(1900, 2100)

ReadQuantity = tuple[Quantity, int]
"""A quantity, and the token behind it."""


class AmountParser(UnitParser):
    """A sentence in which amounts are read."""

    def read_quantity(self, at: int, first: ParsedNumber) -> ReadQuantity | None:
        """Return the quantity that begins with a number, and the token behind it."""
        if self.has("labels", at - 1) and not first.is_fraction:
            return self._labelled(at, first)
        found = self._share(at, first) or self._pair(at, first) or self._range(at, first)
        quantity, behind = found or self._single(at, first)
        quantity, behind = self._in_time(quantity, behind)
        return read_comparison(self, quantity, at, behind), behind

    def _quantity(
        self, at: int, *numbers: ParsedNumber, measure: ParsedUnit, shape: QuantityShape
    ) -> ReadQuantity:
        behind = max(measure.behind, *(number.behind for number in numbers))
        dimension = measure.dimension
        if not dimension and self._is_interval(at):
            dimension = "interval"
        elif not dimension and self._is_ratio(at, numbers[0]):
            dimension = "ratio"
        elif not dimension and shape is QuantityShape.SINGLE and self._is_date(at, numbers[0]):
            dimension = "date"
        if shape is QuantityShape.SINGLE and numbers[0].is_fraction and not dimension:
            shape, dimension = QuantityShape.FRACTION, "share"
        soft = shape is QuantityShape.FRACTION or self._is_interval(at) or dimension == "date"
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
            spelled=numbers[0].spelled,
        )
        return quantity, behind

    def _is_ratio(self, at: int, number: ParsedNumber) -> bool:
        before = {self.at(at - back).low for back in (1, 2, 3)}
        return not number.spelled and number.value != int(number.value) and bool(before & _RATIOS)

    def _is_date(self, at: int, number: ParsedNumber) -> bool:
        """Tell whether a number is a year or a day of the calendar."""
        if number.spelled:
            return False
        near = (at - 1, number.behind, number.behind + 1, at - 2)
        if any(self.has("months", place) for place in near):
            return number.value % 1 == 0 and (number.value <= _DAYS or number.value in _YEARS)
        named = self.at(at - 1).text[:1].isupper() and at > 1
        return (
            number.value in _YEARS
            and self.at(at).text.isdecimal()
            and (named or self.has("dating", at - 1))
        )

    def _is_interval(self, at: int) -> bool:
        return any(self.has("confidence", at - back) for back in (1, 2, 3))

    def _labelled(self, at: int, first: ParsedNumber) -> ReadQuantity:
        label = self.at(at - 1).low
        measure = ParsedUnit(dimension=self._singular(label))
        found = self._joined(at, first, measure)
        quantity, behind = found or self._quantity(
            at, first, measure=measure, shape=QuantityShape.SINGLE
        )
        return replace(quantity, start=self.at(at - 1).start), behind

    def _singular(self, label: str) -> str:
        listed = self.known.words["labels"]
        shorter = (label[:-1], label[:-2], label[:-3] + "y")
        return next((one for one in shorter if one in listed), label)

    def _single(self, at: int, first: ParsedNumber) -> ReadQuantity:
        measure = self.read_measure(first.behind)
        if first.is_fraction and self.has("one", first.behind):
            # Half an hour.
            measure = self.read_measure(first.behind + 1)
        return self._quantity(at, first, measure=measure, shape=QuantityShape.SINGLE)

    def _share(self, at: int, first: ParsedNumber) -> ReadQuantity | None:
        """Return "14 of 100", "1 in 10", "14 people in 1,000"."""
        for words in range(3):
            place = first.behind + words
            if words and (not self.at(place - 1).is_word or self.has("to", place - 1)):
                return None
            linked = self.known.words["out_of"].find(self.lows, place)
            second = self.read_number(place + linked[1]) if linked else None
            if second is not None and self._is_whole(first, second, apart=words):
                return self._quantity(
                    at, first, second, measure=ParsedUnit("share"), shape=QuantityShape.SHARE
                )
        return None

    def _whole_of(self, part: ParsedNumber) -> ParsedNumber | None:
        linked = self.known.words["out_of"].find(self.lows, part.behind)
        whole = self.read_number(part.behind + linked[1]) if linked else None
        return whole if whole is not None and self._is_whole(part, whole, apart=0) else None

    def _is_whole(self, part: ParsedNumber, whole: ParsedNumber, *, apart: int) -> bool:
        if part.is_fraction or whole.value < max(2, part.value) or whole.value % 1:
            return False
        if apart and whole.value not in _PEOPLE:
            return False
        looks_like_year = 1900 <= whole.value <= 2100 and whole.digits > 2
        return not looks_like_year and not self.read_measure(whole.behind).behind

    def _pair(self, at: int, first: ParsedNumber) -> ReadQuantity | None:
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
                    at, first, second, third, measure=ParsedUnit("date"), shape=QuantityShape.PAIR
                )
        measure = self.read_measure(second.behind)
        if first.value == 1 and second.value in (2, 3, 4) and not measure.dimension:
            part = ParsedNumber(1 / second.value, 2, second.behind, is_fraction=True)
            return self._quantity(at, part, measure=measure, shape=QuantityShape.SINGLE)
        return self._quantity(at, first, second, measure=measure, shape=QuantityShape.PAIR)

    def _range(self, at: int, first: ParsedNumber) -> ReadQuantity | None:
        return self._joined(at, first, self.read_measure(first.behind))

    def _joined(self, at: int, first: ParsedNumber, own: ParsedUnit) -> ReadQuantity | None:
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
            measure = ParsedUnit("share", 1 / whole.value, behind=whole.behind)
            return self._quantity(at, first, second, measure=measure, shape=QuantityShape.RANGE)
        measure = self.read_measure(second.behind)
        if not measure.behind:
            measure = own._replace(behind=second.behind)
        read, behind = self._quantity(at, first, second, measure=measure, shape=QuantityShape.RANGE)
        if own.behind and own.dimension == measure.dimension:
            read = replace(read, factors=(own.factor, measure.factor))
        return read, behind

    def _in_time(self, quantity: Quantity, behind: int) -> ReadQuantity:
        """Return a quantity with the time it is counted in: "1.5 liters more water a day"."""
        if quantity.per or quantity.dimension in ("share", "ratio", "date"):
            return quantity, behind
        compared = self.known.bounds_after.find(self.lows, behind)
        first = behind + compared[1] if compared else behind
        for place in range(first, first + _NEAR):
            period = self.read_period(place)
            if period is not None:
                unit = UNITS[period[0]]
                return replace(quantity, per=(unit.dimension, unit.factor)), period[1]
            weight = place + (self.has("begins", place) and self.has("per", place + 1))
            if self._is_weight(weight) and quantity.dimension == "mass":
                # "10 mg for each kilogram".
                factors = tuple(factor / UNITS["kg"].factor for factor in quantity.factors)
                quantity = replace(quantity, dimension="mass/mass", factors=factors)
                return self._in_time(quantity, weight + 2)
            if self._ends(place):
                break
        return quantity, behind

    def _is_weight(self, place: int) -> bool:
        unit = self.read_unit(place + 1) if self.has("per", place) else None
        return unit is not None and unit[0] == "kg"

    def _ends(self, place: int) -> bool:
        """Tell whether what follows is no longer of the quantity before it."""
        token = self.at(place)
        return (
            not token.is_word
            or token.low in self.known.numbers
            or any(self.has(role, place) for role in ("once", "twice", "begins"))
        )
