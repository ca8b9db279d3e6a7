"""Which sentences have the same place in two texts that follow the same order.

Where a plain text follows its source, a sentence between two that have their counterparts says what
the sentences between those counterparts say, however few words it shares with them. The sentences
that are each other's most alike are anchors; the heaviest chain of anchors that runs through both
texts in order is followed, and places between two of its anchors are interpolated.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import ceil, floor

_MIN_ANCHOR = 0.1
"""Similarity from which two sentences are an anchor."""

_REACH = 1.5
"""Sentences from the expected place at which another is no counterpart by its place."""

_FEW_ANCHORS = 4
"""Anchors of a chain from which an order is trusted in full."""

_LEAST_ORDER = 0.35
"""Share of the sentences in order below which the two texts tell different things."""

Similarities = Sequence[Mapping[int, float]]
"""For each sentence of one text, its similarities to sentences of the other, by their index."""


class SentenceOrder:
    """How far the sentences of a lay text have the places of those of the clinician text."""

    def __init__(self, by_lay: Similarities, by_clinician: Similarities) -> None:
        anchors = _find_anchors(by_lay, by_clinician)
        self._chain = _find_chain(anchors, by_lay)
        self._counts = len(by_lay), len(by_clinician)
        self.trust = self._rate(anchors, by_lay)
        """How surely both texts follow the same order, from 0 to 1."""

    def closeness(self, lay: int, clinician: int) -> float:
        """Return how near two sentences stand to each other's place, times the trust in it."""
        if not self.trust:
            return 0.0
        distance = abs(clinician - self._expect(lay))
        return self.trust * max(0.0, 1 - distance / _REACH)

    def list_near(self, lay: int) -> range:
        """Return the clinician sentences near the place of a lay one."""
        if not self.trust:
            return range(0)
        expected = self._expect(lay)
        first, last = ceil(expected - _REACH), floor(expected + _REACH)
        return range(max(0, first), min(self._counts[1], last + 1))

    def _expect(self, lay: int) -> float:
        """Return the place of a lay sentence in the clinician text."""
        after = bisect_right(self._chain, (lay, self._counts[1]))
        start = self._chain[after - 1] if after else (-1, -1)
        if start[0] == lay:
            return start[1]
        end = self._chain[after] if after < len(self._chain) else self._counts
        return start[1] + (lay - start[0]) * (end[1] - start[1]) / (end[0] - start[0])

    def _rate(self, anchors: Sequence[tuple[int, int]], by_lay: Similarities) -> float:
        weight = sum(by_lay[lay][clinician] for lay, clinician in anchors)
        if not weight:
            return 0.0
        in_order = sum(by_lay[lay][clinician] for lay, clinician in self._chain) / weight
        covered = len(self._chain) / max(1, min(self._counts))
        enough = min(1.0, len(self._chain) / _FEW_ANCHORS)
        share = in_order * covered * enough
        return max(0.0, (share - _LEAST_ORDER) / (1 - _LEAST_ORDER))


def _find_anchors(by_lay: Similarities, by_clinician: Similarities) -> list[tuple[int, int]]:
    """Return the pairs (lay, clinician) of sentences that are each other's most alike."""
    anchors = []
    for lay, similarities in enumerate(by_lay):
        if not similarities:
            continue
        clinician = max(similarities, key=similarities.__getitem__)
        back = by_clinician[clinician]
        if similarities[clinician] >= max(_MIN_ANCHOR, max(back.values())):
            anchors.append((lay, clinician))
    return anchors


def _find_chain(anchors: Sequence[tuple[int, int]], by_lay: Similarities) -> list[tuple[int, int]]:
    """Return the anchors of the heaviest chain that runs through both texts in order."""
    # The best chain that ends at each clinician sentence or before it: (sentence, weight, last).
    best: list[tuple[int, float, int]] = [(-1, 0.0, -1)]
    before: list[int] = []
    for index, (lay, clinician) in enumerate(anchors):
        place = bisect_right(best, (clinician, 0.0, -1))
        before.append(best[place - 1][2])
        weight = best[place - 1][1] + by_lay[lay][clinician]
        end = place
        while end < len(best) and best[end][1] <= weight:
            end += 1
        best[place:end] = [(clinician, weight, index)]
    chain = []
    last = best[-1][2]
    while last >= 0:
        chain.append(anchors[last])
        last = before[last]
    return chain[::-1]
