"""Which works one of two texts cites and the other does not, at all or where it says the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.alignment import Alignment
from readlevel.core.facts import Told

_SAME = 0.25
"""How alike two statements are, from which on they should cite the same."""
_SEVERAL = 4
_MOST = 200
"""Citations of one work that are looked at; no text has so many."""


_Citation = tuple[int, str]
"""The place of a statement, and the key of a work that it cites."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One text seen from the other."""

    own: Sequence[Told]
    other: Sequence[Told]
    likest: Callable[[int, float], Sequence[int]]
    """Statements of the other text that are so much like one of its own."""
    likest_back: Callable[[int, float], Sequence[int]]
    """Statements of its own that are so much like one of the other text."""
    least: float
    most: int
    """How much a statement is like those that should cite the same, and how many they are."""
    around: Sequence[int]
    """Which statements beside that one may cite it in its place."""


def find_unsupported(
    above: Sequence[Told], below: Sequence[Told], alignment: Alignment
) -> Iterator[_Citation]:
    """Yield the citations below that nothing above supports; of a work unknown there the first."""
    seen = _Seen(below, above, alignment.best, alignment.best_below, _SAME, _SEVERAL, (-1, 0, 1))
    kept = {own for _, own in _pair(above, below, alignment)}
    cited = {key for told in above for key in told.statement.citations}
    told_of: set[str] = set()
    for place, key in _list_citations(below):
        if key not in cited:
            is_told = key not in told_of
        else:
            is_told = (place, key) not in kept or _is_dropped(seen, place, key)
        if is_told:
            yield place, key
        told_of.add(key)


def find_left_out(
    above: Sequence[Told], below: Sequence[Told], alignment: Alignment
) -> Iterator[_Citation]:
    """Yield the citations above that the plain text leaves out."""
    seen = _Seen(above, below, alignment.best_below, alignment.best, 0, 1, (0, 1))
    kept = {one for one, _ in _pair(above, below, alignment)}
    for place, key in _list_citations(above):
        if (place, key) not in kept or _is_dropped(seen, place, key):
            yield place, key


def _pair(
    above: Sequence[Told], below: Sequence[Told], alignment: Alignment
) -> Iterator[tuple[_Citation, _Citation]]:
    """Yield which citation above each one below stands for: of its work, in the likest statement.

    No two stand for the same one.
    """
    citing: dict[str, list[int]] = {}
    for place, key in _list_citations(above):
        citing.setdefault(key, []).append(place)
    likest = sorted(
        (-alignment.score(own, place), own, place, key)
        for own, key in _list_citations(below)
        for place in citing.get(key, ())[:_MOST]
    )
    taken_above: set[_Citation] = set()
    taken_below: set[_Citation] = set()
    for _, own, place, key in likest:
        if (place, key) not in taken_above and (own, key) not in taken_below:
            taken_above.add((place, key))
            taken_below.add((own, key))
            yield (place, key), (own, key)


def _list_citations(told: Sequence[Told]) -> Iterator[_Citation]:
    for place, one in enumerate(told):
        for key in one.statement.citations:
            yield place, key


def _is_dropped(seen: _Seen, place: int, key: str) -> bool:
    """Tell whether no statement that says the same cites a work.

    One beside them may cite it in their place, as at the end of a paragraph; not one that says
    what another statement does that cites it too.
    """

    def supports(same: int, step: int) -> bool:
        beside = same + step
        if not 0 <= beside < len(seen.other) or not _cites(seen.other[beside], key):
            return False
        likest = seen.likest_back(beside, 0)[:1] if step else ()
        return all(own == place or not _cites(seen.own[own], key) for own in likest)

    if not seen.likest(place, seen.least):
        return False
    alike = [
        same
        for own in _list_covered(seen.own, place, key)
        for same in seen.likest(own, seen.least)[: seen.most]
    ]
    return not any(supports(same, step) for same in alike for step in seen.around)


def _list_covered(told: Sequence[Told], place: int, key: str) -> Iterator[int]:
    """Yield the statements that a citation stands for: its own, then those before in its block."""
    block = told[place].statement.line
    yield place
    for before in range(place - 1, -1, -1):
        if told[before].statement.line != block or _cites(told[before], key):
            break
        yield before


def _cites(told: Told, key: str) -> bool:
    return key in told.statement.citations
