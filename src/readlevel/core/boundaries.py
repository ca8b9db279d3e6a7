"""Where a word begins and ends, so that no form is found inside another word or an address."""

import re
import unicodedata
from collections.abc import Iterator

from readlevel.core.folding import HYPHENS

_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+", re.IGNORECASE)
_PREFIX = re.compile(
    rf"(?<!\w)(?:anti|hyper|hypo|inter|intra|macro|micro|multi|non|pre|pseudo|sub|un)[{HYPHENS}]\Z",
    re.IGNORECASE,
)
"""With a hyphen after it each makes another word: "non-malignant" is not "malignant"."""


def is_whole(folded: str, start: int, end: int) -> bool:
    """Tell whether `folded[start:end]` begins and ends where words do.

    A dot or @ between letters joins them ("stroke.org"), and so does an apostrophe that is not a
    possessive: "can't" does not hold "can", "patient's" holds "patient".
    """
    return _begins(folded, start) and _ends(folded, end)


def is_prefixed(text: str, start: int) -> bool:
    """Tell whether a hyphen and a prefix before `start` make another word of what follows."""
    return (
        start > 0
        and text[start - 1] in HYPHENS
        and _PREFIX.search(text, max(0, start - 8), start) is not None
    )


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where web addresses stand in `text`, as (start, end)."""
    if "://" in text or "www." in text.lower():
        yield from (found.span() for found in _ADDRESS.finditer(text))


def _begins(folded: str, start: int) -> bool:
    if not start or not _is_word(folded[start]):
        return True
    before = folded[start - 1]
    if before in ".@":
        return start < 2 or not _is_word(folded[start - 2])
    return not _is_word(before)


def _ends(folded: str, end: int) -> bool:
    if end == len(folded) or not _is_word(folded[end - 1]):
        return True
    after = folded[end]
    if after in ".@":
        return not _is_word(folded[end + 1 : end + 2])
    if after == "'" and _is_word(folded[end + 1 : end + 2]):
        return folded[end + 1] == "s" and not _is_word(folded[end + 2 : end + 3])
    return not _is_word(after)


def _is_word(character: str) -> bool:
    """Tell whether `character` (or nothing) is a letter, a digit, a mark, an underscore."""
    return (
        character.isalnum()
        or character == "_"
        or (character > "\x7f" and unicodedata.category(character).startswith("M"))
    )
