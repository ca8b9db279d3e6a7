"""Pairs of clauses where one text affirms or allows what the other denies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.claims.stances.stance import Modality, Stance
from readlevel.core.claims.text_claims import TextClaims
from readlevel.core.contradictions.conflict_confidence import rate_stances
from readlevel.core.contradictions.counterparts import (
    Contradiction,
    Counterparts,
    InContext,
    Relation,
)

_AROUND_WEIGHT = 0.35
"""Weight of the topics of the other clauses of a sentence."""

_CONCEDED = frozenset({"", "regardless"})
"""Conditions of a main clause, and of what it concedes."""


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
    clinician: TextClaims, lay: TextClaims, alignment: SentenceAlignment
) -> Iterator[StanceConflict]:
    """Yield the clauses that disagree, at most one pair for each lay sentence."""
    counterparts = Counterparts(
        partial(_stances_of, clinician), partial(_stances_of, lay), alignment, _relate, _share
    )
    surest: dict[int, StanceConflict] = {}
    for one in counterparts.find_contradictions():
        conflict = _rate(one)
        if conflict.lay not in surest or surest[conflict.lay].confidence < conflict.confidence:
            surest[conflict.lay] = conflict
    yield from surest.values()


def _stances_of(text: TextClaims, sentence: int) -> Sequence[InContext[Stance]]:
    facts = text.sentences[sentence]
    if facts.statement.is_heading:
        return ()
    return [
        (
            stance,
            facts.antecedent_weights
            | dict.fromkeys(stance.around, _AROUND_WEIGHT)
            | dict.fromkeys(stance.topics, 1.0),
        )
        for stance in text.stances_of(sentence)
    ]


def _share(clinician: Stance, lay: Stance) -> frozenset[str]:
    return clinician.specific_topics & lay.own_topics


def _relate(clinician: Stance, lay: Stance, in_place: bool) -> Relation:
    """Return how two clauses are related; main clauses `in_place` need no topic in common."""
    conditions = {clinician.condition, lay.condition}
    if len(conditions) > 1:
        # "Although it was not possible" says that it was not.
        same = conditions == _CONCEDED and clinician.affirms is lay.affirms
        shared = clinician.specific_topics & lay.specific_topics
        return Relation.AGREE if same and shared else Relation.NONE
    if not clinician.topics & lay.topics and not (
        in_place and _may_differ_in_words(clinician, lay)
    ):
        return Relation.NONE
    if lay.condition and not clinician.own_topics & lay.own_topics:
        return Relation.NONE
    both_stop = clinician.stops and lay.stops
    if clinician.seeks_help is not lay.seeks_help and not both_stop:
        return Relation.NONE
    if _compare(clinician, lay) is not None:
        same = clinician.is_reason is lay.is_reason
        return Relation.CONTRADICT if same else Relation.NONE
    clinician_affirms, lay_affirms = _list_affirmed(clinician, lay)
    return Relation.AGREE if clinician_affirms is lay_affirms else Relation.NONE


def _may_differ_in_words(clinician: Stance, lay: Stance) -> bool:
    """Return whether two clauses may be about the same without a topic in common.

    Where one of them is about harm, or a "may", what its denial says depends on what it is about.
    """
    return (
        clinician.harms is lay.harms
        and Modality.MAY not in (clinician.modality, lay.modality)
        and not (clinician.is_reason or lay.is_reason)
    )


def _list_affirmed(clinician: Stance, lay: Stance) -> tuple[bool, bool]:
    """Return whether each of two clauses affirms what both are about.

    Against advice, a harm speaks against its cause: what does not interact may be taken.
    """
    clinician_affirms = clinician.affirms is not (clinician.names_stop and lay.stops)
    lay_affirms = lay.affirms is not (lay.names_stop and clinician.stops)
    if clinician.harms and not (lay.harms or _advises(clinician)) and _advises(lay):
        clinician_affirms = not clinician_affirms
    if lay.harms and not (clinician.harms or _advises(lay)) and _advises(clinician):
        lay_affirms = not lay_affirms
    return clinician_affirms, lay_affirms


def _advises(stance: Stance) -> bool:
    return bool(stance.modality or stance.is_forbidden or stance.is_discouraged)


def _rate(one: Contradiction[Stance]) -> StanceConflict:
    clinician, lay = one.clinician.statement, one.lay.statement
    fact_type = _compare(clinician, lay) or "negation"
    confidence = rate_stances(one, fact_type)
    return StanceConflict(
        one.clinician.sentence, one.lay.sentence, clinician, lay, fact_type, confidence
    )


def _compare(clinician: Stance, lay: Stance) -> str | None:
    """Return in what two clauses about the same disagree, if in anything."""
    about_studies = clinician.is_research or lay.is_research
    if clinician.weighs_evidence is not lay.weighs_evidence or (
        # What studies found, and what studies should find out.
        about_studies and clinician.modality is not lay.modality
    ):
        return None
    clinician_affirms, lay_affirms = _list_affirmed(clinician, lay)
    if clinician_affirms is not lay_affirms:
        affirming, denying = (clinician, lay) if clinician_affirms else (lay, clinician)
        denied = affirming.local_denials - denying.local_denials
        if affirming.exceptions & denying.exceptions:
            # "Do not stop without asking", "stop without asking".
            denied = frozenset()
        is_total = denying.is_total and denying.modality is not Modality.MAY
        hedges = affirming.hedges | (frozenset() if is_total else affirming.partial_hedges)
        if hedges - denying.hedges - denying.partial_hedges - denying.topics - denying.around or (
            denied & denying.topics
        ):
            return None
        if _is_excepted(affirming, denying) or (
            affirming.safety and affirming.safety == denying.safety
        ):
            # Not harmful, and safe.
            return None
        if "slow" in denying.pace and "sudden" in affirming.pace:
            # "Come off it slowly", and "do not stop it suddenly".
            return None
        modalities = {clinician.modality, lay.modality}
        if modalities == {Modality.NEED_NOT, Modality.MAY} and not _is_of_need_or_stop(
            clinician, lay
        ):
            # What is not needed may still be done.
            return None
        if Modality.NEED_NOT in modalities:
            return "modality"
        return "action" if clinician.stops and lay.stops else "negation"
    if _bind_differently(clinician, lay, affirms=lay_affirms):
        return "modality"
    return "action" if clinician.doubles is not lay.doubles else None


def _is_excepted(affirming: Stance, denying: Stance) -> bool:
    """Return whether what one clause says is what the other leaves out.

    "You cannot get it without a prescription" says that a prescription is required.
    """
    about = affirming.topics | affirming.around | affirming.excepted
    numbers = frozenset(one for one in denying.excepted if one[0].isdecimal())
    if not denying.exceptions - affirming.exceptions or not numbers <= about:
        return False
    is_shared = bool(denying.excepted & about)
    if denying.postpones:
        return affirming.is_limited and (is_shared or not denying.excepted)
    is_required = affirming.modality is Modality.MUST or affirming.is_need
    return is_shared and (is_required or affirming.is_limited or affirming.has_company)


def _is_of_need_or_stop(clinician: Stance, lay: Stance) -> bool:
    """Return whether what may be needed or stopped is said not to need it."""
    return any(
        one.stops or (one.is_need and one.modality is Modality.MAY) for one in (clinician, lay)
    )


def _bind_differently(clinician: Stance, lay: Stance, *, affirms: bool) -> bool:
    """Return whether one of two clauses obliges where the other leaves a choice.

    What is not needed is also not for a use, not indicated and not given; only what is forbidden
    is more than that.
    """
    modalities = {clinician.modality, lay.modality}
    both_stop = clinician.stops and lay.stops and not (clinician.is_forbidden or lay.is_forbidden)
    if affirms or both_stop:
        return modalities == {Modality.MUST, Modality.MAY}
    needed = [one for one in (clinician, lay) if one.modality is not Modality.NEED_NOT]
    return len(needed) == 1 and needed[0].is_forbidden
