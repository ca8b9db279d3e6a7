"""Claims that one phrase makes by itself: population, route, side, site, timing, disease."""

from collections.abc import Iterator

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import ClaimPhrase, PhraseFinder, get_finder
from readlevel.core.claims.surroundings import Surroundings

_KINDS = (
    ClaimKind.POPULATION,
    ClaimKind.ROUTE,
    ClaimKind.SIDE,
    ClaimKind.SITE,
    ClaimKind.TIMING,
    ClaimKind.CONDITION,
    ClaimKind.DISEASE,
)
_FOCUS_WORDS = 3
"""Words on each side that show what a phrase belongs to: acute [heart] failure."""

_EVENT_WORDS = 5
"""Words after "before" or "only if" that name the event or condition."""

_FORWARD_KINDS = frozenset({ClaimKind.CONDITION})


_INJECTION = "injection"
_INJECTED = frozenset({"vein", "muscle", "under_skin", "joint", "spine"})


def find_categories(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the claims of a sentence that are made by a phrase."""
    for kind in _KINDS:
        for phrase in _drop_generic(get_finder(kind, surroundings.language), surroundings.text):
            axis, _, _ = phrase.value.rpartition(":")
            if kind in _FORWARD_KINDS or axis == "order":
                focus = surroundings.topics_after(phrase.end, _EVENT_WORDS)
            else:
                focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
            yield Claim(kind, phrase.value, phrase.start, phrase.end, focus, axis)


def _drop_generic(finder: PhraseFinder, text: str) -> list[ClaimPhrase]:
    """Return the phrases, without "injection" where another says into what it goes."""
    found = list(finder.find(text))
    is_specific = any(one.value in _INJECTED for one in found)
    return [one for one in found if not (is_specific and one.value == _INJECTION)]
