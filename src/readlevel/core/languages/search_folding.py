"""Folds text for search: case, accents and characters that readers omit."""

import unicodedata

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u0640"))
"""Invisible characters that permit or prevent line breaks, and the Arabic tatweel."""


def fold(given: str) -> str:
    """Return text without case and accents."""
    if given.isascii():
        return given.lower()
    given = given.translate(_UNSEEN)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", given).casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))
