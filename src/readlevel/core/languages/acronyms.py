"""Acronyms: which words are acronyms, and which of them a text spells out."""

import re
from collections.abc import Iterator, Sequence

KNOWN_ACRONYMS = frozenset(
    {
        "AIDS",
        "AM",
        "BC",
        "CD",
        "DNA",
        "DVD",
        "EU",
        "FAQ",
        "HIV",
        "ID",
        "IQ",
        "OK",
        "PDF",
        "PM",
        "QT",
    }
    | {"RNA", "TV", "UK", "UN", "US", "USA", "USB", "UV", "VIP", "WHO"}
    | {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}
)
"""Acronyms that need no expansion, and Roman numerals."""

_IN_PARENTHESES = re.compile(r"\(([^\W\d_][\w-]{1,9}?)s?\)")
_SAID_IN_PARENTHESES = re.compile(r"\b([A-Z][A-Za-z]?[A-Z]{1,5})s? \(([^()]{5,80})\)")
_BEFORE_PARENTHESIS = re.compile(r" \((?<=[A-Zs]..)")
"""Occurs in every match of `_SAID_IN_PARENTHESES`, and is found much faster."""

_LONGEST_NAME = 100
_WORD = re.compile(r"[^\W_]+")
_WORD_START = re.compile(r"\b\w")


def is_acronym(word: str) -> bool:
    """Return whether `word` of `split_words` has at least two capitals: CT, mRNA, HbA1c, RCTs."""
    return not word.islower() and sum(map(str.isupper, word)) > 1


def find_spelled_out_acronyms(text: str) -> Iterator[str]:
    """Yield each acronym in parentheses after its words, or before its words in parentheses.

    "magnetic resonance imaging (MRI)" and "MRI (magnetic resonance imaging)" yield MRI.
    """
    if "(" not in text:
        return
    for found in _IN_PARENTHESES.finditer(text):
        if not is_acronym(found[1]):
            continue
        words = text[max(0, found.start() - _LONGEST_NAME) : found.start()].rstrip()
        first = found[1][0].casefold()
        if any(
            stands_for(found[1], words, start.start(), len(words))
            for start in _WORD_START.finditer(words)
            if start[0].casefold() == first
        ):
            yield found[1]
    if not _BEFORE_PARENTHESIS.search(text):
        return
    for found in _SAID_IN_PARENTHESES.finditer(text):
        if stands_for(found[1], found[2], 0, len(found[2])):
            yield found[1]


def stands_for(acronym: str, text: str, start: int, end: int) -> bool:
    """Return whether `acronym` abbreviates exactly the words of `text[start:end]`.

    It must have at least two capitals, begin with the first letter of the words, and continue with
    letters of the words in order (Schwartz & Hearst, Pacific Symposium on Biocomputing 2003,
    451-462). If its letters are the initials of more words than these, it abbreviates the longer
    phrase: "aplastic anemia (AA)" does not define "anemia".
    """
    letters = [sign for sign in acronym.casefold() if sign.isalnum()]
    if sum(map(str.isupper, acronym)) < 2 or not letters:
        return False
    words = text[start:end].casefold()
    if words[:1] != letters[0] or not _are_in_order(letters, words):
        return False
    before = [word[0].casefold() for word in _WORD.findall(text[max(0, start - 80) : end])]
    own = len(_WORD.findall(text[start:end]))
    return len(letters) <= own or before[-len(letters) :] != letters


def _are_in_order(letters: Sequence[str], words: str) -> bool:
    rest = iter(words)
    return all(letter in rest for letter in letters)
