"""What a card shows of a difference: just the words that differ, and the sentences around them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from readlevel.core.consistency.compared_texts import ComparedTexts
from readlevel.core.consistency.difference import Difference, FactLocation
from readlevel.core.facts.extract import SentenceFacts
from readlevel.core.facts.topics import extract_word_topics
from readlevel.core.languages.stopwords import get_generic_words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LONG = 6
"""Words from which a marked clause is narrowed to the word that the other text denies."""


def narrow_places(one: Difference, language: str) -> Difference:
    """Return a contradiction with long clauses narrowed to what the other text says of them."""
    if one.clinician is None or one.lay is None:
        return one
    clinician = _narrow(one.clinician, one.lay, language)
    lay = _narrow(one.lay, one.clinician, language)
    if lay is one.lay and clinician is one.clinician:
        return one
    former = (one.fact,) if lay.fact != one.fact else ()
    return replace(one, fact=lay.fact, clinician=clinician, lay=lay, former_facts=former)


def _narrow(place: FactLocation, other: FactLocation, language: str) -> FactLocation:
    if place.fact_span is None or len(_WORD.findall(place.fact)) < _LONG:
        return place
    wanted = _list_topics(other.fact, language)
    start, end = place.fact_span
    for found in _WORD.finditer(place.text, start, end):
        if wanted.intersection(_list_topics(found[0], language)):
            return replace(place, fact=found[0], fact_span=found.span())
    return place


def _list_topics(text: str, language: str) -> set[str]:
    generic = get_generic_words(language)
    return {
        topic
        for word in _WORD.findall(text)
        if word.lower() not in generic
        for topic in extract_word_topics(word, language)
    }


def add_neighbours(differences: Iterable[Difference], texts: ComparedTexts) -> Iterator[Difference]:
    """Yield the differences with the sentences around their places."""
    clinician, lay = _index(texts.clinician), _index(texts.lay)
    for one in differences:
        yield replace(
            one,
            clinician=one.clinician and _surround(one.clinician, texts.clinician, clinician),
            lay=one.lay and _surround(one.lay, texts.lay, lay),
        )


_Place = tuple[object, int, str]
"""Span, line and text of a sentence."""


def _index(sentences: Sequence[SentenceFacts]) -> Mapping[_Place, int]:
    return {
        (one.statement.span, one.statement.line, one.text): index
        for index, one in enumerate(sentences)
    }


def _surround(
    place: FactLocation, sentences: Sequence[SentenceFacts], indices: Mapping[_Place, int]
) -> FactLocation:
    index = indices.get((place.span, place.line, place.text))
    if index is None:
        return place
    return replace(
        place,
        before=_find_neighbour(sentences, index, index - 1),
        after=_find_neighbour(sentences, index, index + 1),
    )


def _find_neighbour(sentences: Sequence[SentenceFacts], index: int, other: int) -> str:
    """Return the text of a sentence if it is in the same block as another."""
    if not 0 <= other < len(sentences):
        return ""
    own, near = sentences[index].statement, sentences[other].statement
    return near.text if near.line == own.line and not near.is_heading else ""
