"""Words as the search compares them: split, folded and stemmed."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from readlevel.core.languages.search_folding import fold
from readlevel.core.languages.stems import stem
from readlevel.core.languages.tags import primary

MAX_QUERY = 400
"""Characters of a query that are read."""

MAX_QUERY_WORDS = 40
"""Words of a query that are read."""

MAX_WORD = 60
"""Characters of a word that are indexed and searched for."""

BREAK = "/"
"""Between the parts of an indexed field, so that no phrase spans two of them."""

_WORD = re.compile(r"[^\W_]+")
_WORD_AS_WRITTEN = re.compile(r"(?:[^\W_][\u0300-\u036f\u064b-\u0655\u0670\u0640\u00ad]*)+")
"""A word with its combining marks, Arabic vowels and invisible characters."""

_ENGLISH_ENDING = re.compile(
    r"(?<=[^\W\d_])['\u2019\u02bc](?=(?:t|s|m|d|re|ve|ll)\b)", re.IGNORECASE
)
"""The apostrophe of "don't" and "Crohn's", which people leave out."""
_UNSTEMMED = {"es": frozenset({"como", "era", "este", "para", "sola", "solas", "solo", "solos"})}
"""Words of every text whose stem is that of others: "para" and "parar", "solo" and "sol"."""

_VARIANT_LETTERS = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647"})
"""Arabic letters that are often written for each other at the end of a word."""


def split_words(given: str) -> list[str]:
    """Return the words of a text, folded; "don't" is one word, "l'eau" two."""
    return [word[:MAX_WORD] for word in _WORD.findall(fold(_ENGLISH_ENDING.sub("", given)))]


def list_written(given: str) -> dict[str, str]:
    """Return the words of a text, folded, each with how it is written first, in lower case."""
    written: dict[str, str] = {}
    for found in _WORD_AS_WRITTEN.findall(_ENGLISH_ENDING.sub("", given)):
        folded = _WORD.findall(fold(found))
        for word in folded:
            shown = found.lower() if len(folded) == 1 else word
            written.setdefault(word[:MAX_WORD], shown[:MAX_WORD])
    return written


def replace_words(query: str, others: Mapping[str, str]) -> str:
    """Return a query as written, with some of its words (folded) replaced."""
    query = " ".join(_ENGLISH_ENDING.sub("", query[:MAX_QUERY]).split())
    return _WORD_AS_WRITTEN.sub(lambda found: others.get(fold(found[0]), found[0]), query)


def split_query(query: str) -> list[str]:
    """Return the words of a query, folded as in the index; nothing in it is syntax."""
    return split_words(query[:MAX_QUERY])[:MAX_QUERY_WORDS]


def unify_letters(word: str) -> str:
    """Return a folded word with Arabic letters that are written for each other made the same."""
    return word.translate(_VARIANT_LETTERS)


@lru_cache(maxsize=65_536)
def stem_word(word: str, language: str) -> str:
    """Return the stem of a folded word, under which it is indexed and searched for."""
    if word in _UNSTEMMED.get(primary(language), ()):
        return word
    return unify_letters(stem(word, language))


@lru_cache(maxsize=16_384)
def stem_phrase(phrase: str, language: str) -> tuple[str, ...]:
    """Return the stems of the words of a phrase, in order."""
    return tuple(stem_word(word, language) for word in split_words(phrase))


def index_words(parts: Iterable[str], language: str) -> str:
    """Return the stems of texts in order, with a space around each and `BREAK` between texts."""
    stemmed = (" ".join(stem_word(word, language) for word in split_words(part)) for part in parts)
    return f" {f' {BREAK} '.join(stemmed)} "
