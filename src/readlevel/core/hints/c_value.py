"""How much a phrase of several words is a term: its C-value.

K. Frantzi, S. Ananiadou and H. Mima, "Automatic recognition of multi-word terms: the C-value/
NC-value method", International Journal on Digital Libraries 3 (2000), 115-130, equation 3.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from types import MappingProxyType

Phrase = tuple[str, ...]


def compute_c_values(
    uses: Mapping[Phrase, int], shapes: Mapping[Phrase, Phrase] = MappingProxyType({})
) -> dict[Phrase, float]:
    """Return the C-value of phrases of at least two words, by how often texts use them.

    It is the uses times the binary logarithm of the number of words. Uses inside longer phrases
    count less: the mean of how often those that contain it are used is subtracted. `shapes` has
    the phrase for inflections that are counted with it.
    """
    around: dict[Phrase, list[int]] = defaultdict(list)
    for phrase, times in uses.items():
        for inner in {shapes.get(one, one) for one in _list_inner(phrase)}:
            if inner in uses:
                around[inner].append(times)
    return {
        phrase: log2(len(phrase)) * (times - _mean(around.get(phrase, ())))
        for phrase, times in uses.items()
    }


def _list_inner(phrase: Phrase) -> Iterator[Phrase]:
    """Yield the shorter phrases of at least two words in a phrase."""
    for length in range(2, len(phrase)):
        for start in range(len(phrase) - length + 1):
            yield phrase[start : start + length]


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
