"""Which fact of one text is which fact of the other: first those that agree, then those at odds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from readlevel.core.alignment import Alignment

Fact = TypeVar("Fact")

AT_ODDS = 0.16
"""How alike two sentences are, from which on facts of a kind that differ are at odds."""

_ELSEWHERE = 0.3
_FARTHER = 0.12
"""The same for a fact that another sentence supports: how alike, and by how much more than it."""


@dataclass(frozen=True, slots=True)
class Held(Generic[Fact]):
    """A fact, and which statement of its text holds it."""

    place: int
    fact: Fact
    token: str


@dataclass(frozen=True, slots=True)
class Kinds(Generic[Fact]):
    """How facts of a kind are compared."""

    agree: Callable[[Fact, Fact], bool]
    are_comparable: Callable[[Fact, Fact], bool]
    is_soft: Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Matched(Generic[Fact]):
    """What became of the facts of two texts."""

    conflicts: list[tuple[Held[Fact], Held[Fact]]]
    """The fact above, and the one below."""
    only_below: list[Held[Fact]]
    only_above: list[Held[Fact]]
    agreeing: list[tuple[Held[Fact], Held[Fact]]]
    """The fact above, and the one below that says the same of the same."""


def match(
    above: Sequence[Held[Fact]],
    below: Sequence[Held[Fact]],
    alike: Callable[[Held[Fact]], Iterable[Held[Fact]]],
    alignment: Alignment,
    kinds: Kinds[Fact],
) -> Matched[Fact]:
    """Match the facts of two texts; `alike` names those above that may agree with one below."""
    equal = {
        id(own): [one for one in alike(own) if kinds.agree(one.fact, own.fact)] for own in below
    }
    homes = {id(own): _home(own, equal[id(own)], alignment) for own in below if equal[id(own)]}
    claimed = {id(home) for home, _ in homes.values()}
    at_place: dict[int, list[Held[Fact]]] = {}
    for one in above:
        at_place.setdefault(one.place, []).append(one)
    result: Matched[Fact] = Matched([], [], [], [])
    in_conflict: set[int] = set()
    for own in below:
        home = homes.get(id(own))
        rival = _rival(own, home, at_place, claimed | in_conflict, alignment, kinds)
        if rival is not None:
            result.conflicts.append((rival, own))
            in_conflict.add(id(rival))
        elif home is not None:
            result.agreeing.append((home[0], own))
        elif not kinds.is_soft(own.fact):
            result.only_below.append(own)
    supported = {id(one) for found in equal.values() for one in found}
    result.only_above.extend(
        one
        for one in above
        if id(one) not in supported | in_conflict and not kinds.is_soft(one.fact)
    )
    return result


def _home(
    own: Held[Fact], equal: Sequence[Held[Fact]], alignment: Alignment
) -> tuple[Held[Fact], float]:
    """Return which of the facts above that agree with one below is the one it is taken from."""
    scored = [(alignment.score(own.place, one.place, own.token), one) for one in equal]
    score, home = max(scored, key=lambda one: one[0])
    return home, score


def _rival(
    own: Held[Fact],
    home: tuple[Held[Fact], float] | None,
    at_place: dict[int, list[Held[Fact]]],
    taken: set[int],
    alignment: Alignment,
    kinds: Kinds[Fact],
) -> Held[Fact] | None:
    """Return the fact above that one below contradicts: another value in a like sentence."""
    least = AT_ODDS if home is None else max(_ELSEWHERE, home[1] + _FARTHER)
    for place in alignment.best(own.place, least):
        if home is not None and alignment.best_below(place)[0] != own.place:
            continue
        for one in at_place.get(place, ()):
            if (
                id(one) not in taken
                and kinds.are_comparable(one.fact, own.fact)
                and not kinds.agree(one.fact, own.fact)
                and not (kinds.is_soft(one.fact) and kinds.is_soft(own.fact))
            ):
                return one
    return None
