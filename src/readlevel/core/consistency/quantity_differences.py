"""Differences in the quantities of two texts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from readlevel.core.claims.abbreviated_frequencies import EVERY
from readlevel.core.claims.claim import Claim
from readlevel.core.claims.claim_vocabulary import CLAIM_LANGUAGES
from readlevel.core.claims.frequencies import find_frequencies
from readlevel.core.consistency.compared_texts import ComparedTexts, list_candidates
from readlevel.core.consistency.difference import (
    MIN_ASKING_CONFIDENCE,
    Difference,
    DifferenceKind,
    FactLocation,
    Severity,
)
from readlevel.core.consistency.divided_doses import are_one_daily_dose
from readlevel.core.consistency.match_facts import Candidate, MatchResult, MatchRules
from readlevel.core.consistency.quantity_confidence import (
    find_most_similar,
    list_slip_keys,
    rate_conflict,
    rate_new,
    rate_slip,
)
from readlevel.core.contradictions.claim_relations import are_compatible
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import (
    are_comparable,
    have_like_units,
    quantities_agree,
)
from readlevel.core.facts.quantity_index import QuantityIndex
from readlevel.core.languages.tags import primary

_MAX_LACKING = 100
"""Clinician quantities that the lay text lacks of which one may be a slip."""

QUANTITY_RULES = MatchRules(
    agree=quantities_agree,
    are_comparable=are_comparable,
    agree_anywhere=have_like_units,
    is_weak=lambda quantity: quantity.weak,
    needs_no_support=lambda quantity: quantity.needs_no_support,
    weak_may_conflict=lambda clinician, lay: bool(clinician.dimension),
)


def find_quantity_differences(
    texts: ComparedTexts, claims: Sequence[Difference]
) -> list[Difference]:
    """Return the differences in quantities that are not among those in `claims`."""
    facts = list_candidates(texts.clinician, "quantities")
    known = QuantityIndex([candidate.fact for candidate in facts])

    def find_candidates(lay_fact: Candidate[Quantity]) -> list[Candidate[Quantity]]:
        return [facts[index] for index in known.find_like(lay_fact.fact)]

    matched = texts.match(facts, "quantities", find_candidates, QUANTITY_RULES)
    matched.conflicts[:] = [
        pair for pair in matched.conflicts if not are_one_daily_dose(texts, pair)
    ]
    slips = _move_slips(texts, matched)
    found = texts.iter_differences(
        matched, lambda fact: fact.fact_type, lambda one: _rate_new(texts, one)
    )
    conflicts = [
        _rate_conflict(texts, one, pair, slips.get(id(pair[1]), 0.0))
        for pair, one in zip(matched.conflicts, found, strict=False)
    ]
    frequencies = _FrequencyFilter(texts.clinician, texts.language, claims)
    return [one for one in chain(conflicts, found) if not frequencies.covers(one)]


def _rate_conflict(
    texts: ComparedTexts,
    one: Difference,
    pair: tuple[Candidate[Quantity], Candidate[Quantity]],
    least: float,
) -> Difference:
    """Return a conflict with its confidence.

    A number that is simply new is not set against an unrelated sentence.
    """
    confidence = max(rate_conflict(texts, pair), least)
    if confidence >= MIN_ASKING_CONFIDENCE or pair[1].fact.weak:
        return replace(one, confidence=confidence)
    severity, confidence = _rate_new(texts, pair[1])
    kind = DifferenceKind.ONLY_LAY
    return replace(one, kind=kind, clinician=None, severity=severity, confidence=confidence)


def _move_slips(texts: ComparedTexts, matched: MatchResult[Quantity]) -> Mapping[int, float]:
    """Make conflicts of lay quantities that are slips for ones that the lay text lacks.

    Return the confidence of each, by the identity of the lay quantity.
    """
    slips: dict[int, float] = {}
    lacking = _Lacking(matched.only_clinician)
    for lay in matched.only_lay:
        similar = find_most_similar(texts, lay.sentence)
        rated = [
            (rate_slip(texts, (lacking.facts[place], lay)), -place)
            for place in lacking.list_like(lay.fact, similar)
        ]
        confidence, place = max(rated, default=(0.0, 0))
        if confidence:
            matched.conflicts.append((lacking.take(-place), lay))
            slips[id(lay)] = confidence
    matched.only_lay[:] = [lay for lay in matched.only_lay if id(lay) not in slips]
    matched.only_clinician[:] = lacking.list_rest()
    return slips


class _Lacking:
    """Clinician quantities that the lay text lacks, by what they may be mistaken for.

    Only the first `_MAX_LACKING` of those that are left are looked at.
    """

    def __init__(self, facts: Sequence[Candidate[Quantity]]) -> None:
        self.facts = tuple(facts)
        self._taken: set[int] = set()
        self._places: dict[str | int, set[int]] = {}
        self._end = 0
        for _ in self.facts[:_MAX_LACKING]:
            self._add_next()

    def list_like(self, quantity: Quantity, sentences: Sequence[int]) -> set[int]:
        """Return the places of facts in a few digits like `quantity`, and those of `sentences`."""
        keys: list[str | int] = [*list_slip_keys(quantity), *sentences]
        return {place for key in keys for place in self._places.get(key, ())}

    def take(self, place: int) -> Candidate[Quantity]:
        """Return the fact at a place, which is not lacking any more."""
        self._taken.add(place)
        for key in self._list_keys(place):
            self._places[key].discard(place)
        if self._end < len(self.facts):
            self._add_next()
        return self.facts[place]

    def list_rest(self) -> list[Candidate[Quantity]]:
        """Return the facts that are still lacking."""
        return [fact for place, fact in enumerate(self.facts) if place not in self._taken]

    def _add_next(self) -> None:
        for key in self._list_keys(self._end):
            self._places.setdefault(key, set()).add(self._end)
        self._end += 1

    def _list_keys(self, place: int) -> Iterator[str | int]:
        yield from list_slip_keys(self.facts[place].fact)
        yield self.facts[place].sentence


def _rate_new(texts: ComparedTexts, candidate: Candidate[Quantity]) -> tuple[Severity, float]:
    return rate_new(texts.lay[candidate.sentence], candidate.fact, texts.language)


class _FrequencyFilter:
    """Keeps a frequency from being reported as a number too.

    Quantities compare "every 12 hours" as it is written; claims compare it with "twice a day" and
    "b.i.d." as well.
    """

    def __init__(
        self, clinician: Sequence[SentenceFacts], language: str, found: Sequence[Difference]
    ) -> None:
        self._language = language
        self._is_known = primary(language) in CLAIM_LANGUAGES
        self._sentences = clinician
        self._found: dict[str, list[FactLocation]] = {}
        for one in found:
            if one.lay and one.asks:
                self._found.setdefault(one.lay.text, []).append(one.lay)

    @cached_property
    def _clinician(self) -> tuple[list[float], list[Claim]]:
        """The frequencies of the clinician text by their numbers, and the lower number of each."""
        found = {
            one.number: one
            for facts in self._sentences
            for one in find_frequencies(facts.text, self._language)
            if one.value == EVERY and one.number
        }
        numbers = sorted(found)
        return [low for low, _ in numbers], [found[number] for number in numbers]

    def covers(self, one: Difference) -> bool:
        """Return whether a lay quantity is a frequency that is reported or supported as such."""
        if not self._is_known or one.lay is None:
            return False
        claims = [claim for claim in self._read(one.lay) if claim.value == EVERY]
        return any(
            _overlap(one.lay, claim) and (self._is_reported(one.lay) or self._is_supported(claim))
            for claim in claims
        )

    def _read(self, place: FactLocation) -> Iterator[Claim]:
        yield from find_frequencies(place.text, self._language)

    def _is_reported(self, place: FactLocation) -> bool:
        return any(
            other.fact_span
            and place.fact_span
            and other.fact_span[0] < place.fact_span[1]
            and place.fact_span[0] < other.fact_span[1]
            for other in self._found.get(place.text, ())
        )

    def _is_supported(self, claim: Claim) -> bool:
        if claim.number is None:
            return False
        lows, claims = self._clinician
        low, high = claim.number
        # A little wider than any difference that `are_compatible` accepts.
        start, end = bisect_left(lows, low * low / high / 1.5), bisect_right(lows, high * 1.12)
        return any(are_compatible(one, claim) for one in claims[start:end])


def _overlap(place: FactLocation, claim: Claim) -> bool:
    """Return whether a fact is a frequency: an amount that merely contains one is not."""
    if place.fact_span is None:
        return False
    start, end = place.fact_span
    shared = min(end, claim.end) - max(start, claim.start)
    return shared > 0 and shared * 2 > end - start
