"""Readability of the definitions of terms, most of which are too short for a school grade."""

from readlevel.core.readability.readability import Readability, measure
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.prose import prose


def measure_definition(definition: str | None, language: str) -> Readability | None:
    """Measure a definition; return None if it is missing, empty or unreadable."""
    if not definition or not definition.strip():
        return None
    try:
        return measure(prose(parse(definition), language), language)
    except UnreadableMarkdown:
        return None


def difficulty_sort_key(level: Readability) -> tuple[float, int]:
    """Return a sort key: the difficulty index (0 if unknown), then the longest sentence."""
    measures = level.measures
    return measures.hardness or 0, measures.longest_sentence_words
