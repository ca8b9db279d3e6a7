"""Alignments with chosen similarities, so that a fixture can say how similar sentences are."""

from collections.abc import Sequence
from math import log, sqrt

from readlevel.core.alignment.sentence_alignment import SentenceAlignment


def align(similarities: Sequence[Sequence[float]]) -> SentenceAlignment:
    """Return an alignment with a row for each lay sentence and a column for each clinician one.

    Each similar pair shares a topic of its own, and each sentence has a topic to itself, whose
    weight makes its vector one of length 1. No row or column may add up to more than 1.
    """
    columns = list(zip(*similarities, strict=True))
    sentences = len(similarities) + len(columns)
    shared_idf, own_idf = log(1 + sentences / 2), log(1 + sentences)

    def weigh(own: str, values: Sequence[float], topics: Sequence[str]) -> dict[str, float]:
        pairs = zip(topics, values, strict=True)
        weights = {topic: sqrt(value) / shared_idf for topic, value in pairs if value}
        return weights | {own: sqrt(max(0.0, 1 - sum(values))) / own_idf}

    lay = [
        weigh(f"lay {row}", values, [f"{row} {column}" for column in range(len(columns))])
        for row, values in enumerate(similarities)
    ]
    clinician = [
        weigh(f"clinician {column}", values, [f"{row} {column}" for row in range(len(values))])
        for column, values in enumerate(columns)
    ]
    return SentenceAlignment(lay, clinician)
