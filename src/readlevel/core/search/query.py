"""What a query asks for: its words, what stands for each, and how much each counts."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from readlevel.core.languages.spelling import list_spelling_variants
from readlevel.core.search.query_words import is_unsearched
from readlevel.core.search.words import split_words, stem_word

COMPLETION = 0.75
"""How much a word stands for the beginning of it that was typed, at most."""

GUESS = 0.2
"""How much a word counts that only begins as the one asked for."""

LONE_WORD = 0.7
"""How much a word counts without the others of a name: "pressure" for "blood pressure"."""

_BEGINNING = 3
"""Letters of a word of questions that may be the beginning of another: "but" for butter."""

_WEAK = 0.15
"""How much a word of all questions counts, however rare it is on the site."""

_MOST_SYNONYMS = 14
_SMALLEST_WEIGHT = 0.4


class Phrase(NamedTuple):
    """The stems of a word or phrase, and how much it stands for what was asked."""

    stems: tuple[str, ...]
    likeness: float
    indexed: str
    """The phrase as an indexed field has it."""
    texts: int
    """The most texts that can have it."""
    common: bool
    """Whether it is an everyday word, which texts about anything have."""
    together: bool = False
    """Whether its words say nothing of it where they stand apart: "low" and "blood pressure"."""
    is_part: bool = False
    """Whether it is one word of a longer name that the query uses: "heart" of "heart attack"."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a query: its stem, how much it counts, and the phrases that stand for it."""

    stem: str
    weight: float
    phrases: tuple[Phrase, ...]
    texts: int
    """About how many texts have the word or a name; 0 if its phrases are guesses."""
    matches: int
    """The most texts that can have one of the phrases."""
    weak: bool
    """Whether it occurs in questions of all kinds."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words that are searched for, in their order."""

    words: tuple[QueryWord, ...]
    language: str
    """Language of the texts that are searched."""
    says_enough: bool = True
    """Whether some of it is more than words of questions of all kinds, such as "pill" and "day", or
    may become more as it is typed."""

    @property
    def stems(self) -> frozenset[str]:
        """Return the stems of all words, and of what stands for them."""
        own = (word.stem for word in self.words)
        phrases = (phrase for word in self.words for phrase in word.phrases)
        return frozenset(chain(own, (stem for phrase in phrases for stem in phrase.stems)))


class Synonym(NamedTuple):
    """Another name of what some words of the query name, by the stems of its words."""

    places: frozenset[int]
    stems: tuple[str, ...]
    likeness: float
    common: bool = False
    """Whether it is an everyday word, which texts about anything have."""
    has_opposite: bool = False
    """Whether the words of what is named may mean the opposite where they stand alone."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The stem of a word that begins as the query does."""

    stem: str
    texts: int
    likeness: float


def find_searched(words: Sequence[str], language: str) -> tuple[int, ...]:
    """Return the places of the words that are searched for; none if all are words of questions.

    A letter alone is only searched for at the end, where it may begin a word; so may a short word
    that is the only one.
    """
    if len(words) == 1 and len(words[0]) <= _BEGINNING:
        return (0,)
    last = len(words) - 1
    return tuple(
        place
        for place, word in enumerate(words)
        if not is_unsearched(word, language)
        and (len(word) > 1 or not word.isascii() or place == last)
    )


def list_stems(words: Sequence[str], places: Collection[int], language: str) -> frozenset[str]:
    """Return the stems of a query's words in all spellings."""
    return frozenset(stem for place in places for stem in spell_stems(words[place], language))


def is_known(stems: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Return whether texts may have a phrase: `counts` has all its stems."""
    if len(stems) == 1:
        return stems[0] in counts
    return bool(stems) and all(stem in counts for stem in stems)


def make_query(
    words: Sequence[str],
    places: Sequence[int],
    synonyms: Collection[Synonym],
    completions: Mapping[int, Sequence[Completion]],
    counts: Mapping[str, int],
    total: int,
    language: str,
    weak: Collection[int] = (),
    common: Collection[int] = (),
    named: Mapping[frozenset[int], bool] = MappingProxyType({}),
    *,
    is_typed: bool = False,
) -> Query:
    """Return the query; words and names that no text has stand for nothing.

    `completions` are by the place of the word. `counts` says how many texts have a stem, of `total`
    texts in the language; words at the places `weak` count less, and those at the places `common`
    are everyday words. `named` has the places of all names, also of what has no other name that
    texts have, each with whether it has an opposite.
    """
    made = []
    known = [one for one in synonyms if is_known(one.stems, counts)]
    known.sort(key=_by_likeness)
    named = {**{one.places: one.has_opposite for one in known}, **named}
    for place in places:
        own = spell_stems(words[place], language)
        covering = [one for one in known if place in one.places]
        alone = _weigh_alone(place, named)
        likeness: dict[tuple[str, ...], float] = {(stem,): alone for stem in own if stem in counts}
        # Of equal names, the one that is most like what was asked counts.
        likeness |= {one.stems: one.likeness for one in covering[:_MOST_SYNONYMS][::-1]}
        texts = {stems: min([counts[stem] for stem in stems]) for stems in likeness}
        surely = max((_guess_texts(stems, most) for stems, most in texts.items()), default=0)
        for completion in completions.get(place, ()):
            likeness.setdefault((completion.stem,), completion.likeness)
            texts.setdefault((completion.stem,), completion.texts)
            if completion.likeness > GUESS:
                surely = max(surely, completion.texts)
        together = {one.stems for one in covering if one.has_opposite}
        everyday = {one.stems for one in covering if one.common}
        if place in common:
            everyday.update((one.stem,) for one in completions.get(place, ()))
            everyday.update((stem,) for stem in own)
        made.append(
            QueryWord(
                own[0],
                _weigh(surely if _may_have(texts) else 0, total, is_weak=place in weak),
                tuple(
                    Phrase(
                        stems,
                        much,
                        f" {' '.join(stems)} ",
                        texts[stems],
                        stems in everyday,
                        stems in together,
                        much == LONE_WORD and stems[0] in own,
                    )
                    for stems, much in likeness.items()
                ),
                surely,
                sum(texts.values()),
                place in weak,
            )
        )
    longer = {place for places in named if len(places) > 1 for place in places}
    says_enough = is_typed or any(place not in weak or place in longer for place in places)
    return Query(tuple(made), language, says_enough)


def _weigh_alone(place: int, named: Mapping[frozenset[int], bool]) -> float:
    """Return how much a word counts without the others of the names that it is part of."""
    longer = [places for places in named if len(places) > 1 and place in places]
    if any(named[places] for places in longer):
        return GUESS
    return LONE_WORD if longer else 1.0


def _by_likeness(synonym: Synonym) -> float:
    """Order synonyms, the most like first."""
    return -synonym.likeness


def _guess_texts(stems: Sequence[str], most: int) -> int:
    """Return about how many texts have a phrase, of those that have all its words somewhere."""
    return max(most // len(stems), 1)


def _may_have(texts: Mapping[tuple[str, ...], int]) -> bool:
    """Return whether texts may well have one of these phrases.

    The words of a longer one that only one text has all of may stand anywhere in it.
    """
    return any(len(stems) == 1 or most > 1 for stems, most in texts.items())


@lru_cache(maxsize=4096)
def spell_stems(word: str, language: str) -> tuple[str, ...]:
    """Return the stems of a folded word in its spellings, its own first."""
    others = (split_words(one)[:1] for one in list_spelling_variants(word, language))
    spelled = [word, *(one for some in others for one in some)]
    return tuple(dict.fromkeys(stem_word(one, language) for one in spelled))


def _weigh(texts: int, total: int, *, is_weak: bool) -> float:
    """Return how much a word counts: the fewer texts have it, the more (inverse frequency)."""
    if is_weak:
        return _WEAK
    rarity = math.log(1 + (total + 1) / (texts + 0.5)) / math.log(2 + total)
    return max(rarity, _SMALLEST_WEIGHT)
