"""List items and table cells within one line of plain text that lost its line breaks."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from readlevel.core.languages.abbreviations.abbreviation_lists import (
    get_words_before_letters,
    get_words_before_numbers,
)

_BULLET = re.compile(
    r"[•●▪‣⁃►➢✓-](?<!\S.)(?:(?<!-)\s*|\s{2,}|(?<=\s\s.)\s)|\*(?<=[:.;]\s.)\s+(?=[^\W\d_])"
)
_CELL = re.compile(r"[\t|]")
_GAP = re.compile(r"\s(?:-\s+(?=[^\W\d_])|(?<=\d%.)(?=[A-Z][a-z]))")
"""May separate list items without bullets: "fever - cough - rash", "Fever 90% Cough 50%"."""

_NUMBER = re.compile(r"(?<!\S)\(?(?P<number>\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3}|ix|x)\.?\)\s(?=\S)")
"""The number or letter of a list item inside a line: 1), (2), b), 3.), (iv)"""

_DECIMALS = tuple(map(str, range(1, 100)))
_LETTERS = tuple("abcdefgh")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

_NUMBER_END = re.compile(
    r"\)\s(?:(?<=[\s(][\da-hi]..)|(?<=[\s(](?:\d\d|ii)..)|(?<=[\s(][\da-h]\...)|(?<=[\s(]\d\d\...))"
)
"""Ends every such number that is not at the start; texts without it skip the slow search."""

_SEPARATOR = re.compile(
    r"[\t|;)%*•●▪‣⁃►➢✓-](?:(?<!\S.)|(?<=[\t|])|(?<=[\da-hivx]\))\s|(?<=\.\))\s|(?<=%)\s[A-Z])"
)
"""Occurs in every list and row, and is found much faster than its parts."""

_STOPPED_NUMBER = re.compile(r"(?<=\s)(?P<number>\d{1,2}|[b-h])\.\s(?=[^\W\d_])")
"""The number of a further item of a list that began with 1. or a.: "1. Rest 2. Drink"."""

_FIRST_STOPPED = re.compile(r":\s+(?P<number>1|a)\.\s+(?=[^\W\d_])")
"""The number of the first item of such a list after the words that introduce it."""

_WORD_BEFORE = re.compile(r"(?<![\w'-])[\w'-]{1,30}(?=\s$)")

_BEFORE_ITEM = re.compile(r"(?:^|[;:.!?])(?:\s+(?:and|or|y|e|o|u|und|oder|et|ou|ed|en|of|и|или))?$")
"""What precedes an item: nothing, or the end of the one before."""

_SECOND = {"2": "1", "b": "a", "ii": "i"}
"""The number of the first item by that of the second."""

_SPACED_SEMICOLON = re.compile(r"\s;\s")

_STOP = re.compile(r"[.!?]\s")
_FEWEST_GAPS = 3
_FEWEST_STOPPED = 2
_MOST_WORDS = 9


def is_table_row(line: str) -> bool:
    """Return whether `line` is a table row: it has tabs or spaced bars, or begins with a bar."""
    bare = line.strip()
    if "\t" in bare.removeprefix("o\t") or bare.startswith("|"):
        return True
    bar = bare.find(" | ")
    return bar >= 0 and bare.count("(", 0, bar) == bare.count(")", 0, bar)


def split_inline_list(text: str, *, item: bool = False, numbered: bool = False) -> Iterator[str]:
    """Yield the cells of `text`, and the items of a list inside it ("Signs: -   a -   b").

    `item` tells that `text` had a bullet or number, which has been removed, and `numbered` that it
    was 1. or a., the first of a list.
    """
    if ". " in text and (numbered or _FIRST_STOPPED.search(text)):
        parts = list(_split_introduced(text, numbered=numbered))
        if len(parts) > 1:
            for part in parts:
                yield from split_inline_list(part, item=item)
            return
    if not _SEPARATOR.search(text):
        if text.strip():
            yield text
        return
    cells = _CELL.split(text) if is_table_row(text) else [text]
    for cell in cells:
        for part in _BULLET.split(cell):
            for one in _split_numbered(part, item=item):
                for piece in _split_semicolons(one):
                    yield from filter(str.strip, _split_gaps(piece))


def _split_numbered(text: str, *, item: bool) -> Iterator[str]:
    """Yield the items of a list numbered 1) 2) 3) or (a) (b), without their numbers.

    The items end with a stop or a semicolon, or `text` begins with the first one. Words before the
    list are an item if they end with a colon, and else belong to the first one.
    """
    found = []
    if ")" in text and (_NUMBER_END.search(text) or _NUMBER.match(text)):
        found = list(_NUMBER.finditer(text))
        found = [one for one in found if _numbering_of(one) is _numbering_of(found[0])]
    numbers = [one["number"] for one in found]
    continued = item and bool(numbers) and numbers[0] in _SECOND
    if continued:
        numbers.insert(0, _SECOND[numbers[0]])
    if len(numbers) < 2 or not _counts_up(numbers):
        yield text
        return
    cuts = [one.span() for one in found]
    start = 0
    if not continued:
        lead = text[: cuts[0][0]].rstrip()
        if lead and not all(_BEFORE_ITEM.search(text[:end].rstrip()) for end, _ in cuts[1:]):
            yield text
            return
        if lead.endswith(":"):
            yield lead
        if not lead or lead.endswith(":"):
            start = cuts[0][1]
        cuts = cuts[1:]
    for end, following in cuts:
        yield text[start:end]
        start = following
    yield text[start:]


def _split_introduced(text: str, *, numbered: bool) -> Iterator[str]:
    """Yield the items of a list "1. … 2. … 3. …" and, before it, the words that introduce it."""
    if numbered:
        yield from _split_stopped(text)
        return
    introduced = _FIRST_STOPPED.search(text)
    items = list(_split_stopped(text[introduced.end() :])) if introduced else []
    if introduced is None or len(items) < _FEWEST_STOPPED:
        yield text
        return
    yield text[: introduced.start() + 1]
    yield from items


def _split_stopped(text: str) -> Iterator[str]:
    """Yield the items of a list "1. … 2. … 3. …", the first number of which has been removed.

    A single further number may belong to the word before ("type 2.", "plan b."), or end its
    sentence.
    """
    found = list(_STOPPED_NUMBER.finditer(text))
    letters = iter("bcdefgh") if found and found[0]["number"] == "b" else map(str, count(2))
    following = next(letters)
    cuts: list[re.Match[str]] = []
    for one in found:
        if one["number"] == following:
            cuts.append(one)
            following = next(letters, "")
    if len(cuts) == 1 and not _is_further_item(text, cuts[0]):
        cuts = []
    start = 0
    for cut in cuts:
        yield text[start : cut.start()]
        start = cut.end()
    yield text[start:]


def _is_further_item(text: str, number: re.Match[str]) -> bool:
    before = _WORD_BEFORE.search(text, max(0, number.start() - 31), number.start())
    taken = before is not None and before[0].lower() in _get_words_before_items()
    return text[number.end()].isupper() and not taken


@cache
def _get_words_before_items() -> frozenset[str]:
    taken = get_words_before_numbers() | get_words_before_letters() | {"and", "or", "to"}
    return taken - {"item", "items"}


def _numbering_of(number: re.Match[str]) -> Sequence[str]:
    """Return the numbering to which the number of an item belongs: 1 2 3, a b c or i ii iii."""
    if number["number"].isdecimal():
        return _DECIMALS
    return _LETTERS if number["number"] in _LETTERS else _ROMAN


def _counts_up(numbers: Sequence[str]) -> bool:
    """Return whether `numbers` are the first ones of a numbering, in order."""
    return any(tuple(numbers) == kind[: len(numbers)] for kind in (_DECIMALS, _LETTERS, _ROMAN))


def _split_semicolons(text: str) -> Iterator[str]:
    """Yield the items of a list like "fever ; a cough ; a rash"; French writes others so."""
    items = _SPACED_SEMICOLON.split(text)
    if len(items) >= _FEWEST_GAPS and all(map(_is_item, items)):
        lead, colon, first = items[0].rpartition(":")
        yield from [lead + colon, first, *items[1:]] if colon else items
    else:
        yield text


def _split_gaps(text: str) -> Iterator[str]:
    """Yield the items of a list that is separated only by dashes or percentages.

    One or two dashes mark a parenthetical remark instead, except after a colon, which introduces a
    list.
    """
    start = 0
    run: list[re.Match[str]] = []
    gaps = list(_GAP.finditer(text)) if "- " in text or "% " in text else []
    ends = [*(gap.start() for gap in gaps), len(text)][1:]
    for gap, end in zip(gaps, ends, strict=True):
        run.append(gap)
        if end == len(text) or not _is_item(text[gap.end() : end]):
            if len(run) >= _FEWEST_GAPS or text[start : run[0].start()].endswith(":"):
                for one in run:
                    yield text[start : one.start()]
                    start = one.end()
            run = []
    yield text[start:]


def _is_item(text: str) -> bool:
    return len(text.split(None, _MOST_WORDS)) <= _MOST_WORDS and not _STOP.search(text)
