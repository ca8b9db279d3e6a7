"""Parser of units after numbers, and of the periods of rates."""

from collections.abc import Sequence
from typing import NamedTuple

from readlevel.core.facts.numbers.written_numbers import NumberTokens
from readlevel.core.facts.tokens import FactToken
from readlevel.core.facts.units import PERCENT_SIGNS, UNITS, canonical_symbol
from readlevel.core.facts.vocabulary import FactVocabulary

_PERIODS = frozenset({"day", "week", "month", "year"})
_HOURS_OF_DAY = 24


class ParsedUnit(NamedTuple):
    """A unit after a number; `end` is the index after it, 0 if there is no unit."""

    dimension: str = ""
    factor: float = 1.0
    exact_conversion: bool = True
    fahrenheit: bool = False
    rate_period: tuple[str, float] | None = None
    end: int = 0


class UnitParser(NumberTokens):
    """The tokens of a sentence, read as units."""

    def __init__(self, tokens: Sequence[FactToken], vocabulary: FactVocabulary) -> None:
        super().__init__(tokens, vocabulary)
        linked = self.has_word_of("per") or self.has_word_of("inside") or "/" in self.lowered
        self.may_have_period = linked or not vocabulary.periods.first_words.isdisjoint(self.lowered)
        """Whether a token may begin a period, or the weight for which an amount is."""

    def read_measure(self, index: int) -> ParsedUnit:
        """Return the unit at a token."""
        index += (
            self.is_dash(index)
            and self.token(index).no_space_before
            and self.token(index + 1).no_space_before
        )
        found = self.read_unit(index)
        if found is None:
            return ParsedUnit()
        symbol, end = found
        unit = UNITS[symbol]
        measure = ParsedUnit(
            unit.dimension, unit.factor, unit.exact_conversion, symbol == "°F", None, end
        )
        return self._read_denominators(measure)

    def read_unit(self, index: int) -> tuple[str, int] | None:
        """Return the symbol of the unit at a token, and the index after it."""
        token = self.token(index)
        if token.text in PERCENT_SIGNS:
            return "%", index + 1
        if token.text == "°" or token.text in "º":
            letter = self.token(index + 1).text.upper()
            return (f"°{letter}", index + 2) if letter in ("C", "F") else None
        if token.text == "mm" and self.token(index + 1).text == "Hg":
            return "mmHg", index + 2
        named = self.vocabulary.units.find(self.lowered, index)
        if named is not None:
            return named[0], index + named[1]
        is_symbol = token.is_word and not self.has_role("and", index)
        symbol = canonical_symbol(token.text) if is_symbol else None
        return (symbol, index + 1) if symbol else None

    def _read_denominators(self, measure: ParsedUnit) -> ParsedUnit:
        """Return a unit with its denominators: mg/kg, mL/min/1.73 m²."""
        while True:
            position = measure.end
            slash = self.token(position).text == "/"
            if not slash and self.token(position).lower != "per":
                return measure
            if slash and self.token(position + 1).is_number:
                if not self.read_measure(position + 2).end:
                    return measure
                measure = measure._replace(end=self.read_measure(position + 2).end)
                continue
            found = self.read_unit(position + 1)
            if found is None:
                return measure
            unit = UNITS[found[0]]
            if unit.dimension in ("time", "months"):
                if measure.rate_period:
                    return measure
                measure = measure._replace(rate_period=(unit.dimension, unit.factor), end=found[1])
            else:
                measure = measure._replace(
                    dimension=f"{measure.dimension}/{unit.dimension}",
                    factor=measure.factor / unit.factor,
                    end=found[1],
                )

    def read_period(self, index: int) -> tuple[str, int] | None:
        """Return the period of "a day", "per week", "/h" or "daily", and the index after it."""
        linked = self.has_role("per", index) or self.token(index).text == "/"
        if not linked and self.has_role("inside", index):
            return self._read_period_inside(index + 1)
        found = self.vocabulary.periods.find(self.lowered, index + linked)
        if found is None or (not linked and found[0] == self.lowered[index]):
            return None
        if not linked and not self.has_role("period_adverbs", index):
            return None
        return found[0], index + linked + found[1]

    def _read_period_inside(self, index: int) -> tuple[str, int] | None:
        """Return the period of "in one day" or "in 24 hours", whose number is at a token."""
        number = self.read_number(index)
        unit = self.read_unit(number.end) if number is not None else None
        if number is None or unit is None:
            return None
        if number.value == 1 and unit[0] in _PERIODS:
            return unit
        is_day = unit[0] == "h" and number.value == _HOURS_OF_DAY
        return ("day", unit[1]) if is_day else None
