"""Topics that a query is about, by their names."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readlevel.core.languages.registry import get_language
from readlevel.core.search.query_words import is_unsearched, is_weak
from readlevel.core.search.words import split_words, stem_word

_AND = "\u0648"
"""The Arabic "and", which is written together with the word after it."""


@dataclass(frozen=True, slots=True)
class AskedTopics:
    """What a query may name a topic by, as stems."""

    words: frozenset[str]
    """Its words that are not part of a longer name."""
    names: frozenset[frozenset[str]]
    """The names that it uses, and other names of the same."""


def read_asked(
    stems: Mapping[int, str], named: Collection[frozenset[int]], names: Iterable[Sequence[str]]
) -> AskedTopics:
    """Return what a query may name a topic by.

    `stems` are those of its words by their places, `named` the places of the names that it uses,
    `names` other names of the same. A word inside a longer name says nothing alone: "blood" in
    "high blood pressure".
    """
    inside = {place for places in named if len(places) > 1 for place in places}
    whole = (frozenset(stems[place] for place in places) for places in named)
    return AskedTopics(
        frozenset(stem for place, stem in stems.items() if place not in inside),
        frozenset({*whole, *map(frozenset, names)}),
    )


def is_asked_for(name: str, asked: AskedTopics, language: str) -> bool:
    """Return whether a topic of that name fits a query.

    A name such as "Heart and blood vessels" fits by each of its parts, as far as they say anything:
    not by "health".
    """
    return any(part <= asked.words or part in asked.names for part in _split(name, language))


@lru_cache(maxsize=4096)
def _split(name: str, language: str) -> tuple[frozenset[str], ...]:
    """Return the stems of each part of a name that says something."""
    return tuple(_iter_parts(name, language))


def _iter_parts(name: str, language: str) -> Iterator[frozenset[str]]:
    joined = tuple(one for one in get_language(language).joined_articles if one.startswith(_AND))
    part: list[str] = []
    says = False
    for word in [*split_words(name.replace(",", " / ")), ""]:
        starts_part = not word or is_unsearched(word, language) or word.startswith(joined or "\0")
        if starts_part and part:
            if says:
                yield frozenset(part)
            part, says = [], False
        if word and not is_unsearched(word, language):
            part.append(stem_word(word, language))
            says = says or not is_weak(word, language)
