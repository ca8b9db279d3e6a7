"""Words of questions: those that say nothing about the subject, and those that say little.

`data/query_words.<language>.txt` lists them, folded, in two groups: `function` words are not
searched for, `weak` ones count less. Other languages have the function words of texts.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.search_folding import fold
from readlevel.core.languages.stopwords import get_function_words, get_generic_words
from readlevel.core.languages.tags import primary
from readlevel.core.search.words import unify_letters

_LISTED = frozenset({"ar", "de", "en", "es", "fr"})


def is_unsearched(word: str, language: str) -> bool:
    """Return whether a query in a language (by its tag) is not searched for this folded word."""
    return unify_letters(word) in _get_groups(primary(language))["function"]


def is_weak(word: str, language: str) -> bool:
    """Return whether a folded word is common in all questions, so that it has less weight."""
    return unify_letters(word) in _get_groups(primary(language))["weak"]


@cache
def _get_groups(language: str) -> Mapping[str, frozenset[str]]:
    if language not in _LISTED:
        return {
            "function": frozenset(map(fold, get_function_words(language))),
            "weak": frozenset(map(fold, get_generic_words(language))),
        }
    listed = files("readlevel.core").joinpath("data", f"query_words.{language}.txt")
    groups = (group.partition("\n") for group in listed.read_text("utf-8").split("# ")[1:])
    return {
        name: frozenset(unify_letters(fold(word)) for word in words.split())
        for name, _, words in groups
    }
