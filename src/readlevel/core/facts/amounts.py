"""Parser of amounts: a number, range, pair or share with its unit and its period."""

from dataclasses import replace

from readlevel.core.facts.comparisons import read_comparison
from readlevel.core.facts.measured_amounts import ParsedUnit, UnitParser
from readlevel.core.facts.quantities import Quantity, QuantityShape
from readlevel.core.facts.tokens import ParsedNumber
from readlevel.core.facts.units import UNITS

# Abbreviations that papers in every language use.
_RATIO_LABELS = frozenset({"rr", "hr", "or", "irr", "arr", "aor", "ahr", "ratio"})
_PERIOD_WINDOW = 4
"""Words between a number and the period of its rate: "1.5 liters more water a day"."""

_SHARE_DENOMINATORS = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
"""Totals after a noun: 14 people in 1,000."""

_MULTIPLYING = frozenset({"x", "×"})
_ITEM_WINDOW = 5
"""Tokens between "two tablets" and the amount of each."""

_MAX_ITEMS = 20
"""Tablets taken at once, at most."""

_MAX_DAY_OF_MONTH = 31
_YEARS = frozenset(range(1900, 2100))

ParsedQuantity = tuple[Quantity, int]
"""A quantity, and the index of the token after it."""


class AmountParser(UnitParser):
    """The tokens of a sentence, read as amounts."""

    def read_quantity(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        """Return the quantity that begins with a number, and the index after it."""
        if self.has_role("labels", index - 1) and not first.is_fraction:
            return self._read_labelled(index, first)
        # Items, shares, pairs and ranges have a second number.
        found = self.may_have_number(first.end) and (
            self._read_items(index, first)
            or self._read_share(index, first)
            or self._read_pair(index, first)
            or self._read_range(index, first)
        )
        quantity, end = found or self._read_single(index, first)
        quantity, end = self._with_rate_period(quantity, end)
        return read_comparison(self, quantity, index, end), end

    def _make_quantity(
        self, index: int, *numbers: ParsedNumber, measure: ParsedUnit, shape: QuantityShape
    ) -> ParsedQuantity:
        end = max(measure.end, *(number.end for number in numbers))
        dimension = measure.dimension
        is_interval = self._is_confidence_interval(index)
        if not dimension and is_interval:
            dimension = "interval"
        elif not dimension and self._is_ratio(index, numbers[0]):
            dimension = "ratio"
        elif not dimension and shape is QuantityShape.SINGLE and self._is_date(index, numbers[0]):
            dimension = "date"
        if shape is QuantityShape.SINGLE and numbers[0].is_fraction and not dimension:
            shape, dimension = QuantityShape.FRACTION, "share"
        soft = shape is QuantityShape.FRACTION or is_interval or dimension == "date"
        soft = soft or (numbers[0].value == 1 and self.has_role("article", index))
        quantity = Quantity(
            start=self.token(index).start,
            end=self.token(end - 1).end,
            numbers=tuple(number.value for number in numbers),
            significant_digits=tuple(number.significant_digits for number in numbers),
            shape=shape,
            dimension=dimension,
            factors=(measure.factor,),
            exact_conversion=measure.exact_conversion,
            fahrenheit=measure.fahrenheit,
            rate_period=measure.rate_period,
            weak=soft,
            in_words=numbers[0].in_words,
        )
        return quantity, end

    def _is_ratio(self, index: int, number: ParsedNumber) -> bool:
        if number.in_words or number.value == int(number.value):
            return False
        return any(self.token(index - back).lower in _RATIO_LABELS for back in (1, 2, 3))

    def _is_date(self, index: int, number: ParsedNumber) -> bool:
        """Return whether a number is a year or a day of a month."""
        if number.in_words:
            return False
        if self.has_role_near("months", index - 1, number.end, number.end + 1, index - 2):
            return number.value % 1 == 0 and (
                number.value <= _MAX_DAY_OF_MONTH or number.value in _YEARS
            )
        if number.value not in _YEARS or not self.token(index).text.isdecimal():
            return False
        named = self.token(index - 1).text[:1].isupper() and index > 1
        return named or self.has_role("dating", index - 1)

    def _is_confidence_interval(self, index: int) -> bool:
        return self.has_role_near("confidence", index - 1, index - 2, index - 3)

    def _read_items(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        """Return the amount of "two 500 mg tablets" or "2 x 500 mg": 1,000 mg."""
        listed = self._read_items_of(index, first)
        if listed is not None:
            return listed
        times = self.token(first.end).lower in _MULTIPLYING
        second = self.read_number(first.end + times)
        if (
            second is None
            or second.in_words
            or not 1 < first.value <= _MAX_ITEMS
            or first.value % 1
        ):
            return None
        measure = self.read_measure(second.end)
        named = self.vocabulary.units.find(self.lowered, measure.end)
        is_item = named is not None and UNITS[named[0]].dimension == "items"
        if not measure.dimension or not (times or is_item):
            return None
        product = second._replace(value=first.value * second.value)
        quantity, end = self._make_quantity(
            index, product, measure=measure, shape=QuantityShape.SINGLE
        )
        return quantity, end + (named[1] if named and is_item else 0)

    def _read_items_of(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        """Return the amount of "two tablets of 500 mg", "2 tablets (500 mg each)": 1,000 mg."""
        named = self.vocabulary.units.find(self.lowered, first.end)
        if (
            named is None
            or UNITS[named[0]].dimension != "items"
            or not 1 < first.value <= _MAX_ITEMS
            or first.value % 1
        ):
            return None
        start = first.end + named[1]
        for position in range(start, start + _ITEM_WINDOW):
            number = self.read_number(position) if self.token(position).is_number else None
            if number is not None:
                measure = self.read_measure(number.end)
                of = self.has_role("of", position - 1)
                if measure.dimension != "mass" or not (of or self.has_role("each", measure.end)):
                    return None
                product = number._replace(value=first.value * number.value)
                return self._make_quantity(
                    index, product, measure=measure, shape=QuantityShape.SINGLE
                )
            if not (self.token(position).is_word or self.token(position).text == "("):
                break
        return None

    def _read_labelled(self, index: int, first: ParsedNumber) -> ParsedQuantity:
        label = self.token(index - 1).lower
        measure = ParsedUnit(dimension=self._singular(label))
        found = self._read_joined(index, first, measure)
        quantity, end = found or self._make_quantity(
            index, first, measure=measure, shape=QuantityShape.SINGLE
        )
        return replace(quantity, start=self.token(index - 1).start), end

    def _singular(self, label: str) -> str:
        listed = self.vocabulary.words["labels"]
        shorter = (label[:-1], label[:-2], label[:-3] + "y")
        return next((one for one in shorter if one in listed), label)

    def _read_single(self, index: int, first: ParsedNumber) -> ParsedQuantity:
        measure = self.read_measure(first.end)
        if first.is_fraction and self.has_role("one", first.end):
            # Half an hour.
            measure = self.read_measure(first.end + 1)
        return self._make_quantity(index, first, measure=measure, shape=QuantityShape.SINGLE)

    def _read_share(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        """Return "14 of 100", "1 in 10", "14 people in 1,000"."""
        for words in range(3):
            position = first.end + words
            if words and (
                not self.token(position - 1).is_word or self.has_role("to", position - 1)
            ):
                return None
            linked = self.vocabulary.words["out_of"].find(self.lowered, position)
            second = self.read_number(position + linked[1]) if linked else None
            if second is not None and self._is_total(first, second, apart=words):
                return self._make_quantity(
                    index, first, second, measure=ParsedUnit("share"), shape=QuantityShape.SHARE
                )
        return None

    def _read_total(self, part: ParsedNumber) -> ParsedNumber | None:
        linked = self.vocabulary.words["out_of"].find(self.lowered, part.end)
        total = self.read_number(part.end + linked[1]) if linked else None
        return total if total is not None and self._is_total(part, total, apart=0) else None

    def _is_total(self, part: ParsedNumber, total: ParsedNumber, *, apart: int) -> bool:
        if part.is_fraction or total.value < max(2, part.value) or total.value % 1:
            return False
        if apart and part.value != 1 and total.value not in _SHARE_DENOMINATORS:
            return False
        looks_like_year = 1900 <= total.value <= 2100 and total.significant_digits > 2
        # "Una presión de 160/110".
        begins_pair = self.token(total.end).text == "/"
        return not (looks_like_year or begins_pair or self.read_measure(total.end).end)

    def _read_pair(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        if first.in_words or self.token(first.end).text != "/":
            return None
        second = self.read_number(first.end + 1)
        if second is None or second.in_words:
            return None
        if self.token(second.end).text == "/" and self.token(second.end + 1).is_number:
            third = self.read_number(second.end + 1)
            if third is not None:
                # A date.
                return self._make_quantity(
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
            return self._make_quantity(index, part, measure=measure, shape=QuantityShape.SINGLE)
        return self._make_quantity(index, first, second, measure=measure, shape=QuantityShape.PAIR)

    def _read_range(self, index: int, first: ParsedNumber) -> ParsedQuantity | None:
        return self._read_joined(index, first, self.read_measure(first.end))

    def _read_joined(
        self, index: int, first: ParsedNumber, own: ParsedUnit
    ) -> ParsedQuantity | None:
        """Return a range, whose first number may have its own unit."""
        position = max(first.end, own.end)
        position += self.is_dash(position) and self.has_role("to", position + 1)
        dash = self.is_dash(position)
        joins = dash or self.has_role("to", position)
        joins = joins or (self.has_role("and", position) and self.has_role("between", index - 1))
        second = self.read_number(position + 1) if joins else None
        if second is None or second.is_fraction or self.has_role("article", position + 1):
            return None
        if (
            dash
            and self.token(position).no_space_before != self.token(position + 1).no_space_before
        ):
            return None
        total = self._read_total(second)
        if total is not None:
            # "One to two in 100".
            measure = ParsedUnit("share", 1 / total.value, end=total.end)
            return self._make_quantity(
                index, first, second, measure=measure, shape=QuantityShape.RANGE
            )
        measure = self.read_measure(second.end)
        if not measure.end:
            measure = own._replace(end=second.end)
        read, end = self._make_quantity(
            index, first, second, measure=measure, shape=QuantityShape.RANGE
        )
        if own.end and own.dimension == measure.dimension:
            read = replace(read, factors=(own.factor, measure.factor))
        return read, end

    def _with_rate_period(self, quantity: Quantity, end: int) -> ParsedQuantity:
        """Return a quantity with the period of its rate: "1.5 liters more water a day"."""
        if (
            not self.may_have_period()
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
