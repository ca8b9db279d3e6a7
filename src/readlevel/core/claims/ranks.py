"""Claims on a scale: how urgent something is, and how certain."""

from collections.abc import Iterator

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, get_words
from readlevel.core.claims.surroundings import Surroundings

_FOCUS_WORDS = 8
_ROUTINE = 4
"""The rank of "routinely", which is about urgency only where help is sought."""


def find_urgencies(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield how soon a sentence tells its reader to get help; `number` is the rank, 0 at once."""
    lower = surroundings.text.lower()
    advice = get_words("advice", "help", surroundings.language)
    asks_for_help = any(one.rstrip("*") in lower for one in advice)
    for phrase in get_finder(ClaimKind.URGENCY, surroundings.language).find(surroundings.text):
        focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
        rank = float(phrase.value)
        if rank >= _ROUTINE and not asks_for_help:
            continue
        yield Claim(
            ClaimKind.URGENCY, phrase.value, phrase.start, phrase.end, focus, number=(rank, rank)
        )


def find_certainties(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield how certain a sentence is; `number` is the rank, 4 certain and 1 unknown."""
    for phrase in get_finder(ClaimKind.CERTAINTY, surroundings.language).find(surroundings.text):
        rank = float(phrase.value)
        focus = surroundings.topics_after(phrase.end, _FOCUS_WORDS)
        yield Claim(
            ClaimKind.CERTAINTY, phrase.value, phrase.start, phrase.end, focus, number=(rank, rank)
        )
