"""Lines that begin with the numbers of a list, in forms that otherwise mean something else.

A. B. C. may be initials, I. II. III. and 1: 2: 3: or 1/ 2/ 3/ anything, and a bare number, as in
"1 Shake it", an amount or a name. They number a list if they count up from the first one on
adjacent lines.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlevel.core.text.line_breaks import (
    begins_small,
    continues_on_next_line,
    ends_with_full_stop,
    ends_with_punctuation,
)

_FEWEST = 2

_DECIMAL = re.compile(
    r"\s*(?P<before>\#?)(?P<number>\d{1,2})"
    r"(?P<sign>/|:|\.?[ºª°]\.?|\s?[-–—]|(?<=\#\d)|(?<=\#\d\d))\s+(?=\S)"
)
_STEP = re.compile(
    r"\s*(?P<before>)(?P<number>\d{1,2})(?P<sign>)\s+(?=[\"'“‘«¿¡„(]?[A-ZÀ-ÖØ-ÞА-ЯЁ\u0621-\u064a])"
)
_SUBDIVISION = re.compile(r"\s*(?P<before>\d{1,2}\.)(?P<number>\d{1,2})(?P<sign>\.?)\s+(?=\S)")
_LETTER = re.compile(r"\s*(?P<number>[A-ZА-Я])(?P<sign>[.)])\s+(?=\S)")
_SMALL_CYRILLIC = re.compile(r"\s*(?P<number>[а-я])(?P<sign>[.)])\s+(?=\S)")
_ROMAN = re.compile(r"\s*(?P<number>[IVX]{1,5})(?P<sign>[.)])\s+(?=\S)")

_MAY_NUMBER = re.compile(
    r"\s*(?:\#?\d\d?(?:[/:.ºª°]|\s+[^\s\d,.;]|\s?[-–—]|(?<=\#\d)|(?<=\#\d\d))|[A-ZА-Яа-я][.)]|[IVX]{2,5}[.)])"
)
"""Matches every line with such a number; most lines, and most texts, have none."""

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
_ROMANS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
)


class _LineNumber(NamedTuple):
    """The number of a line: its kind, what it counts, and where it ends."""

    kind: tuple[str, ...]
    value: int
    end: int


def find_numbered_lines(lines: Sequence[str]) -> dict[int, int]:
    """Return where the number of each line of a list ends, by the indices of `lines`.

    The lines of a list are adjacent: between them are only lines that go on with an item, and blank
    ones. Any other line ends the list, so that names such as "A. Smith" and, much later, "B. Jones"
    are none.
    """
    numbered = {index for index, line in enumerate(lines) if _MAY_NUMBER.match(line)}
    if len(numbered) < _FEWEST:
        return {}
    found: dict[int, int] = {}
    items: dict[int, int] = {}
    wanted: tuple[tuple[str, ...], int] | None = None
    before = ""
    for index, line in enumerate(lines):
        numbers = (
            {(one.kind, one.value): one for one in _read_numbers(line)} if index in numbered else {}
        )
        first = next((one for one in numbers.values() if one.value == 1), None)
        number = numbers.get(wanted) if wanted else None
        if number is None and first is not None:
            found |= _keep_list(items, lines)
            items, number = {}, first
        if number is not None:
            items[index] = number.end
            wanted = number.kind, number.value + 1
        elif line.strip() and items and not _continues_item(before, line):
            found |= _keep_list(items, lines)
            items, wanted = {}, None
        before = line
    return found | _keep_list(items, lines)


def _keep_list(items: dict[int, int], lines: Sequence[str]) -> dict[int, int]:
    """Return the ends of the numbers in `items` if they number a list, or else none."""
    if len(items) < _FEWEST or (_are_bare(items, lines) and _are_in_prose(items, lines)):
        return {}
    return items


def _are_bare(items: dict[int, int], lines: Sequence[str]) -> bool:
    return all(lines[index][:end].strip().isdecimal() for index, end in items.items())


def _are_in_prose(items: dict[int, int], lines: Sequence[str]) -> bool:
    """Return whether numbers stand at the start of lines only because lines were full there.

    A line before one of them ends in the middle of a phrase ("from" / "1 Kings"), or each counts
    the same thing in a sentence that began before: "type" / "1 Diabetes … type" / "2 Diabetes".
    """
    before = [lines[index - 1].rstrip().rstrip(",;") for index in items if index]
    if any(line and continues_on_next_line(line) for line in before):
        return True
    first = min(items)
    if not first or not lines[first - 1].strip() or ends_with_punctuation(lines[first - 1]):
        return False
    shortest, *others = sorted(
        (_read_word(lines[one][end:]) for one, end in items.items()), key=len
    )
    return all(word.startswith(shortest) for word in others)


def _read_word(text: str) -> str:
    """Return the first word of an item in lower case, without punctuation around it."""
    word = text.split(None, 1)[0]
    return word.strip("\"'“”‘’«»¿¡„(),.;:!?").casefold()


def _read_numbers(line: str) -> Iterator[_LineNumber]:
    """Yield the numbers that a line may begin with: I is a letter and a Roman one."""
    if decimal := _DECIMAL.match(line) or _SUBDIVISION.match(line) or _STEP.match(line):
        of_decimal = ("decimal", decimal["before"], decimal["sign"].strip())
        yield _LineNumber(of_decimal, int(decimal["number"]), decimal.end())
    if letter := _LETTER.match(line) or _SMALL_CYRILLIC.match(line):
        capital = letter["number"].upper()
        alphabet = _LATIN if capital in _LATIN else _CYRILLIC
        of_letter = ("letter", letter["sign"], "small" if letter["number"].islower() else "capital")
        yield _LineNumber(of_letter, alphabet.find(capital) + 1, letter.end())
    roman = _ROMAN.match(line)
    if roman and roman["number"] in _ROMANS:
        of_roman = ("roman", roman["sign"])
        yield _LineNumber(of_roman, _ROMANS.index(roman["number"]) + 1, roman.end())


def _continues_item(before: str, line: str) -> bool:
    """Return whether `line` goes on with the item of a list that the line `before` belongs to."""
    if not before.strip():
        return False
    indented = line[0].isspace() and not before[0].isspace()
    ended = ends_with_full_stop(before) or before.rstrip().endswith(".")
    return indented or begins_small(line) or not ended
