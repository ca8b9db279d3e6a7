"""When two claims of one kind contradict each other."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from readlevel.core.claims.categories import PRESENCE
from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.frequencies import TOTAL
from readlevel.core.contradictions.counterparts import Relation

_FREQUENCY_TOLERANCE = 0.1
"""Every 4 weeks is about once a month."""

_RANK_DISTANCE = {ClaimKind.URGENCY: 1.0, ClaimKind.CERTAINTY: 2.0}
"""From which distance two ranks exclude each other: "may" and "probably" do not."""

_CERTAIN = "4"
"""The rank of what is said to be certain, which excludes "probably" too."""

_OPPOSITES = frozenset(
    {
        frozenset({"up", "down"}),
        frozenset({"better", "worse"}),
        frozenset({"cause", "prevent"}),
        frozenset({"up", "prevent"}),
        frozenset({"down", "cause"}),
        frozenset({"slow", "fast"}),
        frozenset({"same", "differs"}),
        frozenset({"with", "without"}),
        frozenset({"regardless", "only"}),
        frozenset({"regardless", "if"}),
        frozenset({"regardless", "unless"}),
        frozenset({"unless", "if"}),
        frozenset({"unless", "only"}),
        frozenset({"order:before", "order:after"}),
    }
)
"""Pairs of values that exclude each other; all others may both be true."""

_ACTIVE, _CONTROL = "active", "control"
_NUMBER_TOLERANCE = 0.015

_DURING = "order:during"
_PAIRED_KINDS = frozenset({ClaimKind.DIRECTION, ClaimKind.CONDITION})


@cache
def _list_together() -> Mapping[str, Sequence[frozenset[str]]]:
    """Return the groups of values, by kind, any two of which may hold for the same thing."""
    return {
        kind: [frozenset(line.split()) for line in lines]
        for kind, lines in _read_table()["together"].items()
    }


@cache
def _list_special() -> Mapping[str, frozenset[str]]:
    """Return the special values that a general one includes: pneumonia is an infection."""
    return {
        general: frozenset(names.split()) for general, names in _read_table()["general"].items()
    }


def _read_table() -> Mapping[str, Any]:
    path = files("readlevel.core").joinpath("data", "compatible_claims.toml")
    return tomllib.loads(path.read_text("utf-8"))


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
    special = _list_special()
    if right.value in special.get(left.value, ()) or left.value in special.get(right.value, ()):
        return True
    together = _list_together().get(left.kind, ())
    return any({left.value, right.value} <= group for group in together)


def relate_claims(clinician: Claim, lay: Claim, in_place: bool = False) -> Relation:
    """Return how two claims stand to each other if they are about the same.

    Claims about a single noun are if they name it; so are opposites that stand `in_place` in texts
    of one order.
    """
    if clinician.kind is not lay.kind:
        return Relation.NONE
    if lay.kind is ClaimKind.DIRECTION:
        return _relate_directions(clinician, lay)
    if clinician.axis != lay.axis:
        return Relation.NONE
    if lay.kind is ClaimKind.ARM and not have_equal_numbers(clinician, lay):
        return Relation.NONE
    may_differ = in_place and lay.kind is ClaimKind.CONTRAST
    if not (may_differ or clinician.focus & lay.focus) and _needs_same_focus(clinician, lay):
        return Relation.NONE
    if (
        lay.axis == "order"
        and clinician.value != lay.value
        and _DURING in (clinician.value, lay.value)
    ):
        # "During treatment and for 6 months after it" does not say "before it".
        return Relation.NONE
    if lay.kind is ClaimKind.CONDITION and _denies_if(clinician, lay):
        return Relation.NONE
    if lay.kind is ClaimKind.CONDITION and _denies_unless(clinician, lay):
        return Relation.AGREE
    if lay.axis == PRESENCE and clinician.negated is not lay.negated:
        # "Not without food" is "with food", and says nothing for "without food".
        return Relation.AGREE if clinician.value != lay.value else Relation.NONE
    return Relation.AGREE if are_compatible(clinician, lay) else Relation.CONTRADICT


_OF_ONE_NOUN = frozenset(
    {PRESENCE, "level", "dose", "frequency", "amount", "lasting", "pace", "onset", "years"}
)
"""Axes of claims about a single noun: with or without symptoms, a rare or a common harm."""

_EXPLICIT_CONDITIONS = frozenset({"regardless", "only", "unless"})
"""Conditions that contradict each other in other words: even if symptoms resolve, unless you feel
better."""


def _denies_if(clinician: Claim, lay: Claim) -> bool:
    """Return whether one says "go on even if", and the other "do not stop if"."""
    pairs = ((clinician, lay), (lay, clinician))
    return any(
        one.value == "if" and one.negated and other.value == "regardless" for one, other in pairs
    )


def _denies_unless(clinician: Claim, lay: Claim) -> bool:
    """Return whether one says "only if", and the other "do not … unless"."""
    pairs = ((clinician, lay), (lay, clinician))
    return any(
        one.value == "unless" and one.negated and other.value == "only" and not other.negated
        for one, other in pairs
    )


def _needs_same_focus(clinician: Claim, lay: Claim) -> bool:
    if lay.kind is ClaimKind.CONDITION and not lay.axis:
        return not {clinician.value, lay.value} <= _EXPLICIT_CONDITIONS
    return lay.axis in _OF_ONE_NOUN


def _relate_directions(clinician: Claim, lay: Claim) -> Relation:
    """Return how two directions are related.

    A quality and an amount are related by what is good: fewer deaths are an improvement.
    """
    same_axis = clinician.axis == lay.axis
    if "same" in (clinician.value, lay.value) and not same_axis:
        return _relate_equal(clinician, lay)
    if not same_axis and not (clinician.outcome and lay.outcome):
        return Relation.NONE
    alike = are_compatible(clinician, lay) if same_axis else clinician.outcome == lay.outcome
    if clinician.negated is not lay.negated:
        return Relation.CONTRADICT if alike else Relation.NONE
    if clinician.negated and not alike:
        # "No evidence that it improves", and "no evidence that it worsens": one of them was copied.
        return Relation.CONTRADICT
    if _are_turned_round(clinician, lay):
        alike = not alike
    return Relation.AGREE if alike else Relation.CONTRADICT


def _relate_equal(clinician: Claim, lay: Claim) -> Relation:
    """Return how "similar" and "no difference" stand to a direction, denied or not."""
    other = lay if clinician.value == "same" else clinician
    return Relation.AGREE if other.negated else Relation.CONTRADICT


def _are_turned_round(left: Claim, right: Claim) -> bool:
    """Return whether what two comparisons compare is exchanged."""
    return bool(
        left.against & right.subject
        and right.against & left.subject
        and not left.against & right.against
    )


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
        distance = _RANK_DISTANCE[left.kind]
        if (
            left.kind is ClaimKind.CERTAINTY
            and not left.axis
            and _CERTAIN in (left.value, right.value)
        ):
            distance = 1.0
        gap = max(left.number[0] - right.number[1], right.number[0] - left.number[1])
        return gap < distance
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
