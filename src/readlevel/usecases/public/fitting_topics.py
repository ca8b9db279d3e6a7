"""Use case of the search: the topics that fit a query, to browse on from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readlevel.core.model.slug import slugify
from readlevel.core.search import synonyms
from readlevel.core.search.topics import AskedTopics, is_asked_for, read_asked
from readlevel.core.search.words import split_query, stem_word
from readlevel.usecases.public.search import SearchResults
from readlevel.usecases.searching.query_words import read_words

MOST = 3
"""Topics that are named beside the hits."""


@dataclass(frozen=True, slots=True)
class NamedTopic:
    """A topic, all that it is called in the language of the page, and its number of answers."""

    slug: str
    names: Sequence[str]
    answers: int


def find_topics(
    topics: Sequence[NamedTopic], query: str, found: SearchResults, language: str
) -> list[str]:
    """Return the slugs of the topics that the query names, then of one that the best hit has.

    Of that one's topics, the one with the fewest answers says most about it.
    """
    asked = _read_asked(query, language)
    fitting = [
        topic.slug
        for topic in topics
        if any(is_asked_for(name, asked, language) for name in topic.names)
    ]
    return list(dict.fromkeys([*fitting, *_iter_of_best(topics, found)]))[:MOST]


def _read_asked(query: str, language: str) -> AskedTopics:
    words = split_query(query)
    if not words:
        return AskedTopics(frozenset(), frozenset())
    read = next(iter(read_words(words, [language])))
    names = [
        one.stems
        for match in read.named
        for one in synonyms.list_names(match.concepts, language)
        if one.likeness >= synonyms.SAME
    ]
    stems = {place: stem_word(words[place], language) for place in read.places}
    return read_asked(stems, [match.places for match in read.named], names)


def _iter_of_best(topics: Iterable[NamedTopic], found: SearchResults) -> Iterable[str]:
    if not (found.fits and found.hits):
        return
    known = {topic.slug: topic.answers for topic in topics}
    own = {slugify(name) for name in found.hits[0].answer.topics} & known.keys()
    if own:
        yield min(own, key=lambda slug: (known[slug], slug))
