"""The confidence of contradictions, in a table that pins each of the fitted weights."""

from dataclasses import replace
from typing import Any

import pytest

from readlevel.core.claims.categories import PRESENCE
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.stances.read_stances import read_stances
from readlevel.core.claims.stances.stance import Modality, Stance
from readlevel.core.contradictions.conflict_confidence import rate_claims, rate_stances
from readlevel.core.contradictions.counterparts import Contradiction, Placed

_TOPICS = frozenset({"a", "b", "c"})
_CLINICIAN = Claim(ClaimKind.DIRECTION, "up", 0, 1, _TOPICS, "amount")
_LAY = Claim(ClaimKind.DIRECTION, "down", 0, 1, _TOPICS, "amount")
[_STANCE] = read_stances("It works.", "en")
_CLAUSE = replace(_STANCE, topics=_TOPICS, specific_topics=_TOPICS)


def contradict(clinician: Any, lay: Any, **features: Any) -> Contradiction[Any]:
    """Return a contradiction of middling features, with those given in their place."""
    usual = {
        "likeness": 0.5,
        "support": 0.3,
        "is_said": False,
        "is_said_beside": False,
        "echo": 0.2,
        "similarity": 0.4,
        "context": 0.4,
        "frame": 0.2,
        "place": 0.2,
        "closeness": 0.3,
    }
    theirs, ours = (Placed(0, one, {}, 1.0) for one in (clinician, lay))
    return Contradiction(theirs, ours, **(usual | features))


CLAIMS: list[tuple[float, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (0.72, {}, {}, {}),
    (0.95, {"likeness": 0.9}, {}, {}),
    (0.56, {"support": 0.6}, {}, {}),
    (0.47, {"echo": 0.6}, {}, {}),
    (0.55, {"is_said": True}, {}, {}),
    (0.92, {"is_new": True}, {}, {}),
    (0.36, {"is_said_beside": True}, {}, {}),
    (0.9, {"closeness": 0.8}, {}, {}),
    (0.83, {"frame": 0.9}, {}, {}),
    (0.88, {"place": 0.9}, {}, {}),
    (0.31, {}, {"negated": True}, {}),
    (0.77, {}, {}, {"value": "up"}),
    (0.63, {}, {}, {"focus": frozenset({"a"})}),
    (0.53, {}, {}, {"focus": frozenset()}),
    (0.55, {}, {"kind": ClaimKind.ARM, "axis": ""}, {"kind": ClaimKind.ARM, "axis": ""}),
    (
        0.36,
        {},
        {"kind": ClaimKind.CERTAINTY, "axis": "grade", "number": (4.0, 4.0)},
        {"kind": ClaimKind.CERTAINTY, "axis": "grade", "number": (1.0, 1.0)},
    ),
    (
        0.63,
        {},
        {"kind": ClaimKind.CONDITION, "axis": ""},
        {"kind": ClaimKind.CONDITION, "axis": ""},
    ),
    (
        0.36,
        {},
        {"kind": ClaimKind.CONDITION, "axis": PRESENCE},
        {"kind": ClaimKind.CONDITION, "axis": PRESENCE},
    ),
    (
        0.38,
        {},
        {"kind": ClaimKind.CONTRAST, "axis": "dose"},
        {"kind": ClaimKind.CONTRAST, "axis": "dose"},
    ),
    (
        0.46,
        {},
        {"kind": ClaimKind.CONTRAST, "axis": "line"},
        {"kind": ClaimKind.CONTRAST, "axis": "line"},
    ),
    (
        0.55,
        {},
        {"kind": ClaimKind.CONTRAST, "axis": "safety"},
        {"kind": ClaimKind.CONTRAST, "axis": "safety"},
    ),
    (
        0.34,
        {},
        {"kind": ClaimKind.DIRECTION, "axis": "difference"},
        {"kind": ClaimKind.DIRECTION, "axis": "difference"},
    ),
    (
        0.58,
        {},
        {"kind": ClaimKind.DIRECTION, "axis": "quality"},
        {"kind": ClaimKind.DIRECTION, "axis": "quality"},
    ),
    (
        0.63,
        {},
        {"kind": ClaimKind.DIRECTION, "axis": "speed"},
        {"kind": ClaimKind.DIRECTION, "axis": "speed"},
    ),
    (0.63, {}, {"kind": ClaimKind.DISEASE, "axis": ""}, {"kind": ClaimKind.DISEASE, "axis": ""}),
    (
        0.81,
        {},
        {"kind": ClaimKind.FREQUENCY, "axis": ""},
        {"kind": ClaimKind.FREQUENCY, "axis": ""},
    ),
    (
        0.81,
        {},
        {"kind": ClaimKind.POPULATION, "axis": "age"},
        {"kind": ClaimKind.POPULATION, "axis": "age"},
    ),
    (
        0.9,
        {},
        {"kind": ClaimKind.POPULATION, "axis": "sex"},
        {"kind": ClaimKind.POPULATION, "axis": "sex"},
    ),
    (
        0.83,
        {},
        {"kind": ClaimKind.POPULATION, "axis": "pregnancy"},
        {"kind": ClaimKind.POPULATION, "axis": "pregnancy"},
    ),
    (0.67, {}, {"kind": ClaimKind.ROUTE, "axis": ""}, {"kind": ClaimKind.ROUTE, "axis": ""}),
    (0.67, {}, {"kind": ClaimKind.SIDE, "axis": ""}, {"kind": ClaimKind.SIDE, "axis": ""}),
    (0.41, {}, {"kind": ClaimKind.SITE, "axis": ""}, {"kind": ClaimKind.SITE, "axis": ""}),
    (
        0.65,
        {},
        {"kind": ClaimKind.TIMING, "axis": "food"},
        {"kind": ClaimKind.TIMING, "axis": "food"},
    ),
    (
        0.46,
        {},
        {"kind": ClaimKind.TIMING, "axis": "order"},
        {"kind": ClaimKind.TIMING, "axis": "order"},
    ),
    (
        0.41,
        {},
        {"kind": ClaimKind.TIMING, "axis": "term"},
        {"kind": ClaimKind.TIMING, "axis": "term"},
    ),
    (
        0.55,
        {},
        {"kind": ClaimKind.URGENCY, "axis": "", "number": (0.0, 0.0)},
        {"kind": ClaimKind.URGENCY, "axis": "", "number": (3.0, 3.0)},
    ),
    (
        0.31,
        {},
        {"kind": ClaimKind.URGENCY, "axis": "", "number": (0.0, 0.0)},
        {"kind": ClaimKind.URGENCY, "axis": "", "number": (1.0, 1.0)},
    ),
    (
        0.55,
        {},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (1.0, 1.0)},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (4.0, 4.0)},
    ),
    (
        0.31,
        {},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (3.0, 3.0)},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (4.0, 4.0)},
    ),
    (
        0.12,
        {"is_said": True},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (1.0, 1.0)},
        {"kind": ClaimKind.CERTAINTY, "axis": "", "number": (4.0, 4.0)},
    ),
    (
        0.09,
        {"is_said": True},
        {"kind": ClaimKind.FREQUENCY, "axis": ""},
        {"kind": ClaimKind.FREQUENCY, "axis": ""},
    ),
    (
        0.36,
        {},
        {"kind": ClaimKind.TIMING, "axis": "order"},
        {"kind": ClaimKind.TIMING, "axis": "order", "focus": frozenset({"a"})},
    ),
    (
        0.83,
        {"place": 0.9},
        {"kind": ClaimKind.DISEASE, "axis": ""},
        {"kind": ClaimKind.DISEASE, "axis": ""},
    ),
    (
        0.66,
        {"place": 0.9},
        {"kind": ClaimKind.SITE, "axis": ""},
        {"kind": ClaimKind.SITE, "axis": ""},
    ),
    (
        0.36,
        {},
        {"kind": ClaimKind.CONDITION, "axis": PRESENCE, "negated": True},
        {"kind": ClaimKind.CONDITION, "axis": PRESENCE},
    ),
    (
        0.12,
        {},
        {"kind": ClaimKind.TIMING, "axis": "order", "focus": frozenset({"d"})},
        {"kind": ClaimKind.TIMING, "axis": "order"},
    ),
]


@pytest.mark.parametrize(("confidence", "features", "clinician", "lay"), CLAIMS)
def test_claims_are_rated(
    confidence: float, features: dict[str, Any], clinician: dict[str, Any], lay: dict[str, Any]
) -> None:
    is_new = features.get("is_new", False)
    given = {name: value for name, value in features.items() if name != "is_new"}
    one = contradict(replace(_CLINICIAN, **clinician), replace(_LAY, **lay), **given)
    assert rate_claims(one, is_new=is_new) == confidence


STANCES: list[tuple[float, str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (0.81, "negation", {}, {}, {}),
    (0.95, "modality", {}, {}, {}),
    (0.94, "action", {}, {}, {}),
    (0.96, "negation", {"likeness": 0.9}, {}, {}),
    (0.71, "negation", {"support": 0.6}, {}, {}),
    (0.71, "negation", {"echo": 0.6}, {}, {}),
    (0.77, "negation", {"is_said": True}, {}, {}),
    (0.87, "negation", {"similarity": 0.9}, {}, {}),
    (0.48, "negation", {"is_said_beside": True}, {}, {}),
    (0.94, "negation", {"closeness": 0.8}, {}, {}),
    (0.92, "negation", {"place": 0.9}, {}, {}),
    (0.43, "negation", {}, {}, {"specific_topics": frozenset({"d"})}),
    (0.75, "negation", {}, {}, {"specific_topics": frozenset({"a", "d"})}),
    (0.55, "negation", {}, {}, {"topics": frozenset({"a", "d"})}),
    (0.69, "negation", {}, {"is_research": True}, {}),
    (0.91, "negation", {}, {"weighs_evidence": True}, {}),
    (0.91, "negation", {}, {"is_forbidden": True}, {}),
    (0.91, "negation", {}, {"is_discouraged": True}, {}),
    (0.91, "negation", {}, {}, {"modality": Modality.MUST}),
    (0.96, "negation", {}, {"is_forbidden": True}, {"modality": Modality.MAY}),
    (0.65, "negation", {}, {}, {"condition": "if"}),
    (0.69, "negation", {}, {"hedges": frozenset({"few"})}, {}),
    (0.69, "negation", {}, {"partial_hedges": frozenset({"all"})}, {}),
    (0.88, "negation", {}, {"stops": True}, {}),
    (0.96, "negation", {}, {"stops": True}, {"stops": True}),
    (0.69, "negation", {}, {"topics": frozenset("abcdef")}, {}),
]


@pytest.mark.parametrize(("confidence", "fact_type", "features", "clinician", "lay"), STANCES)
def test_clauses_are_rated(
    confidence: float,
    fact_type: str,
    features: dict[str, Any],
    clinician: dict[str, Any],
    lay: dict[str, Any],
) -> None:
    one = contradict(replace(_CLAUSE, **clinician), replace(_CLAUSE, **lay), **features)
    assert rate_stances(one, fact_type) == confidence


def test_a_likelier_counterpart_makes_a_conflict_surer() -> None:
    confidences = [
        rate_claims(contradict(_CLINICIAN, _LAY, likeness=likeness), is_new=True)
        for likeness in (0.2, 0.4, 0.6, 0.8)
    ]
    assert confidences == sorted(set(confidences))
    stances: list[Stance] = [_CLAUSE, replace(_CLAUSE, affirms=False)]
    rated = [
        rate_stances(contradict(*stances, likeness=likeness), "negation")
        for likeness in (0.2, 0.4, 0.6, 0.8)
    ]
    assert rated == sorted(set(rated))
