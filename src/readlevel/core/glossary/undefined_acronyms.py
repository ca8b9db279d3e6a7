"""Acronyms that a text uses but never spells out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from readlevel.core.languages.acronyms import KNOWN_ACRONYMS, find_spelled_out_acronyms
from readlevel.core.languages.registry import get_language
from readlevel.core.text.prose import Sentence

_NamePatterns = tuple[re.Pattern[str], re.Pattern[str]]
_NUMBER = re.compile(r" \d{1,3}\b")
_SHORTEST_NAME = 5
"""Letters of a name without a number: shorter acronyms mostly are those of tests and diseases."""
_LONGEST_BEFORE = 60
_ACRONYM = re.compile(r"(?<![\w./@-])[A-Z][A-Za-z]?[A-Z]{1,5}s?(?![\w@]|[./-]\w)")


def find_undefined_acronyms(
    sentences: Sequence[Sentence], language: str
) -> Iterator[tuple[str, Sentence]]:
    """Yield each acronym that no sentence spells out, with the first sentence that uses it.

    It is spelled out by the words before its parentheses, or in the parentheses after it
    (Schwartz & Hearst, Pacific Symposium on Biocomputing 2003, 451-462). The name of a study or a
    formula, as in "the SPRINT trial", needs no spelling out; "an MRI study" names no study.
    """
    names = _name_pattern(language)
    defined = set(KNOWN_ACRONYMS)
    for sentence in sentences:
        defined.update(find_spelled_out_acronyms(sentence.text))
    for sentence in sentences:
        if sentence.text.isupper():
            continue
        for found in _ACRONYM.finditer(sentence.text):
            acronym = _singular(found[0])
            if names is not None and _is_name(sentence.text, found, names):
                defined.add(acronym)
            if acronym not in defined:
                defined.add(acronym)
                yield acronym, sentence


def _is_name(text: str, acronym: re.Match[str], names: _NamePatterns) -> bool:
    number = _NUMBER.match(text, acronym.end())
    if number is None and len(acronym[0]) < _SHORTEST_NAME:
        return False
    before, after = names
    start, end = max(0, acronym.start() - _LONGEST_BEFORE), (number or acronym).end()
    return bool(after.match(text, end) or before.search(text[start : acronym.start()]))


@cache
def _name_pattern(language: str) -> _NamePatterns | None:
    """Return patterns of what is before and after the name of a study, if the language has words.

    A name may have a second part: EMPA-REG OUTCOME.
    """
    words = "|".join(map(re.escape, get_language(language).study_words))
    if not words:
        return None
    return (
        re.compile(rf"\b(?:{words}) (?:[A-Z][\w-]{{1,20}} )?\Z", re.IGNORECASE),
        re.compile(rf" (?:[A-Z]{{2,20}} )?(?:{words})\b", re.IGNORECASE),
    )


def _singular(acronym: str) -> str:
    return acronym[:-1] if acronym.endswith("s") else acronym
