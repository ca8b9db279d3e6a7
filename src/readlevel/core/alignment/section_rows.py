"""Rows of a table that shows several texts of an answer side by side, by section."""

from collections.abc import Sequence

from readlevel.core.alignment.section_alignment import TextSection, match_sections

SectionRow = tuple[range, ...]
"""For each text, the indices of its sections in this row; a range may be empty."""


def align_sections(texts: Sequence[Sequence[TextSection]], language: str) -> list[SectionRow]:
    """Return rows of sections in which those that say the same stand beside each other.

    The first text decides the rows: it is the one that the others were made from. What the others
    say before anything that it says is in a row of its own. Each section is in exactly one row, in
    order.
    """
    if not texts:
        return []
    first, *others = texts
    places = {section.anchor: place for place, section in enumerate(first)}
    rows_of_others = [_place_sections(one, first, places, language) for one in others]
    rows = []
    for row in range(-1, len(first)):
        own = range(row, row + 1) if row >= 0 else range(0)
        beside = [_select(given, row) for given in rows_of_others]
        if own or any(beside):
            rows.append((own, *beside))
    return rows


def _place_sections(
    sections: Sequence[TextSection],
    first: Sequence[TextSection],
    places: dict[str, int],
    language: str,
) -> list[int]:
    """Return the row of each section, in ascending order; -1 before the first row."""
    partners, _ = match_sections(sections, first, language)
    return [places[partners[one.anchor]] if one.anchor in partners else -1 for one in sections]


def _select(rows: Sequence[int], row: int) -> range:
    indices = [place for place, given in enumerate(rows) if given == row]
    return range(indices[0], indices[-1] + 1) if indices else range(0)
