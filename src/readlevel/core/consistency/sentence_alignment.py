"""Which sentences of two texts speak of the same thing.

Each sentence is what it speaks of, weighted by how rare that is in both texts. Only sentences that
share something are ever looked at, and what every sentence speaks of leads to none.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

_MAX_DOCUMENT_FREQUENCY = 0.12
"""Share of the sentences from which on a topic leads from none to another."""
_MIN_FREQUENT_COUNT = 12


TopicWeights = Mapping[str, float]
"""What a sentence speaks of, each topic with its weight."""


class SentenceAlignment:
    """How alike the sentences of two texts are: cosines from 0 to 1."""

    def __init__(self, below: Sequence[TopicWeights], above: Sequence[TopicWeights]) -> None:
        self._below, self._above = below, above
        self._rarity = _inverse_document_frequency([*below, *above])
        self._lengths_below = [self._length(bag) for bag in below]
        self._lengths_above = [self._length(bag) for bag in above]
        self._having: dict[str, dict[int, float]] = {}
        for place, bag in enumerate(above):
            for topic, weight in bag.items():
                self._having.setdefault(topic, {})[place] = weight * self._rarity[topic]
        most = max(_MIN_FREQUENT_COUNT, int(_MAX_DOCUMENT_FREQUENCY * len(above)))
        self.scores = [self._score(place, most) for place in range(len(below))]
        """For each sentence below those above that it shares something with, and how alike."""
        self.scores_above: list[dict[int, float]] = [{} for _ in above]
        """The same, seen from above."""
        for place, scores in enumerate(self.scores):
            for other, score in scores.items():
                self.scores_above[other][place] = score
        self._ranked_below = _Ranking(self.scores)
        self._ranked_above = _Ranking(self.scores_above)

    def score(self, below: int, above: int, without: str | None = None) -> float:
        """Return how alike two sentences are; `without` is a topic that shall not count."""
        score = self.scores[below].get(above, 0.0)
        if not score or without is None:
            return score
        rarity = self._rarity.get(without, 0.0) ** 2
        own, other = self._below[below].get(without, 0.0), self._above[above].get(without, 0.0)
        length = self._lengths_below[below] * self._lengths_above[above]
        return max(0.0, score - own * other * rarity / length)

    def best(self, below: int, least: float = 0.0) -> list[int]:
        """Return the sentences above that are so much like one below, the most alike first."""
        return self._ranked_below.list(below, least)

    def best_below(self, above: int, least: float = 0.0) -> list[int]:
        """Return the sentences below that are so much like one above, the most alike first."""
        return self._ranked_above.list(above, least)

    def _length(self, bag: TopicWeights) -> float:
        return sqrt(sum((weight * self._rarity[topic]) ** 2 for topic, weight in bag.items())) or 1

    def _score(self, place: int, most: int) -> dict[int, float]:
        bag, having = self._below[place], self._having
        scores: dict[int, float] = {}
        # The rare topics say which sentences are looked at, the frequent ones only how alike.
        known = [topic for topic in bag if topic in having]
        for topic in sorted(known, key=lambda topic: len(having[topic])):
            weight, others = bag[topic] * self._rarity[topic], having[topic]
            if len(others) <= most:
                for other, own in others.items():
                    scores[other] = scores.get(other, 0.0) + weight * own
            else:
                for other in scores:
                    if other in others:
                        scores[other] += weight * others[other]
        length = self._lengths_below[place]
        return {
            other: score / (length * self._lengths_above[other]) for other, score in scores.items()
        }


class _Ranking:
    """Sentences of one text that are like each of the other, the most alike first."""

    def __init__(self, scores: Sequence[Mapping[int, float]]) -> None:
        self._scores = scores
        self._known: dict[int, tuple[list[float], list[int]]] = {}

    def list(self, place: int, least: float) -> list[int]:
        """Return the places that are at least so much like one."""
        if place not in self._known:
            scores = self._scores[place]
            places = sorted(scores)
            places.sort(key=scores.__getitem__, reverse=True)
            self._known[place] = [-scores[other] for other in places], places
        falling, places = self._known[place]
        return places[: bisect_right(falling, -least)]


def _inverse_document_frequency(bags: Sequence[TopicWeights]) -> dict[str, float]:
    counted = Counter(topic for bag in bags for topic in bag)
    return {topic: log(1 + len(bags) / count) for topic, count in counted.items()}
