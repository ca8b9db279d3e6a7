"""Parser of numbers: 1,500, two hundred, 1.5 million, two thirds."""

from collections.abc import Sequence
from typing import NamedTuple

from readlevel.core.facts.numbers.digits import continues_digits, parse_number
from readlevel.core.facts.tokens import VULGAR_FRACTIONS, FactToken, SentenceTokens
from readlevel.core.facts.vocabulary import FactVocabulary

_HUNDRED, _GROUP = 100, 1000
_MULTIPLIER_FROM = 100
"""Numbers from this one multiply the number before them: two hundred, 1.5 million."""

_HALVES = 2
_JOINED_FROM = 30
"""Tens that some languages join to ones by a word: treinta y cinco."""


class ParsedNumber(NamedTuple):
    """A number in digits or words."""

    value: float
    significant_digits: int
    """Significant digits: 1.50 has three, 1,000 has one."""
    end: int
    """Index of the token after it."""
    in_words: bool = False
    is_fraction: bool = False


class NumberTokens(SentenceTokens):
    """The tokens of a sentence, read as numbers."""

    def __init__(self, tokens: Sequence[FactToken], vocabulary: FactVocabulary) -> None:
        super().__init__(tokens, vocabulary)
        self._numbers: dict[int, ParsedNumber | None] = {}
        self._last_number: int | None = None

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
            if (
                token.is_number
                or word in known.numbers
                or word in known.fraction_words
                or word in ones
            ):
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
            if token.text in VULGAR_FRACTIONS:
                return ParsedNumber(VULGAR_FRACTIONS[token.text], 2, index + 1, is_fraction=True)
            return self._enlarged(self._in_digits(index))
        if token.lower in self.vocabulary.numbers:
            return self._in_words(index)
        return self._fraction(index, 1, index) or self._one(index)

    def _in_digits(self, index: int) -> ParsedNumber:
        written, end = self.token(index).text, index + 1
        first, following = written, self.token(end)
        while continues_digits(first, following, written):
            written += following.text
            end += 1
            following = self.token(end)
        value, digits = parse_number(written, decimal_comma=self.vocabulary.decimal_comma)
        part = VULGAR_FRACTIONS.get(following.text)
        if part is not None:
            return ParsedNumber(value + part, digits + 2, end + 1)
        return ParsedNumber(value, digits, end)

    def _enlarged(self, number: ParsedNumber) -> ParsedNumber:
        """Return a number with what multiplies or extends it: 1.5 million, two and a half."""
        factor = self.vocabulary.numbers.get(self.token(number.end).lower, 0)
        if factor > _MULTIPLIER_FROM:
            return number._replace(value=number.value * factor, end=number.end + 1)
        end = self.find_added_half(number.end)
        if end is not None and self.has_role("one", number.end + 1):
            return number._replace(value=number.value + 0.5, significant_digits=2, end=end)
        return number

    def find_added_half(self, index: int) -> int | None:
        """Return the index after "and a half" or "y medio", if that begins at a token."""
        if not self.has_role("and", index):
            return None
        has_article = self.has_role("one", index + 1)
        half = index + 1 + has_article
        if self.vocabulary.fractions.get(self.token(half).lower) != 2:
            return None
        following = self.token(half + 1)
        roles = self.vocabulary.roles.get(following.lower, frozenset())
        # "Two tablets and half a glass", "un comprimido y medio vaso".
        begins_other = following.is_word and (not roles or "one" in roles)
        return None if begins_other and not has_article else half + 1

    def _in_words(self, index: int, value: float = 0, end: int | None = None) -> ParsedNumber:
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
        digits = len(str(value).replace(".", "").rstrip("0")) or 1
        number = ParsedNumber(value, digits, end, in_words=True)
        return self._enlarged(number)

    def _find_next_word(self, index: int, end: int, total: float, value: float) -> int | None:
        """Return the next word of a number, behind a dash or an "and", if there is one.

        `value` is what was read of the last group of three digits, `total` what comes before.
        """
        large = value + total >= _HUNDRED or (
            self.has_role("tens_and", end) and value >= _JOINED_FROM
        )
        joined = self.is_dash(end) or (large and self.has_role("and", end))
        following = end + joined
        own = self._next_in_words(following)
        if own is None or (end > index and not _continues_number(total, value, own)):
            return None
        return following

    def _next_in_words(self, index: int) -> float | None:
        """Return a number in words; "one" is one only after tens: forty-one."""
        word = self.token(index).lower
        before = index - 1
        tens = self.token(
            before - (self.is_dash(before) or self.has_role("tens_and", before))
        ).lower
        if self.has_role("single", index) and self.vocabulary.numbers.get(tens, 0) in range(
            20, 100, 10
        ):
            return 1
        return self.vocabulary.numbers.get(word)

    def _fraction(self, index: int, count: float, first: int) -> ParsedNumber | None:
        """Return the fraction whose denominator is at `index`: two thirds.

        "Third" by itself is an ordinal.
        """
        index += self.is_dash(index)
        known, word = self.vocabulary.fractions, self.token(index).lower
        parts = known.get(f"{word} {self.token(index + 1).lower}")
        if parts is not None:  # "Cuarta parte."
            return ParsedNumber(count / parts, 2, index + 2, in_words=True, is_fraction=True)
        parts = known.get(word)
        if parts is None or count > parts > _HALVES:
            return None  # "The twenty-third of May."
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
            self.has_role("single", index) and (ranges or self._is_of_many(after))
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


def _continues_number(total: float, value: float, own: float) -> bool:
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
