r"""Patterns for wordings: the part of regular expressions that can be matched in linear time.

It reads characters, classes (`[a-z]`, `\w`, `\d`, `\s`), `.`, groups, alternatives, and repetition:
`?`, `*`, `+`, `{2,5}`, and `(?i)` at the beginning. A lazy repetition (`*?`) is read as a greedy
one. What looks ahead or behind and what refers to a group is refused: to match it, many ways have
to be tried. `\b` is the edge of a word, of letters, digits and underscores.

Patterns are matched against texts with even signs (`even_signs`), so hyphens and quotation marks of
any kind mean the plain ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from readlevel.core.house_style.even_signs import EVEN

IGNORE_CASE = "(?i)"
"""What a pattern begins with that matches in any case."""
MAX_REPEATS = 50
_MAX_DEPTH = 40

_CLASSES = frozenset("wdsWDS")
_WHITE_SPACE = frozenset("tnr")
_COUNT = re.compile(r"\{(?P<least>\d{1,4})(?P<comma>,(?P<most>\d{0,4}))?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_CLASS_MEMBERS = re.compile(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
"""A character or a range; either may be escaped."""
_GROUP = re.compile(r"\((?:\?(?::|P?<\w{1,40}>))?(?!\?)")


class PatternFault(StrEnum):
    """Why a pattern cannot be read."""

    UNBALANCED = "unbalanced"
    """A bracket that is not closed, or not opened."""
    UNSUPPORTED = "unsupported"
    """A part of regular expressions that is not read."""
    BAD_CLASS = "bad_class"
    """A class that is none, such as `[z-a]`."""
    NOTHING_REPEATED = "nothing_repeated"
    """A quantifier behind nothing."""
    TOO_LONG = "too_long"
    """Too many states: too long, or too many repeats."""
    EMPTY = "empty"
    """It matches no characters at all."""


class PatternProblem(ValueError):
    """A pattern cannot be read because of `part`."""

    def __init__(self, fault: PatternFault, part: str) -> None:
        super().__init__(f"{fault}: {part}")
        self.fault = fault
        self.part = part


@dataclass(frozen=True, slots=True)
class CharacterClass:
    """A class of characters, as `re` writes it, for texts with even signs."""

    source: str

    def has(self, character: str, *, ignore_case: bool) -> bool:
        """Return whether a character is of the class."""
        return _compile_class(self.source, ignore_case=ignore_case).match(character) is not None


@dataclass(frozen=True, slots=True)
class InOrder:
    """A sequence of parts."""

    parts: Sequence["PatternPart"]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Alternatives, one of which matches."""

    parts: Sequence["PatternPart"]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeated part."""

    part: "PatternPart"
    least: int
    most: int | None
    """None if there is no limit."""


@dataclass(frozen=True, slots=True)
class WordEdge:
    r"""The place where a word begins or ends: `\b`. It has no character."""


PatternPart = str | CharacterClass | InOrder | OneOf | Repeat | WordEdge
"""A single character, or one of the above."""


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A parsed pattern."""

    source: str
    part: PatternPart
    ignore_case: bool
    """Whether the pattern asks for it by itself."""


def read_pattern(source: str) -> TokenPattern:
    """Parse a pattern. Raise `PatternProblem` if it is invalid or unsupported."""
    ignore_case = source.startswith(IGNORE_CASE)
    reader = _PatternReader(source.removeprefix(IGNORE_CASE))
    part = reader.read_alternatives(0)
    if reader.peek():
        raise PatternProblem(PatternFault.UNBALANCED, ")")
    if _may_be_empty(part):
        raise PatternProblem(PatternFault.EMPTY, source)
    return TokenPattern(source, part, ignore_case)


def _may_be_empty(part: PatternPart) -> bool:
    match part:
        case InOrder(parts):
            return all(map(_may_be_empty, parts))
        case OneOf(parts):
            return any(map(_may_be_empty, parts))
        case Repeat(inner, least, _):
            return least == 0 or _may_be_empty(inner)
        case WordEdge():
            return True
    return False


class _PatternReader:
    """Reads a pattern by recursive descent."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0

    def peek(self) -> str:
        """Return the next character, or an empty string at the end."""
        return self._source[self._place : self._place + 1]

    def read_alternatives(self, depth: int) -> PatternPart:
        """Read up to the end of a group."""
        if depth > _MAX_DEPTH:
            raise PatternProblem(PatternFault.TOO_LONG, "(" * _MAX_DEPTH)
        ways = [self._read_sequence(depth)]
        while self.peek() == "|":
            self._place += 1
            ways.append(self._read_sequence(depth))
        return ways[0] if len(ways) == 1 else OneOf(ways)

    def _read_sequence(self, depth: int) -> InOrder:
        parts: list[PatternPart] = []
        while self.peek() not in ("", "|", ")"):
            part = self._read_part(depth)
            parts.append(part if isinstance(part, WordEdge) else self._read_repeat(part))
        return InOrder(parts)

    def _read_part(self, depth: int) -> PatternPart:
        """Read a character, a class, a group or the edge of a word."""
        sign = self.peek()
        if sign == "(":
            return self._read_group(depth)
        if sign == "[":
            return self._read_class()
        if sign in "*+?":
            raise PatternProblem(PatternFault.NOTHING_REPEATED, sign)
        if sign in "^$":
            raise PatternProblem(PatternFault.UNSUPPORTED, sign)
        self._place += 1
        if sign == "\\":
            return self._read_escape()
        return CharacterClass(".") if sign == "." else sign.translate(EVEN)

    def _read_group(self, depth: int) -> PatternPart:
        opening = _GROUP.match(self._source, self._place)
        if opening is None:
            written = self._source[self._place : self._place + 4]
            raise PatternProblem(PatternFault.UNSUPPORTED, written)
        self._place = opening.end()
        part = self.read_alternatives(depth + 1)
        if self.peek() != ")":
            raise PatternProblem(PatternFault.UNBALANCED, "(")
        self._place += 1
        return part

    def _read_class(self) -> CharacterClass:
        found = _CLASS.match(self._source, self._place)
        if found is None:
            raise PatternProblem(PatternFault.UNBALANCED, "[")
        if "[:" in found[0] or "\\p" in found[0].lower():
            raise PatternProblem(PatternFault.UNSUPPORTED, found[0])
        try:
            even = _even_out_class(found[0])
        except re.error:
            raise PatternProblem(PatternFault.BAD_CLASS, found[0]) from None
        self._place = found.end()
        return CharacterClass(even)

    def _read_escape(self) -> PatternPart:
        sign = self.peek().translate(EVEN)
        self._place += 1
        if sign == "b":
            return WordEdge()
        if sign in _CLASSES and sign:
            return CharacterClass(f"\\{sign}")
        if sign in _WHITE_SPACE:
            return " "
        if not sign or sign.isalnum():
            raise PatternProblem(PatternFault.UNSUPPORTED, f"\\{sign}")
        return sign

    def _read_repeat(self, part: PatternPart) -> PatternPart:
        """Read the quantifier after a part; return the part, repeated if there is one."""
        counts = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        found = _COUNT.match(self._source, self._place)
        if found is not None:
            least = int(found["least"])
            most = int(found["most"]) if found["most"] else None if found["comma"] else least
            if max(least, most or 0) > MAX_REPEATS or (most is not None and most < least):
                raise PatternProblem(PatternFault.TOO_LONG, found[0])
            self._place = found.end()
        elif self.peek() in counts:
            least, most = counts[self.peek()]
            self._place += 1
        else:
            return part
        if self.peek() == "?":
            self._place += 1
        return Repeat(part, least, most)


def _even_out_class(written: str) -> str:
    """Return a class that also has the even form of each sign in it. Raise `re.error`."""
    negation = "^" if written.startswith("[^") else ""
    members = _CLASS_MEMBERS.sub(_escape_members, written[1 + len(negation) : -1])
    has = re.compile(f"[{members}]").match
    even = {plain for sign, plain in EVEN.items() if has(chr(sign))}
    return f"[{negation}{members}{''.join(map(re.escape, sorted(even)))}]"


def _escape_members(found: re.Match[str]) -> str:
    """Escape what may mean something else in the classes of later versions of Python."""
    return "-".join(
        f"\\{sign}" if sign in "-[]^&|~" else sign for sign in found.groups() if sign is not None
    )


@cache
def _compile_class(source: str, *, ignore_case: bool) -> re.Pattern[str]:
    """Compile a class, which always matches one character."""
    return re.compile(source, re.IGNORECASE if ignore_case else 0)
