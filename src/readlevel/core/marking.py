"""Marks in inline tokens: runs of them taken as one text, and terms set around parts of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from readlevel.core.document import Token

BREAKS = frozenset({"softbreak", "hardbreak"})
_CLOSED = frozenset({"code_inline", "image", "citation", "html_inline", "link_open"})
"""What no term is looked for in. A span is closed where its writer said so."""

_MAY_BE_CLOSED = _CLOSED | {"span_open"}

_CLOSING = Token("term_close", "a", -1)
"""The end of every term; nothing changes tokens, so one does for all."""


class Part(NamedTuple):
    """A part of the children of an inline token: a run to look at, or what is left alone."""

    tokens: Sequence[Token]
    place: int
    """How many of the children stand before it."""
    text: str | None
    """What the run says; None for what is left alone."""


class Mark(NamedTuple):
    """Where the text of a run is to be marked, and with what."""

    start: int
    end: int
    opening: Token
    closers: int
    """How many closing tokens right after `end` belong to it."""


def part(children: Sequence[Token]) -> list[Part]:
    """Part the children of an inline token into runs, and what no term is looked for in."""
    if _MAY_BE_CLOSED.isdisjoint([token.type for token in children]):
        return [Part(children, 0, write(children))]
    parts: list[Part] = []
    begin = place = 0
    while place < len(children):
        if not _is_closed(children[place]):
            place += 1
            continue
        if begin < place:
            parts.append(_run(children, begin, place))
        end = _find_closing(children, place) + 1
        parts.append(Part(children[place:end], place, None))
        begin = place = end
    if begin < place:
        parts.append(_run(children, begin, place))
    return parts


def is_forced(part: Part) -> bool:
    """Tell whether a part is a span that its writer gave a term."""
    first = part.tokens[0]
    return first.type == "span_open" and bool(first.attrGet("term"))


def replace_children(inline: Token, children: list[Token]) -> Token:
    """Return a copy of an inline token with other children; `Token.copy` is slower by far."""
    return Token(
        inline.type,
        inline.tag,
        inline.nesting,
        inline.attrs,
        inline.map,
        inline.level,
        children,
        inline.content,
        inline.markup,
        inline.info,
        inline.meta,
        inline.block,
        inline.hidden,
    )


def write(tokens: Sequence[Token]) -> str:
    """Return what inline tokens say, a line break for each of theirs."""
    return "".join(
        [
            token.content if token.type == "text" else "\n" if token.type in BREAKS else ""
            for token in tokens
        ]
    )


def find_tokens(run: Sequence[Token]) -> list[int]:
    """Return where in the text of a run each of its tokens begins, and where the last one ends."""
    return [
        0,
        *accumulate(
            [
                len(token.content) if token.type == "text" else int(token.type in BREAKS)
                for token in run
            ]
        ),
    ]


def count_closers(run: Sequence[Token], starts: Sequence[int], start: int, end: int) -> int | None:
    """Return how many closing tokens after `end` belong to a mark, None where there can be none.

    Markup that opens inside the mark and closes right at its end is taken in: `HbA~1c~`. What cuts
    markup in two cannot be marked. `starts` is what `find_tokens` found.
    """
    first, last = bisect_right(starts, start), bisect_left(starts, end)
    depth = 0
    for token in run[first:last]:
        depth += token.nesting
        if depth < 0:
            return None
    if not depth:
        return 0
    closers = run[last : last + depth]
    closing = len(closers) == depth and all(token.nesting == -1 for token in closers)
    return depth if closing and starts[last + depth - 1] <= end else None


def open_term(slug: str, again: str | None) -> Token:
    """Return what opens a term; `again` is as `annotate` has it."""
    also: dict[str, str | int | float] = {} if again is None else {"again": again}
    return Token("term_open", "a", 1, {"slug": slug, **also})


def enclose(span: Sequence[Token], opening: Token) -> list[Token]:
    """Return a span with all that it holds as one term."""
    return [span[0], opening, *span[1:-1], _CLOSING, span[-1]]


def set_marks(run: Sequence[Token], starts: Sequence[int], marks: Sequence[Mark]) -> list[Token]:
    """Return a run with its text parted at `marks`, which are in order, and a term set in each."""
    marked: list[Token] = []
    edges = [edge for mark in marks for edge in ((mark.start, mark), (mark.end, None))]
    edges.reverse()
    closers = waiting = 0
    for token, start in zip(run, starts, strict=False):
        if token.type != "text":
            marked.append(token)
            if waiting:
                waiting -= 1
                if not waiting:
                    marked.append(_CLOSING)
            continue
        written, done = token.content, 0
        end = start + len(written)
        while edges and (edges[-1][0] < end or (edges[-1][1] is None and edges[-1][0] == end)):
            place, mark = edges.pop()
            if place - start > done:
                marked.append(_words(token, written[done : place - start]))
                done = place - start
            if mark is not None:
                closers = mark.closers
                marked.append(mark.opening)
            elif closers:
                waiting = closers
            else:
                marked.append(_CLOSING)
        if done < len(written):
            marked.append(_words(token, written[done:]) if done else token)
    return marked


def _run(children: Sequence[Token], begin: int, end: int) -> Part:
    tokens = children[begin:end]
    return Part(tokens, begin, write(tokens))


def _is_closed(token: Token) -> bool:
    if token.type == "span_open":
        return "plain" in str(token.attrGet("class") or "").split() or bool(token.attrGet("term"))
    return token.type in _CLOSED


def _find_closing(children: Sequence[Token], opening: int) -> int:
    """Return the place of the token that closes the one at `opening`, itself where it is one."""
    depth = 0
    for place in range(opening, len(children)):
        depth += children[place].nesting
        if depth <= 0:
            return place
    return len(children) - 1


def _words(token: Token, content: str) -> Token:
    return Token("text", "", 0, {}, None, token.level, None, content)
