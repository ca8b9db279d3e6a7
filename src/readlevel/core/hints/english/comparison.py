"""Plain adjectives behind "more" and "most": more difficult is harder."""

from collections.abc import Mapping

_IRREGULAR: Mapping[str, tuple[str, str]] = {
    "bad": ("worse", "worst"),
    "big": ("bigger", "biggest"),
    "early": ("earlier", "earliest"),
    "easy": ("easier", "easiest"),
    "good": ("better", "best"),
    "large": ("larger", "largest"),
    "late": ("later", "latest"),
    "rare": ("rarer", "rarest"),
    "safe": ("safer", "safest"),
    "thin": ("thinner", "thinnest"),
    "wide": ("wider", "widest"),
}
_REGULAR = frozenset(
    {"clear", "deep", "fast", "hard", "high", "long", "low", "mild", "near", "new", "old", "quick"}
    | {"short", "slow", "small", "strong", "thick", "weak"}
)


def is_degree(word: str) -> bool:
    """Return whether a word compares the adjective after it."""
    return word in ("more", "most")


def compare(plain: str, degree: str) -> str | None:
    """Return an adjective in a degree, None if it has no form of its own for it."""
    if plain in _REGULAR:
        return f"{plain}{'er' if degree == 'more' else 'est'}"
    forms = _IRREGULAR.get(plain)
    return forms and forms[degree == "most"]
