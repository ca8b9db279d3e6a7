"""A plainer wording as it fits a text, and the words around that let it be offered."""

from typing import NamedTuple

from readlevel.core.hints.tokenised_text import TokenisedText
from readlevel.core.hints.wording_entry import ANYWHERE, WordingLimits

_NEAR = 8
"""Words to each side that are near."""


class FittedWording(NamedTuple):
    """Alternatives for a range of words."""

    first: int
    end: int
    alternatives: tuple[str, ...]
    note: str | None


def fits_limits(text: TokenisedText, first: int, end: int, limits: WordingLimits) -> bool:
    """Return whether the words around let an entry be offered for the words `first` to `end`."""
    if limits is ANYWHERE:
        return True
    if first and text.is_joined(first - 1) and text.words[first - 1] in limits.not_behind:
        return False
    if limits.not_before and text.is_joined(end - 1) and text.words[end] in limits.not_before:
        return False
    if limits.only_before and not (
        text.is_joined(end - 1) and text.words[end] in limits.only_before
    ):
        return False
    if not limits.not_near and not limits.only_near:
        return True
    around = (*text.words[max(0, first - _NEAR) : first], *text.words[end : end + _NEAR])
    if not limits.not_near.isdisjoint(around):
        return False
    return not limits.only_near or not limits.only_near.isdisjoint(around)
