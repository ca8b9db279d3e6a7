"""Blocks of a plain text by their shape: paragraphs, list items, headings.

A line may end because it was full, because the writer broke it on purpose, or for no reason at all;
which it was is told by its length beside its neighbours', and by how the next one begins.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from readlevel.core.listing import has_cells, split_items

_LINE_END = re.compile("\r\n?|\n")
"""Where a line is counted; `str.splitlines` knows more ends, which part lines uncounted."""

_QUOTED = re.compile(r"\s*(?:>\s?)+")
_BULLET = re.compile(
    r"""\s*(?:
      [•●○▪◦‣·∙■□▶►➢➤→✓✔★*+–—-]\s+ | [•●▪‣▶►➢➤✓✔] | [*-](?=[^\W\d_]) | o(?:\t|\s{2,})
      | (?P<number>\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\(?[A-Z]\))\s+(?=\S)
    )""",
    re.VERBOSE,
)
_FIRST_NUMBER = re.compile(r"\(?[1aiA][.)]")
_MARKED_HEADING = re.compile(r"\s{0,3}#{1,6}\s|.*[^\s]\s+#{1,6}\s*$")
_RULE = re.compile(r"\s*(?:([=\-_*~#^])(?:\s*\1){2,}|--)\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\^{3,})\s*$")
_ENDED = re.compile(r"[.!?:;,…。！？؟۔][\"'”’)\]]*\s*$")
_QUESTION = re.compile(r"[?？؟]\s*$")
_STOP = re.compile(r"(?:(?:\w{4}|[\d)\]\"'”’%])\.|[!?…。！？؟۔])[\"'”’)\]]*\s*$")
"""A stop that ends a sentence for sure; behind a short word it may be that of an abbreviation."""

_DEFINITION = re.compile(r"\w\s?:\s")

_UNFINISHED = re.compile(
    r"""(?:[,–—&/-]|(?<!\S)(?:
      a|an|the|and|or|of|in|on|at|to|by|for|from|with|as|is|are|was|were|be|that|which|who|than|not
      |called|your|their|his|her|its|our|my|no|if|when|where|into|about|between|most|some|these
      |el|la|los|las|un|una|y|o|u|de|del|al|en|con|por|para|que|se|su|sus|es|son
      |le|les|des|du|une|et|ou|dans|avec|pour|sur|est|il|lo|gli|di|da|dei|della|per|che|e|nel
      |der|die|das|den|dem|des|ein|eine|einer|einen|und|oder|von|vom|im|am|zu|zum|zur|mit|für|bei
      |het|een|van|voor|met|op|os|do|dos|das|em|no|na|com|um|uma|в|и|на|с|или|для|от|по|не
    ))\s*$""",
    re.VERBOSE,
)
"""A line that ends like this goes on in the next, however that begins."""

_NARROWEST = 60
"""Columns that a writer who breaks full lines gives to them, at least."""

_NO_ROOM = 0
_TITLE_WORDS = 3
"""Words that a heading has at most where lines are broken for no reason."""

_LINE_TAIL = 16
"""Characters of the end of a line that tell how it ends."""

_HEADING_WORDS = 9
_HEADING_CHARACTERS = 70
_QUESTION_WORDS = 16
_QUESTION_CHARACTERS = 110


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses, and the line (from 1) it begins on."""

    text: str
    line: int


@dataclass(slots=True)
class _Piece:
    """Lines that belong together: of a paragraph or an item, or one that may be a heading."""

    lines: list[str]
    line: int
    item: bool = False
    first: bool = False
    """It begins its paragraph."""
    alone: bool = False
    """It is all of its paragraph."""
    underlined: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    @property
    def end(self) -> str:
        return self.lines[-1].rstrip()[-_LINE_TAIL:]


def split_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs, list items and cells of a plain text, without its headings.

    A heading is a short line without a stop at its end, or a question on a line of its own, in
    front of other text; a lone line is never one.
    """
    pieces = _join_broken(chain.from_iterable(_paragraphs(text)))
    listed = False
    for before, piece, following in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        listed = before is not None and _is_list(before, listed=listed)
        if listed or not _is_heading(piece, before, following):
            yield from (Block(item, piece.line) for item in split_items(piece.text))


def _is_list(before: _Piece, *, listed: bool) -> bool:
    """Tell whether what follows `before` is of a list: behind a colon, or behind such an item."""
    if listed:
        return before.alone and not before.item and not _ENDED.search(before.end)
    return before.end.endswith(":")


def _paragraphs(text: str) -> Iterator[list[_Piece]]:
    """Yield the pieces of each stretch between blank lines, ruled lines and marked headings."""
    lines: list[Block] = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        for part in line.splitlines() or [""]:
            quoted = _QUOTED.match(part)
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
    width = max(_NARROWEST, *(len(line.text.rstrip()) for line in lines))
    ragged = _is_ragged(lines, width)
    pieces: list[_Piece] = []
    listed = False
    before = ""
    for line in lines:
        bullet = _find_bullet(line.text, before, width, listed=listed)
        text = line.text[bullet.end() :] if bullet else line.text
        room = _NO_ROOM if ragged and not _may_be_title(pieces) else width
        if bullet or not pieces or _is_broken_on_purpose(before, line.text, room, pieces[-1]):
            pieces.append(_Piece([text.strip()], line.line, item=bool(bullet), first=not pieces))
        else:
            pieces[-1].lines.append(text.strip())
        before = line.text.rstrip()
        listed = listed or bullet is not None
    if len(pieces) == 1:
        pieces[0].alone, pieces[0].underlined = True, underlined
    return pieces


def _is_ragged(lines: Sequence[Block], width: int) -> bool:
    """Tell whether some line ends in the middle of a sentence though there was room for more."""
    return any(
        _begins_small(after.text)
        and not _ENDED.search(line.text[-_LINE_TAIL:])
        and _has_room(line.text.rstrip(), after.text, width)
        for line, after in pairwise(lines)
    )


def _begins_small(line: str) -> bool:
    word = line.split(None, 1)[0].rstrip(".,;:")
    return word.isalpha() and word[0].islower()


def _may_be_title(pieces: Sequence[_Piece]) -> bool:
    """Tell whether all there is of a paragraph yet is a line of a few words."""
    few = len(pieces) == 1 and len(pieces[0].lines) == 1
    return few and len(pieces[0].lines[0].split()) <= _TITLE_WORDS


def _find_bullet(line: str, before: str, width: int, *, listed: bool) -> re.Match[str] | None:
    """Return the bullet or number that begins `line`; within a sentence it is neither."""
    bullet = _BULLET.match(line)
    if bullet is None or listed or not before:
        return bullet
    end = before[-_LINE_TAIL:]
    if _UNFINISHED.search(end):
        return None
    if _ENDED.search(end):
        return bullet
    number = bullet["number"]
    if number and not _FIRST_NUMBER.fullmatch(number):
        return None
    return bullet if _has_room(before, line, width) else None


def _is_broken_on_purpose(before: str, line: str, width: int, piece: _Piece) -> bool:
    """Tell whether what begins `line` could as well stand at the end of the line `before`.

    Where a sentence ends that is all the same, and what follows may be a heading.
    """
    if has_cells(before) or has_cells(line):
        return True
    start = line.lstrip()
    if not start[0].isupper():
        return False
    end = before[-_LINE_TAIL:]
    if _STOP.search(end):
        return True
    if not _has_room(before, line, width):
        return False
    if piece.item and len(line) - len(start) > len(before) - len(before.lstrip()):
        return False
    return not end.endswith(".") and not _UNFINISHED.search(end)


def _has_room(before: str, line: str, width: int) -> bool:
    return len(before) + 1 + len(line.split(None, 1)[0]) <= width


def _join_broken(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return `pieces` with those joined that a blank line parts in the middle of a sentence."""
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
    if piece.item or _ENDED.search(piece.end):
        return False
    return len(piece.lines) > 1 or not _is_short(piece.lines[0])


def _is_heading(piece: _Piece, before: _Piece | None, following: _Piece | None) -> bool:
    if piece.underlined:
        return True
    if following is None or piece.item or len(piece.lines) > 1 or has_cells(piece.lines[0]):
        return False
    line = piece.lines[0]
    question = bool(_QUESTION.search(piece.end))
    if piece.alone and question:
        return _is_short(line, _QUESTION_WORDS, _QUESTION_CHARACTERS)
    if not _is_short(line) or (_ENDED.search(piece.end) and not question):
        return False
    if line.isupper():
        return True
    if _DEFINITION.search(line) or _UNFINISHED.search(piece.end):
        return False
    if piece.alone:
        return True
    if before and not piece.first and not _STOP.search(before.end):
        return False
    return following.item or _is_text(following)


def _is_text(piece: _Piece) -> bool:
    return bool(_ENDED.search(piece.end)) or not _is_short(piece.text)


def _is_short(
    line: str, words: int = _HEADING_WORDS, characters: int = _HEADING_CHARACTERS
) -> bool:
    return len(line) <= characters and len(line.split()) <= words
