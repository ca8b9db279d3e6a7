"""Tokens of a sentence (words, numbers and signs), and the numbers that they spell."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from readlevel.core.facts.vocabulary import FactVocabulary

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[½¼¾⅓⅔]|[^\w\s]")
_SEPARATOR = re.compile("[.,·]")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_VULGAR_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_HUNDRED, _GROUP = 100, 1000
_LARGEST = 1e100
_MULTIPLIER_FROM = 100
"""Numbers from this one multiply the number before them: two hundred, 1.5 million."""


class FactToken(NamedTuple):
    """A word, number or sign."""

    text: str
    lower: str
    start: int
    end: int
    no_space_before: bool
    """It follows the previous token directly."""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal() or self.text in _VULGAR_FRACTIONS

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


class ParsedNumber(NamedTuple):
    """A number in digits or words."""

    value: float
    significant_digits: int
    """Significant digits: 1.50 has three, 1,000 has one."""
    end: int
    """Index of the token after it."""
    in_words: bool = False
    is_fraction: bool = False


class SentenceTokens:
    """The tokens of a sentence; any index is valid."""

    def __init__(self, tokens: Sequence[FactToken], vocabulary: FactVocabulary) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.lowered = [token.lower for token in tokens]
        """The tokens in lower case."""
        self._roles = vocabulary.list_roles(self.lowered)
        self._numbers: dict[int, ParsedNumber | None] = {}
        self._last_number: int | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def token(self, index: int) -> FactToken:
        """Return a token, or an empty one for an index outside the sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NO_TOKEN

    def has_role(self, role: str, index: int) -> bool:
        """Return whether a token is one of the words of a role."""
        if role not in self._roles:
            return False
        lowered = self.lowered
        return 0 <= index < len(lowered) and lowered[index] in self.vocabulary.words[role].single

    def has_word_of(self, role: str) -> bool:
        """Return whether any token is one of the words of a role."""
        return role in self._roles

    def has_role_near(self, role: str, *indices: int) -> bool:
        """Return whether one of some tokens is one of the words of a role."""
        return role in self._roles and any(self.has_role(role, index) for index in indices)

    def has_cue(self, role: str, index: int) -> bool:
        """Return whether a token is one of the negation cues of a role."""
        return self.token(index).lower in self.vocabulary.negation_cues[role]

    def is_dash(self, index: int) -> bool:
        """Return whether a token is a hyphen or a dash."""
        return self.token(index).text in DASHES

    def may_have_number(self, start: int) -> bool:
        """Return whether a number may begin at or behind a token."""
        if self._last_number is None:
            self._last_number = self._find_last_number()
        return start <= self._last_number

    def _find_last_number(self) -> int:
        known = self.vocabulary
        ones = known.words["one"].single
        for index in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[index]
            word = token.lower
            if token.is_number or word in known.numbers or word in known.fractions or word in ones:
                return index
        return -1

    def read_number(self, index: int) -> ParsedNumber | None:
        """Return the number that begins at a token, in digits or words."""
        if index not in self._numbers:
            self._numbers[index] = self._read_number(index)
        return self._numbers[index]

    def _read_number(self, index: int) -> ParsedNumber | None:
        token = self.token(index)
        if token.is_number:
            if token.text in _VULGAR_FRACTIONS:
                return ParsedNumber(_VULGAR_FRACTIONS[token.text], 2, index + 1, is_fraction=True)
            return self._enlarged(self._in_digits(index))
        if token.lower in self.vocabulary.numbers:
            return self._in_words(index)
        return self._fraction(index, 1, index) or self._one(index)

    def _in_digits(self, index: int) -> ParsedNumber:
        written, end = self.token(index).text, index + 1
        first, following = written, self.token(end)
        while _continues_digit_group(first, following, written):
            written += following.text
            end += 1
            following = self.token(end)
        value, digits = parse_number(written, decimal_comma=self.vocabulary.decimal_comma)
        part = _VULGAR_FRACTIONS.get(following.text)
        if part is not None:
            return ParsedNumber(value + part, digits + 2, end + 1)
        return ParsedNumber(value, digits, end)

    def _enlarged(self, number: ParsedNumber) -> ParsedNumber:
        """Return a number with what multiplies or extends it: 1.5 million, two and a half."""
        factor = self.vocabulary.numbers.get(self.token(number.end).lower, 0)
        if factor > _MULTIPLIER_FROM:
            return number._replace(value=number.value * factor, end=number.end + 1)
        if (
            self.has_role("and", number.end)
            and self.has_role("one", number.end + 1)
            and self.vocabulary.fractions.get(self.token(number.end + 2).lower) == 2
        ):
            return number._replace(
                value=number.value + 0.5, significant_digits=2, end=number.end + 3
            )
        return number

    def _in_words(self, index: int, value: int = 0, end: int | None = None) -> ParsedNumber:
        """Return the number in words from `index`, whose tokens before `end` are `value`."""
        end = index if end is None else end
        total, value = (value, 0) if value >= _GROUP else (0, value)
        while (following := self._find_next_word(index, end, total, value)) is not None:
            own = self._next_in_words(following) or 0
            if own >= _GROUP:
                total, value = total + (value or 1) * own, 0
            else:
                value = value * own if own == _HUNDRED and value else value + own
            end = following + 1
        value += total
        part = self._fraction(end, value, index)
        if part is not None:
            return part
        number = ParsedNumber(value, len(str(value).rstrip("0")) or 1, end, in_words=True)
        return self._enlarged(number)

    def _find_next_word(self, index: int, end: int, total: int, value: int) -> int | None:
        """Return the next word of a number, behind a dash or an "and", if there is one.

        `value` is what was read of the last group of three digits, `total` what comes before.
        """
        large = value + total >= _HUNDRED or (self.token(end).lower == "y" and value >= 30)
        joined = self.is_dash(end) or (large and self.has_role("and", end))
        following = end + joined
        own = self._next_in_words(following)
        if own is None or (end > index and not _continues_number(total, value, own)):
            return None
        return following

    def _next_in_words(self, index: int) -> int | None:
        """Return a number in words; "one" is one only after tens: forty-one."""
        word = self.token(index).lower
        before = index - 1
        tens = self.token(before - (self.is_dash(before) or self.token(before).text == "y")).lower
        if word in _ONES and self.vocabulary.numbers.get(tens, 0) in range(20, 100, 10):
            return 1
        return self.vocabulary.numbers.get(word)

    def _fraction(self, index: int, count: int, first: int) -> ParsedNumber | None:
        """Return the fraction whose denominator is at `index`: two thirds.

        "Third" by itself is an ordinal.
        """
        index += self.is_dash(index)
        parts = self.vocabulary.fractions.get(self.token(index).lower)
        if parts is None:
            return None
        ordinal = parts not in (2, 4) and count == 1
        if ordinal and not (
            self.has_role("one", first - 1)
            and (self.has_role("of", index + 1) or self.token(index + 1).lower in ("", "."))
        ):
            return None
        return ParsedNumber(count / parts, 2, index + 1, in_words=True, is_fraction=True)

    def _one(self, index: int) -> ParsedNumber | None:
        """Return 1 for "one" or "a" before a unit or in a share: one in ten."""
        if not self.has_role("one", index):
            return None
        after = index + 1 + self.is_dash(index + 1)
        part = self._fraction(after, 1, after)
        if part is not None:
            return part
        large = self.vocabulary.numbers.get(self.token(after).lower, 0)
        if large >= _MULTIPLIER_FROM:
            return self._in_words(index, large, after + 1)
        one = ParsedNumber(1, 1, index + 1, in_words=True)
        extended = self._enlarged(one)
        if extended is not one:
            return extended
        ranges = (
            self.has_role("to", index + 1)
            and self.token(index + 2).lower in self.vocabulary.numbers
        )
        counted = self.vocabulary.units.find(self.lowered, after) or (
            self.token(index).lower in _ONES and (ranges or self._is_of_many(after))
        )
        return one if counted else None

    def _is_of_many(self, index: int) -> bool:
        """Return whether a total follows, behind at most two words: one person in twenty."""
        for position in range(index, index + 3):
            found = self.vocabulary.words["out_of"].find(self.lowered, position)
            if found is not None:
                many = self.token(position + found[1])
                return many.is_number or many.lower in self.vocabulary.numbers
            if not self.token(position).is_word:
                break
        return False


_ONES = frozenset({"one", "un", "una", "uno"})
_NO_TOKEN = FactToken("\0", "", 0, 0, no_space_before=False)


@lru_cache(maxsize=4096)
def split_tokens(text: str) -> tuple[FactToken, ...]:
    """Return the tokens of a sentence."""
    tokens: list[FactToken] = []
    end = -1
    for found in _TOKEN.finditer(text):
        start = found.start()
        tokens.append(FactToken(found[0], found[0].lower(), start, found.end(), start == end))
        end = found.end()
    return tuple(tokens)


def parse_number(written: str, *, decimal_comma: bool) -> tuple[float, int]:
    """Return the value of a number in digits, and its significant digits."""
    if written.isdecimal():
        return _read_float(written), len(written.strip("0")) or 1
    groups = _SEPARATOR.split(written)
    separators = _SEPARATOR.findall(written)
    parts_thousands = (
        bool(separators)
        and len(groups[-1]) == 3
        and 0 < len(groups[0]) <= 3
        and (
            len(separators) > 1
            or _separates_thousands(separators[0], groups, decimal_comma=decimal_comma)
        )
    )
    if not separators or parts_thousands:
        digits = "".join(groups)
        return _read_float(digits), len(digits.lstrip("0").rstrip("0")) or 1
    whole, decimals = "".join(groups[:-1]), groups[-1]
    return _read_float(f"{whole}.{decimals}"), len((whole + decimals).lstrip("0")) or 1


def _read_float(digits: str) -> float:
    """Return a number, which is finite however many digits it has."""
    return min(float(digits), _LARGEST)


def _separates_thousands(separator: str, groups: Sequence[str], *, decimal_comma: bool) -> bool:
    if groups[0] == "0":
        return False
    if separator == ("." if decimal_comma else ","):
        return True
    # Mexican Spanish writes a comma before thousands; a decimal never ends in two zeros.
    return separator == "," and groups[1].endswith("00")


def _continues_digit_group(first: str, following: FactToken, written: str) -> bool:
    """Return whether a token continues a number with spaces: 20 322."""
    return (
        not following.no_space_before
        and len(following.text) == 3
        and following.text.isdecimal()
        and len(first) <= 3
        and first.isdecimal()
        and written.isdecimal()
        and first[0] != "0"
    )


def _continues_number(total: int, value: int, own: int) -> bool:
    """Return whether a number word continues a number: five after twenty, hundred after two."""
    if own >= _GROUP:
        return 0 < value < _GROUP and (not total or own < total)
    if own == _HUNDRED and value:
        return 0 < value < _HUNDRED // 10
    if own >= _HUNDRED:
        return bool(total) and not value
    if own >= 10:
        return value % _HUNDRED == 0 and bool(value or total)
    return value % 10 == 0 and value % _HUNDRED != 10 and bool(value or total)
