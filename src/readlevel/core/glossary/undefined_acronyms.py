"""Acronyms that a text uses but never spells out."""

import re
from collections.abc import Iterator, Sequence

from readlevel.core.languages.acronyms import KNOWN_ACRONYMS, find_spelled_out_acronyms
from readlevel.core.text.prose import Sentence

_ACRONYM = re.compile(r"(?<![\w./@-])[A-Z][A-Za-z]?[A-Z]{1,5}s?(?![\w@]|[./-]\w)")


def find_undefined_acronyms(sentences: Sequence[Sentence]) -> Iterator[tuple[str, Sentence]]:
    """Yield each acronym that no sentence spells out, with the first sentence that uses it.

    It is spelled out by the words before its parentheses, or in the parentheses after it
    (Schwartz & Hearst, Pacific Symposium on Biocomputing 2003, 451-462).
    """
    defined = set(KNOWN_ACRONYMS)
    for sentence in sentences:
        defined.update(find_spelled_out_acronyms(sentence.text))
    for sentence in sentences:
        if sentence.text.isupper():
            continue
        for found in _ACRONYM.finditer(sentence.text):
            acronym = _singular(found[0])
            if acronym not in defined:
                defined.add(acronym)
                yield acronym, sentence


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") else acronym
