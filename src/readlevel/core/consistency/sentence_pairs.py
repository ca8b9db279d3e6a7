"""Pairs of sentences that speak of the same, with how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.consistency.sentence_alignment import SentenceAlignment

_SURE = 0.42
"""Similarity from which two sentences certainly speak of the same."""

_NEAR_SHARE = 0.6
_NEAR_SHARE_IN_SEQUENCE = 0.85
"""Similarity, relative to that of the pair, from which other sentences may say the same; and where
the sentences before or after are a pair too."""

_RIVAL_SHARE = 0.9
"""Similarity of another sentence, relative to that of the pair, that makes the pair doubtful."""

_RIVAL_PENALTY = 0.85
_ONE_SIDED_PENALTY = 0.6
"""Factors of the confidence where another sentence is as similar, or a more similar one exists."""

_GAP_SHARE = 0.25
"""Similarity, relative to that of the most similar one, of a sentence that fills a gap."""

_SEQUENCE_SHARE = 0.55
_SEQUENCE_DOUBT = 0.5
"""Factors of the limit and of the doubt where the sentences before or after are a pair too."""

_BETWEEN_SHARE = 0.25
_BETWEEN_DOUBT = 0.4
"""The same where both are."""


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A lay sentence, and the clinician sentence that speaks of the same."""

    clinician: int
    lay: int
    confidence: float
    """From 0 to 1."""
    similarity: float
    is_close: bool
    """Each is the most similar to the other, and they are very similar or in the same order."""
    near_clinician: Sequence[int]
    near_lay: Sequence[int]
    """The sentences, these two included, that may say the same in their stead."""


def pair_sentences(
    lay_count: int, alignment: SentenceAlignment, min_similarity: float
) -> Iterator[SentencePair]:
    """Yield each lay sentence with the most similar clinician sentence.

    In two texts that tell the same in the same order, `_SEQUENCE_SHARE` of `min_similarity` is
    enough.
    """
    best: list[Sequence[int]] = [
        alignment.clinician_sentences_like(lay)[:1] for lay in range(lay_count)
    ]
    best = [_fill_gap(lay, best, alignment) for lay in range(lay_count)]
    for lay, similar in enumerate(best):
        if not similar:
            continue
        mutual = alignment.lay_sentences_like(similar[0])[0] == lay
        between = mutual and _is_between(lay, similar[0], best)
        in_sequence = mutual and (between or _is_in_sequence(lay, similar[0], best))
        share = _BETWEEN_SHARE if between else _SEQUENCE_SHARE if in_sequence else 1
        if alignment.similarity(lay, similar[0]) >= min_similarity * share:
            doubt = _BETWEEN_DOUBT if between else _SEQUENCE_DOUBT if in_sequence else 1
            yield _make_pair(similar[0], lay, alignment, best, doubt)


def _fill_gap(
    lay: int, best: Sequence[Sequence[int]], alignment: SentenceAlignment
) -> Sequence[int]:
    """Return the counterpart of a sentence: one between those of its neighbours, if alike enough.

    In a text on one medicine, its name alone makes many sentences alike.
    """
    similar = best[lay]
    if not similar or _is_in_sequence(lay, similar[0], best):
        return similar
    limit = alignment.similarity(lay, similar[0]) * _GAP_SHARE
    between = [
        one for one in alignment.clinician_sentences_like(lay, limit) if _is_between(lay, one, best)
    ]
    return between[:1] or similar


def _is_between(lay: int, clinician: int, best: Sequence[Sequence[int]]) -> bool:
    """Return whether both neighbours of a lay sentence are paired with those of a clinician one."""
    before = best[lay - 1] if lay else [clinician - 1]
    after = best[lay + 1] if lay + 1 < len(best) else [clinician + 1]
    return len(best) > 1 and clinician - 1 in before and clinician + 1 in after


def _is_in_sequence(lay: int, clinician: int, best: Sequence[Sequence[int]]) -> bool:
    """Return whether the sentence before or after a lay one is paired with the neighbour too."""
    before = best[lay - 1] if lay else ()
    after = best[lay + 1] if lay + 1 < len(best) else ()
    return clinician - 1 in before or clinician + 1 in after


def _make_pair(
    clinician: int,
    lay: int,
    alignment: SentenceAlignment,
    best: Sequence[Sequence[int]],
    doubt: float,
) -> SentencePair:
    similarity = alignment.similarity(lay, clinician)
    near = similarity * (_NEAR_SHARE if doubt == 1 else _NEAR_SHARE_IN_SEQUENCE)
    near_clinician = alignment.clinician_sentences_like(lay, near)
    near_lay = alignment.lay_sentences_like(clinician, near)
    confidence = min(1.0, similarity / _SURE)
    mutual = near_lay[:1] == [lay]
    if not mutual:
        confidence *= _ONE_SIDED_PENALTY
    elif len(near_clinician) > 1 and (
        alignment.similarity(lay, near_clinician[1]) >= similarity * _RIVAL_SHARE
    ):
        confidence *= _RIVAL_PENALTY
    # One sentence may be told in two.
    halves = [one for one in (lay - 1, lay + 1) if 0 <= one < len(best) and clinician in best[one]]
    wholes = [
        one
        for one in (clinician - 1, clinician + 1)
        if 0 <= one < alignment.clinician_count and lay in alignment.lay_sentences_like(one)[:1]
    ]
    return SentencePair(
        clinician,
        lay,
        1 - (1 - confidence) * doubt,
        similarity,
        mutual and (doubt < 1 or similarity >= _SURE),
        [*near_clinician, *wholes],
        [*near_lay, *halves],
    )
