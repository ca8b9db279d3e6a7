"""The beginning of a text, for lists and search engines, and its blocks on one line."""

from readlevel.core.text.typography import isolate_quantities

_ENDS = tuple('.!?:…؟。"”»)')
_PAUSES = tuple(",;،؛")
_DOT = " ·"
"""Follows a heading or a list item that has no closing punctuation."""


def make_excerpt(plain_text: str, characters: int) -> str:
    """Return the first words of a text (a block a line), cut to so many characters and an ellipsis.

    The headings it begins with are passed over: lines that end as no sentence does. A text of such
    lines alone is taken as it is.
    """
    lines = plain_text.splitlines()
    first = next((place for place, line in enumerate(lines) if line.endswith(_ENDS)), 0)
    flat = on_one_line("\n".join(lines[first:]))
    if len(flat) > characters:
        flat = flat[:characters].rpartition(" ")[0].removesuffix(_DOT) + " …"
    return isolate_quantities(flat)


def on_one_line(text: str) -> str:
    """Return a text (a block a line) as one line; a dot parts headings from what follows."""
    blocks = [flat for line in text.splitlines() if (flat := " ".join(line.split()))]
    closed = _ENDS + _PAUSES
    parted = (block if block.endswith(closed) else block + _DOT for block in blocks[:-1])
    return " ".join([*parted, *blocks[-1:]])
