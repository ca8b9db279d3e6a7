"""Stemming with the Snowball algorithms (M. F. Porter), so that a search finds inflections."""

import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import Stemmer

from readlevel.core.languages.registry import get_language

_NO_CACHE = 0
"""Words that a stemmer remembers: `stem` does."""


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Return the stem of a lower-case word, without accents; the word itself without a stemmer.

    `language` is a tag.
    """
    known = get_language(language)
    if known.stemmer is None or not word.isalpha():
        return word
    for bare, accented in known.accented_endings.items():
        if word.endswith(bare):
            word = word.removesuffix(bare) + accented
    stemmer = _stemmers.get(known.stemmer)
    stemmed = stemmer(word) if known.stem_with is None else known.stem_with(word, stemmer)
    stemmed = unicodedata.normalize("NFKD", stemmed)
    return "".join(character for character in stemmed if not unicodedata.combining(character))


class _Stemmers(threading.local):
    """The stemmers of one thread: each holds the word that it works on."""

    def __init__(self) -> None:
        self._known: dict[str, Callable[[str], str]] = {}

    def get(self, algorithm: str) -> Callable[[str], str]:
        if algorithm not in self._known:
            self._known[algorithm] = Stemmer.Stemmer(algorithm, _NO_CACHE).stemWord
        return self._known[algorithm]


_stemmers = _Stemmers()
