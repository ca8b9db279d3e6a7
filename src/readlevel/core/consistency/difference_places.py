"""What a card shows of a difference: just the words that differ."""

import re
from dataclasses import replace

from readlevel.core.consistency.difference import Difference, FactLocation
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
