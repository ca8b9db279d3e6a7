"""Inflected forms in Portuguese: regular plurals."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import inflect_head

_LINKS = frozenset(
    {"a", "ao", "com", "da", "das", "de", "do", "dos", "e", "em", "na", "no", "para", "por"}
)


def inflect_portuguese(form: str) -> Iterator[str]:
    """Yield the plural of a Portuguese form."""
    return inflect_head(form, _LINKS, _plural)


def _plural(word: str) -> str:
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
