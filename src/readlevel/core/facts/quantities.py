"""Quantities: the numbers of a text with their units."""

from dataclasses import dataclass
from enum import StrEnum

MAX_SMALL_NUMBER = 12
"""Numbers up to this recur in a text with other meanings."""


_SECONDS_OF_MONTH = 30.44 * 86_400
_LEAST_MONTHS = 0.9
"""Shorter times are not told in months."""

_STEPS_BELOW = tuple(0.8**power for power in range(11))
_STEPS_ABOVE = (1.1, 1.2, 1.35)
"""Factors of a limit at which shares are looked up that it may tell: "fewer than 1 in 100"."""


class QuantityShape(StrEnum):
    """How many numbers a quantity has, and how they are related."""

    SINGLE = "single"
    RANGE = "range"
    PAIR = "pair"
    """Two measurements written together: 130/80 mmHg, 160/800 mg."""
    SHARE = "share"
    """A part of a total: 14 in 1,000."""
    FRACTION = "fraction"
    """A half; two thirds."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, range or pair of a sentence."""

    start: int
    end: int
    """Span in the sentence, in characters."""
    numbers: tuple[float, ...]
    """The numbers as written, before units are converted."""
    significant_digits: tuple[int, ...]
    """Significant digits of each number: 1.50 has three, 1,000 has one."""
    shape: QuantityShape = QuantityShape.SINGLE
    dimension: str = ""
    """What is measured: `mass`, `time`, `mass/volume`, `stage`; empty without a unit."""
    factors: tuple[float, ...] = (1.0,)
    """Factors that convert the numbers to the base unit of the dimension; one may be for all."""
    exact_conversion: bool = True
    fahrenheit: bool = False
    rate_period: tuple[str, float] | None = None
    """The period of a rate, as (dimension, length): once a day, mg per hour."""
    is_interval: bool = False
    """It is a dosing interval: every 12 hours."""
    direction: int = 0
    """-1: below or at most, 1: above or at least, 0: neither."""
    approximate: bool = False
    """Introduced by a word like "about"."""
    weak: bool = False
    """It may support another quantity but is not reported by itself: "daily", "half"."""
    in_words: bool = False
    """Written in words: "three"."""

    @property
    def needs_no_support(self) -> bool:
        """Whether it may be in one text only: "these three", "daily", "half"."""
        bare = (
            self.in_words
            and self.shape is QuantityShape.SINGLE
            and not (self.dimension or self.direction)
        )
        return self.weak or (bare and self.numbers[0] <= MAX_SMALL_NUMBER)

    @property
    def fact_type(self) -> str:
        """`comparison`, `range` or `number`."""
        if self.direction:
            return "comparison"
        return "range" if self.shape is QuantityShape.RANGE else "number"

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers in the base unit of the dimension; for a share, the quotient."""
        if self.fahrenheit:
            return tuple((number - 32) / 1.8 for number in self.numbers)
        if self.shape is QuantityShape.SHARE:
            return (self.numbers[0] / self.numbers[1],)
        if len(self.factors) == 1:
            factor = self.factors[0]
            return tuple([number * factor for number in self.numbers])
        pairs = zip(self.numbers, self.factors, strict=True)
        return tuple([number * factor for number, factor in pairs])

    def lookup_values(self) -> set[float]:
        """Return the values that a quantity which agrees may have."""
        values = {*self.values, *self.numbers}
        if self.dimension == "ratio":
            values.update(abs(1 - number) for number in self.numbers)
        if self.dimension == "months":
            values.update(value * _SECONDS_OF_MONTH for value in self.values)
        if self.dimension == "time":
            months = (value / _SECONDS_OF_MONTH for value in self.values)
            values.update(value for value in months if value >= _LEAST_MONTHS)
        if self.dimension == "share" and self.direction:
            steps = _STEPS_BELOW if self.direction < 0 else _STEPS_ABOVE
            values.update(value * step for value in self.values for step in steps)
        if self.is_interval:
            values.update(1 / value for value in self.values if value)
        return values

    def token(self) -> str:
        """Return a string that equal quantities share."""
        return ":".join(f"{value:.5g}" for value in self.values)
