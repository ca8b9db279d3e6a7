"""Parser of amounts: a number, range, pair or share with its unit and its period."""

from dataclasses import replace

from readlevel.core.facts.amounts.item_amounts import read_items
from readlevel.core.facts.amounts.measured_amounts import ParsedUnit
from readlevel.core.facts.amounts.quantity_maker import ParsedQuantity, QuantityMaker
from readlevel.core.facts.amounts.shares import read_share, read_total
from readlevel.core.facts.comparisons import read_comparison
from readlevel.core.facts.numbers.written_numbers import ParsedNumber
from readlevel.core.facts.quantities import Quantity, QuantityShape
from readlevel.core.facts.units import UNITS

_PERIOD_WINDOW = 4
"""Words between a number and the period of its rate: "1.5 liters more water a day"."""


_SMALLER_UNITS = frozenset({"day", "month", "h", "min", "s", "inch", "oz"})
"""Units of what is added to a number of a larger unit."""

_DIVIDED = frozenset({"items", "volume", "mass"})
"""Dimensions of which parts are taken: un cuarto de comprimido."""

_OLDEST = 110
"""Years."""

_UPPER_PRESSURES = range(60, 301)
_LOWER_PRESSURES = range(30, 201)
"""Blood pressures in mmHg."""


class AmountParser(QuantityMaker):
    """The tokens of a sentence, read as amounts."""

    def read_quantity(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        """Return the quantity that begins with a number, and the index after it."""
        if self.has_role("labels", index - 1) and not first.is_fraction:
            return self._read_labelled(index, first)
        # Items, shares, pairs and ranges have a second number.
        found = self.may_have_number(first.end) and (
            read_items(self, index, first)
            or read_share(self, index, first)
            or self._read_pair(index, first)
            or self._read_range(index, first)
        )
        quantity, end = found or self._read_single(index, first)
        quantity, end = self._with_rate_period(quantity, end)
        return self._with_age(read_comparison(self, quantity, index, end), index), end

    def _read_labelled(self, index: int, first: ParsedNumber) -> ParsedQuantity:
        label = self.token(index - 1).lower
        measure = ParsedUnit(dimension=self._singular(label))
        found = self._read_joined(index, first, measure)
        quantity, end = found or self.make_quantity(
            index, first, measure=measure, shape=QuantityShape.SINGLE
        )
        return replace(quantity, start=self.token(index - 1).start), end

    def _singular(self, label: str) -> str:
        listed = self.vocabulary.words["labels"]
        shorter = (label[:-1], label[:-2], label[:-3] + "y")
        return next((one for one in shorter if one in listed), label)

    def _read_single(self, index: int, first: ParsedNumber) -> ParsedQuantity:
        measure = self.read_measure(first.end)
        if first.is_fraction:
            # "Half an hour", "a quarter of a tablet".
            of = first.end + self.has_role("of", first.end)
            part_of = self.read_measure(of + self.has_role("one", of))
            if self.has_role("one", of) or part_of.dimension in _DIVIDED:
                measure = part_of
        first, measure = self._add_smaller_unit(first, measure)
        return self.make_quantity(index, first, measure=measure, shape=QuantityShape.SINGLE)

    def _add_smaller_unit(
        self, first: ParsedNumber, measure: ParsedUnit
    ) -> tuple[ParsedNumber, ParsedUnit]:
        """Return a number with what is added: 1 year and 3 months, a year and a half."""
        if not measure.end or measure.rate_period or first.is_fraction:
            return first, measure
        half = self.find_added_half(measure.end)
        if half is not None and not self._has_unit(half):
            number = first._replace(value=first.value + 0.5, significant_digits=2)
            return number, measure._replace(end=half)
        position = measure.end + self.has_role("and", measure.end)
        second = self.read_number(position)
        smaller = self.read_unit(second.end) if second is not None else None
        if second is None or smaller is None or smaller[0] not in _SMALLER_UNITS:
            return first, measure
        unit = UNITS[smaller[0]]
        added = second.value * unit.factor / measure.factor
        if unit.dimension != measure.dimension or not added < 1:
            return first, measure
        number = first._replace(value=first.value + added, significant_digits=3)
        return number, measure._replace(end=smaller[1])

    def _has_unit(self, index: int) -> bool:
        """Return whether a unit begins at a token: the hour of "un año y media hora"."""
        return bool(self.read_measure(index).end)

    def _read_pair(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        spoken = self.has_role("over_pair", first.end)
        if first.in_words or not (spoken or self.token(first.end).text == "/"):
            return None
        second = self.read_number(first.end + 1)
        if second is None or second.in_words:
            return None
        if spoken and not self._is_pressure(first, second):
            return None
        if self.token(second.end).text == "/" and self.token(second.end + 1).is_number:
            third = self.read_number(second.end + 1)
            if third is not None:
                # A date.
                return self.make_quantity(
                    index,
                    first,
                    second,
                    third,
                    measure=ParsedUnit("date"),
                    shape=QuantityShape.PAIR,
                )
        measure = self.read_measure(second.end)
        if first.value == 1 and second.value in (2, 3, 4) and not measure.dimension:
            part = ParsedNumber(1 / second.value, 2, second.end, is_fraction=True)
            return self.make_quantity(index, part, measure=measure, shape=QuantityShape.SINGLE)
        return self.make_quantity(index, first, second, measure=measure, shape=QuantityShape.PAIR)

    def _is_pressure(self, first: ParsedNumber, second: ParsedNumber) -> bool:
        """Return whether two numbers are a blood pressure: 140 over 90."""
        measure = self.read_measure(second.end)
        return (
            second.value < first.value
            and first.value in _UPPER_PRESSURES
            and second.value in _LOWER_PRESSURES
            and measure.dimension in ("", "pressure")
        )

    def _read_range(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        return self._read_joined(index, first, self.read_measure(first.end))

    def _read_joined(
        self, index: int, first: ParsedNumber, own: ParsedUnit
    ) -> ParsedQuantity | None:
        """Return a range, whose first number may have its own unit."""
        position = max(first.end, own.end)
        position += self.is_dash(position) and self.has_role("to", position + 1)
        rising = self.vocabulary.words["up_to"].find(self.lowered, position)
        if rising and self.has_role("from", index - 1):
            # "From 5 mg up to 10 mg".
            position += rising[1] - 1
        dash = self.is_dash(position)
        joins = dash or self.has_role("to", position) or bool(rising)
        joins = joins or (self.has_role("and", position) and self.has_role("between", index - 1))
        second = self.read_number(position + 1) if joins else None
        if second is None or second.is_fraction or self.has_role("article", position + 1):
            return None
        if (
            dash
            and self.token(position).no_space_before != self.token(position + 1).no_space_before
        ):
            return None
        total = read_total(self, second)
        if total is not None:
            # "One to two in 100".
            measure = ParsedUnit("share", 1 / total.value, end=total.end)
            return self.make_quantity(
                index, first, second, measure=measure, shape=QuantityShape.RANGE
            )
        measure = self.read_measure(second.end)
        if not measure.end:
            measure = own._replace(end=second.end)
        read, end = self.make_quantity(
            index, first, second, measure=measure, shape=QuantityShape.RANGE
        )
        if own.end and own.dimension == measure.dimension:
            read = replace(read, factors=(own.factor, measure.factor))
        return read, end

    def _with_rate_period(self, quantity: Quantity, end: int) -> ParsedQuantity:
        """Return a quantity with the period of its rate: "1.5 liters more water a day"."""
        if (
            not self.may_have_period
            or quantity.rate_period
            or quantity.dimension in ("share", "ratio", "date")
        ):
            return quantity, end
        compared = self.vocabulary.trailing_comparators.find(self.lowered, end)
        first = end + compared[1] if compared else end
        for position in range(first, first + _PERIOD_WINDOW):
            period = self.read_period(position)
            if period is not None:
                unit = UNITS[period[0]]
                return replace(quantity, rate_period=(unit.dimension, unit.factor)), period[1]
            weight = position + (
                self.has_role("begins", position) and self.has_role("per", position + 1)
            )
            if self._is_weight(weight) and quantity.dimension == "mass":
                # "10 mg for each kilogram".
                factors = tuple(factor / UNITS["kg"].factor for factor in quantity.factors)
                quantity = replace(quantity, dimension="mass/mass", factors=factors)
                return self._with_rate_period(quantity, weight + 2)
            if self._ends_amount(position):
                break
        return quantity, end

    def _with_age(self, quantity: Quantity, index: int) -> Quantity:
        """Return a quantity with years as its unit, if it is an age: "children under 12"."""
        if (
            quantity.dimension
            or quantity.rate_period
            or quantity.in_words
            or quantity.shape not in (QuantityShape.SINGLE, QuantityShape.RANGE)
            or max(quantity.numbers) > _OLDEST
        ):
            return quantity
        start = next(
            (one for one in range(index, -1, -1) if self.token(one).start <= quantity.start), index
        )
        compares = quantity.direction and (
            any(self.has_role("younger", one) for one in range(start, index))
            or (start < index and self.has_role("groups", start - 1))
        )
        if compares or self.has_role("age", index - 1) or self.has_role("age", start - 1):
            year = UNITS["year"]
            return replace(quantity, dimension=year.dimension, factors=(year.factor,))
        return quantity

    def _is_weight(self, position: int) -> bool:
        unit = self.read_unit(position + 1) if self.has_role("per", position) else None
        return unit is not None and unit[0] == "kg"

    def _ends_amount(self, position: int) -> bool:
        """Return whether a token ends the amount before it."""
        token = self.token(position)
        return (
            not token.is_word
            or token.lower in self.vocabulary.numbers
            or any(self.has_role(role, position) for role in ("once", "twice", "begins"))
        )
