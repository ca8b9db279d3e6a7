"""How hard the definition of a term is: most are too short for a school grade."""

from readlevel.core.readability.readability import Readability, measure
from readlevel.core.text.document import UnreadableMarkdown, parse
from readlevel.core.text.prose import prose


def measure_definition(definition: str | None, language: str) -> Readability | None:
    """Return how hard a definition is; None if there is none, or none that can be read."""
    if not definition or not definition.strip():
        return None
    try:
        return measure(prose(parse(definition), language), language)
    except UnreadableMarkdown:
        return None


def difficulty_sort_key(level: Readability) -> tuple[float, int]:
    """Return by what definitions are ordered: hardness where it is known, then longest sentence."""
    measures = level.measures
    return measures.hardness or 0, measures.longest_sentence_words
