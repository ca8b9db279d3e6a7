"""Names as parts of addresses."""

import re
import unicodedata

MAX_LENGTH = 100

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Tell whether `text` can be an answer's address: `a-z`, `0-9`, single hyphens between."""
    return len(text) <= MAX_LENGTH and _SLUG.fullmatch(text) is not None


def slugify(name: str) -> str:
    """Return `name` as a part of an address: lower case, no accents, hyphens between words.

    Letters outside the Latin alphabet stay as they are. A name without letters and digits gives
    `x` followed by its code points.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = re.findall(r"\w+", unicodedata.normalize("NFC", kept).replace("_", " "))
    return "-".join(words) or "x" + "-".join(f"{ord(sign):x}" for sign in name)
