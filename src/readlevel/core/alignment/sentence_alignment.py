"""Alignment of the sentences of two texts by what they are about.

A sentence is a vector of its topics, weighted by their inverse document frequency in both texts.
Only sentences that share a topic are compared, and a very frequent topic does not make two
sentences comparable by itself.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log, sqrt

from readlevel.core.alignment.sentence_order import SentenceOrder

_MAX_DOCUMENT_FREQUENCY = 0.12
"""Share of the clinician sentences above which a topic does not make two comparable."""
_MIN_FREQUENT_COUNT = 12
_MAX_FREQUENT_COUNT = 60
"""A topic of this many sentences or fewer is never too frequent, one of more than the second always
is, so that the work grows with the text."""


TopicWeights = Mapping[str, float]
"""The topics of a sentence with their weights."""


class SentenceAlignment:
    """The cosine similarities, from 0 to 1, of the sentences of two texts."""

    def __init__(self, lay: Sequence[TopicWeights], clinician: Sequence[TopicWeights]) -> None:
        self._lay, self._clinician = lay, clinician
        self._idf = _inverse_document_frequency([*lay, *clinician])
        self._unknown_idf = log(1 + len(lay) + len(clinician))
        self._lay_norms = [self._norm(weights) for weights in lay]
        self._clinician_norms = [self._norm(weights) for weights in clinician]
        self._postings: dict[str, dict[int, float]] = {}
        for sentence, weights in enumerate(clinician):
            for topic, weight in weights.items():
                self._postings.setdefault(topic, {})[sentence] = weight * self._idf[topic]
        frequent = int(_MAX_DOCUMENT_FREQUENCY * len(clinician))
        max_count = min(max(_MIN_FREQUENT_COUNT, frequent), _MAX_FREQUENT_COUNT)
        self.similarities_by_lay = [
            self._compute_similarities(sentence, max_count) for sentence in range(len(lay))
        ]
        """For each lay sentence, its similarity to each clinician sentence it shares a topic with.
        """
        self.similarities_by_clinician: list[dict[int, float]] = [{} for _ in clinician]
        """The same similarities for each clinician sentence."""
        for sentence, similarities in enumerate(self.similarities_by_lay):
            for other, similarity in similarities.items():
                self.similarities_by_clinician[other][sentence] = similarity
        self._lay_ranking = _Ranking(self.similarities_by_lay)
        self._clinician_ranking = _Ranking(self.similarities_by_clinician)

    def similarity(self, lay: int, clinician: int, ignoring: str | None = None) -> float:
        """Return the similarity of two sentences, with the topic `ignoring` left out."""
        similarity = self.similarities_by_lay[lay].get(clinician, 0.0)
        if not similarity or ignoring is None:
            return similarity
        squared_idf = self._idf.get(ignoring, 0.0) ** 2
        lay_weight = self._lay[lay].get(ignoring, 0.0)
        clinician_weight = self._clinician[clinician].get(ignoring, 0.0)
        norm = self._lay_norms[lay] * self._clinician_norms[clinician]
        return max(0.0, similarity - lay_weight * clinician_weight * squared_idf / norm)

    @cached_property
    def closeness(self) -> float:
        """How closely the lay text follows the other: the mean of its greatest similarities."""
        greatest = [max(one.values(), default=0.0) for one in self.similarities_by_lay]
        return sum(greatest) / len(greatest) if greatest else 0.0

    @cached_property
    def order(self) -> SentenceOrder:
        """Which sentences have the same place in both texts."""
        return SentenceOrder(self.similarities_by_lay, self.similarities_by_clinician)

    def weigh(self, topics: TopicWeights) -> TopicWeights:
        """Return topics with their weights, multiplied by how rare they are in both texts."""
        idf, unknown = self._idf, self._unknown_idf
        return {topic: weight * idf.get(topic, unknown) for topic, weight in topics.items()}

    def clinician_sentences_like(self, lay: int, min_similarity: float = 0.0) -> list[int]:
        """Return the clinician sentences similar to a lay sentence, most similar first."""
        return self._lay_ranking.list(lay, min_similarity)

    def lay_sentences_like(self, clinician: int, min_similarity: float = 0.0) -> list[int]:
        """Return the lay sentences similar to a clinician sentence, most similar first."""
        return self._clinician_ranking.list(clinician, min_similarity)

    def _norm(self, weights: TopicWeights) -> float:
        return sqrt(sum((weight * self._idf[topic]) ** 2 for topic, weight in weights.items())) or 1

    def _compute_similarities(self, sentence: int, max_count: int) -> dict[int, float]:
        weights = self._lay[sentence]
        products: dict[int, float] = {}
        # Rare topics decide which sentences are compared; frequent ones only add to the score.
        shared = [topic for topic in weights if topic in self._postings]
        for topic in sorted(shared, key=lambda topic: len(self._postings[topic])):
            weight, postings = weights[topic] * self._idf[topic], self._postings[topic]
            if len(postings) <= max_count:
                for other, other_weight in postings.items():
                    products[other] = products.get(other, 0.0) + weight * other_weight
            else:
                for other in products:
                    if other in postings:
                        products[other] += weight * postings[other]
        norm = self._lay_norms[sentence]
        return {
            other: product / (norm * self._clinician_norms[other])
            for other, product in products.items()
        }


class _Ranking:
    """The sentences of one text by their similarity to each sentence of the other."""

    def __init__(self, similarities: Sequence[Mapping[int, float]]) -> None:
        self._similarities = similarities
        self._ranked: dict[int, tuple[list[float], list[int]]] = {}

    def list(self, sentence: int, min_similarity: float) -> list[int]:
        """Return the sentences of at least `min_similarity`, most similar first."""
        if sentence not in self._ranked:
            similarities = self._similarities[sentence]
            if not similarities:
                return []
            ranked = sorted(similarities)
            ranked.sort(key=similarities.__getitem__, reverse=True)
            # Negated, since bisect needs ascending values.
            self._ranked[sentence] = [-similarities[other] for other in ranked], ranked
        negated, ranked = self._ranked[sentence]
        return ranked[: bisect_right(negated, -min_similarity)]


def _inverse_document_frequency(sentences: Sequence[TopicWeights]) -> dict[str, float]:
    counts = Counter(topic for weights in sentences for topic in weights)
    return {topic: log(1 + len(sentences) / count) for topic, count in counts.items()}
