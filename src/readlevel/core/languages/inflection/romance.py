"""Shapes of a form in Spanish, French, Italian and Portuguese: its plurals."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from readlevel.core.languages.inflection.head_word import part_head

_SPANISH_LINKS = frozenset({"a", "al", "con", "de", "del", "en", "para", "por", "sin", "y"})
_FRENCH_LINKS = frozenset({"à", "au", "aux", "avec", "de", "des", "du", "en", "et", "par", "pour"})
_ITALIAN_LINKS = frozenset(
    {"a", "al", "alla", "con", "da", "dal", "dei", "del", "della", "di", "e", "in", "per", "su"}
)
_PORTUGUESE_LINKS = frozenset(
    {"a", "ao", "com", "da", "das", "de", "do", "dos", "e", "em", "na", "no", "para", "por"}
)


def _spanish(form: str) -> Iterator[str]:
    head, tail = part_head(form, _SPANISH_LINKS)
    words = head.split(" ")
    if not all(word[1:].islower() for word in words if word):
        return
    yield " ".join(map(_spanish_plural, words)) + tail
    yield " ".join(map(_spanish_singular, words)) + tail
    if len(words) == 1 and re.search("(?:iv|os|ori|ign|ud|ógen|[áéíóú]\\w*ic)o$", head):
        # An adjective: "benigno", "crónico".
        feminine = head[:-1] + "a"
        yield feminine
        yield feminine + "s"


def _spanish_plural(word: str) -> str:
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


def _spanish_singular(word: str) -> str:
    if word.endswith("iones"):
        return word.removesuffix("iones") + "ión"
    return word[:-1] if len(word) > 4 and re.search("[aeo]s$", word) else word


def _romance(form: str, links: frozenset[str], plural: Callable[[str], str]) -> Iterator[str]:
    head, tail = part_head(form, links)
    words = head.split(" ")
    if all(word[1:].islower() for word in words if word):
        yield " ".join(map(plural, words)) + tail


def _french_plural(word: str) -> str:
    if re.search("[sxz]$", word):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if re.search("eaux?$|eu$", word) else "s") if word[-1:].isalpha() else word


def _italian_plural(word: str) -> str:
    if re.search("[cg]a$", word):
        return word[:-1] + "he"
    if word.endswith("a"):
        return word[:-1] + ("i" if word.endswith("ma") else "e")
    if word.endswith("io"):
        return word[:-1]
    return word[:-1] + "i" if re.search("[eo]$", word) else word


def _portuguese_plural(word: str) -> str:
    for singular, plural in (
        ("ão", "ões"),
        ("m", "ns"),
        ("al", "ais"),
        ("el", "éis"),
        ("ol", "óis"),
    ):
        if word.endswith(singular):
            return word.removesuffix(singular) + plural
    if re.search("[rzs]$", word):
        return word if re.search("[ia]s$", word) else word + "es"
    return word + "s" if re.search("[aeiouãéêóô]$", word) else word


ROMANCE: dict[str, Callable[[str], Iterator[str]]] = {
    "es": _spanish,
    "fr": partial(_romance, links=_FRENCH_LINKS, plural=_french_plural),
    "it": partial(_romance, links=_ITALIAN_LINKS, plural=_italian_plural),
    "pt": partial(_romance, links=_PORTUGUESE_LINKS, plural=_portuguese_plural),
}
"""What yields the shapes of a form, by language (a primary tag)."""
