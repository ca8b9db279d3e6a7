"""The claims of a sentence, of all kinds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from readlevel.core.claims.arms import find_arms
from readlevel.core.claims.categories import CATEGORY_KINDS, find_categories, find_presences
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder, may_have_phrase
from readlevel.core.claims.directions import find_directions
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.claims.ranks import find_certainties, find_grades, find_urgencies
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.languages.tags import primary

_MAX_CLAIMS = 60
"""Claims of one sentence that are kept, against hostile texts."""


_PLAN_LENGTH = 90
"""Characters between "studies" and "are needed"."""

_BREAK = re.compile(r"[;:.]")

_KEPT_IN_PLANS = frozenset(
    {ClaimKind.POPULATION, ClaimKind.ROUTE, ClaimKind.SITE, ClaimKind.DISEASE, ClaimKind.FREQUENCY}
)
"""Kinds of claims that count in a sentence which asks for research, and does not say what is so."""

_PHRASE_KINDS = (*CATEGORY_KINDS, "direction", "urgency", "certainty", "grade")
"""Kinds of claims that a phrase makes, of which most sentences have none."""


@lru_cache(maxsize=4096)
def read_claims(text: str, language: str) -> tuple[Claim, ...]:
    """Return the claims of one sentence.

    They are cached: when a text is compared again, most sentences are unchanged.
    """
    surroundings = Surroundings(text, primary(language))
    in_phrases = may_have_phrase(_PHRASE_KINDS, text, language)
    kept = _KEPT_IN_PLANS if _asks_for_research(text, language) else None
    found = chain(
        find_frequencies(text, language),
        find_categories(surroundings) if in_phrases else (),
        find_presences(surroundings),
        _find_phrases(surroundings) if in_phrases else (),
        find_arms(surroundings),
    )
    return tuple(
        replace(one, context=surroundings.weigh_context(one.start, one.end))
        for one in islice(found, _MAX_CLAIMS)
        if kept is None or one.kind in kept
    )


def _asks_for_research(text: str, language: str) -> bool:
    """Return whether a sentence says that studies are needed."""
    plan = get_finder("research", language).find(text)
    studies = -_PLAN_LENGTH
    for phrase in plan:
        if phrase.value == "studies":
            studies = phrase.end
        elif phrase.value == "call" or (
            phrase.start - studies < _PLAN_LENGTH and not _BREAK.search(text, studies, phrase.start)
        ):
            return True
    return False


def _find_phrases(surroundings: Surroundings) -> Iterator[Claim]:
    yield from find_directions(surroundings)
    yield from find_urgencies(surroundings)
    yield from find_certainties(surroundings)
    yield from find_grades(surroundings)
