"""Inflected forms in Spanish: plurals, and the feminine of an adjective on its own."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import split_head

_LINKS = frozenset({"a", "al", "con", "de", "del", "en", "para", "por", "sin", "y"})


def inflect_spanish(form: str) -> Iterator[str]:
    """Yield the plural and the singular of a Spanish form, and the feminine of an adjective."""
    head, tail = split_head(form, _LINKS)
    words = head.split(" ")
    if not all(word[1:].islower() for word in words if word):
        return
    yield " ".join(map(pluralise, words)) + tail
    yield " ".join(map(_singular, words)) + tail
    if len(words) == 1 and re.search("(?:iv|os|ori|ign|ud|ógen|[áéíóú]\\w*ic)o$", head):
        # An adjective: "benigno", "crónico".
        feminine = head[:-1] + "a"
        yield feminine
        yield feminine + "s"


def pluralise(word: str) -> str:
    """Return the plural of a noun or adjective."""
    if re.search("[aeioué]$", word):
        return word + "s"
    if re.search("[íú]$", word):
        return word + "es"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if accented := re.search("([áéíóú])([ns])$", word):
        plain = accented[1].translate(str.maketrans("áéíóú", "aeiou"))
        return f"{word[:-2]}{plain}{accented[2]}es"
    if re.search("[sx]$", word):
        return word  # crisis, tórax
    return word + "es" if word[-1:].isalpha() else word


def _singular(word: str) -> str:
    if word.endswith("iones"):
        return word.removesuffix("iones") + "ión"
    return word[:-1] if len(word) > 4 and re.search("[aeo]s$", word) else word
