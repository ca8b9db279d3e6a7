"""Claims of the lay text that contradict the clinician sentence which speaks of the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.consistency.contradictions import are_compatible
from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.sentence_pairs import SentencePair, pair_sentences
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
from readlevel.core.facts.extract import SentenceFacts

_NEEDS_FOCUS = frozenset(
    {
        ClaimKind.DIRECTION,
        ClaimKind.CONDITION,
        ClaimKind.CERTAINTY,
        ClaimKind.SITE,
        ClaimKind.DISEASE,
    }
)
"""Kinds of which two claims are compared only if they are about the same."""

_SUPPORTED_ANYWHERE = frozenset({ClaimKind.SITE, ClaimKind.DISEASE})
"""Kinds of which a claim is supported wherever a neighbouring sentence names the same."""

_WEIGHTS = {
    ClaimKind.FREQUENCY: 1.0,
    ClaimKind.ROUTE: 0.95,
    ClaimKind.SIDE: 0.95,
    ClaimKind.DIRECTION: 0.95,
    ClaimKind.POPULATION: 0.85,
    ClaimKind.TIMING: 0.9,
    ClaimKind.URGENCY: 0.9,
    ClaimKind.CONDITION: 0.85,
    ClaimKind.DISEASE: 0.85,
    ClaimKind.SITE: 0.8,
    ClaimKind.CERTAINTY: 0.6,
    ClaimKind.ARM: 0.9,
}
"""How sure a contradiction of each kind is, in sentences that certainly speak of the same."""


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
    thresholds: Thresholds = THRESHOLDS,
) -> Iterator[ClaimConflict]:
    """Yield the contradictions between claims, at most one of a kind for each lay sentence."""
    clinician_claims = [_claims_of(facts, language) for facts in clinician]
    lay_claims = [_claims_of(facts, language) for facts in lay]
    for pair in pair_sentences(len(lay), alignment, thresholds.similar):
        sides = _Sides(pair, clinician_claims, lay_claims)
        for kind in ClaimKind:
            found = sides.find_contradiction(kind)
            if found is not None:
                confidence = round(_WEIGHTS[kind] * pair.confidence, 2)
                yield ClaimConflict(pair.clinician, pair.lay, *found, confidence)


def _claims_of(facts: SentenceFacts, language: str) -> Sequence[Claim]:
    return () if facts.statement.is_heading else read_claims(facts.text, language)


class _Sides:
    """The claims of two sentences, and of those around them that may say the same."""

    def __init__(
        self,
        pair: SentencePair,
        clinician: Sequence[Sequence[Claim]],
        lay: Sequence[Sequence[Claim]],
    ) -> None:
        self._clinician, self._lay = clinician[pair.clinician], lay[pair.lay]
        self._near_clinician = [one for near in pair.near_clinician for one in clinician[near]]
        self._near_lay = [one for near in pair.near_lay for one in lay[near]]

    def find_contradiction(self, kind: ClaimKind) -> tuple[Claim, Claim] | None:
        """Return the first two claims of a kind that contradict: (clinician claim, lay claim)."""
        for lay in _of_kind(self._lay, kind):
            if lay.negated or _is_supported(lay, self._near_clinician):
                continue
            for clinician in _of_kind(self._clinician, kind):
                if (
                    not clinician.negated
                    and not are_compatible(clinician, lay)
                    and _are_about_the_same(clinician, lay)
                    and not _is_supported(clinician, self._near_lay)
                ):
                    return clinician, lay
        return None


def _of_kind(claims: Iterable[Claim], kind: ClaimKind) -> Iterator[Claim]:
    return (one for one in claims if one.kind is kind)


def _is_supported(claim: Claim, others: Iterable[Claim]) -> bool:
    """Return whether the other text makes a claim too: one that agrees on the same axis."""
    return any(
        one.kind is claim.kind
        and one.axis == claim.axis
        and not (one.negated or claim.negated)
        and are_compatible(one, claim)
        and (claim.kind in _SUPPORTED_ANYWHERE or _are_about_the_same(one, claim))
        for one in others
    )


def _are_about_the_same(left: Claim, right: Claim) -> bool:
    if left.kind not in _NEEDS_FOCUS and left.axis != "order":
        return True
    return bool(left.focus & right.focus)
