"""Headings of a text on a page: their levels, anchors and table of contents."""

from collections.abc import Iterator, Sequence

from readlevel.core.model.heading import Heading
from readlevel.core.model.slug import slugify
from readlevel.core.text.document import Token, text_of

TOP_LEVEL = 2
"""The `h1` of a page is the question, so the text's headings begin one level below."""

LOWEST_LEVEL = 6

LISTED_LEVELS = (2, 3)
"""The levels of headings in the table of contents."""

ANCHOR_PREFIX = "s-"
"""Prefix of heading anchors, which keeps them distinct from other anchors of a page."""

_LONGEST_ANCHOR = 80


def list_headings(tokens: Sequence[Token]) -> list[Heading | None]:
    """Return the heading for each heading token, in order; None for one without words.

    No level is skipped on the way down, whatever levels the text uses; anchors are unique.
    """
    return list(_headings(tokens))


def _headings(tokens: Sequence[Token]) -> Iterator[Heading | None]:
    above: list[tuple[int, int]] = []
    anchors: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = text_of(tokens[place + 1])
        if not text:
            yield None
            continue
        written = int(token.tag[1:])
        while above and above[-1][0] >= written:
            above.pop()
        level = min(above[-1][1] + 1, LOWEST_LEVEL) if above else TOP_LEVEL
        above.append((written, level))
        yield Heading(level, _name(text, anchors), text)


def _name(text: str, anchors: dict[str, int]) -> str:
    """Return a unique anchor and add it to `anchors`, which counts requests for each name.

    A second heading "Dose" is `s-dose-2`, unless another heading has that name already.
    """
    first = anchor = ANCHOR_PREFIX + slugify(text)[:_LONGEST_ANCHOR]
    while anchor in anchors:
        anchors[first] += 1
        anchor = f"{first}-{anchors[first]}"
    anchors[anchor] = 1
    return anchor
