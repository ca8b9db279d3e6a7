"""Claims of the lay text that contradict the clinician sentence which speaks of the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.read_claims import read_claims
from readlevel.core.consistency.contradictions import are_compatible, have_equal_numbers
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

_CONFIDENT = 0.75
"""Confidence in two sentences from which their only "before" and "after" are of the same event."""

_MIN_DENIED = 2
"""Topics in common by which one direction denies another."""

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
    for pair in pair_sentences(len(lay), alignment, thresholds.similar):
        sides = _Sides(pair, clinician, lay, language)
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
        clinician: Sequence[SentenceFacts],
        lay: Sequence[SentenceFacts],
        language: str,
    ) -> None:
        self._confidence = pair.confidence
        self._clinician = _claims_of(clinician[pair.clinician], language)
        self._lay = _claims_of(lay[pair.lay], language)
        self._near_clinician = [
            one for near in pair.near_clinician for one in _claims_of(clinician[near], language)
        ]
        self._near_lay = [one for near in pair.near_lay for one in _claims_of(lay[near], language)]

    def find_contradiction(self, kind: ClaimKind) -> tuple[Claim, Claim] | None:
        """Return the first two claims of a kind that contradict: (clinician claim, lay claim)."""
        if kind is ClaimKind.ARM:
            return self._find_swapped_arms()
        for lay in _of_kind(self._lay, kind):
            for clinician in _of_kind(self._clinician, kind):
                if (
                    self._contradict(clinician, lay)
                    or self._deny(clinician, lay)
                    or _are_turned_round(clinician, lay)
                ):
                    return clinician, lay
        return None

    def _contradict(self, clinician: Claim, lay: Claim) -> bool:
        if lay.negated or clinician.negated or are_compatible(clinician, lay):
            return False
        if not (_are_about_the_same(clinician, lay) or self._are_only_orders(clinician, lay)):
            return False
        is_said = lay.kind is not ClaimKind.URGENCY and _is_supported(clinician, self._near_lay)
        return not is_said and not _is_supported(lay, self._near_clinician)

    def _deny(self, clinician: Claim, lay: Claim) -> bool:
        """Return whether something goes one way in one sentence, and does not in the other."""
        return (
            clinician.kind is ClaimKind.DIRECTION
            and clinician.value == lay.value
            and clinician.negated is not lay.negated
            and len(clinician.focus & lay.focus) >= min(_MIN_DENIED, len(lay.focus))
            and _are_about_the_same(clinician, lay)
            and not _is_repeated(clinician, self._near_lay)
            and not _is_repeated(lay, self._near_clinician)
        )

    def _are_only_orders(self, clinician: Claim, lay: Claim) -> bool:
        """Return whether two claims are the only ones of "before" and "after" in two sentences."""
        if lay.axis != "order" or self._confidence < _CONFIDENT:
            return False
        return all(
            sum(one.axis == "order" for one in side) == 1 for side in (self._clinician, self._lay)
        )

    def _find_swapped_arms(self) -> tuple[Claim, Claim] | None:
        """Return two claims of one number for different groups of a study."""
        for lay in _of_kind(self._lay, ClaimKind.ARM):
            same = [
                one
                for one in _of_kind(self._near_clinician, ClaimKind.ARM)
                if have_equal_numbers(one, lay)
            ]
            if same and not any(are_compatible(one, lay) for one in same):
                return same[0], lay
        return None


def _is_repeated(claim: Claim, others: Iterable[Claim]) -> bool:
    """Return whether the other text says the same of the way something goes, in any words."""
    return any(
        one.kind is claim.kind
        and one.axis == claim.axis
        and (one.value == claim.value) is (one.negated is claim.negated)
        and bool(one.focus & claim.focus)
        for one in others
    )


def _are_turned_round(clinician: Claim, lay: Claim) -> bool:
    """Return whether two comparisons go the same way, with what is compared exchanged."""
    if clinician.value != lay.value or clinician.negated is not lay.negated:
        return False
    return bool(
        lay.against & clinician.subject
        and clinician.against & lay.subject
        and not lay.against & clinician.against
    )


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
