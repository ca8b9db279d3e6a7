"""Lists of the words of a language that searches look up, made when first used."""

from functools import cache, lru_cache

from readlevel.core.languages.lexicon import get_common_words
from readlevel.core.languages.search_folding import fold
from readlevel.core.languages.tags import primary
from readlevel.core.search import synonyms
from readlevel.core.search.spelling import WordList
from readlevel.core.search.words import stem_word


@cache
def common_words(tag: str) -> WordList:
    """Return the words of a language, folded, that people use at least now and then."""
    return WordList(map(fold, get_common_words(tag)))


@cache
def listed_words(tag: str) -> WordList:
    """Return the words of all names of things in a language, folded."""
    return WordList(synonyms.get_words(tag))


@cache
def listed_stems(tag: str) -> frozenset[str]:
    """Return the stems of all names of things in a language."""
    return frozenset(stem_word(word, tag) for word in synonyms.get_words(tag))


@lru_cache(maxsize=16_384)
def is_common(name: str, tag: str) -> bool:
    """Return whether a name is an everyday word of a language."""
    return fold(name) in common_words(primary(tag)).words
