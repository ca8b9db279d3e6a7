"""Names of medicines in other languages: their generic names differ by a few rules of spelling.

The international names (INN) are adapted by rule: sertraline is sertralina in Spanish and Sertralin
in German, hydrochlorothiazide is hidroclorotiazida.
"""

import re
from collections.abc import Sequence

SHORTEST = 6
"""Letters of a name that is compared by its key: shorter ones may be ordinary words."""

_SPELLINGS = (
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("ch", "c"),
    ("qu", "c"),
    ("k", "c"),
    ("y", "i"),
    ("w", "v"),
    ("ae", "e"),
    ("oe", "e"),
)
_DOUBLED = re.compile(r"([a-z])\1")
_SPANISH = (("ph", "f"), ("th", "t"), ("rh", "r"), ("chl", "cl"), ("chr", "cr"), ("y", "i"))


def make_key(name: str) -> str:
    """Return what the spellings of a generic name (folded) have in common; empty if too short."""
    if len(name) < SHORTEST:
        return ""
    for spelled, key in _SPELLINGS:
        name = name.replace(spelled, key)
    return _DOUBLED.sub(r"\1", name).rstrip("aeo")


def spell_in_spanish(name: str) -> Sequence[str]:
    """Return how a generic name (folded) may be written in Spanish."""
    if len(name) < SHORTEST or not name.isascii() or not name.isalpha():
        return ()
    for spelled, spanish in _SPANISH:
        name = name.replace(spelled, spanish)
    bare = _DOUBLED.sub(r"\1", name).rstrip("e")
    return (bare, f"{bare}a", f"{bare}o")
