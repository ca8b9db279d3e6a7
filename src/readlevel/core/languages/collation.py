"""Sort order of words by language, and the letter under which a word is listed.

Accented letters that a language counts as separate letters follow their base letter, as in the
Unicode CLDR; other accents are ignored.
"""

import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from string import ascii_lowercase

from readlevel.core.languages.registry import get_language

OTHER = "#"
"""The heading of words that do not begin with a letter."""

_AFTER = "\uf8ff"
"""Sorts after every letter."""

_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def sort_key(word: str, language: str) -> str:
    """Return a sort key whose code points give the order of `language`."""
    own = _get_own_letters(language)
    return "".join(_key(letter, own) for letter in unicodedata.normalize("NFC", word).lower())


def letter_of(word: str, language: str) -> str:
    """Return the capital letter under which a word is listed, or `#`."""
    own = _get_own_letters(language)
    for letter in unicodedata.normalize("NFC", word).lower():
        if letter in own:
            return letter.upper()
        folded = _fold(letter)
        if folded:
            return folded[0].upper() if folded[0].isalpha() else OTHER
    return OTHER


def alphabet(found: Collection[str], language: str) -> list[str]:
    """Return the letters under which words may be listed, in the order of `language`, `#` last.

    They are the letters `found` and the rest of their alphabets: in Spanish Ñ, found or not.
    """
    own = "".join(_get_own_letters(language))
    known = {*found} - {OTHER}
    for letters in (ascii_lowercase + own, _ARABIC):
        if not known.isdisjoint(letters.upper()):
            known |= set(letters.upper())
    ordered = sorted(known, key=lambda letter: sort_key(letter, language))
    return ordered + [OTHER] * (OTHER in found)


def _key(letter: str, own: Mapping[str, str]) -> str:
    return own.get(letter) or _fold(letter)


@lru_cache(maxsize=256)
def _get_own_letters(language: str) -> Mapping[str, str]:
    """Return the sort key of each accented letter that counts as a separate letter."""
    return {
        letter: base + place * _AFTER
        for base, following in get_language(language).letters_after.items()
        for place, letters in enumerate(following.split(), 1)
        for letter in letters
    }


def _fold(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
