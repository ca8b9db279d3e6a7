"""Blood pressures in a query: two numbers that can only be a reading."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

_SYSTOLIC, _DIASTOLIC = range(80, 261), range(40, 161)
_SMALLEST_DIFFERENCE = 15
_BETWEEN = frozenset({"over", "sobre", "على", "علي"})


def find_pressures(words: Sequence[str]) -> Iterator[frozenset[int]]:
    """Yield the places of the numbers of each blood pressure, as in "150/95" and "150 over 95"."""
    numbers = [
        (place, int(word))
        for place, word in enumerate(words)
        if word.isdecimal() and 2 <= len(word) <= 3
    ]
    for (first, high), (second, low) in pairwise(numbers):
        joined = second == first + 1 or (second == first + 2 and words[first + 1] in _BETWEEN)
        likely = high in _SYSTOLIC and low in _DIASTOLIC and high - low >= _SMALLEST_DIFFERENCE
        if joined and likely:
            yield frozenset({first, second})
