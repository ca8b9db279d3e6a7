"""The English indefinite article: "a" or "an" by the sound that follows."""

import re

_SILENT_H = re.compile(r"(?:heir|hono(?:u?r)|honest|hour)")
_VOWEL_SPELT_CONSONANT = re.compile(
    r"(?:eu|ewe|one(?![a-z])|once|ouija|u(?:ni(?!n|m)|s[aeu]|r[aeio]|t[ei]|b[i]))"
)
_LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel: an MRI, an X-ray."""


def indefinite_article(word: str) -> str:
    """Return "a" or "an" as it stands before `word`, which may be an acronym or a number."""
    if re.match(r"[A-Z](?![a-z])", word):
        return "an" if word[0] in _LETTERS_WITH_VOWEL else "a"
    lower = word.lower()
    if re.match(r"8|1[18](?!\d)", lower) or _SILENT_H.match(lower):
        return "an"
    return "an" if lower[:1] in tuple("aeiou") and not _VOWEL_SPELT_CONSONANT.match(lower) else "a"
