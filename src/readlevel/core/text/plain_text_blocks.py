"""Splits plain text into paragraphs, list items and headings by their shape."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from readlevel.core.text.cleaning.numbered_lines import find_numbered_lines
from readlevel.core.text.inline_lists import is_table_row, split_inline_list
from readlevel.core.text.line_breaks import (
    continues_on_next_line,
    ends_with_full_stop,
    ends_with_punctuation,
    find_bullet,
    find_page_furniture,
    has_early_breaks,
    is_hard_break,
    join_lines,
)

_LINE_END = re.compile("\r\n?|\n")
"""The line ends that are counted; `str.splitlines` also splits at others, which are not."""

_QUOTED = re.compile(r"\s*(?:>\s?)+")
_MARKED_HEADING = re.compile(r"\s{0,3}#{1,6}\s|.*[^\s]\s+#{1,6}\s*$")
_RULE = re.compile(r"\s*(?:([=\-_*~#^])(?:\s*\1){2,}|--)\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\^{3,})\s*$")
_QUESTION = re.compile(r"[?？؟]\s*$")
_DEFINITION = re.compile(r"\w\s?:\s")

_NARROWEST = 60
"""The least width, in characters, at which full lines are assumed to be broken."""

_TITLE_WORDS = 3
"""The most words of a heading in a paragraph whose lines are broken for no reason."""

_FEWEST_ITEMS = 2
_ITEM_WORDS = 9
"""The most words of an item of a list without bullets."""

_HEADING_WORDS = 9
_HEADING_CHARACTERS = 70
_QUESTION_WORDS = 16
_QUESTION_CHARACTERS = 110


class Block(NamedTuple):
    """A part of a text that no sentence crosses, and the line (from 1) on which it begins."""

    text: str
    line: int


@dataclass(slots=True)
class _Piece:
    """Lines that belong together: a paragraph, a list item, or a possible heading."""

    lines: list[str]
    line: int
    item: bool = False
    numbered: bool = False
    """Whether it had the first number of a list: 1. or a."""
    first: bool = False
    """Whether it begins its paragraph."""
    alone: bool = False
    """Whether it is the only piece of its paragraph."""
    underlined: bool = False

    @property
    def last(self) -> str:
        return self.lines[-1]


def split_blocks(text: str, language: str) -> Iterator[Block]:
    """Yield the paragraphs, list items and cells of a plain text, without its headings.

    A heading is a short line without final punctuation, or a question on a line of its own, before
    other text. The last line of a text is not a heading unless it is underlined.
    """
    pieces = _join_broken(chain.from_iterable(_paragraphs(text)))
    listed = False
    for before, piece, following in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        listed = before is not None and _is_list(before, listed=listed)
        if listed or not _is_heading(piece, before, following):
            text = join_lines(piece.lines, language)
            items = split_inline_list(text, item=piece.item, numbered=piece.numbered)
            yield from (Block(item, piece.line) for item in items)


def _is_list(before: _Piece, *, listed: bool) -> bool:
    """Return whether the line after `before` belongs to a list: after a colon or a list item."""
    if listed:
        return before.alone and not before.item and not ends_with_punctuation(before.last)
    return before.last.endswith(":")


def _paragraphs(text: str) -> Iterator[list[_Piece]]:
    """Yield the pieces of each stretch between blank lines, ruled lines and marked headings."""
    lines: list[Block] = []
    written = _LINE_END.split(text)
    furniture = find_page_furniture(written)
    numbered = find_numbered_lines(written)
    for number, line in enumerate(written, start=1):
        if not line:
            if lines:
                yield _pieces(lines, underlined=False)
                lines = []
            continue
        if number - 1 in furniture:
            continue
        end = numbered.get(number - 1)
        read = line if end is None else f"• {line[end:]}"
        for part in read.splitlines() or [""]:
            quoted = _QUOTED.match(part) if ">" in part else None
            bare = part[quoted.end() :] if quoted else part
            if bare.strip() and not _RULE.match(bare) and not _is_marked_heading(bare):
                lines.append(Block(bare, number))
            elif lines:
                yield _pieces(lines, underlined=_underlines(bare, lines))
                lines = []
    if lines:
        yield _pieces(lines, underlined=False)


def _is_marked_heading(line: str) -> bool:
    return "#" in line and _MARKED_HEADING.match(line) is not None


def _underlines(rule: str, lines: Sequence[Block]) -> bool:
    if len(lines) > 1 or not _UNDERLINE.match(rule):
        return False
    return abs(len(rule.strip()) - len(lines[0].text.strip())) <= 4


def _pieces(lines: Sequence[Block], *, underlined: bool) -> list[_Piece]:
    """Return the pieces of one paragraph, in order."""
    if len(lines) == 1:
        return [_single_piece(lines[0], underlined=underlined)]
    width = max(_NARROWEST, *(len(line.text.rstrip()) for line in lines))
    unmarked = find_unmarked_items([line.text for line in lines])
    ragged = has_early_breaks([line.text for line in lines[: unmarked.start]], width)
    pieces: list[_Piece] = []
    listed = False
    before = ""
    for index, line in enumerate(lines):
        if index in unmarked:
            pieces.append(_Piece([line.text.strip()], line.line, item=True))
            before = line.text
            continue
        bullet = find_bullet(line.text, before, width, listed=listed)
        text = line.text[bullet.end() :] if bullet else line.text
        room = 0 if ragged and not _may_be_title(pieces) else width
        if bullet or not pieces or is_hard_break(before, line.text, room, item=pieces[-1].item):
            piece = _Piece([text.strip()], line.line, item=bool(bullet), first=not pieces)
            piece.numbered = _begins_list(bullet)
            pieces.append(piece)
        else:
            pieces[-1].lines.append(text.strip())
        before = line.text
        listed = listed or bullet is not None
    pieces[0].alone = len(pieces) == 1
    return pieces


def _single_piece(line: Block, *, underlined: bool) -> _Piece:
    bullet = find_bullet(line.text, "", _NARROWEST, listed=False)
    text = line.text[bullet.end() :] if bullet else line.text
    return _Piece(
        [text.strip()],
        line.line,
        item=bool(bullet),
        numbered=_begins_list(bullet),
        first=True,
        alone=True,
        underlined=underlined,
    )


def _begins_list(bullet: re.Match[str] | None) -> bool:
    return bullet is not None and bullet["number"] in {"1.", "a."}


def find_unmarked_items(lines: Sequence[str]) -> range:
    """Return the indices of the items of a list without bullets: short lines after a colon.

    The list goes on to the end of the paragraph. No line of it ends in the middle of a phrase.
    """
    for index, line in enumerate(lines[:-1]):
        if line.rstrip().endswith(":"):
            items = lines[index + 1 :]
            if len(items) >= _FEWEST_ITEMS and all(map(_is_unmarked_item, items)):
                return range(index + 1, len(lines))
            break
    return range(len(lines), len(lines))


def _is_unmarked_item(line: str) -> bool:
    return (
        len(line.split()) <= _ITEM_WORDS
        and not line.rstrip().endswith(":")
        and find_bullet(line, "", _NARROWEST, listed=True) is None
        and not is_table_row(line)
        and not continues_on_next_line(line.rstrip().rstrip(",;"))
    )


def _may_be_title(pieces: Sequence[_Piece]) -> bool:
    """Return whether a paragraph consists so far of one line of a few words."""
    few = len(pieces) == 1 and len(pieces[0].lines) == 1
    return few and len(pieces[0].lines[0].split()) <= _TITLE_WORDS


def _join_broken(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Join pieces that a blank line separates in the middle of a sentence."""
    joined: list[_Piece] = []
    for piece in pieces:
        goes_on = piece.first and not piece.item and piece.lines[0][:1].islower()
        if goes_on and joined and _is_unfinished(joined[-1]):
            joined[-1].lines.extend(piece.lines)
            joined[-1].alone = False
        else:
            joined.append(piece)
    return joined


def _is_unfinished(piece: _Piece) -> bool:
    if piece.item or ends_with_punctuation(piece.last):
        return False
    return len(piece.lines) > 1 or not _is_short(piece.lines[0])


def _is_heading(piece: _Piece, before: _Piece | None, following: _Piece | None) -> bool:
    if piece.underlined:
        return True
    if following is None or piece.item or len(piece.lines) > 1 or is_table_row(piece.lines[0]):
        return False
    line = piece.lines[0]
    if len(line) > _QUESTION_CHARACTERS:
        return False
    question = bool(_QUESTION.search(line))
    if piece.alone and question:
        return _is_short(line, _QUESTION_WORDS, _QUESTION_CHARACTERS)
    if not _is_short(line) or (ends_with_punctuation(piece.last) and not question):
        return False
    if line.isupper():
        return True
    if _DEFINITION.search(line) or continues_on_next_line(piece.last):
        return False
    if piece.alone:
        return True
    if before and not piece.first and not ends_with_full_stop(before.last):
        return False
    return following.item or _is_text(following)


def _is_text(piece: _Piece) -> bool:
    return ends_with_punctuation(piece.last) or len(piece.lines) > 1 or not _is_short(piece.last)


def _is_short(
    line: str, words: int = _HEADING_WORDS, characters: int = _HEADING_CHARACTERS
) -> bool:
    return len(line) <= characters and len(line.split()) <= words
