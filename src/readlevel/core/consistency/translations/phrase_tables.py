"""The phrases of a language by which a translation is compared with its source.

`data/translated_claims.<language>.toml` lists them by kind and value; the comments of
`translated_claims.ar.toml` document the format. English and Spanish have the tables of
`claim_vocabulary` instead, by which texts for different readers are compared too.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from readlevel.core.claims.claim_vocabulary import CLAIM_LANGUAGES, PhraseFinder
from readlevel.core.languages.tags import primary

TABLE_LANGUAGES = frozenset({"ar", "de", "fr"})
"""Languages with a file."""

_DIGITS = [f"[{digit}{chr(0x660 + digit)}{chr(0x6F0 + digit)}]" for digit in range(10)]
"""Patterns of a digit, which may be Latin, Arabic or Persian."""

_VOWEL_SIGNS = "[\u064b-\u0652\u0640]*"


def knows_claims(language: str) -> bool:
    """Return whether the claims of a language are known, from either kind of table."""
    return primary(language) in CLAIM_LANGUAGES | TABLE_LANGUAGES


def has_table(language: str) -> bool:
    """Return whether a language has a table of phrases for translations."""
    return primary(language) in TABLE_LANGUAGES


def get_phrases(kind: str, language: str) -> PhraseFinder:
    """Return the finder of the phrases of a kind in a language with a table, by its tag."""
    return _get_phrases(kind, primary(language))


@lru_cache(maxsize=256)
def _get_phrases(kind: str, language: str) -> PhraseFinder:
    table = _read(language)
    phrases = {value: _split(listed) for value, listed in table.get(kind, {}).items()}
    listed = sorted({one for found in phrases.values() for one in found}, key=len, reverse=True)
    if not listed:
        return PhraseFinder(None, {})
    prefixes = _split(table.get("prefixes", ""))
    values = {value: _compile(found, prefixes) for value, found in phrases.items() if found}
    return PhraseFinder(_compile(listed, prefixes), values)


def _compile(phrases: Sequence[str], prefixes: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(_to_pattern, phrases))
    joined = "|".join(map(_to_pattern, sorted(prefixes, key=len, reverse=True)))
    before = f"(?:{joined})?" if joined else ""
    return re.compile(rf"(?<!\w){before}(?:{alternatives})(?!\w)", re.IGNORECASE)


def _to_pattern(phrase: str) -> str:
    """Return the pattern of a phrase; Arabic letters may have vowel signs."""
    return "".join(map(_letter_pattern, phrase))


def _letter_pattern(letter: str) -> str:
    if letter == "*":
        return r"[\w\u064b-\u0652]*"
    if letter.isspace():
        return r"\s+"
    if letter.isdecimal():
        return _DIGITS[int(letter)]
    return re.escape(letter) + (_VOWEL_SIGNS if "\u0620" <= letter <= "\u064a" else "")


def _split(listed: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in listed.split(",")) if one]


@cache
def _read(language: str) -> Mapping[str, Any]:
    if language not in TABLE_LANGUAGES:
        return {}
    name = f"translated_claims.{language}.toml"
    return tomllib.loads(files("readlevel.core").joinpath("data", name).read_text("utf-8"))
