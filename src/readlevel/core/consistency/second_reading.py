"""What a second reader adds to a comparison: a model that says which sentences contradict.

It never takes a difference away, and never decides whether one needs an answer: where it
contradicts a pair of sentences that differ already, that difference becomes surer, on its own side
of `MIN_ASKING_CONFIDENCE`; any other pair joins the quiet list.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.difference import (
    MIN_ASKING_CONFIDENCE,
    Difference,
    DifferenceKind,
    Severity,
)

SentencePair = tuple[str, str]
"""A clinician sentence (the premise) and a lay sentence (the hypothesis)."""

MIN_SIMILARITY = 0.3
"""Similarity from which a lay sentence is read beside its most similar clinician sentence. As for
facts that another sentence supports: below it, sentences seldom speak of the same."""
MIN_PROBABILITY = 0.95
"""Probability from which a contradiction counts. Models of entailment that were tried called 10 to
15 % of unchanged pairs contradictions at this value."""
MAX_PAIRS = 200
"""Pairs of sentences in one comparison, the most similar first."""

_SUREST_UNASKED = MIN_ASKING_CONFIDENCE - 0.01

FACT_TYPE = "contradiction"


class SecondReader(Protocol):
    """Reads pairs of sentences."""

    def read(self, pairs: Sequence[SentencePair]) -> Mapping[SentencePair, float]:
        """Return the probability that each pair contradict each other, from 0 to 1.

        Pairs that could not be read in time are missing.
        """


def add_second_reading(
    differences: Iterable[Difference], texts: ComparedTexts, reader: SecondReader
) -> list[Difference]:
    """Return the differences, made surer where the reader finds a contradiction, and its own."""
    aligned = dict(_list_pairs(texts))
    probabilities = reader.read(list(aligned))
    contradicting = {
        pair: probability
        for pair, probability in probabilities.items()
        if pair in aligned and probability >= MIN_PROBABILITY
    }
    raised = [_raise_confidence(one, contradicting) for one in differences]
    reported = {pair for one in raised if (pair := _find_pair(one)) is not None}
    return [*raised, *_list_new(contradicting, reported, aligned, texts)]


def _list_pairs(texts: ComparedTexts) -> Iterator[tuple[SentencePair, tuple[int, int]]]:
    """Yield aligned sentences with their indices (clinician, lay), the most similar first."""
    nearest = (
        (texts.alignment.similarity(lay, similar[0]), similar[0], lay)
        for lay in range(len(texts.lay))
        if (similar := texts.alignment.clinician_sentences_like(lay, MIN_SIMILARITY))
    )
    for _, clinician, lay in sorted(nearest, key=lambda one: -one[0])[:MAX_PAIRS]:
        either = texts.clinician[clinician], texts.lay[lay]
        if not any(one.statement.is_heading for one in either):
            yield (either[0].text, either[1].text), (clinician, lay)


def _find_pair(difference: Difference) -> SentencePair | None:
    if difference.clinician is None or difference.lay is None:
        return None
    return difference.clinician.text, difference.lay.text


def _raise_confidence(
    difference: Difference, contradicting: Mapping[SentencePair, float]
) -> Difference:
    pair = _find_pair(difference)
    if pair is None or difference.kind is not DifferenceKind.CONFLICT:
        return difference
    probability = contradicting.get(pair, 0.0)
    if difference.confidence < MIN_ASKING_CONFIDENCE:
        probability = min(probability, _SUREST_UNASKED)
    return replace(difference, confidence=max(difference.confidence, probability))


def _list_new(
    contradicting: Mapping[SentencePair, float],
    reported: Collection[SentencePair],
    aligned: Mapping[SentencePair, tuple[int, int]],
    texts: ComparedTexts,
) -> Iterator[Difference]:
    for pair, probability in contradicting.items():
        if pair not in reported:
            clinician, lay = pair
            whole = (0, len(clinician)), (0, len(lay))
            found = texts.make_conflict(aligned[pair], *whole, FACT_TYPE, probability)
            yield replace(found, severity=Severity.DIFFERS)
