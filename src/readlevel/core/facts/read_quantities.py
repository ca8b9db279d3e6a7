"""Parser of the quantities of a sentence: amounts and frequencies."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice

from readlevel.core.facts.amounts.parse_amounts import AmountParser
from readlevel.core.facts.amounts.quantity_maker import ParsedQuantity
from readlevel.core.facts.comparisons import read_comparison
from readlevel.core.facts.numbers.written_numbers import ParsedNumber
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.tokens import VULGAR_FRACTIONS, split_tokens
from readlevel.core.facts.units import PERCENT_SIGNS, UNITS
from readlevel.core.facts.vocabulary import get_vocabulary

_MAX_QUANTITIES = 100
"""Quantities of one sentence that are read, against hostile texts."""

_ARABIC_AND = frozenset("وف")
"""Words for "and" and "so", written without a space before digits."""

_CONFIDENCE_INTERVAL = "CI"
"""As papers in every language write it: 95% CI."""

_UNSPACED_FROM = "\u0e00"
"""Letters from this one on are written without spaces, and do not make a name with digits."""

_TIMES_PER_DAY = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
"""Latin abbreviations of prescriptions, which are international."""

_FREQUENCY_ROLES = frozenset({"every", "once", "twice", "times", "period_adverbs", "trimester"})
"""Roles of words of which all that `read_frequency` reads has one, but for those abbreviations and
periods."""


@cache
def _get_start_words(language: str) -> frozenset[str]:
    """Return the words with which a quantity may begin."""
    known = get_vocabulary(language)
    listed = {*known.numbers, *known.fraction_words, *_TIMES_PER_DAY}
    for role in ("once", "twice", "every", "one", "trimester"):
        listed.update(known.words[role].first_words)
    listed.update(known.periods.first_words)
    return frozenset(listed)


@cache
def _get_first_tokens(language: str) -> frozenset[str]:
    """Return the tokens with which a quantity may begin, but for digits."""
    per = get_vocabulary(language).words["per"].single
    return _get_start_words(language).union(per, VULGAR_FRACTIONS, "/")


@cache
def _quantity_prefilter(language: str) -> re.Pattern[str]:
    """Return a pattern that every sentence with a quantity matches.

    Articles are left out: "a tablet" by itself is no quantity worth parsing.
    """
    articles = get_vocabulary(language).words["article"].first_words
    listed = _get_start_words(language).difference(articles)
    spelled = "|".join(map(re.escape, sorted(listed)))
    return re.compile(rf"[\d½¼¾⅓⅔]|\b(?:{spelled})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of one sentence, in order.

    They are cached: when a text is compared again, most sentences are unchanged.
    """
    if not _quantity_prefilter(language).search(text):
        return ()
    tokens = _QuantityParser(split_tokens(text), get_vocabulary(language))
    return tuple(islice(_read(tokens, _get_first_tokens(language)), _MAX_QUANTITIES))


def _read(tokens: "_QuantityParser", first_tokens: frozenset[str]) -> Iterator[Quantity]:
    may_have_frequency = tokens.may_have_frequency()
    end = 0
    for index in tokens.list_starts(first_tokens):
        if index < end:
            continue
        found = tokens.read_frequency(index) if may_have_frequency else None
        if found is None and (number := tokens.read_number(index)) is not None:
            if tokens.is_no_quantity(index, number):
                end = number.end
                continue
            found = tokens.read_quantity(index, number)
        if found is not None:
            yield found[0]
            end = found[1]


class _QuantityParser(AmountParser):
    """The tokens of a sentence, read as quantities."""

    def list_starts(self, first_tokens: frozenset[str]) -> list[int]:
        """Return the tokens with which a quantity may begin."""
        return [
            index
            for index, word in enumerate(self.lowered)
            if word in first_tokens or word[0].isdecimal()
        ]

    def may_have_frequency(self) -> bool:
        """Return whether the sentence has a word or sign of a frequency, which most have not."""
        return (
            self.may_have_period
            or self.has_word_of_any(_FREQUENCY_ROLES)
            or not _TIMES_PER_DAY.keys().isdisjoint(self.lowered)
        )

    def is_no_quantity(self, index: int, number: ParsedNumber) -> bool:
        """Return whether digits are part of a name (B12, COVID-19, 1st) or of statistics."""
        before, after = self.token(index - 1), self.token(number.end)
        if number.in_words:
            return False
        if self.token(index).no_space_before and (
            (before.is_word and before.text[-1] < _UNSPACED_FROM and before.text not in _ARABIC_AND)
            or (
                self.is_dash(index - 1) and before.no_space_before and self.token(index - 2).is_word
            )
        ):
            return not self.vocabulary.units.find(self.lowered, index - 2)
        if after.no_space_before and after.is_word and not self.read_measure(number.end).end:
            return True
        if before.is_word and before.text.isupper() and len(before.text) > 3:
            return not self.read_measure(number.end).end
        return self._is_statistic(index, number) or self._is_call(index)

    def _is_statistic(self, index: int, number: ParsedNumber) -> bool:
        sign = self.token(index - 1).text
        if sign in "=<>≤≥" and self.token(index - 2).lower in {"p", "i", "q", "chi", "z"}:
            return True
        after = number.end + 1
        return self.token(number.end).text in PERCENT_SIGNS and (
            self.token(after).text == _CONFIDENCE_INTERVAL or self.has_role("confidence", after)
        )

    def _is_call(self, index: int) -> bool:
        written = self.token(index).text
        calling = self.has_role_near("calls", index - 1, index - 2, index - 3)
        return calling and written.isdecimal() and len(written) == 3

    def read_frequency(self, index: int) -> ParsedQuantity | None:
        """Return the frequency at a token: "twice a day", "every 3 to 6 months", "b.i.d."."""
        token = self.token(index)
        if token.lower in _TIMES_PER_DAY and token.is_word:
            return self._rate(index, index + 1, _TIMES_PER_DAY[token.lower], "day"), index + 1
        if self.has_role("every", index):
            return self._every(index)
        if self.has_role("trimester", index):
            return self._read_trimester(index)
        times = self._times(index)
        if times is not None:
            value, position = times
            period = self.read_period(position)
            if period is not None:
                return self._rate(index, period[1], value, period[0]), period[1]
            return None
        period = self.read_period(index)
        if period is not None and self.find_added_half(period[1]) is None:
            return replace(self._rate(index, period[1], 1, period[0]), weak=True), period[1]
        return None

    def _read_trimester(self, index: int) -> ParsedQuantity:
        """Return a part of a pregnancy, which may be told as 3 months in the other text."""
        token, month = self.token(index), UNITS["month"]
        trimester = Quantity(
            token.start,
            token.end,
            numbers=(3.0,),
            significant_digits=(1,),
            dimension=month.dimension,
            factors=(month.factor,),
            weak=True,
            in_words=True,
        )
        return trimester, index + 1

    def _times(self, index: int) -> tuple[float, int] | None:
        if self.has_role("once", index):
            return 1, index + 1
        if self.has_role("twice", index):
            return 2, index + 1
        number = self.read_number(index)
        if number is not None and self.has_role("times", number.end):
            return number.value, number.end + 1
        unit = self.read_unit(number.end) if number is not None else None
        if number is not None and unit is not None and unit[0] == "day":
            # "On 3 days a week".
            period = self.read_period(unit[1])
            if period is not None and period[0] in ("week", "month"):
                return number.value, unit[1]
        return None

    def _every(self, index: int) -> ParsedQuantity | None:
        number = self.read_number(index + 1)
        if number is not None:
            quantity, end = self.read_quantity(index + 1, number) or (None, 0)
            if quantity is not None and quantity.dimension in ("time", "months"):
                repeated = replace(
                    quantity, start=self.token(index).start, is_interval=True, rate_period=None
                )
                if not repeated.direction:
                    repeated = read_comparison(self, repeated, index, end)
                return repeated, end
            return None
        skipped = self.has_role("other", index + 1)
        found = self.vocabulary.periods.find(self.lowered, index + 1 + skipped)
        if found is None:
            return None
        end = index + 1 + skipped + found[1]
        rate = self._rate(index, end, 0.5 if skipped else 1, found[0])
        return replace(rate, weak=not skipped), end

    def _rate(self, index: int, end: int, count: float, period: str) -> Quantity:
        unit = UNITS[period]
        return Quantity(
            start=self.token(index).start,
            end=self.token(end - 1).end,
            numbers=(float(count),),
            significant_digits=(1,),
            dimension=f"rate/{unit.dimension}",
            factors=(1 / unit.factor,),
        )
