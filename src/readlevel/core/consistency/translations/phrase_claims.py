"""Claims and denials of a sentence in any language with a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from readlevel.core.claims.abbreviated_frequencies import make_frequency
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.claims.denials import is_negated
from readlevel.core.claims.frequencies import TOTAL, find_frequencies
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.claims.stances.clause_words import get_clause_words
from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.consistency.translations.phrase_tables import get_phrases, has_table
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.units import UNITS
from readlevel.core.facts.vocabulary import get_vocabulary
from readlevel.core.languages.tags import primary

_PHRASE_KINDS = (
    ClaimKind.TIMING,
    ClaimKind.SIDE,
    ClaimKind.POPULATION,
    ClaimKind.ROUTE,
    ClaimKind.SITE,
    ClaimKind.DIRECTION,
    ClaimKind.CONDITION,
)
_FOCUS_WORDS = 3
"""Words on each side of a phrase that show what it is about."""

_DENIED_WITHIN = 5
"""Tokens before a direction that may deny it."""

_AMOUNT, _QUALITY = "amount", "quality"
"""The axes of more and less, and of better and worse."""

_QUALITIES = frozenset({"better", "worse"})

_MAX_PHRASES = 60
"""Phrases of one sentence that are read, against hostile texts."""

_DAY = 86_400
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_INTERVAL_NUMBER = re.compile(r"\s+(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?\s+")
_DENIES, _STOPS, _HALTS = "denies", "stops", "halts"
_EXCEPTS, _WAITS = "excepts", "waits"


class Denial(NamedTuple):
    """What denies something in a sentence."""

    start: int
    end: int
    is_forbidden: bool
    is_excepted: bool
    """It has an exception: until, without."""


_MEALS = {"food:before": "order:before", "food:after": "order:after"}
"""Claims on meals, which a source may make of another event: before your meal."""


@lru_cache(maxsize=4096)
def find_claims(text: str, language: str) -> Sequence[Claim]:
    """Return the claims of a sentence that may be compared between languages."""
    if not has_table(language):
        return read_claims(text, language)
    return tuple(_iter_phrase_claims(text, language))


@lru_cache(maxsize=4096)
def read_claims_in_context(text: str, language: str) -> tuple[Claim, ...]:
    """Return the claims of a sentence with what they are about, to compare texts of one language.

    A language with a table for translations only has no arms and no opposites.
    """
    if not has_table(language):
        return read_claims(text, language)
    surroundings = Surroundings(text, primary(language))
    found = []
    for one in islice(_iter_phrase_claims(text, language), _MAX_PHRASES):
        is_denied = one.kind is ClaimKind.DIRECTION and is_negated(
            text, one.start, language, _DENIED_WITHIN
        )
        found.append(
            replace(
                one,
                focus=surroundings.topics_near(one.start, one.end, _FOCUS_WORDS),
                negated=is_denied,
                outcome=one.value if one.value in _QUALITIES else "",
                context=surroundings.weigh_context(one.start, one.end),
            )
        )
    return tuple(found)


def _iter_phrase_claims(text: str, language: str) -> Iterator[Claim]:
    for kind in _PHRASE_KINDS:
        for one in list(get_phrases(kind, language).find(text))[:_MAX_PHRASES]:
            axis = one.value.rpartition(":")[0]
            if kind is ClaimKind.DIRECTION:
                axis = _QUALITY if one.value in _QUALITIES else _AMOUNT
            claim = Claim(kind, one.value, one.start, one.end, axis=axis)
            yield claim
            if one.value in _MEALS:
                yield replace(claim, value=_MEALS[one.value], axis="order")
    for kind in (ClaimKind.URGENCY, ClaimKind.CERTAINTY):
        for one in list(get_phrases(kind, language).find(text))[:_MAX_PHRASES]:
            rank = float(one.value)
            yield Claim(kind, one.value, one.start, one.end, number=(rank, rank))
    counted = list(_iter_frequencies(text, language))[:_MAX_PHRASES]
    yield from counted
    for claim in find_frequencies(text, language):
        overlaps = any(one.start < claim.end and claim.start < one.end for one in counted)
        if not counted or (claim.value != TOTAL and not overlaps):
            yield claim


def _iter_frequencies(text: str, language: str) -> Iterator[Claim]:
    for one in get_phrases("frequency", language).find(text):
        count, _, period = one.value.partition("/")
        times = float(count) / _DAYS[period]
        yield make_frequency(one.start, one.end, times, times)
    for every in get_phrases("interval", language).find(text):
        number = _INTERVAL_NUMBER.match(text, every.end)
        units = get_phrases("units", language).find(text[number.end() :]) if number else ()
        unit = next((one for one in units if not one.start), None)
        if number is None or unit is None or UNITS[unit.value].dimension != "time":
            continue
        days = UNITS[unit.value].factor / _DAY
        low, high = float(number[1]), float(number[2] or number[1])
        if low and high >= low:
            end = number.end() + unit.end
            yield make_frequency(every.start, end, 1 / (high * days), 1 / (low * days))


def find_denials(text: str, language: str) -> Sequence[Denial]:
    """Return what denies something in a sentence, where two denials do not cancel out."""
    if not has_table(language):
        return [
            Denial(one.start, one.end, one.is_forbidden, bool(one.exceptions))
            for one in read_stances(text, language)
            if not one.affirms
        ]
    phrases = list(get_phrases("denial", language).find(text))
    decisive = [one for one in phrases if one.value in (_DENIES, _STOPS)]
    kinds = {one.value for one in decisive}
    if len(kinds) != 1:
        return []
    first = decisive[0]
    excepts = any(one.value == _EXCEPTS for one in phrases)
    return [Denial(first.start, first.end, first.value == _STOPS, excepts)]


_MAY_DENY = frozenset({"stop", "need_not", "forbidden", "hedged"})


def find_stops(text: str, language: str) -> frozenset[str]:
    """Return how a sentence mentions stopping: `stops`, `denies` it, or both."""
    if has_table(language):
        values = {one.value for one in get_phrases("denial", language).find(text)}
        stops, denies = bool(values & {_STOPS, _HALTS}), _DENIES in values
    else:
        tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
        stops = any(one.value == "stop" for one in get_finder("stance", language).find(text))
        denies = any(tokens.has_cue("particles", index) for index in range(len(tokens)))
    found = {_STOPS: stops, _DENIES: stops and denies}
    return frozenset(name for name, is_found in found.items() if is_found)


def may_deny(text: str, language: str, *, is_excepted: bool) -> bool:
    """Return whether a sentence has a word of denial, or one for stopping, anywhere.

    Where the denial `is_excepted`, words such as "until" and "without" only translate its
    exception, while to wait for something may translate the denial.
    """
    if has_table(language):
        values = {one.value for one in get_phrases("denial", language).find(text)}
        return bool(values - {_EXCEPTS if is_excepted else _WAITS})
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    negating = tokens.vocabulary.negation_cues["negating"]
    exceptions = get_clause_words(language).excepting if is_excepted else ()
    denies = any(
        negating.find(tokens.lowered, index) and tokens.lowered[index] not in exceptions
        for index in range(len(tokens))
    )
    return denies or any(
        one.value in _MAY_DENY and text[one.start : one.end].lower() not in exceptions
        for one in get_finder("stance", language).find(text)
    )
