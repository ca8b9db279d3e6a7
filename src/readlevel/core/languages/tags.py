"""Language tags (BCP 47)."""

import re
from functools import lru_cache

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_REGION = re.compile(r"[A-Za-z]{2}")


def normalise_tag(tag: str) -> str:
    """Return `tag` in its usual case and with hyphens: `pt_br` gives `pt-BR`.

    Raise ValueError if `tag` does not have the shape of a language tag.
    """
    if not _TAG.fullmatch(tag):
        raise ValueError(f"not a language tag: {tag!r}")
    first, *rest = re.split("[-_]", tag)
    shaped = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(shaped.get(len(part), str.lower)(part) for part in rest)])


@lru_cache(maxsize=1000)
def primary(tag: str) -> str:
    """Return the language of a tag without script and region: `es-MX` gives `es`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def region(tag: str) -> str | None:
    """Return the country that a tag names, two capital letters: `es_mx` gives `MX`."""
    _, *rest = re.split("[-_]", tag)
    return next((part.upper() for part in rest if _REGION.fullmatch(part)), None)
