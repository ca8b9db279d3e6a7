"""Excerpts of texts for lists and search engines."""

from readlevel.core.text.typography import isolate_quantities

_ENDS = tuple('.!?:…؟。"”»)')
_PAUSES = tuple(",;،؛")
_DOT = " ·"
"""Added to a heading or list item without closing punctuation."""


def make_excerpt(plain_text: str, characters: int) -> str:
    """Return the beginning of a text (one line per block), cut to `characters` plus an ellipsis.

    Headings at the beginning, which are lines that do not end like a sentence, are skipped, unless
    the text has no other lines.
    """
    lines = plain_text.splitlines()
    first = next((place for place, line in enumerate(lines) if line.endswith(_ENDS)), 0)
    flat = on_one_line("\n".join(lines[first:]))
    if len(flat) > characters:
        flat = flat[:characters].rpartition(" ")[0].removesuffix(_DOT) + " …"
    return isolate_quantities(flat)


def on_one_line(text: str) -> str:
    """Join the lines of a text (one per block); a dot separates headings from what follows."""
    blocks = [flat for line in text.splitlines() if (flat := " ".join(line.split()))]
    closed = _ENDS + _PAUSES
    parted = (block if block.endswith(closed) else block + _DOT for block in blocks[:-1])
    return " ".join([*parted, *blocks[-1:]])
