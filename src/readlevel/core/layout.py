"""Blocks of a plain text by their shape: paragraphs, list items, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = re.compile(
    r"\s*(?:[•●○▪◦‣·∙■□*–—-]\s+|[•●▪‣]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S))"
)
_INLINE_BULLET = re.compile(r"-(?<!\S.)\s{2,}|[•●▪‣](?<!\S.)\s*")
_MARKED_HEADING = re.compile(r"\s{0,3}#{1,6}\s|.*[^\s]\s+#{1,6}\s*$")
_RULE = re.compile(r"\s*([=\-_*~#])(?:\s*\1){2,}\s*$")
_ENDED = re.compile(r"[.!?:;,…。！？؟۔][\"'”’)\]]*\s*$")

_HEADING_WORDS = 9
_HEADING_CHARACTERS = 70


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses, and the line (from 1) it begins on."""

    text: str
    line: int


def split_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs and list items of a plain text, without its headings.

    A heading is a short line without a stop at its end, in front of other text; a lone line is
    never one.
    """
    paragraphs = list(_paragraphs(text))
    for position, lines in enumerate(paragraphs):
        followed = position + 1 < len(paragraphs)
        yield from _blocks(_without_headings(lines, followed=followed))


def _paragraphs(text: str) -> Iterator[list[Block]]:
    """Yield the lines of each stretch between blank lines and ruled lines."""
    lines: list[Block] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not _RULE.match(line):
            lines.append(Block(line, number))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _without_headings(lines: list[Block], *, followed: bool) -> list[Block]:
    while lines and _is_heading(lines, followed=followed):
        lines = lines[1:]
    return [line for line in lines if not _MARKED_HEADING.match(line.text)]


def _is_heading(lines: list[Block], *, followed: bool) -> bool:
    first = lines[0].text
    if _BULLET.match(first) or _ENDED.search(first) or not _is_short(first):
        return False
    if len(lines) == 1:
        return followed
    after = lines[1].text.lstrip()
    return bool(_BULLET.match(after)) or after[:1].isupper() or not after[:1].isalpha()


def _is_short(line: str) -> bool:
    return len(line) <= _HEADING_CHARACTERS and len(line.split()) <= _HEADING_WORDS


def _blocks(lines: list[Block]) -> Iterator[Block]:
    """Yield one block for each list item, and one for the lines between them."""
    gathered: list[str] = []
    begun = 0
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet and gathered:
            yield from _items(" ".join(gathered), begun)
            gathered = []
        if not gathered:
            begun = line.line
        gathered.append(line.text[bullet.end() :] if bullet else line.text)
    if gathered:
        yield from _items(" ".join(gathered), begun)


def _items(text: str, line: int) -> Iterator[Block]:
    """Yield the parts of a line that holds a whole list ("Signs: -   fever -   cough")."""
    for part in _INLINE_BULLET.split(text):
        if part.strip():
            yield Block(part, line)
