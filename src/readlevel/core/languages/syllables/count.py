"""Syllables of a word, by the rules of its language."""

import unicodedata

from readlevel.core.languages.registry import get_language
from readlevel.core.languages.words import is_numeral, split_words

_MAX_LETTERS = 64
"""Only the first letters of a word are counted; no real word is longer."""


def count_syllables(word: str, language: str) -> int:
    """Return the number of syllables of `word` in `language` (a tag).

    A hyphenated word has the syllables of its parts. A numeral has one, whatever its length; an
    abbreviation that is pronounced letter by letter has one per letter (W three in English).
    Punctuation, such as a dash, has none.
    """
    count = get_language(language).count_syllables
    if word.isascii() and word.isalpha():
        return count(word[:_MAX_LETTERS])
    straight = unicodedata.normalize("NFC", word.replace("\u2019", "'"))
    return sum(
        1 if is_numeral(part) else count(part[:_MAX_LETTERS]) for part in split_words(straight)
    )
