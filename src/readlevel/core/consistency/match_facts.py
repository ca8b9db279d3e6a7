"""Which fact of one text is which fact of the other: first those that agree, then those at odds."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from readlevel.core.consistency.sentence_alignment import SentenceAlignment

Fact = TypeVar("Fact")

AT_ODDS = 0.16
"""How alike two sentences are, from which on facts of a kind that differ are at odds."""

_ELSEWHERE = 0.3
_FARTHER = 0.12
_REPLACED = 0.16
_LIKELIEST = 2
"""The same for a fact that another sentence supports: how alike, and by how much more than it."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Fact]):
    """A fact, and which statement of its text holds it."""

    place: int
    fact: Fact
    token: str
    said: Hashable
    """What the fact says, wherever it stands: texts say the same again and again."""


@dataclass(frozen=True, slots=True)
class MatchRules(Generic[Fact]):
    """How facts of a kind are compared."""

    agree: Callable[[Fact, Fact], bool]
    are_comparable: Callable[[Fact, Fact], bool]
    is_sure: Callable[[Fact, Fact], bool]
    """Whether they are of one kind throughout: two that agree do so wherever they stand."""
    is_soft: Callable[[Fact], bool]
    is_quiet: Callable[[Fact], bool]
    """Whether it may stand in one text alone."""
    may_differ_softly: Callable[[Fact, Fact], bool]
    """Whether two soft facts may be at odds: none of them is told by itself."""


@dataclass(frozen=True, slots=True)
class MatchResult(Generic[Fact]):
    """What became of the facts of two texts."""

    conflicts: list[tuple[Candidate[Fact], Candidate[Fact]]]
    """The fact above, and the one below."""
    only_below: list[Candidate[Fact]]
    only_above: list[Candidate[Fact]]
    agreeing: list[tuple[Candidate[Fact], Candidate[Fact]]]
    """The fact above, and the one below that says the same of the same."""


def match_facts(
    above: Sequence[Candidate[Fact]],
    below: Sequence[Candidate[Fact]],
    alike: Callable[[Candidate[Fact]], Iterable[Candidate[Fact]]],
    alignment: SentenceAlignment,
    kinds: MatchRules[Fact],
) -> MatchResult[Fact]:
    """Match the facts of two texts; `alike` names those above that may agree with one below."""
    equal = _find_supporting(below, alike, alignment, kinds)
    homes = {
        id(own): _best_support(own, equal[id(own)], alignment) for own in below if equal[id(own)]
    }
    claimed = {id(home) for home, _ in homes.values()}
    at_place: dict[int, list[Candidate[Fact]]] = {}
    for one in above:
        at_place.setdefault(one.place, []).append(one)
    result: MatchResult[Fact] = MatchResult([], [], [], [])
    in_conflict: set[int] = set()
    for own in below:
        home = homes.get(id(own))
        rival = _find_conflict(own, home, at_place, claimed | in_conflict, alignment, kinds)
        if rival is not None:
            result.conflicts.append((rival, own))
            in_conflict.add(id(rival))
        elif home is not None:
            result.agreeing.append((home[0], own))
        elif not kinds.is_quiet(own.fact):
            result.only_below.append(own)
    supported = {id(one) for found in equal.values() for one in found}
    lost = [one for one in above if id(one) not in supported | in_conflict]
    replaced = _find_replaced(lost, below, homes, result, alignment, kinds)
    in_conflict.update(id(one) for one, _ in replaced)
    result.conflicts.extend(replaced)
    was_replaced = {id(own) for _, own in replaced}
    result.only_below[:] = [own for own in result.only_below if id(own) not in was_replaced]
    result.agreeing[:] = [pair for pair in result.agreeing if id(pair[1]) not in was_replaced]
    result.only_above.extend(
        one
        for one in above
        if id(one) not in supported | in_conflict and not kinds.is_quiet(one.fact)
    )
    return result


def _find_supporting(
    below: Sequence[Candidate[Fact]],
    alike: Callable[[Candidate[Fact]], Iterable[Candidate[Fact]]],
    alignment: SentenceAlignment,
    kinds: MatchRules[Fact],
) -> dict[int, list[Candidate[Fact]]]:
    """Return for each fact below those above that say what it says."""
    agreeing: dict[Hashable, list[tuple[Candidate[Fact], bool]]] = {}
    equal = {}
    for own in below:
        if own.said not in agreeing:
            agreeing[own.said] = _list_agreeing(own, alike(own), kinds)
        scores = alignment.scores[own.place]
        equal[id(own)] = [
            one
            for one, is_sure in agreeing[own.said]
            if is_sure or scores.get(one.place, 0.0) >= AT_ODDS
        ]
    return equal


def _list_agreeing(
    own: Candidate[Fact], alike: Iterable[Candidate[Fact]], kinds: MatchRules[Fact]
) -> list[tuple[Candidate[Fact], bool]]:
    """Return the facts that agree with one below, each with whether it does so anywhere."""
    compared: dict[Hashable, tuple[bool, bool]] = {}
    for one in (listed := list(alike)):
        if one.said not in compared:
            agrees = kinds.agree(one.fact, own.fact)
            compared[one.said] = agrees, agrees and kinds.is_sure(one.fact, own.fact)
    return [(one, compared[one.said][1]) for one in listed if compared[one.said][0]]


def _best_support(
    own: Candidate[Fact], equal: Sequence[Candidate[Fact]], alignment: SentenceAlignment
) -> tuple[Candidate[Fact], float]:
    """Return which of the facts above that agree with one below is the one it is taken from."""
    scores = alignment.scores[own.place]
    like = [one for one in equal if one.place in scores]
    scored = [(alignment.score(own.place, one.place, own.token), one) for one in like]
    score, home = max(scored, key=lambda one: one[0], default=(0.0, equal[0]))
    return home, score


def _find_replaced(
    lost: Sequence[Candidate[Fact]],
    below: Sequence[Candidate[Fact]],
    homes: Mapping[int, tuple[Candidate[Fact], float]],
    result: MatchResult[Fact],
    alignment: SentenceAlignment,
    kinds: MatchRules[Fact],
) -> list[tuple[Candidate[Fact], Candidate[Fact]]]:
    """Return facts above that nothing below has, each with what the sentence of it has instead.

    That another sentence above says the same does not help: "7 days" may stand there too.
    """
    at_place: dict[int, list[Candidate[Fact]]] = {}
    for own in below:
        at_place.setdefault(own.place, []).append(own)
    taken = {id(own) for _, own in result.conflicts}
    found = []
    for one in lost:
        for place in alignment.best_below(one.place, _REPLACED)[:_LIKELIEST]:
            candidates = [
                own
                for own in at_place.get(place, ())
                if id(own) not in taken
                and alignment.best(place)[0] == one.place
                and kinds.are_comparable(one.fact, own.fact)
                and kinds.is_sure(one.fact, own.fact)
                and not kinds.agree(one.fact, own.fact)
                and not (kinds.is_soft(own.fact) or kinds.is_soft(one.fact))
                and (id(own) not in homes or homes[id(own)][0].place != one.place)
            ]
            if candidates:
                found.append((one, candidates[0]))
                taken.add(id(candidates[0]))
                break
    return found


def _find_conflict(
    own: Candidate[Fact],
    home: tuple[Candidate[Fact], float] | None,
    at_place: dict[int, list[Candidate[Fact]]],
    taken: set[int],
    alignment: SentenceAlignment,
    kinds: MatchRules[Fact],
) -> Candidate[Fact] | None:
    """Return the fact above that one below contradicts: another value in a like sentence."""
    least = AT_ODDS if home is None else max(_ELSEWHERE, home[1] + _FARTHER)
    for place in alignment.best(own.place, least):
        if home is not None and (
            home[0].place == place or alignment.best_below(place)[0] != own.place
        ):
            continue
        for one in at_place.get(place, ()):
            if (
                id(one) not in taken
                and kinds.are_comparable(one.fact, own.fact)
                and not kinds.agree(one.fact, own.fact)
                and not (
                    (kinds.is_soft(one.fact) and kinds.is_soft(own.fact))
                    and not kinds.may_differ_softly(one.fact, own.fact)
                )
            ):
                return one
    return None
