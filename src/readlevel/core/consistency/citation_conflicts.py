"""Which works one of two texts cites and the other does not, or cites less often."""

from collections.abc import Iterator, Mapping, Sequence

from readlevel.core.consistency.sentence_alignment import SentenceAlignment
from readlevel.core.facts.extract import SentenceFacts

_Citation = tuple[int, str]
"""The place of a statement, and the key of a work that it cites."""

_MOST = 50
"""Citations of one work that are paired."""


def find_unsupported_citations(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> Iterator[_Citation]:
    """Yield the citations below that nothing above supports; of a work unknown there the first."""
    kept = {own for _, own in _pair(above, below, alignment)}
    cited = {key for _, key in _list_citations(above)}
    told_of: set[str] = set()
    for place, key in _list_citations(below):
        if (place, key) not in kept and (key in cited or key not in told_of):
            yield place, key
        told_of.add(key)


def find_omitted_citations(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> Iterator[_Citation]:
    """Yield the citations above that the plain text leaves out."""
    kept = {one for one, _ in _pair(above, below, alignment)}
    yield from (one for one in _list_citations(above) if one not in kept)


def _pair(
    above: Sequence[SentenceFacts], below: Sequence[SentenceFacts], alignment: SentenceAlignment
) -> Iterator[tuple[_Citation, _Citation]]:
    """Yield which citation above each one below stands for: of its work, in the likest statement.

    No two stand for the same one.
    """
    citing = _list_places(above)
    for key, places in _list_places(below).items():
        likest = sorted(
            (-alignment.score(own, place), own, place)
            for own in places
            for place in citing.get(key, ())
        )
        taken_above: set[int] = set()
        taken_below: set[int] = set()
        for _, own, place in likest:
            if place not in taken_above and own not in taken_below:
                taken_above.add(place)
                taken_below.add(own)
                yield (place, key), (own, key)


def _list_places(told: Sequence[SentenceFacts]) -> Mapping[str, Sequence[int]]:
    """Return where each work is cited, by its key, at most `_MOST` of them."""
    places: dict[str, list[int]] = {}
    for place, key in _list_citations(told):
        if len(listed := places.setdefault(key, [])) < _MOST:
            listed.append(place)
    return places


def _list_citations(told: Sequence[SentenceFacts]) -> Iterator[_Citation]:
    for place, one in enumerate(told):
        for key in one.statement.citations:
            yield place, key
