"""Stems of words, by which a search finds other forms of a word.

The rules are those of Snowball (M. F. Porter).
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

import snowballstemmer

_ALGORITHMS = MappingProxyType(
    {
        "ar": "arabic",
        "ca": "catalan",
        "da": "danish",
        "de": "german",
        "el": "greek",
        "en": "english",
        "es": "spanish",
        "fi": "finnish",
        "fr": "french",
        "hu": "hungarian",
        "id": "indonesian",
        "it": "italian",
        "nl": "dutch",
        "no": "norwegian",
        "pt": "portuguese",
        "ro": "romanian",
        "ru": "russian",
        "sv": "swedish",
        "tr": "turkish",
    }
)
_ACCENTED_ENDS = {"spanish": (("cion", "ción"), ("sion", "sión"))}
"""Ends that people write without their accent, which the rules need."""


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in small letters without accents; itself where no rules are known.

    `language` is a tag, of which the first part counts.
    """
    algorithm = _ALGORITHMS.get(language.partition("-")[0].lower())
    if algorithm is None or not word.isalpha():
        return word
    for bare, accented in _ACCENTED_ENDS.get(algorithm, ()):
        if word.endswith(bare):
            word = word.removesuffix(bare) + accented
    stemmed = unicodedata.normalize("NFKD", _stemmer(algorithm)(word))
    return "".join(sign for sign in stemmed if not unicodedata.combining(sign))


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> Callable[[str], str]:
    stem_word: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
    return stem_word
