"""Claims and denials of a translation against those of its source."""

from collections.abc import Iterator

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.contradictions.claim_relations import are_compatible
from readlevel.core.facts.tokens import SentenceTokens, split_tokens
from readlevel.core.facts.vocabulary import get_vocabulary

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
_CLAIM_CONFIDENCE = 0.6
_UNLIKE_CONFIDENCE = 0.4
"""Confidence of a denial that forbids nothing, in a block of several sentences."""


def compare_claims(pair: BlockPair) -> Iterator[Difference]:
    """Yield the claims of a translation that contradict those of its source."""
    source, translation = (
        [(facts, claim) for facts in block for claim in read_claims(facts.text, language)]
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
    return one.kind in _KINDS and one.axis != "order"


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
    denying = [
        [
            (facts, stance)
            for facts in block
            for stance in read_stances(facts.text, language)
            if not stance.affirms
        ]
        for block, language in zip(blocks, pair.languages, strict=True)
    ]
    for index, found in enumerate(denying):
        other, language = blocks[1 - index], pair.languages[1 - index]
        if not found or not other or any(_may_deny(facts.text, language) for facts in other):
            continue
        facts, stance = found[0]
        place = locate_fact(facts, (stance.start, stance.end))
        whole = locate_fact(other[0], (0, len(other[0].text)))
        places = (whole, place) if index else (place, whole)
        confidence = (
            _CLAIM_CONFIDENCE
            if is_short or stance.is_forbidden or stance.is_discouraged
            else _UNLIKE_CONFIDENCE
        )
        yield make_difference(DifferenceKind.CONFLICT, "negation", *places, confidence)


def _may_deny(text: str, language: str) -> bool:
    """Return whether a sentence has a word of denial, or one for stopping, anywhere."""
    tokens = SentenceTokens(split_tokens(text), get_vocabulary(language))
    negating = tokens.vocabulary.negation_cues["negating"]
    denies = any(negating.find(tokens.lowered, index) for index in range(len(tokens)))
    values = {one.value for one in get_finder("stance", language).find(text)}
    return denies or bool(values & {"stop", "need_not", "forbidden", "discouraged", "hedged"})
