"""The claims of a sentence, of all kinds."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from readlevel.core.claims.arms import find_arms
from readlevel.core.claims.categories import CATEGORY_KINDS, find_categories, find_presences
from readlevel.core.claims.claim import Claim
from readlevel.core.claims.claim_vocabulary import may_have_phrase
from readlevel.core.claims.directions import find_directions
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.claims.ranks import find_certainties, find_grades, find_urgencies
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.languages.tags import primary

_MAX_CLAIMS = 60
"""Claims of one sentence that are kept, against hostile texts."""


_PHRASE_KINDS = (*CATEGORY_KINDS, "direction", "urgency", "certainty", "grade")
"""Kinds of claims that a phrase makes, of which most sentences have none."""


@lru_cache(maxsize=4096)
def read_claims(text: str, language: str) -> tuple[Claim, ...]:
    """Return the claims of one sentence.

    They are cached: when a text is compared again, most sentences are unchanged.
    """
    surroundings = Surroundings(text, primary(language))
    in_phrases = may_have_phrase(_PHRASE_KINDS, text, language)
    found = [
        *find_frequencies(text, language),
        *(find_categories(surroundings) if in_phrases else ()),
        *find_presences(surroundings),
        *(_find_phrases(surroundings) if in_phrases else ()),
        *find_arms(surroundings),
    ]
    return tuple(
        replace(one, context=surroundings.weigh_context(one.start, one.end))
        for one in found[:_MAX_CLAIMS]
    )


def _find_phrases(surroundings: Surroundings) -> Iterator[Claim]:
    yield from find_directions(surroundings)
    yield from find_urgencies(surroundings)
    yield from find_certainties(surroundings)
    yield from find_grades(surroundings)
