"""Differences between a text and its translation, by what survives a language.

Words are not compared. Blocks are paired in order, and of each pair the numbers, medicines,
citations, claims and denials: "por la boca" and "by mouth" are the same claim. Claims and denials
are known in the languages of `phrase_tables.knows_claims`; numbers in any.
"""

from collections.abc import Iterator

from readlevel.core.consistency.compared_texts import locate_citation, locate_fact
from readlevel.core.consistency.difference import (
    Difference,
    DifferenceKind,
)
from readlevel.core.consistency.translations.exchanged_arms import compare_arms
from readlevel.core.consistency.translations.portions import compare_portions
from readlevel.core.consistency.translations.translated_blocks import (
    BlockPair,
    pair_blocks,
    split_blocks,
    split_sentences,
)
from readlevel.core.consistency.translations.translated_claims import (
    compare_claims,
    compare_denials,
)
from readlevel.core.consistency.translations.translated_modality import compare_modality
from readlevel.core.consistency.translations.translation_difference import make_difference
from readlevel.core.consistency.translations.written_amounts import (
    compare_written_amounts,
    find_counted,
    find_unwritten,
)
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.medicines import mentions_agree
from readlevel.core.facts.quantities import Quantity
from readlevel.core.facts.quantity_agreement import are_comparable, quantities_agree
from readlevel.core.facts.units import UNITS
from readlevel.core.facts.vocabulary import VOCABULARY_LANGUAGES
from readlevel.core.languages.tags import primary

_MAX_SPELLED = 2
_AFTER_LATIN = "\u0250"


def compare_translations(
    source: str, source_language: str, translation: str, language: str
) -> tuple[Difference, ...]:
    """Return the differences between a text and its translation, in the order of the blocks.

    The source takes the place of the clinician text. Raise `UnreadableMarkdown` for text that
    cannot be parsed.
    """
    languages = source_language, language
    source_blocks = split_blocks(source, source_language)
    blocks = split_blocks(translation, language)
    found: dict[str, Difference] = {}
    for one, other in pair_blocks(source_blocks, blocks, languages):
        for difference in _compare_blocks(BlockPair(one, other, languages)):
            found.setdefault(difference.key, difference)
    return tuple(found.values())


def _compare_blocks(pair: BlockPair) -> Iterator[Difference]:
    yield from _compare_quantities(pair)
    yield from compare_written_amounts(pair)
    yield from compare_portions(pair)
    yield from _compare_drugs(pair)
    yield from _compare_citations(pair)
    if pair.has_claims:
        is_short = len(pair.source) == len(pair.translation) == 1
        for one in split_sentences(pair):
            yield from compare_claims(one)
            yield from compare_arms(one)
            yield from compare_modality(one)
            yield from compare_denials(one, is_short=is_short)


def _compare_quantities(pair: BlockPair) -> Iterator[Difference]:
    lacking = [
        (facts, one)
        for facts in pair.source
        for one in facts.quantities
        if not (pair.has_claims and _is_frequency(one))
    ]
    known = [(facts, one) for facts in pair.source for one in facts.quantities]
    words_unread = primary(pair.languages[0]) not in VOCABULARY_LANGUAGES
    extra: list[tuple[SentenceFacts, Quantity]] = []
    for facts in pair.translation:
        for one in facts.quantities:
            if pair.has_claims and _is_frequency(one):
                continue
            agreeing = [place for place in known if _state_the_same(place[1], one, pair.languages)]
            lacking = [place for place in lacking if place not in agreeing]
            spelled = words_unread and _may_be_spelled(one)
            if not (agreeing or one.needs_no_support or spelled):
                extra.append((facts, one))
    # "One tablet" may be "un comprimé", unless a number was left out: "deux comprimés".
    may_be_article = all(one.dimension for _, one in lacking)
    lacking = [place for place in lacking if not (place[1].needs_no_support or _is_one(place[1]))]
    for facts, one in extra:
        place = locate_fact(facts, (one.start, one.end))
        other = next((own for own in lacking if are_comparable(own[1], one)), None)
        if other is None and _is_one(one) and may_be_article:
            continue
        if other is None:
            yield make_difference(DifferenceKind.ONLY_LAY, one.fact_type, None, place)
        else:
            lacking.remove(other)
            source = locate_fact(other[0], (other[1].start, other[1].end))
            yield make_difference(DifferenceKind.CONFLICT, one.fact_type, source, place)
    for facts, one in find_unwritten(lacking, pair):
        source = locate_fact(facts, (one.start, one.end))
        counted = find_counted(one, pair) if _has_half(one) else None
        kind = DifferenceKind.CONFLICT if counted else DifferenceKind.ONLY_CLINICIAN
        yield make_difference(kind, one.fact_type, source, counted)


def _has_half(quantity: Quantity) -> bool:
    """Return whether a quantity in words is not whole: half a tablet, a year and a half."""
    return quantity.in_words and any(number % 1 for number in quantity.numbers)


def _is_one(quantity: Quantity) -> bool:
    """Return whether a quantity is a "one", which many languages write as the article "a"."""
    return quantity.in_words and quantity.numbers == (1,)


def _may_be_spelled(quantity: Quantity) -> bool:
    """Return whether a quantity may be in words that are not read in a language: two weeks."""
    return quantity.in_words or max(quantity.numbers) <= _MAX_SPELLED


def _is_frequency(quantity: Quantity) -> bool:
    """Return whether a quantity is compared as a claim: "un día sí y otro no", "every 12 hours"."""
    return quantity.is_interval or quantity.dimension.startswith("rate/")


def _state_the_same(source: Quantity, translation: Quantity, languages: tuple[str, str]) -> bool:
    """Return whether two quantities agree, or label the same: type 2, tipo 2.

    In a language without words for facts, a number may be part of a range or have a unit unread.
    """
    if quantities_agree(source, translation):
        return True
    for one, language in zip((source, translation), languages, strict=True):
        if primary(language) not in VOCABULARY_LANGUAGES and not one.dimension:
            return bool(set(source.numbers) & set(translation.numbers))
    labels = {source.dimension, translation.dimension} - {one.dimension for one in UNITS.values()}
    return (
        source.numbers == translation.numbers and len(labels) == 2 and all(map(str.isalpha, labels))
    )


def _compare_drugs(pair: BlockPair) -> Iterator[Difference]:
    if not all(map(_is_latin, pair.source)):
        # Names in other scripts are not read.
        return
    known = [one for facts in pair.source for one in facts.drugs]
    for facts in pair.translation:
        for one in facts.drugs:
            if not (one.is_class or any(mentions_agree(other, one) for other in known)):
                place = locate_fact(facts, (one.start, one.end))
                yield make_difference(DifferenceKind.ONLY_LAY, "drug", None, place)


def _is_latin(facts: SentenceFacts) -> bool:
    """Return whether most letters of a sentence are Latin ones."""
    letters = [one for one in facts.text if one.isalpha()]
    return sum(one < _AFTER_LATIN for one in letters) * 2 >= len(letters)


def _compare_citations(pair: BlockPair) -> Iterator[Difference]:
    cited = [
        {key: facts for facts in block for key in facts.statement.citations}
        for block in (pair.source, pair.translation)
    ]
    for key, facts in cited[1].items():
        if key not in cited[0]:
            yield make_difference(
                DifferenceKind.ONLY_LAY, "citation", None, locate_citation(facts, key)
            )
