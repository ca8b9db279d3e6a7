"""A heading in the table of contents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the table of contents; `level` is 2 or 3, `id` the anchor in the text."""

    level: int
    id: str
    text: str
