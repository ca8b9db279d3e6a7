"""Claims that one phrase makes by itself: population, route, side, site, timing, disease."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import (
    ClaimPhrase,
    PhraseFinder,
    get_finder,
    get_words,
)
from readlevel.core.claims.denials import is_negated
from readlevel.core.claims.stances.clause_words import get_clause_words
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.tags import primary

CATEGORY_KINDS = (
    ClaimKind.POPULATION,
    ClaimKind.ROUTE,
    ClaimKind.SIDE,
    ClaimKind.SITE,
    ClaimKind.TIMING,
    ClaimKind.CONDITION,
    ClaimKind.DISEASE,
    ClaimKind.CONTRAST,
)
_FOCUS_WORDS = 3
"""Words on each side that show what a phrase belongs to: acute [heart] failure."""

_EVENT_WORDS = 5
"""Words after "before" or "only if" that name the event or condition."""

_DENIED_WITHIN = 3
"""Tokens before one of two opposites in which a denial makes it say nothing sure: "not often"."""

_DENIED_BEFORE = 8
"""Tokens before a condition in which its main clause is denied: "do not stop if you feel well"."""

_FORWARD_KINDS = frozenset({ClaimKind.CONDITION})

_FOOD = "food"
_EMPTY, _FED = "food:empty", "food:with"

_INJECTION = "injection"
_INJECTED = frozenset({"vein", "muscle", "under_skin", "joint", "spine"})


def find_categories(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the claims of a sentence that are made by a phrase."""
    for kind in CATEGORY_KINDS:
        for phrase in _drop_generic(get_finder(kind, surroundings.language), surroundings.text):
            axis, _, _ = phrase.value.rpartition(":")
            if axis == "order" and _is_before_duration(surroundings, phrase):
                # "After 4 weeks" says how long, not what comes first.
                continue
            if kind is ClaimKind.CONTRAST and _is_denied(surroundings, phrase):
                continue
            if kind in _FORWARD_KINDS or axis == "order":
                _, clause_end = surroundings.clause_of(phrase.end)
                clause_end = _find_until(surroundings, phrase.end, clause_end)
                focus = surroundings.topics_after(phrase.end, _EVENT_WORDS, clause_end)
            else:
                focus = surroundings.topics_near(phrase.start, phrase.end, _FOCUS_WORDS)
            claim = Claim(kind, phrase.value, phrase.start, phrase.end, focus, axis)
            if axis == _FOOD or kind is ClaimKind.CONDITION:
                denied = _denies_before(surroundings, phrase.start)
                claim = replace(claim, negated=denied)
            if axis == _FOOD and claim.negated:
                if claim.value != _EMPTY:
                    # "Take it with food, but not with milk" says nothing of an empty stomach.
                    continue
                claim = replace(claim, value=_FED, negated=False)
            yield claim


def _denies_before(surroundings: Surroundings, start: int) -> bool:
    """Return whether a phrase is denied; "do not crush it and take it with food" does not."""
    language = surroundings.language
    joined = get_vocabulary(language).negation_cues["coordinators"]
    ends = [one for one in get_clause_words(language).coordinating if one not in joined]
    return is_negated(surroundings.text, start, language, _DENIED_BEFORE, ends)


def _find_until(surroundings: Surroundings, start: int, end: int) -> int:
    """Return where "after birth until discharge" goes on to another event, or else the end."""
    words = get_words("length", "until", surroundings.language)
    text = surroundings.text.lower()
    places = (text.find(f" {word} ", start, end) for word in words)
    return min((place for place in places if place >= 0), default=end)


def _is_before_duration(surroundings: Surroundings, phrase: ClaimPhrase) -> bool:
    duration = _compile_duration(primary(surroundings.language))
    return duration is not None and duration.match(surroundings.text, phrase.end) is not None


@cache
def _compile_duration(language: str) -> re.Pattern[str] | None:
    """Compile a length of time: "about 4 to 6 weeks"."""
    about, numbers, ranges, units = (
        "|".join(map(re.escape, sorted(get_words("length", name, language), key=len, reverse=True)))
        for name in ("about", "numbers", "to", "units")
    )
    if not units:
        return None
    return re.compile(
        rf"\s(?:(?:{about})\s)?(?:\d+|{numbers})(?:\s(?:{ranges})\s\d+)?\s(?:{units})",
        re.IGNORECASE,
    )


def _is_denied(surroundings: Surroundings, phrase: ClaimPhrase) -> bool:
    return is_negated(surroundings.text, phrase.start, surroundings.language, _DENIED_WITHIN)


_MAX_PRESENCES = 20
"""Of one sentence, against hostile texts."""

PRESENCE = "presence"
"""The axis of "with" and "without"."""

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
        denied = _denies_before(surroundings, found.start())
        yield Claim(ClaimKind.CONDITION, value, *found.span(), focus, PRESENCE, negated=denied)


@cache
def _presence_pattern(language: str) -> re.Pattern[str]:
    words = "|".join(_PRESENCES[language])
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)


def _drop_generic(finder: PhraseFinder, text: str) -> list[ClaimPhrase]:
    """Return the phrases, without "injection" where another says into what it goes."""
    found = list(finder.find(text))
    is_specific = any(one.value in _INJECTED for one in found)
    return [one for one in found if not (is_specific and one.value == _INJECTION)]
