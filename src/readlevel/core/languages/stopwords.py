"""Stopwords: words that do not show what a sentence is about, by language.

`data/stopwords.<language>.txt` lists them, written by hand, in groups after a line `# <group>`:

`determiners`: articles and possessives, which are interchangeable within a phrase;
`function`: articles, pronouns, prepositions, conjunctions, auxiliaries, negations and the like;
`generic`: words of any medical text (numbers, units, "patient", "study", "recommend"), which are
topics of a sentence but do not identify one.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from readlevel.core.languages.tags import primary

STOPWORD_LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt"})
"""Languages with a list; any other has no stopwords."""


def get_function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, by its tag, in lower case."""
    return _get_groups(primary(language)).get("function", frozenset())


def get_determiners(language: str) -> frozenset[str]:
    """Return the articles and possessives of a language, by its tag, in lower case."""
    return _get_groups(primary(language)).get("determiners", frozenset())


def get_generic_words(language: str) -> frozenset[str]:
    """Return the words of any medical text in a language, by its tag, in lower case."""
    return _get_groups(primary(language)).get("generic", frozenset())


@cache
def _get_groups(language: str) -> Mapping[str, frozenset[str]]:
    if language not in STOPWORD_LANGUAGES:
        return {}
    name = f"stopwords.{language}.txt"
    text = files("readlevel.core").joinpath("data", name).read_text("utf-8")
    groups = (group.partition("\n") for group in text.split("# ")[1:])
    return {name: frozenset(words.split()) for name, _, words in groups}
