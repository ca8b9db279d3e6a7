"""Claims of the lay text that contradict a clinician sentence which speaks of the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.contradictions.claim_relations import are_compatible, relate_claims
from readlevel.core.contradictions.conflict_confidence import rate_claims
from readlevel.core.contradictions.counterparts import Contradiction, Counterparts, InContext
from readlevel.core.facts.extract import SentenceFacts


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
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
) -> Iterator[ClaimConflict]:
    """Yield the contradictions between claims, at most one of a kind for each lay sentence."""
    clinician_claims = [_claims_of(facts, language) for facts in clinician]
    counterparts = Counterparts(
        clinician_claims,
        [_claims_of(facts, language) for facts in lay],
        alignment,
        relate_claims,
    )
    known = _group([claim for found in clinician_claims for claim, _ in found])
    surest: dict[tuple[int, ClaimKind], ClaimConflict] = {}
    for one in counterparts.find_contradictions():
        conflict = _rate(one, known)
        place = conflict.lay, conflict.lay_claim.kind
        if place not in surest or surest[place].confidence < conflict.confidence:
            surest[place] = conflict
    yield from surest.values()


def _claims_of(facts: SentenceFacts, language: str) -> Sequence[InContext[Claim]]:
    if facts.statement.is_heading:
        return ()
    return [
        (claim, {**facts.antecedent_weights, **claim.context})
        for claim in read_claims(facts.text, language)
    ]


def _rate(
    one: Contradiction[Claim], known: Mapping[tuple[ClaimKind, str], Sequence[Claim]]
) -> ClaimConflict:
    clinician, lay = one.clinician.statement, one.lay.statement
    others = known.get((lay.kind, lay.axis), ())
    is_new = not any(are_compatible(other, lay) for other in others)
    confidence = rate_claims(one, is_new=is_new)
    return ClaimConflict(one.clinician.sentence, one.lay.sentence, clinician, lay, confidence)


def _group(claims: Sequence[Claim]) -> Mapping[tuple[ClaimKind, str], Sequence[Claim]]:
    """Return the different claims of each kind and axis."""
    grouped: dict[tuple[ClaimKind, str], dict[tuple[object, ...], Claim]] = {}
    for one in claims:
        of_axis = grouped.setdefault((one.kind, one.axis), {})
        of_axis.setdefault((one.value, one.number, one.negated), one)
    return {place: list(found.values()) for place, found in grouped.items()}
