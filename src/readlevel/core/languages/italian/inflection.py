"""Inflected forms in Italian: regular plurals."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import inflect_head

_LINKS = frozenset(
    {"a", "al", "alla", "con", "da", "dal", "dei", "del", "della", "di", "e", "in", "per", "su"}
)


def inflect_italian(form: str) -> Iterator[str]:
    """Yield the plural of an Italian form."""
    return inflect_head(form, _LINKS, _plural)


def _plural(word: str) -> str:
    if re.search("[cg]a$", word):
        return word[:-1] + "he"
    if word.endswith("a"):
        return word[:-1] + ("i" if word.endswith("ma") else "e")
    if word.endswith("io"):
        return word[:-1]
    return word[:-1] + "i" if re.search("[eo]$", word) else word
