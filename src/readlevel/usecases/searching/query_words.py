"""What a query's words mean on this site: which are searched for, and what they begin."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from readlevel.core.languages.registry import get_language
from readlevel.core.languages.tags import primary
from readlevel.core.search import synonyms
from readlevel.core.search.pressures import find_pressures
from readlevel.core.search.query import (
    COMPLETION,
    GUESS,
    Completion,
    find_searched,
)
from readlevel.core.search.query_words import is_unsearched, is_weak
from readlevel.core.search.synonyms import NameMatch
from readlevel.core.search.words import stem_word
from readlevel.usecases.searching.site_words import SiteWords, SiteWordsByLanguage
from readlevel.usecases.searching.word_tables import (
    common_words,
    listed_stems,
    listed_words,
)

_SHORTEST_SURE = 5
"""Letters of a word that stands for the only word of the site which it begins."""

_PRESSURE = "hypertension"
"""The concept that a reading such as 150/95 is about."""


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of a query as they are searched for in the texts of one language."""

    words: Sequence[str]
    searched_in: str
    places: tuple[int, ...]
    """The places of the words that are searched for."""
    weak: frozenset[int]
    """The places of numbers, and of words that occur in questions of all kinds."""
    common: frozenset[int]
    """The places of everyday words, but for those of longer names."""
    named: Sequence[NameMatch]
    """What the query names, in any language of the site."""
    languages: Sequence[str]
    """Those of the site, that of the page first."""

    @property
    def asked_in(self) -> str:
        """Return the language of the page."""
        return self.languages[0]

    @property
    def is_own(self) -> bool:
        """Return whether the texts are in the language of the page."""
        return self.searched_in == self.asked_in


def read_words(words: Sequence[str], languages: Sequence[str]) -> Iterator[QueryWords]:
    """Yield a query as it is searched for in each of `languages`; it is in the first, usually."""
    own = _find_places(words, languages[0])
    named = [
        match
        for language in languages
        for match in synonyms.find_names(
            {place: stem_word(words[place], language) for place in own}, language
        )
    ]
    named += [NameMatch(places, frozenset({_PRESSURE})) for places in find_pressures(words)]
    named += _find_medicines(words, own, named)
    common = _find_common(words, own, named, languages[0])
    for language in languages:
        also = own if language == languages[0] else _find_places(words, language)
        places = tuple(place for place in own if place in also) or own
        weak = frozenset(
            place
            for place in places
            if words[place].isdigit()
            or is_weak(words[place], language)
            or is_weak(words[place], languages[0])
        )
        yield QueryWords(words, language, places, weak, common, named, languages)


def _find_medicines(
    words: Sequence[str], places: Collection[int], named: Collection[NameMatch]
) -> list[NameMatch]:
    """Return the medicines that a query names as another language spells them: "sertralina"."""
    known = {place for match in named for place in match.places}
    return [
        NameMatch(frozenset({place}), medicines)
        for place in places
        if place not in known and (medicines := synonyms.find_medicine(words[place]))
    ]


def _find_common(
    words: Sequence[str], places: Collection[int], named: Collection[NameMatch], language: str
) -> frozenset[int]:
    inside = {place for match in named if len(match.places) > 1 for place in match.places}
    common = common_words(primary(language)).words
    return frozenset(place for place in places if place not in inside and words[place] in common)


def _find_places(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Return the places of words that say something, if only together: "feeling down", "type 1"."""
    stems = {place: stem_word(word, language) for place, word in enumerate(words)}
    longer = [one.places for one in synonyms.find_names(stems, language) if len(one.places) > 1]
    together = {
        place
        for places in longer
        if all(is_unsearched(words[at], language) for at in places)
        for place in places
    }
    together.update(place for places in longer for place in places if words[place].isdigit())
    return tuple(sorted(together.union(find_searched(words, language))))


def unjoin_words(
    site: SiteWordsByLanguage, words: Sequence[str], languages: Sequence[str]
) -> Sequence[str]:
    """Return a query with unknown words replaced by known ones that something was joined to.

    In Arabic, "my" and "for" are part of the word: "for my child".
    """
    unjoined = list(words)
    for language in languages:
        list_unjoined = get_language(language).list_unjoined
        if list_unjoined is None:
            continue
        choices = {word: list_unjoined(word) for word in words if not word.isascii()}
        if not choices:
            continue
        every = {stem_word(one, language) for word in choices for one in (word, *choices[word])}
        counts, listed = site[language].count(every), listed_stems(language)
        for place, word in enumerate(unjoined):
            for one in (word, *choices.get(word, ())):
                stem = stem_word(one, language)
                if stem in counts or stem in listed or is_unsearched(one, language):
                    unjoined[place] = one
                    break
    return unjoined


def complete_words(
    site: SiteWords, words: QueryWords, unknown: Collection[int]
) -> dict[int, list[Completion]]:
    """Return the words that the last word of a query begins, by its place.

    For this and the `unknown` words, if there is none, the beginning is made shorter until there
    is, and counts little: a list does not become empty while a word is half typed.
    """
    last = len(words.words) - 1
    places = {last, *unknown}.intersection(words.places)
    return {place: _complete(site, words.words[place]) for place in places}


def _complete(site: SiteWords, word: str) -> list[Completion]:
    known = site.complete(word)
    beginning, most = word, COMPLETION
    if not known:
        beginning, most = site.find_longest_beginning(word), GUESS
        if beginning:
            known = site.complete(beginning)
    searched = [one for one in known if not is_unsearched(one.word, site.language)] or known
    is_sure = (
        most == COMPLETION
        and len({one.stem for one in searched}) == 1
        and may_be_begun(word, site.language)
    )
    return [
        Completion(
            one.stem,
            one.texts,
            synonyms.SAME if is_sure else most * (1 + len(beginning) / len(one.word)) / 2,
        )
        for one in searched
    ]


def may_be_begun(word: str, language: str) -> bool:
    """Return whether a word is so long, and no word itself, that it is the beginning of another."""
    return len(word) >= _SHORTEST_SURE and word not in common_words(primary(language)).words


def load_tables(languages: Sequence[str]) -> None:
    """Load the tables of words that searches in these languages need, which takes a while."""
    for language in languages:
        next(read_words(["word"], languages), None)
        listed_words(language).find_near("word", limit=1)
        listed_stems(language)
        common_words(primary(language)).find_near("word", limit=1)
        synonyms.find_begun("word", language)
    synonyms.get_medicine_words()
    synonyms.find_medicine("medicine")
