"""The claims of a sentence, of all kinds."""

from dataclasses import replace
from functools import lru_cache

from readlevel.core.claims.arms import find_arms
from readlevel.core.claims.categories import find_categories, find_presences
from readlevel.core.claims.claim import Claim
from readlevel.core.claims.directions import find_directions
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.claims.ranks import find_certainties, find_grades, find_urgencies
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.languages.tags import primary

_MAX_CLAIMS = 60
"""Claims of one sentence that are kept, against hostile texts."""


@lru_cache(maxsize=4096)
def read_claims(text: str, language: str) -> tuple[Claim, ...]:
    """Return the claims of one sentence.

    They are cached: when a text is compared again, most sentences are unchanged.
    """
    surroundings = Surroundings(text, primary(language))
    found = [
        *find_frequencies(text, language),
        *find_categories(surroundings),
        *find_presences(surroundings),
        *find_directions(surroundings),
        *find_urgencies(surroundings),
        *find_certainties(surroundings),
        *find_grades(surroundings),
        *find_arms(surroundings),
    ]
    return tuple(
        replace(one, context=surroundings.weigh_context(one.start, one.end))
        for one in found[:_MAX_CLAIMS]
    )
