"""Slugs: names as parts of URLs."""

import re
import unicodedata
from functools import lru_cache

MAX_LENGTH = 100

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def is_slug(text: str) -> bool:
    """Return whether `text` can be an answer's slug: `a-z`, `0-9`, single hyphens between."""
    return len(text) <= MAX_LENGTH and _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def slugify(name: str) -> str:
    """Return `name` as part of a URL: lower case, without accents, hyphens between words.

    Letters outside the Latin alphabet are kept, including marks that change the letter. A name
    without letters and digits gives `x` followed by its code points.
    """
    # Characters such as ℌ have a lower case only after normalisation.
    plain = unicodedata.normalize("NFKD", name).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    kept = "".join(character for character in apart if not _is_accent(character))
    composed = unicodedata.normalize("NFC", kept)
    parts = "".join(each if _is_of_a_word(each) else " " for each in composed).split()
    words = [part for part in parts if any(map(str.isalnum, part))]
    return "-".join(words) or "x" + "-".join(f"{ord(character):x}" for character in name)


def _is_accent(character: str) -> bool:
    """Return whether `character` is an accent or a Hebrew or Arabic point, which words can omit.

    The combining class decides (Unicode Standard, table 4-3). Classes 7 to 9 are marks such as
    those of Hindi and Japanese, 84 to 132 vowels and tones of other scripts; words need both.
    """
    place = unicodedata.combining(character)
    return 10 <= place <= 36 or place >= 200 or character in _VARIATION_SELECTORS


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")
