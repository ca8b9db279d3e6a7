"""Citations that one of two texts has and the other does not."""

from collections.abc import Iterator, Mapping, Sequence

from readlevel.core.alignment.sentence_alignment import SentenceAlignment
from readlevel.core.facts.extract import SentenceFacts

_CitationUse = tuple[int, str]
"""Index of a sentence, and the key of a work that it cites."""

_MAX_CITATIONS = 50
"""Citations of one work that are paired; their number is squared."""


def find_unsupported_citations(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
) -> Iterator[_CitationUse]:
    """Yield the lay citations without a counterpart in the clinician text.

    A work that the clinician text never cites is yielded once.
    """
    paired = {use for _, use in _pair_citations(clinician, lay, alignment)}
    clinician_keys = {key for _, key in _iter_citations(clinician)}
    seen: set[str] = set()
    for sentence, key in _iter_citations(lay):
        if (sentence, key) not in paired and (key in clinician_keys or key not in seen):
            yield sentence, key
        seen.add(key)


def find_omitted_citations(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
) -> Iterator[_CitationUse]:
    """Yield the clinician citations without a counterpart in the lay text."""
    paired = {use for use, _ in _pair_citations(clinician, lay, alignment)}
    yield from (use for use in _iter_citations(clinician) if use not in paired)


def _pair_citations(
    clinician: Sequence[SentenceFacts],
    lay: Sequence[SentenceFacts],
    alignment: SentenceAlignment,
) -> Iterator[tuple[_CitationUse, _CitationUse]]:
    """Yield pairs of (clinician, lay) citations of one work, each citation once.

    The most similar sentences are paired first.
    """
    clinician_uses = _index_citations(clinician)
    for key, lay_sentences in _index_citations(lay).items():
        most_similar = sorted(
            (
                -alignment.similarity(lay_sentence, clinician_sentence),
                lay_sentence,
                clinician_sentence,
            )
            for lay_sentence in lay_sentences
            for clinician_sentence in clinician_uses.get(key, ())
        )
        paired_clinician: set[int] = set()
        paired_lay: set[int] = set()
        for _, lay_sentence, clinician_sentence in most_similar:
            if clinician_sentence not in paired_clinician and lay_sentence not in paired_lay:
                paired_clinician.add(clinician_sentence)
                paired_lay.add(lay_sentence)
                yield (clinician_sentence, key), (lay_sentence, key)


def _index_citations(sentences: Sequence[SentenceFacts]) -> Mapping[str, Sequence[int]]:
    """Return the sentences that cite each work, at most `_MAX_CITATIONS`."""
    indexed: dict[str, list[int]] = {}
    for sentence, key in _iter_citations(sentences):
        if len(uses := indexed.setdefault(key, [])) < _MAX_CITATIONS:
            uses.append(sentence)
    return indexed


def _iter_citations(sentences: Sequence[SentenceFacts]) -> Iterator[_CitationUse]:
    for sentence, facts in enumerate(sentences):
        for key in facts.statement.citations:
            yield sentence, key
