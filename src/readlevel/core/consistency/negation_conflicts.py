"""Sentences of two texts that disagree in polarity: a negation that was lost or added."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.consistency.thresholds import THRESHOLDS, Thresholds
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.negations import Negation, Polarity, read_polarity
from readlevel.core.facts.topics import extract_topics
from readlevel.core.languages.stopwords import get_generic_words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of one text that negates what a sentence of the other asserts."""

    clinician: int
    lay: int
    """Indices of the two sentences."""
    clinician_span: tuple[int, int]
    lay_span: tuple[int, int]
    """Spans of the negation and of the assertion, in characters of their sentences."""


def find_negation_conflicts(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
    language: str,
    thresholds: Thresholds = THRESHOLDS,
) -> list[Contradiction]:
    """Return the sentences that disagree in polarity, at most one pair for each lay sentence."""
    finder = _ContradictionFinder(clinician, lay, alignment, language, thresholds)
    found = []
    for sentence in range(len(lay)):
        similar = alignment.clinician_sentences_like(sentence, thresholds.similar)
        for other in similar[: thresholds.max_candidates]:
            spans = finder.find(other, sentence)
            if spans is not None:
                found.append(Contradiction(other, sentence, *spans))
                break
    return found


_NO_POLARITY = Polarity((), frozenset(), {})
_SpanPair = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The sentences similar to a sentence, which may negate something in its stead."""

    polarities: Sequence[Polarity]
    unmatched: Sequence[Polarity]
    """Those whose negation is not matched by another sentence of the other text."""


@dataclass(frozen=True, slots=True)
class _TextPolarities:
    """The polarity of each sentence of one text."""

    polarities: Sequence[Polarity]
    matched: set[int] = field(default_factory=set)
    """Sentences with a negation that the most similar sentence of the other text has too."""

    def neighbours(self, sentence: int, similar: Sequence[int]) -> _Neighbours:
        unmatched = [one for one in similar if one == sentence or one not in self.matched]
        return _Neighbours(
            [self.polarities[one] for one in similar], [self.polarities[one] for one in unmatched]
        )


class _ContradictionFinder:
    """The polarities of two texts, compared sentence by sentence."""

    def __init__(
        self,
        clinician: Sequence[SentenceFacts],
        lay: Sequence[SentenceFacts],
        alignment: SentenceAlignment,
        language: str,
        thresholds: Thresholds,
    ) -> None:
        self._clinician = _TextPolarities(
            [_sentence_polarity(facts, language) for facts in clinician]
        )
        self._lay = _TextPolarities([_sentence_polarity(facts, language) for facts in lay])
        self._alignment = alignment
        self._thresholds = thresholds
        self._stopwords = _generic_topics(language)
        self._match_negations()

    def find(self, clinician: int, lay: int) -> _SpanPair | None:
        """Return the contradicting spans of two sentences: (clinician span, lay span)."""
        similarity = self._alignment.similarity(lay, clinician)
        clinician_polarity = self._clinician.polarities[clinician]
        lay_polarity = self._lay.polarities[lay]
        limit = similarity * self._thresholds.neighbour_share
        near_clinician = self._clinician.neighbours(
            clinician, self._alignment.clinician_sentences_like(lay, limit)
        )
        near_lay = self._lay.neighbours(lay, self._alignment.lay_sentences_like(clinician, limit))
        pair = self._compare(clinician_polarity, lay_polarity, near_lay, similarity)
        if pair is None:
            swapped = self._compare(lay_polarity, clinician_polarity, near_clinician, similarity)
            pair = swapped and (swapped[1], swapped[0])
        is_best = similarity >= self._thresholds.single_negation and self._is_best(clinician, lay)
        if pair is None and is_best:
            pair = _find_single_negation(
                clinician_polarity, lay_polarity, near_clinician.polarities, near_lay.polarities
            )
        return pair

    def _compare(
        self, negating: Polarity, asserting: Polarity, near: _Neighbours, similarity: float
    ) -> _SpanPair | None:
        comparison = _PolarityComparison(
            negating, asserting, near, similarity, self._stopwords, self._thresholds
        )
        return comparison.find_negated_assertion()

    def _match_negations(self) -> None:
        """Mark the most similar sentences that negate the same topic as matched."""
        for clinician, polarity in enumerate(self._clinician.polarities):
            if not polarity.negations:
                continue
            similar = self._alignment.lay_sentences_like(clinician, self._thresholds.similar)
            for lay in similar[:1]:
                if self._is_best(clinician, lay) and any(
                    left.topics & right.topics
                    for left in polarity.negations
                    for right in self._lay.polarities[lay].negations
                ):
                    self._clinician.matched.add(clinician)
                    self._lay.matched.add(lay)

    def _is_best(self, clinician: int, lay: int) -> bool:
        """Return whether two sentences are each the most similar to the other."""
        best_clinician = self._alignment.clinician_sentences_like(lay)[0]
        best_lay = self._alignment.lay_sentences_like(clinician)[0]
        return (best_clinician, best_lay) == (clinician, lay)


def _sentence_polarity(facts: SentenceFacts, language: str) -> Polarity:
    return _NO_POLARITY if facts.statement.is_heading else read_polarity(facts.text, language)


def _generic_topics(language: str) -> frozenset[str]:
    """Return the topics of words that do not identify what is negated."""
    words = get_generic_words(language)
    return frozenset(topic for word in words for topic in extract_topics(word, language))


@dataclass(frozen=True, slots=True)
class _PolarityComparison:
    """A sentence whose negations are looked for among the assertions of another."""

    negating: Polarity
    asserting: Polarity
    near_asserting: _Neighbours
    similarity: float
    stopwords: frozenset[str]
    thresholds: Thresholds

    def find_negated_assertion(self) -> _SpanPair | None:
        """Return the spans of the first contradiction: (negation, assertion)."""
        for negation in self.negating.negations:
            asserted = self._find_contradicted(negation)
            if asserted is not None:
                return (negation.start, negation.end), asserted
        return None

    def _find_contradicted(self, negation: Negation) -> tuple[int, int] | None:
        """Return the span of the assertion that a negation contradicts."""
        shared = [
            topic
            for topic in self.asserting.asserted
            if topic in negation.topics and topic not in self.stopwords
        ]
        if _is_hedged(self.asserting, negation):
            return None
        same = [own for own in self.asserting.negations if self._negate_same_topics(own, negation)]
        if same:
            # Both negate it; one negation more is a double negation.
            differ = all(negation.count == own.count + 1 for own in same)
            if differ and self.similarity >= self.thresholds.close:
                return same[0].start, same[0].end
            return None
        asserts_head = self.similarity >= self.thresholds.likely and negation.head in shared
        if not (asserts_head or self._covers_negation(shared, negation)):
            return None
        is_clear = (
            asserts_head
            or self.similarity >= self.thresholds.close
            or len(shared) >= self.thresholds.shared_topics
        )
        near = self.near_asserting.unmatched if is_clear else self.near_asserting.polarities
        if any(self._may_negate(polarity, negation, shared) for polarity in near):
            return None
        return self.asserting.asserted[shared[0]]

    def _negate_same_topics(self, own: Negation, negation: Negation) -> bool:
        """Return whether two negations share a topic; a noun's shares half of a clause's."""
        shared = own.topics & negation.topics
        if own.noun_scope and not negation.noun_scope:
            return 2 * len(shared - self.stopwords) >= len(negation.topics - self.stopwords)
        return bool(shared)

    def _covers_negation(self, shared: Sequence[str], negation: Negation) -> bool:
        """Return whether the shared topics are enough of what is negated."""
        if not shared:
            return False
        if self.similarity >= self.thresholds.close or len(shared) >= 2:
            return True
        negated = len(negation.topics - self.stopwords)
        return len(shared) == negated or (
            self.similarity >= self.thresholds.likely and 2 * len(shared) >= negated
        )

    def _may_negate(self, polarity: Polarity, negation: Negation, shared: Sequence[str]) -> bool:
        """Return whether a neighbouring sentence may negate the shared topics."""
        if _is_hedged(polarity, negation) and not polarity.asserted.keys().isdisjoint(shared):
            return True
        limit = len(shared) / 2 if self.similarity >= self.thresholds.close else 0
        return any(len(own.topics.intersection(shared)) > limit for own in polarity.negations)


def _find_single_negation(
    clinician: Polarity,
    lay: Polarity,
    near_clinician: Sequence[Polarity],
    near_lay: Sequence[Polarity],
) -> _SpanPair | None:
    """Return the spans of two sentences of which one has the only negation, neighbours included."""
    for negating, asserting, near in ((clinician, lay, near_lay), (lay, clinician, near_clinician)):
        if len(negating.negations) != 1 or negating.hedges or not asserting.asserted:
            continue
        if any(_is_negated_or_hedged(polarity) for polarity in (asserting, *near)):
            continue
        negation = negating.negations[0]
        if not negation.noun_scope:
            spans = (negation.start, negation.end), next(iter(asserting.asserted.values()))
            return spans if negating is clinician else (spans[1], spans[0])
    return None


def _is_negated_or_hedged(polarity: Polarity) -> bool:
    return bool(
        polarity.negations or polarity.hedges or polarity.diminished or polarity.has_local_negation
    )


def _is_hedged(polarity: Polarity, negation: Negation) -> bool:
    """Return whether a sentence has a hedge that may say the same as the negation."""
    return bool(polarity.hedges - negation.topics) or any(
        diminished & negation.topics and not diminisher & negation.topics
        for diminisher, diminished in polarity.diminished
    )
