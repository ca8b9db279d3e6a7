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

_LATIN_LETTER = "A-Za-zµÀ-ÖØ-öø-ÿ"
_LATIN_WORD = re.compile(
    rf"""
    [{_LATIN_LETTER}](?:
      [{_LATIN_LETTER}0-9]++(?:'[{_LATIN_LETTER}][{_LATIN_LETTER}0-9]*+)*+
      | \.(?:[{_LATIN_LETTER}]\.)++(?:[{_LATIN_LETTER}](?!\w))?
      | (?:'[{_LATIN_LETTER}][{_LATIN_LETTER}0-9]*+)*+
    )
    | [0-9]++(?:[.,·][0-9]++)*+(?:(?:st|nd|rd|th|s)\b)?
    """,
    re.VERBOSE,
)
"""The same for `_LATIN_TEXT`, in a quarter of the time."""

_LATIN_TEXT = re.compile(r"[\x00-©«-±´-¸»À-ÿ‐-―‘-„‹›•…−≈≤≥→€™]*+")
"""A text of ASCII, letters of Western European languages, and common signs."""


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of one cleaned sentence, in order.

    Hyphens, dashes and slashes separate words; an apostrophe within a word does not. A numeral with
    its decimals is one word; a ratio or range (130/80, 3-4) is two.
    """
    latin = text.isascii() or _LATIN_TEXT.fullmatch(text)
    return tuple((_LATIN_WORD if latin else _compile_word()).findall(text))


def find_words(text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word of `split_words` from `begin` on.

    `begin` must not be within a word.
    """
    # A long text is not read just to choose the pattern: few words may be asked for.
    pattern = _LATIN_WORD if text.isascii() else _compile_word()
    return map(re.Match[str].span, pattern.finditer(text, begin))


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
