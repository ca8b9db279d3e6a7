"""Marks terms in inline tokens: a run of tokens is searched as one text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from readlevel.core.text.document import Token

_BREAKS = frozenset({"softbreak", "hardbreak"})
_CLOSED = frozenset({"code_inline", "image", "citation", "html_inline", "link_open"})
"""Tokens in which terms are not searched."""

_MAY_BE_CLOSED = _CLOSED | {"span_open"}

_HOLDING = frozenset({"link_open", "span_open"})
"""Opening tokens of content in which terms may not be searched."""

BARRIER = "\0"
"""Separates parts of a text in which terms are not searched; no term contains it."""

_SIGNS = {
    **dict.fromkeys(_BREAKS, "\n"),
    **dict.fromkeys([*_MAY_BE_CLOSED, "link_close", "span_close"], BARRIER),
}

_KEPT_OPENINGS = 4_096

_new = object.__new__

_CLOSING = Token("term_close", "a", -1)
"""The closing token of every term; tokens are never modified, so all terms share it."""


class InlinePart(NamedTuple):
    """A part of the children of an inline token: a run to search, or tokens left unchanged."""

    tokens: Sequence[Token]
    line: int
    """Number of line breaks before it."""
    text: str
    """The text of the tokens (`inline_text`)."""
    start: int
    """Offset of the text in the text of all children."""
    is_run: bool


TermMark = tuple[int, int, Token, int, int | None]
"""A term in the text of a run: its start and end, the token that opens it, the index in the run of
the token in which it begins, and the number of closing tokens after it that belong to it; None if
it lies within one token."""


def inline_text(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens, with `BARRIER` around parts that may not be searched."""
    signs = _SIGNS
    return "".join(
        [token.content if token.type == "text" else signs.get(token.type, "") for token in tokens]
    )


def split_parts(children: Sequence[Token]) -> list[InlinePart]:
    """Split the children of an inline token into searchable runs and unchanged parts."""
    parts: list[InlinePart] = []
    start = line = 0
    for begin, end, is_run in _find_parts(children):
        tokens = children[begin:end]
        text = inline_text(tokens)
        parts.append(InlinePart(tokens, line, text, start, is_run))
        start += len(text)
        line += text.count("\n")
    return parts


def _find_parts(children: Sequence[Token]) -> Iterator[tuple[int, int, bool]]:
    """Yield the start and end of each part, and whether it is a run."""
    begin = place = 0
    while place < len(children):
        if children[place].type not in _MAY_BE_CLOSED or not _is_closed(children[place]):
            place += 1
            continue
        if begin < place:
            yield begin, place, True
        end = _find_closing(children, place) + 1
        yield place, end, False
        begin = place = end
    if begin < place:
        yield begin, place, True


def is_unrestricted(children: Sequence[Token]) -> bool:
    """Return whether `children` have no links or spans, so that terms may be marked anywhere.

    They have neither if there is no `BARRIER` in their `inline_text`.
    """
    return _HOLDING.isdisjoint([token.type for token in children])


def is_explicit_term(part: InlinePart) -> bool:
    """Return whether a part is a span that the writer marked with a term."""
    first = part.tokens[0]
    return first.type == "span_open" and bool(first.attrGet("term"))


def replace_children(inline: Token, children: Sequence[Token]) -> Token:
    """Return a copy of an inline token with other children; `Token.copy` is much slower."""
    copy = _new(Token)
    copy.type = inline.type
    copy.tag = inline.tag
    copy.nesting = inline.nesting
    copy.attrs = inline.attrs
    copy.map = inline.map
    copy.level = inline.level
    copy.children = list(children)
    copy.content = inline.content
    copy.markup = inline.markup
    copy.info = inline.info
    copy.meta = inline.meta
    copy.block = inline.block
    copy.hidden = inline.hidden
    return copy


def token_offsets(run: Sequence[Token]) -> list[int]:
    """Return the offset in the text of a run of each of its tokens, and of its end."""
    if len(run) == 1 and run[0].type == "text":
        return [0, len(run[0].content)]
    signs = _SIGNS
    return [
        0,
        *accumulate(
            [
                len(token.content) if token.type == "text" else len(signs.get(token.type, ""))
                for token in run
            ]
        ),
    ]


def locate_mark(
    run: Sequence[Token], starts: Sequence[int], start: int, end: int
) -> tuple[int, int | None] | None:
    """Return `place` and `closers` of a mark from `start` to `end`, or None if it is impossible.

    Markup that opens inside the mark and closes right at its end is included: `HbA~1c~`. A mark
    cannot split other markup. `starts` comes from `token_offsets`.
    """
    first = bisect_right(starts, start)
    if end <= starts[first]:
        return first - 1, None
    last = bisect_left(starts, end)
    depth = 0
    for token in run[first:last]:
        depth += token.nesting
        if depth < 0:
            return None
    closers = run[last : last + depth]
    closing = len(closers) == depth and all(token.nesting == -1 for token in closers)
    if depth and not (closing and starts[last + depth - 1] <= end):
        return None
    return first - 1, depth


@lru_cache(_KEPT_OPENINGS)
def open_term(slug: str, again: str | None) -> Token:
    """Return the opening token of a term, with the attribute `again` that `annotate` describes.

    All uses of a term share it, in every text.
    """
    also: dict[str, str | int | float] = {} if again is None else {"again": again}
    return Token("term_open", "a", 1, {"slug": slug, **also})


def wrap_span(span: Sequence[Token], opening: Token) -> list[Token]:
    """Return a span whose entire content is marked as one term."""
    return [span[0], opening, *span[1:-1], _CLOSING, span[-1]]


def insert_marks(
    run: Sequence[Token], starts: Sequence[int], marks: Sequence[TermMark]
) -> list[Token]:
    """Return a run with a term at each of `marks`, which are in order."""
    marked: list[Token] = []
    place = done = 0
    append = marked.append
    for start, end, opening, begin, closers in marks:
        first = start - starts[begin]
        if place < begin or closers is not None:
            place, done = _take(run, (place, done), begin, first, marked)
        token = run[begin]
        content = token.content
        if done < first:
            append(_words(token, content[done:first]))
            done = first
        append(opening)
        if closers is None:
            done = end - starts[begin]
            whole = first == 0 and done == len(content)
            append(token if whole else _words(token, content[first:done]))
        else:
            last = bisect_left(starts, end) - 1
            place, done = _take(run, (place, done), last, end - starts[last], marked)
            marked += run[place + 1 : place + 1 + closers]
            if closers:
                place, done = place + 1 + closers, 0
        append(_CLOSING)
    rest = run[place].content[done:] if done else ""
    if rest:
        marked.append(_words(run[place], rest))
    marked += run[place + 1 if done else place :]
    return marked


def _take(
    run: Sequence[Token], taken: tuple[int, int], place: int, until: int, marked: list[Token]
) -> tuple[int, int]:
    """Append to `marked` what follows `taken`, up to the character `until` of the token `place`.

    `taken` and the return value are the index of a token and the number of its characters that
    were appended.
    """
    at, done = taken
    if at < place:
        rest = run[at].content[done:] if done else ""
        if rest:
            marked.append(_words(run[at], rest))
        marked += run[at + 1 if done else at : place]
        done = 0
    if until > done:
        token = run[place]
        whole = not done and until == len(token.content)
        marked.append(token if whole else _words(token, token.content[done:until]))
    return place, until


def _is_closed(token: Token) -> bool:
    if token.type == "span_open":
        return "plain" in str(token.attrGet("class") or "").split() or bool(token.attrGet("term"))
    return token.type in _CLOSED


def _find_closing(children: Sequence[Token], opening: int) -> int:
    """Return the index of the token that closes the one at `opening`, or `opening` itself."""
    depth = 0
    for place in range(opening, len(children)):
        depth += children[place].nesting
        if depth <= 0:
            return place
    return len(children) - 1


def _words(token: Token, content: str) -> Token:
    """Return a token of text; the constructor takes twice as long."""
    words = _new(Token)
    words.type = "text"
    words.tag = words.markup = words.info = ""
    words.nesting = 0
    words.attrs = {}
    words.map = words.children = None
    words.level = token.level
    words.content = content
    words.meta = {}
    words.block = words.hidden = False
    return words
