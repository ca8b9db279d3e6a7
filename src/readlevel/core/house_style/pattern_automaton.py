"""Searches many patterns at once, in time that grows with the text only.

The patterns become one nondeterministic automaton (Thompson, Communications of the ACM 11, 1968),
whose sets of states are remembered as they occur, as states of a deterministic one. The sets of
several patterns can multiply, so patterns whose sets are too many are divided among automata.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from readlevel.core.glossary.word_boundaries import is_word_character
from readlevel.core.house_style.token_pattern import (
    CharacterClass,
    InOrder,
    OneOf,
    PatternFault,
    PatternPart,
    PatternProblem,
    Repeat,
    TokenPattern,
    WordEdge,
    read_pattern,
)

MAX_STATES = 60_000
"""States of all patterns together."""
MAX_MATCH = 200
"""Characters of the longest wording that is found."""
_MAX_REMEMBERED = 4_000
MAX_PATTERN_STATES = 1_000
MAX_SETS = 2_000
"""Sets of states of one pattern: fewer than are remembered, so that each is worked out once."""
MAX_WORK = 100_000
"""States that are looked at to work out the sets of one pattern."""
_USUAL = "aéßAÉ中 0_-'\".,;:!?()"
"""Characters of the classes that patterns can name without an example."""


@dataclass(slots=True)
class _State:
    onward: tuple[int, ...] = ()
    label: str | CharacterClass | WordEdge | None = None
    """What leads onward; None if that is reached without a character."""
    ignore_case: bool = False
    accepts: int | None = None
    """The pattern that ends here."""

    def may_take(self, character: str) -> bool:
        if isinstance(self.label, CharacterClass):
            return self.label.has(character, ignore_case=self.ignore_case)
        if not isinstance(self.label, str):
            return False
        if self.ignore_case:
            return self.label.lower() == character.lower()
        return self.label == character


@dataclass(slots=True)
class _StateSet:
    """States in which the automaton may be at one place of a text."""

    states: frozenset[int]
    accepts: tuple[int, ...]
    edges: tuple[int, ...]
    """The states that are left only at the edge of a word."""
    at_edge: "_StateSet | None" = None
    """The states that are reached from these at the edge of a word, once they are known."""
    onward: dict[str, "_StateSet | None"] = field(default_factory=dict)
    """By the next character; None if no pattern goes on."""


class PatternAutomaton:
    """Patterns, of which those in `ignore_case` match in any case. Raise `PatternProblem`."""

    def __init__(
        self,
        patterns: Sequence[TokenPattern],
        ignore_case: Sequence[bool],
        max_states: int = MAX_STATES,
    ) -> None:
        self._max_states = max_states
        self._states: list[_State] = []
        self._source = ""
        first = []
        for number, (pattern, in_any_case) in enumerate(zip(patterns, ignore_case, strict=True)):
            self._source = pattern.source
            end = self._add(_State(accepts=number))
            first.append(self._build(pattern.part, end, in_any_case or pattern.ignore_case))
        self._labels = list({(one.label, one.ignore_case): one for one in self._states}.values())
        self._alike: dict[str, str] = {}
        self._first_alike: dict[tuple[bool, ...], str] = {}
        self._known: dict[frozenset[int], _StateSet] = {}
        self._forgot = False
        self._start = self._reach(first)

    def match(self, text: str, start: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield where wordings from `start` end, shortest first, with the numbers of patterns."""
        here = self._start
        if here.edges and _is_edge(text, start):
            here = self._cross(here)
        for place in range(start, min(len(text), start + MAX_MATCH)):
            there = self._step(here, self._find_alike(text[place]))
            if there is None:
                return
            if there.edges and _is_edge(text, place + 1):
                there = self._cross(there)
            if there.accepts:
                yield place + 1, there.accepts
            here = there

    @property
    def is_full(self) -> bool:
        """Return whether texts led to more sets of states than are remembered."""
        return self._forgot

    def is_quick(self) -> bool:
        """Return whether texts lead to so few sets of states that each is worked out once."""
        characters = self._list_unlike_characters()
        seen, waiting, work = {self._start.states}, [self._start], 0
        while waiting and len(seen) <= MAX_SETS and work <= MAX_WORK:
            here = waiting.pop()
            work += len(here.states) * len(characters)
            reached = [self._step(here, character) for character in characters]
            if here.edges:
                reached.append(self._cross(here))
            for there in reached:
                if there is not None and there.states not in seen:
                    seen.add(there.states)
                    waiting.append(there)
        return not waiting

    def _list_unlike_characters(self) -> Sequence[str]:
        """Return a character of each kind that the patterns tell apart."""
        labels = (one.label for one in self._labels)
        written = "".join(
            one.source if isinstance(one, CharacterClass) else one
            for one in labels
            if isinstance(one, CharacterClass | str)
        )
        for one in written + written.swapcase() + _USUAL:
            self._find_alike(one)
        return list(self._first_alike.values())

    def _find_alike(self, character: str) -> str:
        """Return the first character that the patterns did not tell apart from this one."""
        if (alike := self._alike.get(character)) is None:
            kind = tuple([one.may_take(character) for one in self._labels])
            alike = self._alike[character] = self._first_alike.setdefault(kind, character)
        return alike

    def _add(self, state: _State) -> int:
        if len(self._states) >= self._max_states:
            raise PatternProblem(PatternFault.TOO_LONG, self._source)
        self._states.append(state)
        return len(self._states) - 1

    def _build(self, part: PatternPart, behind: int, ignore_case: bool) -> int:
        """Add the states of a part; return the first of them. The last leads to `behind`."""
        match part:
            case InOrder(parts):
                for one in reversed(parts):
                    behind = self._build(one, behind, ignore_case)
                return behind
            case OneOf(parts):
                return self._add(
                    _State(tuple(self._build(one, behind, ignore_case) for one in parts))
                )
            case Repeat(inner, least, most):
                first = self._build_optional(inner, behind, ignore_case, least, most)
                for _ in range(least):
                    first = self._build(inner, first, ignore_case)
                return first
            case str() | CharacterClass() | WordEdge():
                return self._add(_State((behind,), part, ignore_case))

    def _build_optional(
        self, inner: PatternPart, behind: int, ignore_case: bool, least: int, most: int | None
    ) -> int:
        """Add what may follow the repeats that have to be there."""
        if most is None:
            loop = self._add(_State())
            self._states[loop].onward = (self._build(inner, loop, ignore_case), behind)
            return loop
        first = behind
        for _ in range(most - least):
            first = self._add(_State((self._build(inner, first, ignore_case), behind)))
        return first

    def _cross(self, here: _StateSet) -> _StateSet:
        """Return the set of all states that are reached from `here` at the edge of a word."""
        if here.at_edge is None:
            here.at_edge = self._reach(list(here.states), at_edge=True)
        return here.at_edge

    def _reach(self, states: Sequence[int], *, at_edge: bool = False) -> _StateSet:
        """Return the set of all states that are reached from `states` without a character."""
        reached, waiting = set(states), list(states)
        while waiting:
            state = self._states[waiting.pop()]
            leads = state.label is None or (at_edge and isinstance(state.label, WordEdge))
            for onward in state.onward if leads else ():
                if onward not in reached:
                    reached.add(onward)
                    waiting.append(onward)
        key = frozenset(reached)
        if (known := self._known.get(key)) is not None:
            return known
        ends = (self._states[one].accepts for one in sorted(key))
        edges = (one for one in key if isinstance(self._states[one].label, WordEdge))
        made = _StateSet(key, tuple(one for one in ends if one is not None), tuple(edges))
        if len(self._known) >= _MAX_REMEMBERED:
            self._forget()
        self._known[key] = made
        return made

    def _step(self, here: _StateSet, character: str) -> _StateSet | None:
        if character not in here.onward:
            states = (self._states[one] for one in here.states)
            reached = [state.onward[0] for state in states if state.may_take(character)]
            here.onward[character] = self._reach(reached) if reached else None
        return here.onward[character]

    def _forget(self) -> None:
        """Forget what was reached before, so that no text fills the memory."""
        self._forgot = True
        self._known.clear()
        self._start.onward.clear()
        self._start.at_edge = None


class PatternSearch:
    """Many patterns, in as few automata as their sets of states allow. Raise `PatternProblem`."""

    def __init__(self, patterns: Sequence[TokenPattern], ignore_case: Sequence[bool]) -> None:
        self._patterns = patterns
        self._ignore_case = ignore_case
        together = PatternAutomaton(patterns, ignore_case)
        self._groups: Sequence[_PatternGroup] = [_PatternGroup(range(len(patterns)), together)]

    def match(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield where wordings from `start` end and the number of the pattern, shortest first."""
        for numbers, automaton in self._groups:
            for end, found in automaton.match(text, start):
                for number in found:
                    yield end, numbers[number]

    def count_automata(self) -> int:
        """Return among how many automata the patterns are divided."""
        return len(self._groups)

    def divide_full(self) -> None:
        """Divide the patterns of automata that met more sets of states than they remember.

        An automaton of one pattern remembers all its sets (`check_pattern`), so there is an end.
        """
        if any(map(_is_divisible, self._groups)):
            self._groups = [part for group in self._groups for part in self._divide(group)]

    def _divide(self, group: "_PatternGroup") -> list["_PatternGroup"]:
        if not _is_divisible(group):
            return [group]
        half = len(group.numbers) // 2
        return [self._group(group.numbers[:half]), self._group(group.numbers[half:])]

    def _group(self, numbers: range) -> "_PatternGroup":
        patterns = [self._patterns[one] for one in numbers]
        return _PatternGroup(
            numbers, PatternAutomaton(patterns, [self._ignore_case[one] for one in numbers])
        )


class _PatternGroup(NamedTuple):
    """Some of the patterns, by their numbers, and the automaton that searches them."""

    numbers: range
    automaton: PatternAutomaton


def _is_divisible(group: _PatternGroup) -> bool:
    return group.automaton.is_full and len(group.numbers) > 1


def _is_edge(text: str, place: int) -> bool:
    """Return whether a word begins or ends at a place of a text."""
    before, after = text[place - 1 : place] if place else "", text[place : place + 1]
    return is_word_character(before) is not is_word_character(after)


@lru_cache(maxsize=MAX_STATES)
def check_pattern(source: str, *, ignore_case: bool) -> TokenPattern:
    """Return a pattern as it was read. Raise `PatternProblem` if it cannot be searched quickly."""
    pattern = read_pattern(source)
    if not PatternAutomaton([pattern], [ignore_case], MAX_PATTERN_STATES).is_quick():
        raise PatternProblem(PatternFault.TOO_LONG, source)
    return pattern
