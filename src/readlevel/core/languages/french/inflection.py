"""Inflected forms in French: regular plurals."""

import re
from collections.abc import Iterator

from readlevel.core.languages.inflection.head_word import inflect_head

_LINKS = frozenset({"à", "au", "aux", "avec", "de", "des", "du", "en", "et", "par", "pour"})


def inflect_french(form: str) -> Iterator[str]:
    """Yield the plural of a French form."""
    return inflect_head(form, _LINKS, _plural)


def _plural(word: str) -> str:
    if re.search("[sxz]$", word):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if re.search("eaux?$|eu$", word) else "s") if word[-1:].isalpha() else word
