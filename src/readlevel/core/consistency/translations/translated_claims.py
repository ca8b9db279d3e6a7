"""Claims and denials of a translation against those of its source."""

from collections.abc import Iterator

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.translations.phrase_claims import (
    find_claims,
    find_denials,
    find_stops,
    may_deny,
)
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.contradictions.claim_relations import are_compatible

_KINDS = (
    ClaimKind.FREQUENCY,
    ClaimKind.POPULATION,
    ClaimKind.ROUTE,
    ClaimKind.SIDE,
    ClaimKind.TIMING,
    ClaimKind.URGENCY,
    ClaimKind.DISEASE,
    ClaimKind.SITE,
)
_OPPOSITES = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_EXPLICIT_CONDITIONS = frozenset({"regardless", "only"})
_ORDER, _DURING = "order", "order:during"
_CLAIM_CONFIDENCE = 0.6
_UNLIKE_CONFIDENCE = 0.4
"""Confidence of a denial that forbids nothing, in a block of several sentences."""


def compare_claims(pair: BlockPair) -> Iterator[Difference]:
    """Yield the claims of a translation that contradict those of its source."""
    source, translation = (
        [(facts, claim) for facts in block for claim in find_claims(facts.text, language)]
        for block, language in zip((pair.source, pair.translation), pair.languages, strict=True)
    )
    for facts, claim in translation:
        own = [place for place in source if _are_comparable_claims(place[1], claim)]
        if not own or any(_agree(place[1], claim) for place in own):
            continue
        lost = next(
            (
                place
                for place in own
                if not any(
                    _are_comparable_claims(place[1], one) and _agree(place[1], one)
                    for _, one in translation
                )
            ),
            None,
        )
        if lost is not None:
            yield make_difference(
                DifferenceKind.CONFLICT,
                str(claim.kind),
                locate_fact(lost[0], (lost[1].start, lost[1].end)),
                locate_fact(facts, (claim.start, claim.end)),
                _CLAIM_CONFIDENCE,
            )


def _are_comparable_claims(one: Claim, other: Claim) -> bool:
    if one.kind is not other.kind or one.axis != other.axis:
        return False
    if one.kind is ClaimKind.DIRECTION:
        return one.value in _OPPOSITES and other.value in _OPPOSITES
    if one.axis == _ORDER:
        return _DURING not in (one.value, other.value)
    if one.kind is ClaimKind.CONDITION:
        return {one.value, other.value} <= _EXPLICIT_CONDITIONS
    return one.kind in _KINDS


def _agree(one: Claim, other: Claim) -> bool:
    if one.kind is ClaimKind.DIRECTION:
        return one.value == other.value
    return are_compatible(one, other)


def compare_denials(pair: BlockPair, *, is_short: bool) -> Iterator[Difference]:
    """Yield what denies something, where its counterpart has no word that may.

    A denial that forbids nothing is sure only in a block that `is_short`: languages say "it keeps
    from" and "it does not let".
    """
    blocks = pair.source, pair.translation
    yield from _compare_stops(pair)
    denying = [
        [(facts, denial) for facts in block for denial in find_denials(facts.text, language)]
        for block, language in zip(blocks, pair.languages, strict=True)
    ]
    for index, found in enumerate(denying):
        other, language = blocks[1 - index], pair.languages[1 - index]
        if not found or not other:
            continue
        facts, denial = found[0]
        excepted = all(one.is_excepted for _, one in found)
        if any(may_deny(each.text, language, is_excepted=excepted) for each in other):
            continue
        place = locate_fact(facts, (denial.start, denial.end))
        whole = locate_fact(other[0], (0, len(other[0].text)))
        places = (whole, place) if index else (place, whole)
        confidence = _CLAIM_CONFIDENCE if is_short or denial.is_forbidden else _UNLIKE_CONFIDENCE
        yield make_difference(DifferenceKind.CONFLICT, "negation", *places, confidence)


def _compare_stops(pair: BlockPair) -> Iterator[Difference]:
    """Yield a "stop" that is "do not stop" in the other text, in a pair of sentences."""
    if len(pair.source) != 1 or len(pair.translation) != 1:
        return
    sentences = pair.source[0], pair.translation[0]
    ways = [
        find_stops(facts.text, language)
        for facts, language in zip(sentences, pair.languages, strict=True)
    ]
    if all(ways) and ways[0] != ways[1]:
        source, translation = (locate_fact(one, (0, len(one.text))) for one in sentences)
        yield make_difference(
            DifferenceKind.CONFLICT, "negation", source, translation, _CLAIM_CONFIDENCE
        )
