"""Syllables of English acronyms: said letter by letter (ICU), or as words (NSAID, DOAC).

`data/acronyms.en.txt` lists those said as words, by their syllables, and those said letter by
letter although they look like words or are frequent in print.
"""

import re

from readlevel.core.languages.lexicon import get_acronym_syllables

_ACRONYM = re.compile(
    r"(?P<small>[a-z]{0,2})(?P<letters>[A-Z]{2,6}|[A-Z][a-z][A-Z]{1,4})(?P<many>s?)"
)
_SPOKEN_LENGTH = 5
"""Longer acronyms are taken for words."""


def count_acronym(word: str) -> int | None:
    """Return the syllables of a known acronym, of a plural such as RCTs, or of mRNA; else None.

    All others in capitals may be ordinary words of a text in capitals.
    """
    known = get_acronym_syllables()
    said = known.get(word.removesuffix("s").upper())
    if said and sum(map(str.isupper, word)) > 1:
        return said
    found = _ACRONYM.fullmatch(word)
    if found is None or len(found["letters"]) > _SPOKEN_LENGTH:
        return None
    marked = bool(found["small"] or found["many"]) or not found["letters"].isupper()
    if not marked and word not in known:
        return None
    return count_letter_names(found["small"] + found["letters"])


def count_letter_names(letters: str) -> int:
    """Return the syllables of the names of `letters`: three of W, one of all others."""
    return len(letters) + 2 * letters.lower().count("w")
