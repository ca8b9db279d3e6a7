"""Claims of the lay text that contradict a clinician sentence on the same subject."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.contradictions.claim_relations import are_compatible, relate_claims
from readlevel.core.contradictions.conflict_confidence import rate_claims
from readlevel.core.contradictions.counterparts import (
    Contradiction,
    Counterparts,
    InContext,
    Placed,
)
from readlevel.core.contradictions.frames import compare_frames

_SAME_PLACE = 0.3
"""Added for the first of two directions in both sentences, or for the second."""

_COPIED_FRAME = 0.5
"""Likeness of the words beside two directions from which the sentence was copied and changed."""


@dataclass(frozen=True, slots=True)
class ClaimConflict:
    """Two claims that contradict each other, and how sure that is."""

    clinician: int
    lay: int
    """Indices of the two sentences."""
    clinician_claim: Claim
    lay_claim: Claim
    confidence: float


def find_claim_conflicts(
    clinician: TextClaims, lay: TextClaims, alignment: SentenceAlignment
) -> Iterator[ClaimConflict]:
    """Yield the contradictions between claims, at most one of a kind for each lay sentence."""
    counterparts = Counterparts(
        partial(_claims_of, clinician),
        partial(_claims_of, lay),
        alignment,
        relate_claims,
        frame=partial(_compare_frames, clinician, lay),
    )
    contradictions = list(counterparts.find_contradictions())
    known = _group_claims(clinician) if contradictions else {}
    surest: dict[tuple[int, ClaimKind], ClaimConflict] = {}
    for one in contradictions:
        conflict = _rate(one, known)
        place = conflict.lay, conflict.lay_claim.kind
        if place not in surest or surest[place].confidence < conflict.confidence:
            surest[place] = conflict
    yield from surest.values()


def _claims_of(text: TextClaims, sentence: int) -> Sequence[InContext[Claim]]:
    facts = text.sentences[sentence]
    if facts.statement.is_heading:
        return ()
    return [
        (claim, {**facts.antecedent_weights, **claim.context}) for claim in text.claims_of(sentence)
    ]


def _compare_frames(
    clinician: TextClaims, lay: TextClaims, one: Placed[Claim], other: Placed[Claim]
) -> float:
    same = compare_frames(
        clinician.sentences[one.sentence].text,
        (one.statement.start, one.statement.end),
        lay.sentences[other.sentence].text,
        (other.statement.start, other.statement.end),
        lay.language,
    )
    if one.statement.kind is not ClaimKind.DIRECTION:
        return same
    places = _find_place(clinician, one), _find_place(lay, other)
    return min(1.0, same + _SAME_PLACE) if places[0] == places[1] and places[0][1] > 1 else same


def _find_place(text: TextClaims, one: Placed[Claim]) -> tuple[int, int]:
    """Return the place of a claim among those of its axis in a sentence, and their number."""
    kind, axis = one.statement.kind, one.statement.axis
    alike = [
        claim.start
        for claim in text.claims_of(one.sentence)
        if claim.kind is kind and claim.axis == axis
    ]
    return sum(start < one.statement.start for start in alike), len(alike)


def _rate(
    one: Contradiction[Claim], known: Mapping[tuple[ClaimKind, str], Sequence[Claim]]
) -> ClaimConflict:
    clinician, lay = one.clinician.statement, one.lay.statement
    others = known.get((lay.kind, lay.axis), ())
    is_new = not any(are_compatible(other, lay) for other in others)
    confidence = rate_claims(one, is_new=is_new)
    if _deny_opposites(clinician, lay) and one.frame < _COPIED_FRAME:
        confidence = 0.0
    return ClaimConflict(one.clinician.sentence, one.lay.sentence, clinician, lay, confidence)


def _deny_opposites(clinician: Claim, lay: Claim) -> bool:
    """Return whether both deny a direction, which may both be true: no better, and no worse."""
    return (
        lay.kind is ClaimKind.DIRECTION
        and clinician.negated
        and lay.negated
        and clinician.value != lay.value
    )


def _group_claims(text: TextClaims) -> Mapping[tuple[ClaimKind, str], Sequence[Claim]]:
    """Return the different claims of a text by kind and axis."""
    grouped: dict[tuple[ClaimKind, str], dict[tuple[object, ...], Claim]] = {}
    for sentence, facts in enumerate(text.sentences):
        for one in () if facts.statement.is_heading else text.claims_of(sentence):
            of_axis = grouped.setdefault((one.kind, one.axis), {})
            of_axis.setdefault((one.value, one.number, one.negated), one)
    return {place: list(found.values()) for place, found in grouped.items()}
