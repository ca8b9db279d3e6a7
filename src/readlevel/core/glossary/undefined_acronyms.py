"""Acronyms that a text uses but never spells out."""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.glossary.acronym_expansions import stands_for
from readlevel.core.text.prose import Sentence

_ACRONYM = re.compile(r"(?<![\w./@-])[A-Z][A-Za-z]?[A-Z]{1,5}s?(?![\w@]|[./-]\w)")
_IN_PARENTHESES = re.compile(r"\(([^\W\d_][\w-]{1,9}?)s?\)")
_SAID_IN_PARENTHESES = re.compile(r"\b([A-Z][A-Za-z]?[A-Z]{1,5})s? \(([^()]{5,80})\)")
_LONGEST_NAME = 100
_KNOWN = frozenset(
    {"AIDS", "AM", "BC", "CD", "DNA", "DVD", "EU", "FAQ", "HIV", "ID", "IQ", "OK", "PDF", "PM"}
    | {"RNA", "TV", "UK", "UN", "US", "USA", "USB", "UV", "VIP", "WHO"}
    | {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}
)
"""Acronyms that need no expansion, and Roman numerals."""


def find_undefined_acronyms(sentences: Sequence[Sentence]) -> Iterator[tuple[str, Sentence]]:
    """Yield each acronym that no sentence spells out, with the first sentence that uses it.

    It is spelled out by the words before its parentheses, or in the parentheses after it
    (Schwartz & Hearst, Pacific Symposium on Biocomputing 2003, 451-462).
    """
    defined = set(_KNOWN)
    for sentence in sentences:
        defined.update(_find_defined(sentence.text))
    for sentence in sentences:
        if sentence.text.isupper():
            continue
        for found in _ACRONYM.finditer(sentence.text):
            acronym = _singular(found[0])
            if acronym not in defined:
                defined.add(acronym)
                yield acronym, sentence


def _find_defined(text: str) -> Iterator[str]:
    for found in _IN_PARENTHESES.finditer(text):
        words = text[max(0, found.start() - _LONGEST_NAME) : found.start()].rstrip()
        if any(
            stands_for(found[1], words, start.start(), len(words))
            for start in re.finditer(r"\b\w", words)
        ):
            yield found[1]
    for found in _SAID_IN_PARENTHESES.finditer(text):
        if stands_for(found[1], found[2], 0, len(found[2])):
            yield found[1]


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") else acronym
