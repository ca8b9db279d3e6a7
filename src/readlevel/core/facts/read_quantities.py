"""Quantities read out of sentences: amounts, and how often something is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from readlevel.core.facts.amounts import AmountParser, ReadQuantity
from readlevel.core.facts.comparisons import read_comparison
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.tokens import ParsedNumber, split_tokens
from readlevel.core.facts.units import UNITS
from readlevel.core.facts.vocabulary import get_vocabulary

_MOST = 100
"""Quantities of one sentence that are read: more of them are no sentence."""

_ABBREVIATED = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
"""Times a day, as prescriptions have them."""


@cache
def _get_beginnings(language: str) -> frozenset[str]:
    """Return the words that may begin a quantity."""
    known = get_vocabulary(language)
    listed = {*known.numbers, *known.fractions, *_ABBREVIATED}
    for role in ("once", "twice", "every", "one"):
        listed.update(known.words[role].first_words)
    listed.update(known.periods.first_words)
    return frozenset(listed)


@cache
def _worth_reading(language: str) -> re.Pattern[str]:
    """Return what a sentence with a quantity has: a digit, or a word that may begin one."""
    listed = _get_beginnings(language) - {"a", "an", "un", "una"}
    spelled = "|".join(map(re.escape, sorted(listed)))
    return re.compile(rf"[\d½¼¾⅓⅔]|\b(?:{spelled})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of one sentence, in order.

    They are remembered: most sentences of a text are as they were when it is compared again.
    """
    if not _worth_reading(language).search(text):
        return ()
    tokens = _Reader(split_tokens(text), get_vocabulary(language))
    return tuple(islice(_read(tokens, _get_beginnings(language)), _MOST))


def _read(tokens: "_Reader", beginnings: frozenset[str]) -> Iterator[Quantity]:
    at = 0
    while at < len(tokens):
        if not tokens.begins(at, beginnings):
            at += 1
            continue
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


class _Reader(AmountParser):
    """One sentence that is being read."""

    def begins(self, at: int, beginnings: frozenset[str]) -> bool:
        """Tell whether a quantity may begin at a token."""
        token = self.at(at)
        linked = token.text == "/" or self.has("per", at)
        return token.is_number or token.low in beginnings or linked

    def is_no_quantity(self, at: int, number: ParsedNumber) -> bool:
        """Tell whether digits are part of a name (B12, COVID-19, 1st), or of statistics."""
        before, after = self.at(at - 1), self.at(number.behind)
        if number.spelled:
            return False
        if self.at(at).glued and (
            before.is_word or (self.is_dash(at - 1) and before.glued and self.at(at - 2).is_word)
        ):
            return not self.known.units.find(self.lows, at - 2)
        if after.glued and after.is_word and not self.read_measure(number.behind).behind:
            return True
        if before.is_word and before.text.isupper() and len(before.text) > 3:
            return not self.read_measure(number.behind).behind
        return self._is_statistic(at, number) or self._is_call(at)

    def _is_statistic(self, at: int, number: ParsedNumber) -> bool:
        sign = self.at(at - 1).text
        if sign in "=<>≤≥" and self.at(at - 2).low in {"p", "i", "q", "chi", "z"}:
            return True
        return self.at(number.behind).text == "%" and (self.has("confidence", number.behind + 1))

    def _is_call(self, at: int) -> bool:
        written = self.at(at).text
        calling = any(self.has("calls", at - back) for back in (1, 2, 3))
        return calling and written.isdecimal() and len(written) == 3

    def read_frequency(self, at: int) -> ReadQuantity | None:
        """Return how often something is: "twice a day", "every 3 to 6 months", "b.i.d."."""
        token = self.at(at)
        if token.low in _ABBREVIATED and token.is_word:
            return self._rate(at, at + 1, _ABBREVIATED[token.low], "day"), at + 1
        if self.has("every", at):
            return self._every(at)
        times = self._times(at)
        if times is not None:
            value, place = times
            period = self.read_period(place)
            if period is not None:
                return self._rate(at, period[1], value, period[0]), period[1]
            return None
        period = self.read_period(at)
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

    def _every(self, at: int) -> ReadQuantity | None:
        number = self.read_number(at + 1)
        if number is not None:
            quantity, behind = self.read_quantity(at + 1, number) or (None, 0)
            if quantity is not None and quantity.dimension in ("time", "months"):
                repeated = replace(quantity, start=self.at(at).start, every=True, per=None)
                if not repeated.bound:
                    repeated = read_comparison(self, repeated, at, behind)
                return repeated, behind
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
