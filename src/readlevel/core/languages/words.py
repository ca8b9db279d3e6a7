"""Words of a sentence: where they begin and end, and their kinds."""

import re
from collections.abc import Iterator
from functools import cache

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0903\u093a-\u094f"
)
"""Combining marks, which belong to the letter before them (Latin, Hebrew, Arabic, Devanagari)."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: each character counts as one word."""

_FRACTIONS = "¼-¾⅐-⅞"
_RAISED = "²³¹⁰-⁹₀-₉ªº"
"""Characters that belong to the word or numeral before them and are not words themselves."""

_LETTER = rf"[^\W\d_{_HAN}{_FRACTIONS}{_RAISED}]"
_REST = rf"(?:[^\W_{_HAN}]+|[{_MARKS}]+)*"

_WORD = rf"""
    {_LETTER}[{_MARKS}]*\.(?:{_LETTER}[{_MARKS}]*\.)+(?:{_LETTER}(?!\w))?  # U.S.; e.g.; b.i.d
    | {_LETTER}{_REST}(?:'{_LETTER}{_REST})*   # don't; T2; l'eau
    | \d+(?:[.,·]\d+)*[{_FRACTIONS}{_RAISED}]*(?:(?:st|nd|rd|th|s)\b)?  # 0.73; 1,000; 10⁹; 3rd
    | [{_FRACTIONS}]
    | [{_HAN}]
    | [²³¹⁰-⁹]+{_LETTER}{_REST}                 # ¹³¹I
    """

_ASCII_WORD = re.compile(
    r"""
    [A-Za-z](?:
      \.(?:[A-Za-z]\.)+(?:[A-Za-z](?!\w))?
      | [A-Za-z\d]*(?:'[A-Za-z][A-Za-z\d]*)*
    )
    | \d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s)\b)?
    """,
    re.VERBOSE | re.ASCII,
)
"""The same for texts without other characters, in less than half the time."""


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of one cleaned sentence, in order.

    Hyphens, dashes and slashes separate words; an apostrophe within a word does not. A numeral with
    its decimals is one word; a ratio or range (130/80, 3-4) is two.
    """
    return tuple(_pattern_for(text).findall(text))


def find_words(text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word of `split_words` from `begin` on.

    `begin` must not be within a word.
    """
    return map(re.Match[str].span, _pattern_for(text).finditer(text, begin))


def _pattern_for(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _compile_word()


@cache
def _compile_word() -> re.Pattern[str]:
    """Compile the pattern when it is first needed: it takes longer than all of a short text."""
    return re.compile(_WORD, re.VERBOSE)


def is_numeral(word: str) -> bool:
    """Return whether `word` is a number written in digits (`1,000`, `0.73`, `3rd`, `½`)."""
    return not word[0].isalpha()


def is_alphabetic(word: str) -> bool:
    """Return whether `word` has no digit: only such words can be common or uncommon."""
    return word[0].isalpha() and not any(map(str.isdigit, word))


def count_letters(word: str) -> int:
    """Return the number of letters and digits of `word`."""
    return sum(map(str.isalnum, word))
