"""Claims that one phrase makes by itself: population, route, side, site, timing, disease."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import ClaimPhrase, PhraseFinder, get_finder
from readlevel.core.claims.surroundings import Surroundings

CATEGORY_KINDS = (
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
    for kind in CATEGORY_KINDS:
        for phrase in _drop_generic(get_finder(kind, surroundings.language), surroundings.text):
            axis, _, _ = phrase.value.rpartition(":")
            if kind in _FORWARD_KINDS or axis == "order":
                _, clause_end = surroundings.clause_of(phrase.end)
                focus = surroundings.topics_after(phrase.end, _EVENT_WORDS, clause_end)
            else:
                focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
            yield Claim(kind, phrase.value, phrase.start, phrase.end, focus, axis)


_MAX_PRESENCES = 20
"""Of one sentence, against hostile texts."""

_PRESENCES = {"en": {"with": "with", "without": "without"}, "es": {"con": "with", "sin": "without"}}


def find_presences(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield "with" and "without"; the focus is the first content word after them."""
    values = _PRESENCES.get(surroundings.language)
    if values is None:
        return
    words = _presence_pattern(surroundings.language).finditer(surroundings.text)
    named = ((values.get(found[0].lower()), found) for found in words)
    for value, found in islice(((value, found) for value, found in named if value), _MAX_PRESENCES):
        focus = surroundings.topics_after(found.end(), 1)
        yield Claim(ClaimKind.CONDITION, value, *found.span(), focus, "presence")


@cache
def _presence_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(_PRESENCES[language])
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)


def _drop_generic(finder: PhraseFinder, text: str) -> list[ClaimPhrase]:
    """Return the phrases, without "injection" where another says into what it goes."""
    found = list(finder.find(text))
    is_specific = any(one.value in _INJECTED for one in found)
    return [one for one in found if not (is_specific and one.value == _INJECTION)]
