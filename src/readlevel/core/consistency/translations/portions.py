"""Parts of something that differ between a text and its translation: half the dose, the whole dose.

Parts of what is counted or measured are quantities, such as half a tablet.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from readlevel.core.claims.claim_vocabulary import get_finder
from readlevel.core.consistency.compared_texts import locate_fact
from readlevel.core.consistency.difference import Difference, DifferenceKind
from readlevel.core.consistency.translations.phrase_tables import get_phrases, has_table
from readlevel.core.consistency.translations.translated_blocks import BlockPair
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.quantities import QuantityShape

_TOLERANCE = 0.01
_WHOLE = 1


class Portion(NamedTuple):
    """A part of something, or all of it."""

    facts: SentenceFacts
    start: int
    end: int
    value: float


def compare_portions(pair: BlockPair) -> Iterator[Difference]:
    """Yield a part of the source that is another part in the translation, or all of it."""
    source, translation = (
        _list_portions(block, language)
        for block, language in zip((pair.source, pair.translation), pair.languages, strict=True)
    )
    changed = [one for one in translation if not _is_among(source, one)]
    for one in (one for one in source if not _is_among(translation, one)):
        other = next((each for each in changed if {each.value, one.value} != {_WHOLE}), None)
        if other is not None:
            changed.remove(other)
            told = locate_fact(one.facts, (one.start, one.end))
            place = locate_fact(other.facts, (other.start, other.end))
            yield make_difference(DifferenceKind.CONFLICT, "number", told, place)


def _is_among(portions: Sequence[Portion], one: Portion) -> bool:
    return any(abs(other.value - one.value) <= _TOLERANCE for other in portions)


def _list_portions(block: Sequence[SentenceFacts], language: str) -> Sequence[Portion]:
    return [one for facts in block for one in _find_portions(facts, language)]


def _find_portions(facts: SentenceFacts, language: str) -> Iterator[Portion]:
    for one in facts.quantities:
        if one.shape is QuantityShape.FRACTION:
            yield Portion(facts, one.start, one.end, one.numbers[0])
    find = get_phrases if has_table(language) else get_finder
    for phrase in find("portions", language).find(facts.text):
        yield Portion(facts, phrase.start, phrase.end, float(phrase.value))
