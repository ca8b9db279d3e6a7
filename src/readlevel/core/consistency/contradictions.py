"""When two claims of one kind contradict each other."""

from collections.abc import Mapping

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.frequencies import AS_NEEDED, TOTAL

_FREQUENCY_TOLERANCE = 0.1
"""Every 4 weeks is about once a month."""

_RANK_DISTANCE = {ClaimKind.URGENCY: 1.0, ClaimKind.CERTAINTY: 1.0}
"""From which distance two ranks exclude each other."""

_OPPOSITES = frozenset(
    {
        frozenset({"up", "down"}),
        frozenset({"better", "worse"}),
        frozenset({"cause", "prevent"}),
        frozenset({"regardless", "only"}),
        frozenset({"regardless", "if"}),
        frozenset({"order:before", "order:after"}),
    }
)
"""Values of which only these pairs exclude each other."""

_ACTIVE, _CONTROL = "active", "control"
_NUMBER_TOLERANCE = 0.015

_PAIRED_KINDS = frozenset({ClaimKind.DIRECTION, ClaimKind.CONDITION})

_COMPATIBLE: Mapping[ClaimKind, tuple[frozenset[str], ...]] = {
    kind: tuple(frozenset(group.split()) for group in groups)
    for kind, groups in {
        ClaimKind.ROUTE: (
            *(
                f"injection {one}"
                for one in ("vein", "muscle", "under_skin", "joint", "spine", "eye")
            ),
            "mouth under_tongue",
            "mouth cheek",
            "under_tongue cheek",
            "nose inhaled",
            "mouth inhaled",
        ),
        ClaimKind.SIDE: ("left both", "right both"),
        ClaimKind.SITE: (
            "head brain",
            "belly stomach bowel",
            "belly uterus bladder",
            "chest heart lung",
            "mouth tooth tongue throat",
            "arm hand wrist elbow shoulder",
            "leg foot knee ankle thigh hip",
            "neck throat thyroid",
            "neck head",
            "uterus cervix ovary",
            "liver gallbladder",
            "bone hip back",
            "chest breast",
        ),
        ClaimKind.TIMING: (
            "food:with food:after",
            "food:before food:empty",
            "order:during order:before",
            "order:during order:after",
            "day:noon day:evening",
        ),
        ClaimKind.POPULATION: (
            "age:newborn age:infant",
            "age:newborn age:child",
            "age:infant age:child",
            "age:child age:teen",
            "age:adult age:older",
        ),
        ClaimKind.DISEASE: (
            "cancer leukaemia lymphoma",
            "infection sepsis pneumonia urinary_infection meningitis thrush tuberculosis covid "
            "influenza cold measles malaria hiv hepatitis shingles",
            "fever infection",
            "heart_attack angina blood_clot stroke",
            "arrhythmia atrial_fibrillation",
            "heart_failure heart_attack angina",
            "nausea vomiting",
            "copd bronchitis",
            "rash itching eczema",
            "colitis crohn irritable_bowel",
            "stomach_ulcer bleeding",
            "reflux stomach_ulcer",
            "osteoporosis fracture",
            "anaemia sickle_cell",
            "anaemia bleeding",
            "migraine headache",
            "hypertension pre_eclampsia",
            "cold cough",
            "depression bipolar",
            "depression anxiety",
            "liver_disease hepatitis",
            "kidney_disease kidney_stones",
            "rheumatoid_arthritis lupus",
            "hypotension dizziness",
        ),
    }.items()
}
"""Values that may be said of the same thing: the general and the special, a part and the whole."""


def are_compatible(left: Claim, right: Claim) -> bool:
    """Return whether two claims of one kind can both be true of the same thing."""
    if left.kind is ClaimKind.ARM:
        return left.value == right.value or (
            _ACTIVE in (left.value, right.value) and _CONTROL not in (left.value, right.value)
        )
    if left.number and right.number:
        return _numbers_agree(left, right)
    if left.value == right.value:
        return True
    if left.kind is ClaimKind.FREQUENCY:
        return False
    if left.axis != right.axis:
        return True
    if left.kind in _PAIRED_KINDS or left.axis == "order":
        return frozenset({left.value, right.value}) not in _OPPOSITES
    return any({left.value, right.value} <= group for group in _COMPATIBLE.get(left.kind, ()))


def have_equal_numbers(left: Claim, right: Claim) -> bool:
    """Return whether two claims have the same number, but for rounding."""
    if left.number is None or right.number is None:
        return False
    return abs(left.number[0] - right.number[0]) <= _NUMBER_TOLERANCE * max(
        left.number[0], right.number[0]
    )


def _numbers_agree(left: Claim, right: Claim) -> bool:
    assert left.number and right.number  # noqa: S101
    if left.kind is not ClaimKind.FREQUENCY:
        gap = max(left.number[0] - right.number[1], right.number[0] - left.number[1])
        return gap < _RANK_DISTANCE[left.kind]
    (low, high), (other_low, other_high) = left.number, right.number
    if (left.value == TOTAL) is not (right.value == TOTAL):
        # "1,000 mg a day" may be 500 mg twice a day, but not 1,000 mg once a week.
        total, often = (left, right) if left.value == TOTAL else (right, left)
        assert total.number and often.number  # noqa: S101
        low, (other_low, other_high) = total.number[0], often.number
        period_is_longer = total.number[0] < other_low / _MOST_DOSES
        return other_high >= low * (1 - _FREQUENCY_TOLERANCE) and not period_is_longer
    return (
        max(low, other_low) <= min(high, other_high) * (1 + _FREQUENCY_TOLERANCE)
        and _spread(left) / _spread(right) < _MOST_SPREAD
        and _spread(right) / _spread(left) < _MOST_SPREAD
    )


_MOST_DOSES = 6.5
"""Doses in the period of an amount: as many as every 4 hours makes in a day."""

_MOST_SPREAD = 1.35
"""By how much one of two ranges of frequencies may be wider: every 4 hours, every 4 to 8 hours."""


def _spread(claim: Claim) -> float:
    assert claim.number  # noqa: S101
    return claim.number[1] / claim.number[0]


def is_as_needed(claim: Claim) -> bool:
    """Return whether a claim says that something is done only at need."""
    return claim.value == AS_NEEDED
