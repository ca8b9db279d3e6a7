"""Makes a quantity of the numbers and the unit that were read: its dimension and its span."""

from readlevel.core.facts.amounts.measured_amounts import ParsedUnit, UnitParser
from readlevel.core.facts.numbers.written_numbers import ParsedNumber
from readlevel.core.facts.quantities import Quantity, QuantityShape

# Abbreviations that papers in every language use.
_RATIO_LABELS = frozenset({"rr", "hr", "or", "irr", "arr", "aor", "ahr", "ratio"})

_MAX_DAY_OF_MONTH = 31
_YEARS = frozenset(range(1900, 2100))

ParsedQuantity = tuple[Quantity, int]
"""A quantity, and the index of the token after it."""


class QuantityMaker(UnitParser):
    """The tokens of a sentence, of whose numbers quantities are made."""

    def make_quantity(
        self, index: int, *numbers: ParsedNumber, measure: ParsedUnit, shape: QuantityShape
    ) -> ParsedQuantity:
        """Return the quantity of some numbers, the first at `index`, with their unit."""
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
