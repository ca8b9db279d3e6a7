"""Clauses of two texts of which one affirms or allows what the other denies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.claims.stances import Modality, Stance, read_stances
from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.sentence_pairs import SentencePair, pair_sentences
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
from readlevel.core.facts.extract import SentenceFacts

_MIN_SHARED = 2
"""Topics in common by which two clauses speak of the same."""

_MIN_SHARE = 0.5
_MIN_LONG_SHARE = 0.2
"""Shares of the topics of the shorter and the longer clause that the other has too."""

_MODALITY_WEIGHT = 0.75
_RESEARCH_WEIGHTS = {True: 0.6, False: 0.45}
"""How sure a conflict is: of modality, and where both clauses are about studies, or one of them;
of others it is 1."""

_CONFIDENT = 0.75
"""Confidence in two sentences from which one topic shows that their clauses speak of the same."""

_MODALITY_CONFLICTS = {
    True: frozenset({frozenset({Modality.MUST, Modality.MAY})}),
    False: frozenset(
        {
            frozenset({Modality.MUST, Modality.NEED_NOT}),
            frozenset({Modality.PLAIN, Modality.NEED_NOT}),
        }
    ),
}
"""Modalities that conflict, in clauses that affirm and in clauses that deny."""


@dataclass(frozen=True, slots=True)
class StanceConflict:
    """Two clauses that disagree in what they affirm or demand."""

    clinician: int
    lay: int
    """Indices of the two sentences."""
    clinician_stance: Stance
    lay_stance: Stance
    fact_type: str
    """`negation`, `modality` or `action`."""
    confidence: float


def find_stance_conflicts(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
    thresholds: Thresholds = THRESHOLDS,
) -> Iterator[StanceConflict]:
    """Yield the clauses that disagree, at most one pair for each lay sentence."""
    for pair in pair_sentences(len(lay), alignment, thresholds.similar):
        found = _find_conflict(pair, clinician, lay, language)
        if found is not None:
            yield found


def _stances_of(facts: SentenceFacts, language: str) -> Sequence[Stance]:
    return () if facts.statement.is_heading else read_stances(facts.text, language)


def _find_conflict(
    pair: SentencePair,
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    language: str,
) -> StanceConflict | None:
    near_clinician = [
        one for near in pair.near_clinician for one in _stances_of(clinician[near], language)
    ]
    near_lay = [one for near in pair.near_lay for one in _stances_of(lay[near], language)]
    clauses = [_stances_of(facts, language) for facts in (clinician[pair.clinician], lay[pair.lay])]
    for own, other in _match_clauses(clauses[0], clauses[1], pair):
        fact_type = _compare(own, other)
        if fact_type is None:
            continue
        if _is_said(other, own, near_clinician) or _is_said(own, other, near_lay):
            continue
        weight = _MODALITY_WEIGHT if fact_type == "modality" else 1.0
        if own.is_research or other.is_research:
            weight *= _RESEARCH_WEIGHTS[own.is_research is other.is_research]
        confidence = round(pair.confidence * weight, 2)
        return StanceConflict(pair.clinician, pair.lay, own, other, fact_type, confidence)
    return None


def _match_clauses(
    clinician: Sequence[Stance], lay: Sequence[Stance], pair: SentencePair
) -> Iterator[tuple[Stance, Stance]]:
    """Yield the clauses that speak of the same, each with its best counterpart."""
    main = [[one for one in side if not one.is_condition] for side in (clinician, lay)]
    if all(len(one) == 1 for one in main) and pair.is_close:
        own, other = main[0][0], main[1][0]
        if own.specific_topics & other.specific_topics:
            yield own, other
        clinician = [one for one in clinician if one.is_condition]
        lay = [one for one in lay if one.is_condition]
    for other in lay:
        alike = [one for one in clinician if one.is_condition is other.is_condition]
        best = max(alike, key=lambda one: _overlap(one, other), default=None)
        if best is not None and _speak_of_the_same(best, other, pair):
            counterpart = max(lay, key=lambda one: _overlap(best, one))
            if counterpart is other:
                yield best, other


def _count_shared(left: Stance, right: Stance) -> int:
    """Return how many topics two clauses share; that both are about stopping is one more."""
    return len(left.topics & right.topics) + (left.stops and right.stops)


def _overlap(left: Stance, right: Stance) -> float:
    shared = _count_shared(left, right)
    return shared + shared / (1 + min(len(left.topics), len(right.topics)))


def _speak_of_the_same(left: Stance, right: Stance, pair: SentencePair) -> bool:
    shared = _count_shared(left, right)
    shorter, longer = sorted((len(left.topics), len(right.topics)))
    about_studies = left.is_research or right.is_research
    sure = pair.is_close and pair.confidence >= _CONFIDENT and not about_studies
    least = 1 if sure and left.specific_topics & right.specific_topics else _MIN_SHARED
    enough = shared >= _MIN_SHARE * shorter and shared >= _MIN_LONG_SHARE * longer
    return bool(shared) and shared >= least and enough


def _compare(clinician: Stance, lay: Stance) -> str | None:
    """Return in what two clauses about the same disagree, if in anything."""
    about_studies = clinician.is_research or lay.is_research
    if clinician.weighs_evidence is not lay.weighs_evidence or (
        # What studies found, and what studies should find out.
        about_studies and clinician.modality is not lay.modality
    ):
        return None
    if clinician.affirms is not lay.affirms:
        affirming, denying = (clinician, lay) if clinician.affirms else (lay, clinician)
        denied = affirming.local_denials - denying.local_denials
        if affirming.hedges - denying.hedges - denying.topics or denied & denying.topics:
            return None
        if Modality.NEED_NOT in (clinician.modality, lay.modality):
            return "modality"
        return "action" if clinician.stops and lay.stops else "negation"
    modalities = frozenset({clinician.modality, lay.modality})
    if modalities in _MODALITY_CONFLICTS[lay.affirms]:
        return "modality"
    return "action" if clinician.doubles is not lay.doubles else None


def _is_said(stance: Stance, instead: Stance, near: Sequence[Stance]) -> bool:
    """Return whether a neighbouring clause says what a stance does, about as much of the same."""
    return any(
        one is not instead
        and one.affirms is stance.affirms
        and _overlap(one, stance) >= _overlap(instead, stance)
        for one in near
    )
