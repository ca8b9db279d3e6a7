"""How sure it is that two statements contradict each other.

The confidence is a logistic function of what is known of them. Its weights were fitted to
contradictions in texts that agree (every second of 240 pairs of Cochrane abstracts with their
plain-language summaries, the samples, the pairs of the tests) and in the same texts with one claim
changed by hand or by a pattern, and rounded. How closely the lay text follows the clinician text
is part of it: the sentences of a summary differ from those of the abstract in much that no reader
needs to be asked about. The intercepts are such that two thirds of the 240 pairs ask nothing.
"""

from collections.abc import Mapping
from math import exp

from readlevel.core.claims.categories import PRESENCE
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.stances.stance import Stance
from readlevel.core.contradictions.counterparts import Contradiction

_CLAIM_INTERCEPT = -3.3
_CLAIM_WEIGHTS = {
    "likeness": 0.4,
    "margin": 2.3,
    "echo_margin": 2.6,
    "is_said": -0.7,
    "is_new": 1.5,
    "focus": 0.8,
    "is_denied": -1.7,
    "is_turned": 0.3,
    "closeness": 2.6,
    "frame": 1.0,
    "place": 1.5,
    "is_said_beside": -1.5,
}
_CLAIM_KINDS = {
    (ClaimKind.ARM, ""): 0.0,
    (ClaimKind.CERTAINTY, "grade"): -0.8,
    (ClaimKind.CONDITION, ""): 0.3,
    (ClaimKind.CONDITION, PRESENCE): -0.8,
    (ClaimKind.CONTRAST, "dose"): -0.7,
    (ClaimKind.CONTRAST, "line"): -0.4,
    (ClaimKind.DIRECTION, "amount"): 0.7,
    (ClaimKind.DIRECTION, "difference"): -0.9,
    (ClaimKind.DIRECTION, "quality"): 0.1,
    (ClaimKind.DIRECTION, "speed"): 0.3,
    (ClaimKind.DISEASE, ""): 0.3,
    (ClaimKind.FREQUENCY, ""): 1.2,
    (ClaimKind.POPULATION, "age"): 1.2,
    (ClaimKind.POPULATION, "sex"): 2.0,
    (ClaimKind.POPULATION, "pregnancy"): 1.4,
    (ClaimKind.ROUTE, ""): 0.5,
    (ClaimKind.SIDE, ""): 0.5,
    (ClaimKind.SITE, ""): -0.6,
    (ClaimKind.TIMING, "food"): 0.4,
    (ClaimKind.TIMING, "order"): -0.4,
    (ClaimKind.TIMING, "term"): -0.6,
}
_OTHER_EVENT = -1.0
"""Added where what comes before and after has no word in common: before discharge, after birth."""

_OTHER_FREQUENCY = -3.0
"""Added for a frequency if the clinician sentence states the lay one too."""

_NEXT_RANK = -1.0
"""Added for degrees of urgency or certainty that are next to each other: "at once", "today"."""

_SAID_BESIDE = -1.5
"""Added where the lay sentence goes on to say what the clinician text says: "it makes it weaker, so
you should avoid it"."""

_ONE_STOPS = -0.3
"""Added where one clause tells to stop and the other says nothing of stopping or going on."""

_NOTHING_SPECIFIC = -1.2
"""Added where two clauses share no topic but those of any medical text."""

_STANCE_INTERCEPT = -2.1
_STANCE_WEIGHTS = {
    "likeness": 1.0,
    "margin": 1.8,
    "echo_margin": 1.3,
    "is_said": -0.2,
    "similarity": 0.9,
    "shared": 0.5,
    "research": -1.2,
    "evidence": 0.9,
    "cues": 1.7,
    "is_condition": -0.8,
    "is_hedged": -0.6,
    "closeness": 2.6,
    "copied": 1.2,
    "place": 1.5,
}
_STANCE_TYPES = {"negation": -0.87, "modality": 0.7, "action": 0.5}

_MOST_FOCUS = 2
_MOST_SHARED = 3
"""Counts above which more makes no difference."""


def rate_claims(one: Contradiction[Claim], *, is_new: bool) -> float:
    """Return how sure it is that two claims contradict each other, from 0 to 1.

    A claim `is_new` if the clinician text makes it nowhere.
    """
    clinician, lay = one.clinician.statement, one.lay.statement
    features = {
        "likeness": one.likeness,
        "margin": one.likeness - one.support,
        "echo_margin": one.likeness - one.echo,
        "is_said": one.is_said,
        "is_new": is_new,
        "focus": min(len(clinician.focus & lay.focus), _MOST_FOCUS) / _MOST_FOCUS,
        "is_denied": (clinician.negated or lay.negated) and lay.axis != PRESENCE,
        "is_turned": clinician.value == lay.value,
        "closeness": one.closeness,
        "frame": one.frame,
        "place": one.place,
        "is_said_beside": one.is_said_beside,
    }
    base = _CLAIM_INTERCEPT + _CLAIM_KINDS.get((lay.kind, lay.axis), 0.0)
    if lay.kind in (ClaimKind.URGENCY, ClaimKind.CERTAINTY) and _is_next_rank(clinician, lay):
        base += _NEXT_RANK
    if lay.kind is ClaimKind.CERTAINTY and one.is_said:
        base += _SAID_BESIDE
    if lay.axis == "order" and clinician.focus and lay.focus and not clinician.focus & lay.focus:
        base += _OTHER_EVENT
    if lay.kind is ClaimKind.FREQUENCY and one.is_said:
        # A sentence may say how often twice: "5 mg once a day, doubled every 2 weeks".
        base += _OTHER_FREQUENCY
    return _logistic(base, _CLAIM_WEIGHTS, features)


def _is_next_rank(clinician: Claim, lay: Claim) -> bool:
    assert clinician.number and lay.number  # noqa: S101
    return abs(clinician.number[0] - lay.number[0]) <= 1


def rate_stances(one: Contradiction[Stance], fact_type: str) -> float:
    """Return how sure it is that two clauses disagree, from 0 to 1."""
    clinician, lay = one.clinician.statement, one.lay.statement
    shared = len(clinician.specific_topics & lay.specific_topics)
    features = {
        "likeness": one.likeness,
        "margin": one.likeness - one.support,
        "echo_margin": one.likeness - one.echo,
        "is_said": one.is_said,
        "similarity": one.similarity,
        "shared": min(shared, _MOST_SHARED) / _MOST_SHARED,
        "research": (clinician.is_research + lay.is_research) / 2,
        "evidence": clinician.weighs_evidence,
        "cues": (_is_advice(clinician) + _is_advice(lay)) / 2,
        "is_condition": lay.is_condition,
        "is_hedged": any(one.hedges or one.partial_hedges for one in (clinician, lay)),
        "closeness": one.closeness,
        "copied": _share_copied(clinician, lay),
        "place": one.place,
    }
    base = _STANCE_INTERCEPT + _STANCE_TYPES[fact_type]
    if one.is_said_beside:
        base += _SAID_BESIDE
    if not shared:
        base += _NOTHING_SPECIFIC
    if clinician.stops is not lay.stops:
        base += _ONE_STOPS
    return _logistic(base, _STANCE_WEIGHTS, features)


def _share_copied(clinician: Stance, lay: Stance) -> float:
    """Return which share of the topics of two clauses is the same, if that is not by chance."""
    shared = len(clinician.topics & lay.topics)
    longer = max(len(clinician.topics), len(lay.topics))
    return shared / longer if shared >= _MOST_SHARED else 0.0


def _is_advice(stance: Stance) -> bool:
    return bool(stance.modality or stance.is_forbidden or stance.is_discouraged or stance.stops)


def _logistic(base: float, weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = base + sum(weight * features[name] for name, weight in weights.items())
    return round(1 / (1 + exp(-total)), 2)
