"""What else is called what a query names, and what the site has of its words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readlevel.core.search import synonyms
from readlevel.core.search.query import Synonym, list_stems
from readlevel.core.search.spelling import may_be_misspelled
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

    synonyms: Sequence[Synonym]
    counts: Mapping[str, int]
    """How many texts and terms use each stem of the query and of these names that any uses."""


def find_names(site: SiteWords, words: QueryWords) -> FoundNames:
    """Return the other names, in the language searched, of what the query names.

    The site's own glossary comes first, then the names that ship with the package.
    """
    language = words.searched_in
    listed = [
        (match.places, name, likeness)
        for match in words.named
        for name, likeness in synonyms.list_names(match.concepts, language)
    ]
    phrases = _list_phrases(words)
    known = _look_up(site, words, [name for _, name, _ in listed], phrases)
    of_terms = [(phrases[asked], name) for asked, names in known.names.items() for name in names]
    found = dict.fromkeys(of_terms, synonyms.SAME)
    for places, name, likeness in listed:
        found.setdefault((places, name), likeness)
    for name, likeness in _list_begun_names(site, words):
        found.setdefault((frozenset({len(words.words) - 1}), name), likeness)
    opposed = {one.places for one in words.named if synonyms.has_opposite(one.concepts)}
    made = [
        Synonym(places, name, likeness, is_common(name, language), places in opposed)
        for (places, name), likeness in found.items()
        if not any(places < longer for longer in opposed)
    ]
    others = {name for _, name in found}.difference(name for _, name, _ in listed)
    more = list_stems((), (), others, language).difference(known.counts)
    return FoundNames(made, {**known.counts, **site.count(more)} if more else known.counts)


def _list_begun_names(site: SiteWords, words: QueryWords) -> Iterator[tuple[str, float]]:
    """Yield what the last word stands for that begins a name, if the site has no such word.

    What is sure to be the beginning of one name stands for it in any case.
    """
    last = words.words[-1]
    if (
        len(words.words) - 1 not in words.places
        or len(last) < _SHORTEST_BEGUN
        or last in synonyms.get_words(words.asked_in)
    ):
        return
    begun = synonyms.find_begun(last, words.asked_in)
    is_sure = len(begun) == 1 and may_be_begun(last, words.asked_in)
    if is_sure or (words.is_own and not site.complete(last)):
        for name, likeness in synonyms.list_names(begun, words.searched_in):
            yield name, likeness * (1 if is_sure else _BEGUN)


def _look_up(
    site: SiteWords, words: QueryWords, names: Collection[str], phrases: Collection[str]
) -> KnownOfQuery:
    """Look up together what a search asks of words, their other names and phrases of them."""
    own = [words.words[place] for place in words.places] if words.is_own else ()
    return site.look_up(
        AskedWords(
            list_stems(words.words, words.places, names, words.searched_in),
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
