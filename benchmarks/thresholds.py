"""What each threshold of consistency does: changes found and false alarms with it varied.

python -m benchmarks thresholds
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from benchmarks.parity import Pair, find_alarms, find_changes, read_pairs
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds

SHARES = (0.8, 0.9, 1.1, 1.2)
"""What a similarity is multiplied by; counts are varied by one."""


def run() -> None:
    """Print changes found and false alarms of the pairs for each threshold and its neighbours."""
    pairs = list(read_pairs())
    print(f"as they are: {_measure(pairs, THRESHOLDS)}")
    for field in fields(Thresholds):
        for value in _neighbours(getattr(THRESHOLDS, field.name)):
            change: dict[str, Any] = {field.name: value}
            measured = _measure(pairs, replace(THRESHOLDS, **change))
            print(f"{field.name} = {value:g}: {measured}", flush=True)


def _neighbours(value: float) -> Iterator[float]:
    if isinstance(value, int):
        yield from (value - 1, value + 1)
    else:
        yield from (round(value * share, 4) for share in SHARES)


def _measure(pairs: Sequence[Pair], thresholds: Thresholds) -> str:
    found, missed = find_changes(pairs, thresholds)
    alarms = sum(len(find_alarms(pair, thresholds)) for pair in pairs)
    total = found.total()
    return f"{total - len(missed)} of {total} changes found, {alarms} false alarms"
