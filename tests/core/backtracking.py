"""A regular expression matched step by step, to count what it would cost; `re` does not tell.

It follows Python's own parse of a pattern the way `re` does: leftmost, first alternative, greedy
repeats given up one at a time. `re` has shortcuts beyond it, so the steps are the most it may take.
"""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

_parser = import_module("re._parser")
_compiler = import_module("re._compiler")
_constants = import_module("re._constants")

Node = tuple[Any, Any]

LARGEST_REPEAT = 12
"""Counted repeats are made this small, so that short texts show what long ones would."""


class TooManySteps(Exception):
    """A pattern took more steps than it was given."""


class Stepper:
    """A pattern that counts its `steps`."""

    def __init__(self, pattern: re.Pattern[str], most: int = 1_000_000) -> None:
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        _shrink(self._tree)
        self._flags = pattern.flags | self._tree.state.flags
        self._most = most
        self._groups: dict[int, tuple[int, int]] = {}
        self._known: dict[tuple[int, str, int], bool] = {}
        self.steps = 0

    def restart(self) -> None:
        """Count from nothing."""
        self.steps = 0

    def compile(self) -> re.Pattern[str]:
        """Return the pattern, its repeats made small, as `re` would match it."""
        compiled: re.Pattern[str] = _compiler.compile(self._tree, self._flags)
        return compiled

    def match(self, text: str, start: int = 0) -> int | None:
        """Return where a match from `start` ends."""
        self._groups = {}
        return next(self._sequence(self._tree.data, 0, text, start), None)

    def find_all(self, text: str) -> list[tuple[int, int]]:
        """Return the spans that `finditer` yields of a pattern that matches no empty text."""
        found: list[tuple[int, int]] = []
        start = 0
        while start <= len(text):
            end = self.match(text, start)
            if end is not None:
                found.append((start, end))
            start = max(start + 1, end or 0)
        return found

    def sample(self) -> str:
        """Return a short text that the pattern may match, or nearly."""
        return _sample(list(self._tree))

    def alphabet(self) -> list[str]:
        """Return characters of each kind that the pattern tells apart."""
        return list(dict.fromkeys(_characters(list(self._tree))))

    def is_simple(self) -> bool:
        """Tell whether the steps from each character are few, whatever follows it.

        So it is where every repeat is counted, and none stands within another.
        """
        repeats = [value for operator, value in _walk(list(self._tree)) if operator in _REPEATS]
        return not any(
            most is _constants.MAXREPEAT
            or (most > 1 and any(inner in _REPEATS for inner, _ in _walk(list(nodes))))
            for _, most, nodes in repeats
        )

    def _sequence(self, nodes: Sequence[Node], place: int, text: str, at: int) -> Iterator[int]:
        # Most nodes are single characters, and a generator for each would be most of the work.
        while place < len(nodes) and nodes[place][0] in _SINGLE:
            self._count_step()
            if at == len(text) or not self._is_one(nodes[place], text[at]):
                return
            place, at = place + 1, at + 1
        if place == len(nodes):
            yield at
            return
        for end in self._node(nodes[place], text, at):
            yield from self._sequence(nodes, place + 1, text, end)

    def _node(self, node: Node, text: str, at: int) -> Iterator[int]:
        self._count_step()
        operator, value = node
        if operator in _REPEATS:
            yield from self._repeat(operator, value, text, at)
        else:
            yield from getattr(self, f"_{str(operator).lower()}")(value, text, at)

    def _count_step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManySteps

    def _repeat(self, operator: Any, value: Any, text: str, at: int) -> Iterator[int]:
        least, most, inner = value
        nodes = inner.data
        if operator is _constants.POSSESSIVE_REPEAT:
            yield from list(self._greedy(nodes, least, most, text, at))[:1]
        elif operator is _constants.MIN_REPEAT:
            yield from self._lazy(nodes, least, most, text, at)
        elif len(nodes) == 1 and nodes[0][0] in _SINGLE:
            yield from self._run(nodes[0], least, most, text, at)
        else:
            yield from self._greedy(nodes, least, most, text, at)

    def _run(self, node: Node, least: int, most: int, text: str, at: int) -> Iterator[int]:
        end = at
        while end < len(text) and end - at < most and self._is_one(node, text[end]):
            end += 1
            self.steps += 1
        for stop in range(end, at + least - 1, -1):
            self._count_step()
            yield stop

    def _greedy(
        self, nodes: Sequence[Node], least: int, most: int, text: str, at: int
    ) -> Iterator[int]:
        if most > 0:
            for end in self._sequence(nodes, 0, text, at):
                if end > at or least > 0:
                    yield from self._greedy(nodes, max(0, least - 1), most - 1, text, end)
        if least == 0:
            yield at

    def _lazy(
        self, nodes: Sequence[Node], least: int, most: int, text: str, at: int
    ) -> Iterator[int]:
        if least == 0:
            yield at
        if most > 0:
            for end in self._sequence(nodes, 0, text, at):
                if end > at or least > 0:
                    yield from self._lazy(nodes, max(0, least - 1), most - 1, text, end)

    def _branch(self, value: Any, text: str, at: int) -> Iterator[int]:
        for nodes in value[1]:
            yield from self._sequence(nodes.data, 0, text, at)

    def _subpattern(self, value: Any, text: str, at: int) -> Iterator[int]:
        group, added, removed, nodes = value
        outer = self._flags
        ends = self._sequence(nodes.data, 0, text, at)
        while True:
            self._flags = (outer | added) & ~removed
            try:
                end = next(ends, None)
            finally:
                self._flags = outer
            if end is None:
                return
            if group is not None:
                self._groups[group] = (at, end)
            yield end

    def _atomic_group(self, value: Any, text: str, at: int) -> Iterator[int]:
        yield from list(self._sequence(value.data, 0, text, at))[:1]

    def _groupref(self, value: Any, text: str, at: int) -> Iterator[int]:
        if value in self._groups:
            start, end = self._groups[value]
            if text.startswith(text[start:end], at):
                yield at + end - start

    def _assert(self, value: Any, text: str, at: int) -> Iterator[int]:
        if self._looks(value, text, at):
            yield at

    def _assert_not(self, value: Any, text: str, at: int) -> Iterator[int]:
        if not self._looks(value, text, at):
            yield at

    def _looks(self, value: Any, text: str, at: int) -> bool:
        direction, nodes = value
        start = at if direction > 0 else at - nodes.getwidth()[0]
        return start >= 0 and any(True for _ in self._sequence(nodes.data, 0, text, start))

    def _at(self, value: Any, text: str, at: int) -> Iterator[int]:
        name = str(value)
        if name == "AT_BEGINNING" and self._flags & re.MULTILINE:
            holds = at == 0 or text[at - 1] == "\n"
        elif name in {"AT_BEGINNING", "AT_BEGINNING_STRING"}:
            holds = at == 0
        elif name == "AT_END_STRING":
            holds = at == len(text)
        elif name == "AT_END":
            holds = at == len(text) or (
                text[at] == "\n" and (at == len(text) - 1 or bool(self._flags & re.MULTILINE))
            )
        else:
            around = at > 0 and _is_word(text[at - 1]), at < len(text) and _is_word(text[at])
            holds = (around[0] != around[1]) == (name == "AT_BOUNDARY")
        if holds:
            yield at

    def _is_one(self, node: Node, character: str) -> bool:
        known = id(node), character, self._flags
        if known not in self._known:
            self._known[known] = self._fits(node, character)
        return self._known[known]

    def _fits(self, node: Node, character: str) -> bool:
        operator, value = node
        if operator is _constants.ANY:
            return character != "\n" or bool(self._flags & re.DOTALL)
        if operator is _constants.LITERAL:
            return self._same(value, character)
        if operator is _constants.NOT_LITERAL:
            return not self._same(value, character)
        negated = value[0][0] is _constants.NEGATE
        return negated != any(self._is_in(part, character) for part in value[int(negated) :])

    def _is_in(self, part: Node, character: str) -> bool:
        operator, value = part
        if operator is _constants.LITERAL:
            return self._same(value, character)
        if operator is _constants.RANGE:
            return any(value[0] <= ord(one) <= value[1] for one in self._cases(character))
        name = str(value).removeprefix("CATEGORY_")
        return _CATEGORIES[name.removeprefix("NOT_")](character) != name.startswith("NOT_")

    def _same(self, code: int, character: str) -> bool:
        return any(code == ord(one) for one in self._cases(character))

    def _cases(self, character: str) -> set[str]:
        if not self._flags & re.IGNORECASE:
            return {character}
        return {one for one in (character, character.lower(), character.upper()) if len(one) == 1}


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


_CATEGORIES = {"DIGIT": str.isdecimal, "SPACE": str.isspace, "WORD": _is_word}
_EXAMPLES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
}
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_SINGLE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN}


def _inner(node: Node) -> Iterator[Any]:
    """Yield the sequences of nodes within a node."""
    operator, value = node
    if operator in _REPEATS:
        yield value[2]
    elif operator is _constants.BRANCH:
        yield from value[1]
    elif operator is _constants.SUBPATTERN:
        yield value[3]
    elif operator in {_constants.ASSERT, _constants.ASSERT_NOT}:
        yield value[1]
    elif operator is _constants.ATOMIC_GROUP:
        yield value


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        for inner in _inner(node):
            yield from _walk(list(inner))


def _shrink(tree: Any) -> None:
    """Make counted repeats small; those without end stay without."""
    for place, (operator, value) in enumerate(tree.data):
        if operator in _REPEATS and value[1] is not _constants.MAXREPEAT:
            most = max(value[0], min(value[1], LARGEST_REPEAT))
            tree.data[place] = (operator, (value[0], most, value[2]))
        for inner in _inner((operator, value)):
            _shrink(inner)


def _example(node: Node) -> str:
    operator, value = node
    if operator is _constants.LITERAL:
        return chr(value)
    if operator is _constants.RANGE:
        return chr(value[0])
    if operator is _constants.CATEGORY:
        return _EXAMPLES[str(value)]
    if operator is _constants.IN and value[0][0] is not _constants.NEGATE:
        return _example(value[0])
    return "a"


def _sample(nodes: Sequence[Node]) -> str:
    parts = []
    for node in nodes:
        operator, value = node
        if operator in _SINGLE:
            parts.append(_example(node))
        elif operator in _REPEATS:
            parts.append(_sample(list(value[2])) * max(1, value[0]))
        elif operator is _constants.BRANCH:
            parts.append(_sample(list(value[1][0])))
        elif operator is _constants.SUBPATTERN:
            parts.append(_sample(list(value[3])))
    return "".join(parts)


def _characters(nodes: Sequence[Node]) -> Iterator[str]:
    for operator, value in _walk(nodes):
        if operator is _constants.LITERAL:
            yield chr(value)
        elif operator is _constants.IN:
            yield from (_example(part) for part in value if part[0] is not _constants.NEGATE)
    yield from "a1 .\n"
