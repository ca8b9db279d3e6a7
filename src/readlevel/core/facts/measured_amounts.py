"""Measures: the units that stand behind numbers, and the times that rates are counted in."""

from typing import NamedTuple

from readlevel.core.facts.tokens import SentenceTokens
from readlevel.core.facts.units import UNITS, canonical_symbol

_ADVERBS = ("ly", "mente", "lich", "ement", "lijks")


class ParsedUnit(NamedTuple):
    """The unit of a number."""

    dimension: str = ""
    factor: float = 1.0
    exact: bool = True
    fahrenheit: bool = False
    per: tuple[str, float] | None = None
    behind: int = 0


class UnitParser(SentenceTokens):
    """A sentence in which units are read."""

    def read_measure(self, at: int) -> ParsedUnit:
        """Return the unit at a token; `behind` is 0 where there is none."""
        at += self.is_dash(at) and self.at(at).glued and self.at(at + 1).glued
        found = self.read_unit(at)
        if found is None:
            return ParsedUnit()
        symbol, behind = found
        unit = UNITS[symbol]
        measure = ParsedUnit(unit.dimension, unit.factor, unit.exact, symbol == "°F", None, behind)
        return self._divided(measure)

    def read_unit(self, at: int) -> tuple[str, int] | None:
        """Return the symbol of the unit at a token, and the token behind it."""
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
        is_symbol = token.is_word and not self.has("and", at)
        symbol = canonical_symbol(token.text) if is_symbol else None
        return (symbol, at + 1) if symbol else None

    def _divided(self, measure: ParsedUnit) -> ParsedUnit:
        """Return a unit with what it is divided by: mg/kg, mL/min/1.73 m²."""
        while True:
            place = measure.behind
            slash = self.at(place).text == "/"
            if not slash and self.at(place).low != "per":
                return measure
            if slash and self.at(place + 1).is_number:
                if not self.read_measure(place + 2).behind:
                    return measure
                measure = measure._replace(behind=self.read_measure(place + 2).behind)
                continue
            found = self.read_unit(place + 1)
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

    def read_period(self, at: int) -> tuple[str, int] | None:
        """Return the time in "a day", "per week", "/h", "daily", and the token behind."""
        linked = self.has("per", at) or self.at(at).text == "/"
        found = self.known.periods.find(self.lows, at + linked)
        if found is None or (not linked and found[0] == self.lows[at]):
            return None
        if not linked and not self.at(at).low.endswith(_ADVERBS):
            return None
        return found[0], at + linked + found[1]
