"""Words, numbers and signs of a sentence, and the numbers that they write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from readlevel.core.facts.vocabulary import FactVocabulary

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[½¼¾⅓⅔]|[^\w\s]")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_LARGE = 100
"""Numbers from here on multiply what stands before them: two hundred, 1.5 million."""


class FactToken(NamedTuple):
    """One word, number or sign of a sentence."""

    text: str
    low: str
    start: int
    end: int
    glued: bool
    """No space stands before it."""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit() or self.text in _VULGAR

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


class ParsedNumber(NamedTuple):
    """A number that was read."""

    value: float
    digits: int
    """How many of its digits count: 1.50 has three, 1,000 has one."""
    behind: int
    """The token after it."""
    spelled: bool = False
    is_fraction: bool = False


@dataclass(frozen=True)
class SentenceTokens:
    """A sentence as its words, numbers and signs; no index is outside of it."""

    listed: Sequence[FactToken]
    known: FactVocabulary

    @cached_property
    def lows(self) -> list[str]:
        """The tokens in lower case."""
        return [token.low for token in self.listed]

    def __len__(self) -> int:
        return len(self.listed)

    def at(self, index: int) -> FactToken:
        """Return a token; outside of the sentence one that is nothing."""
        return self.listed[index] if 0 <= index < len(self.listed) else _NOTHING

    def has(self, role: str, index: int) -> bool:
        """Tell whether a token is one of the small words of that role."""
        return self.known.is_(role, self.at(index).low)

    def is_dash(self, index: int) -> bool:
        """Tell whether a token is a hyphen or a dash."""
        return self.at(index).text in DASHES

    def read_number(self, at: int) -> ParsedNumber | None:
        """Return the number that begins at a token, in digits or words."""
        token = self.at(at)
        if token.text in _VULGAR:
            return ParsedNumber(_VULGAR[token.text], 2, at + 1, is_fraction=True)
        if token.is_number:
            return self._enlarged(self._in_digits(at))
        if token.low in self.known.numbers:
            return self._in_words(at)
        return self._fraction(at, 1, at) or self._one(at)

    def _in_digits(self, at: int) -> ParsedNumber:
        written, behind = self.at(at).text, at + 1
        while _is_group(self.at(at + 0).text, self.at(behind), written):
            written += self.at(behind).text
            behind += 1
        value, digits = parse_number(written, decimal_comma=self.known.decimal_comma)
        if self.at(behind).text in _VULGAR:
            return ParsedNumber(value + _VULGAR[self.at(behind).text], digits + 2, behind + 1)
        return ParsedNumber(value, digits, behind)

    def _enlarged(self, number: ParsedNumber) -> ParsedNumber:
        """Return 1.5 million for 1.5, and 2.5 for two and a half."""
        factor = self.known.numbers.get(self.at(number.behind).low, 0)
        if factor > _LARGE:
            return number._replace(value=number.value * factor, behind=number.behind + 1)
        half = self.at(number.behind + 2).low
        if (
            self.has("and", number.behind)
            and self.has("one", number.behind + 1)
            and self.known.fractions.get(half) == 2
        ):
            return number._replace(value=number.value + 0.5, digits=2, behind=number.behind + 3)
        return number

    def _in_words(self, at: int) -> ParsedNumber:
        value, behind = 0, at
        while (own := self.known.numbers.get(self.at(behind).low)) is not None:
            if behind > at and not _goes_on(value, own):
                break
            value = value * own if own >= _LARGE and value else value + own
            behind += 1
            if self.is_dash(behind) and self.at(behind + 1).low in self.known.numbers:
                behind += _goes_on(value, self.known.numbers[self.at(behind + 1).low])
        part = self._fraction(behind, value, at)
        if part is not None:
            return part
        number = ParsedNumber(value, len(str(value).rstrip("0")) or 1, behind, spelled=True)
        return self._enlarged(number)

    def _fraction(self, at: int, count: int, first: int) -> ParsedNumber | None:
        """Return "two thirds" from its second word on; "third" by itself is an ordinal."""
        at += self.is_dash(at)
        parts = self.known.fractions.get(self.at(at).low)
        if parts is None:
            return None
        ordinal = parts not in (2, 4) and count == 1
        if ordinal and not (
            self.has("one", first - 1) and self.at(at + 1).low in ("of", "", ".", "de")
        ):
            return None
        return ParsedNumber(count / parts, 2, at + 1, spelled=True, is_fraction=True)

    def _one(self, at: int) -> ParsedNumber | None:
        """Return 1 for "one", "a" where it counts a unit, or one of so many."""
        if not self.has("one", at):
            return None
        after = at + 1 + self.is_dash(at + 1)
        part = self._fraction(after, 1, after)
        if part is not None:
            return part
        large = self.known.numbers.get(self.at(after).low, 0)
        if large >= _LARGE:
            return ParsedNumber(large, 1, after + 1, spelled=True)
        ranges = self.has("to", at + 1) and self.at(at + 2).low in self.known.numbers
        counted = self.known.units.find(self.lows, after) or (
            self.at(at).low == "one" and (ranges or self._is_of_many(after))
        )
        return ParsedNumber(1, 1, at + 1, spelled=True) if counted else None

    def _is_of_many(self, at: int) -> bool:
        found = self.known.words["out_of"].find(self.lows, at)
        many = self.at(at + found[1]) if found else _NOTHING
        return many.is_number or many.low in self.known.numbers


_NOTHING = FactToken("\0", "", 0, 0, glued=False)


@lru_cache(maxsize=4096)
def split_tokens(text: str) -> tuple[FactToken, ...]:
    """Return the words, numbers and signs of a sentence."""
    tokens: list[FactToken] = []
    end = -1
    for found in _TOKEN.finditer(text):
        start = found.start()
        tokens.append(FactToken(found[0], found[0].lower(), start, found.end(), start == end))
        end = found.end()
    return tuple(tokens)


def parse_number(written: str, *, decimal_comma: bool) -> tuple[float, int]:
    """Return the value of a number in digits, and how many of its digits count."""
    groups = re.split("[.,·]", written)
    signs = re.findall("[.,·]", written)
    parts_thousands = (
        bool(signs)
        and len(groups[-1]) == 3
        and 0 < len(groups[0]) <= 3
        and (len(signs) > 1 or _is_thousand(signs[0], groups, decimal_comma=decimal_comma))
    )
    if not signs or parts_thousands:
        digits = "".join(groups)
        return float(digits), len(digits.lstrip("0").rstrip("0")) or 1
    whole, decimals = "".join(groups[:-1]), groups[-1]
    return float(f"{whole}.{decimals}"), len((whole + decimals).lstrip("0")) or 1


def _is_thousand(sign: str, groups: Sequence[str], *, decimal_comma: bool) -> bool:
    if groups[0] == "0":
        return False
    if sign == ("." if decimal_comma else ","):
        return True
    # "1,500" in Spanish is a thousand as Mexico writes it: nobody keeps two idle decimals.
    return sign == "," and groups[1].endswith("00")


def _is_group(first: str, following: FactToken, written: str) -> bool:
    """Tell whether a token goes on with the digits of "20 322"."""
    return (
        not following.glued
        and len(following.text) == 3
        and following.text.isdecimal()
        and len(first) <= 3
        and first.isdecimal()
        and written.isdecimal()
        and first[0] != "0"
    )


def _goes_on(value: int, own: int) -> bool:
    """Tell whether "five" goes on with "twenty", and "hundred" with "two"."""
    if own >= _LARGE:
        return own > value
    return own < 10 <= value and value % 10 == 0
