"""Which group of a study a result belongs to: 12% on the medicine, 8% on placebo."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlevel.core.claims.claim import Claim, ClaimKind
from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.claims.surroundings import Surroundings
from readlevel.core.facts.medicines import find_drugs
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.read_quantities import find_quantities

_REACH = 70
"""Characters between a result and the name of its group."""


class _Arm(NamedTuple):
    value: str
    start: int
    end: int


def find_arms(surroundings: Surroundings) -> Iterator[Claim]:
    """Yield the results of a sentence with their groups; `number` is the result.

    The value is `control`, `active`, or the name of a medicine. A sentence that names one group
    only has none.
    """
    arms = _list_arms(surroundings)
    if len({one.value for one in arms}) < 2:
        return
    results = [
        one for one in find_quantities(surroundings.text, surroundings.language) if _is_result(one)
    ]
    for index, result in enumerate(results):
        stop = results[index + 1].start if index + 1 < len(results) else len(surroundings.text)
        start = results[index - 1].end if index else 0
        arm = _find_arm(arms, result, start, stop)
        if arm is not None:
            value = result.values[0]
            start, end = min(result.start, arm.start), max(result.end, arm.end)
            yield Claim(ClaimKind.ARM, arm.value, start, end, number=(value, value))


def _is_result(quantity: Quantity) -> bool:
    return quantity.dimension == "share" and not quantity.weak and len(quantity.values) == 1


def _list_arms(surroundings: Surroundings) -> Sequence[_Arm]:
    text, language = surroundings.text, surroundings.language
    found = [_Arm(*one) for one in get_finder(ClaimKind.ARM, language).find(text)]
    found += [
        _Arm("+".join(sorted(one.names)), one.start, one.end)
        for one in find_drugs(text, language)
        if not any(other.start <= one.start < other.end for other in found)
    ]
    return sorted(found, key=lambda one: one.start)


def _find_arm(arms: Sequence[_Arm], result: Quantity, start: int, stop: int) -> _Arm | None:
    """Return the group named after a result and before the next, or else the one before it."""
    after = [one for one in arms if result.end <= one.start < min(stop, result.end + _REACH)]
    if after:
        return after[0]
    before = [one for one in arms if max(start, result.start - _REACH) <= one.start < result.start]
    return before[-1] if before else None
