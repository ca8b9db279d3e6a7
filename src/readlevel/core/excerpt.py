"""The beginning of a text, for lists and search engines."""

from readlevel.core.typography import keep_in_order

_ENDS = tuple('.!?:…؟。"”)')


def beginning(plain_text: str, characters: int) -> str:
    """Return the first words of a text (a block a line), cut to so many characters and an ellipsis.

    The headings it begins with are passed over: lines that end as no sentence does. A text of such
    lines alone is taken as it is.
    """
    lines = plain_text.splitlines()
    first = next((place for place, line in enumerate(lines) if line.endswith(_ENDS)), 0)
    flat = " ".join(" ".join(lines[first:]).split())
    if len(flat) > characters:
        flat = flat[:characters].rpartition(" ")[0] + " …"
    return keep_in_order(flat)
