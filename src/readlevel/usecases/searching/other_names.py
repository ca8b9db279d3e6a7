"""What else is called what a query names, and what the site has of its words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from readlevel.core.search import synonyms
from readlevel.core.search.query import Synonym, is_known, list_stems
from readlevel.core.search.spelling import may_be_misspelled
from readlevel.core.search.synonyms import ListedName
from readlevel.core.search.words import stem_phrase
from readlevel.storage.vocabulary.query_look_up import AskedWords
from readlevel.usecases.searching.query_words import QueryWords, may_be_begun
from readlevel.usecases.searching.site_words import KnownOfQuery, SiteWords
from readlevel.usecases.searching.word_tables import is_common

_BEGUN = 0.4
"""How much the beginning of a name stands for what it names: it may be a word of its own."""

_SHORTEST_BEGUN = 3
"""Letters of a word that may be the beginning of a name that the site does not have."""

_LONGEST_NAME = 6
"""Words of a name that are looked up in the glossary."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """Other names of what a query names, and what the texts have of them."""

    synonyms: Mapping[tuple[frozenset[int], str], Synonym]
    """Those that texts or terms may have, by the places and the name."""
    named: Mapping[frozenset[int], bool]
    """The places of all names in the query, each with whether what they name has an opposite."""
    counts: Mapping[str, int]
    """How many texts and terms use each stem of the query and of these names that any uses."""

    @property
    def covered(self) -> frozenset[int]:
        """Return the places that are part of a name."""
        return frozenset(place for places in self.named for place in places)


def find_names(site: SiteWords, words: QueryWords) -> FoundNames:
    """Return the other names, in the language searched, of what the query names.

    The site's own glossary comes first, then the names that ship with the package.
    """
    language = words.searched_in
    phrases = _list_phrases(words)
    known = _look_up(site, words, phrases)
    of_terms = [
        (phrases[asked], _list_terms(tuple(names), language))
        for asked, names in known.names.items()
        if names
    ]
    begun = _list_begun_names(site, words)
    of_begun = [(frozenset({len(words.words) - 1}), begun)] if begun else []
    counts = _count_others(site, [*of_terms, *of_begun], known.counts)
    found = [(places, _list_known(names, counts, language)) for places, names in of_terms]
    longer = [places for places, _ in of_terms if len(places) > 1]
    for match in dict.fromkeys(words.named):
        if any(match.places < places for places in longer):
            continue  # A word of the term's name names something else: "diabetes insipidus".
        if names := synonyms.list_names(match.concepts, language):
            make = partial(_list_known, names, counts, language)
            found.append((match.places, site.recall_names(match.concepts, make)))
    found += [(places, _list_known(names, counts, language)) for places, names in of_begun]
    opposed = {one.places for one in words.named if synonyms.has_opposite(one.concepts)}
    made, named = dict[tuple[frozenset[int], str], Synonym](), dict[frozenset[int], bool]()
    for places, known_names in found:
        if opposed and any(places < longer for longer in opposed):
            continue
        named[places] = has_opposite = places in opposed
        for name, stems, likeness, common in known_names:
            if (places, name) not in made:
                made[places, name] = Synonym(places, stems, likeness, common, has_opposite)
    return FoundNames(made, named, counts)


class _KnownName(NamedTuple):
    name: str
    stems: tuple[str, ...]
    likeness: float
    common: bool


def _list_known(
    names: Iterable[ListedName], counts: Mapping[str, int], language: str
) -> Sequence[_KnownName]:
    """Return the names that texts may have, each with whether it is an everyday word."""
    return [
        _KnownName(name, stems, likeness, is_common(name, language))
        for name, likeness, stems in names
        if is_known(stems, counts)
    ]


def _count_others(
    site: SiteWords,
    others: Iterable[tuple[frozenset[int], Iterable[ListedName]]],
    counts: Mapping[str, int],
) -> Mapping[str, int]:
    """Return how many texts use each stem, those of names too that were not asked for before."""
    if site.is_held:
        return counts
    stems = {stem for _, names in others for one in names for stem in one.stems}
    more = stems.difference(counts)
    return {**counts, **site.count(more)} if more else counts


@lru_cache(maxsize=4096)
def _list_terms(names: Sequence[str], language: str) -> Sequence[ListedName]:
    """Return the names of terms of the glossary."""
    return [
        ListedName(name, synonyms.SAME, stem_phrase(name, language))
        for name in dict.fromkeys(names)
    ]


def _list_begun_names(site: SiteWords, words: QueryWords) -> Sequence[ListedName]:
    """Return what the last word stands for that begins a name, if the site has no such word.

    What is sure to be the beginning of one name stands for it in any case.
    """
    last = words.words[-1]
    if (
        len(words.words) - 1 not in words.places
        or len(last) < _SHORTEST_BEGUN
        or last in synonyms.get_words(words.asked_in)
    ):
        return ()
    begun = synonyms.find_begun(last, words.asked_in)
    is_sure = len(begun) == 1 and may_be_begun(last, words.asked_in)
    if not begun or not (is_sure or (words.is_own and not site.complete(last))):
        return ()
    much = 1 if is_sure else _BEGUN
    return [
        one._replace(likeness=one.likeness * much)
        for one in synonyms.list_names(begun, words.searched_in)
    ]


def _look_up(site: SiteWords, words: QueryWords, phrases: Collection[str]) -> KnownOfQuery:
    """Look up together what a search asks of words, their other names and phrases of them."""
    if site.is_held:
        return site.look_up(AskedWords(names=phrases))
    language = words.searched_in
    own = [words.words[place] for place in words.places] if words.is_own else ()
    stems = list_stems(words.words, words.places, language)
    return site.look_up(
        AskedWords(
            stems.union(
                *(synonyms.list_name_stems(match.concepts, language) for match in words.named)
            ),
            words.words[-1:] if len(words.words) - 1 in words.places and words.is_own else (),
            phrases,
            list(filter(may_be_misspelled, own)),
            words.languages[1:],
        )
    )


def _list_phrases(words: QueryWords) -> dict[str, frozenset[int]]:
    """Return what may be the name of a term in a query, with the places of its words."""
    phrases: dict[str, frozenset[int]] = {}
    given = words.words
    for start in range(len(given)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(given)) + 1):
            places = frozenset(range(start, end)).intersection(words.places)
            if places:
                phrases[" ".join(given[start:end])] = places
    return phrases
