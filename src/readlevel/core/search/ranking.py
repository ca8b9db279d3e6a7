"""How well a text answers a query: shares of words covered, weighted by field and rarity.

Words of the body count by the saturation of BM25 (S. Robertson, H. Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); fields are combined by their best, as in BM25F.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from sys import intern
from typing import NamedTuple

from readlevel.core.search.query import GUESS, Query
from readlevel.core.search.words import BREAK

_NAME, _HEADING, _BODY = 1.0, 0.7, 0.62
_LEAD = 0.1
"""Added where the beginning of the body has the word."""

_LEAD_CHARACTERS = 600
_SATURATION = 1.2
_LENGTH_SHARE = 0.5
_USUAL_LENGTH = 2500
"""Characters of stems of an ordinary text."""

_SCATTERED = 0.75
"""How much the words of a phrase count where they stand apart."""

_NEARNESS, _QUESTION = 0.12, 0.12

_MENTIONED = 0.55
"""How much an everyday word says of what a text is about that is not named by it: "visit"."""

FITS = 0.4
"""How much of a query a text has to be about to be offered as an answer."""

NAMED = 0.6
"""How prominent a word is in a text that is named by it or has it in a heading, or often."""


@dataclass(frozen=True)
class IndexedText:
    """The stems of a text by field, each with spaces around it: names, headings and body."""

    name: str
    """The question, then `BREAK`, then the other words by which editors let it be found."""
    heading: str
    body: str
    prominence: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    """How prominently it has its stems, as far as queries have asked for them."""

    @cached_property
    def saturation(self) -> float:
        """How fast more places of a word in the body count less: the sooner, the shorter it is."""
        length = len(self.body) / _USUAL_LENGTH
        return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)

    @cached_property
    def question(self) -> str:
        """The stems of the question, as in `name`."""
        return self.name.partition(f" {BREAK} ")[0] + " "

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """The stems of `name`."""
        return frozenset(self.name.split())

    @cached_property
    def heading_stems(self) -> frozenset[str]:
        """The stems of `heading`."""
        return frozenset(self.heading.split())

    @cached_property
    def lead(self) -> str:
        """The beginning of `body`."""
        return self.body[:_LEAD_CHARACTERS]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all fields; each is kept once, however many texts have it."""
        return frozenset(map(intern, f"{self.name}{self.heading}{self.body}".split()))


class QueryFit(NamedTuple):
    """How well a text fits a query."""

    coverage: float
    """Share of the query that the text covers, from 0 to 1."""
    total: float
    """The coverage, with what nearness and the question add."""
    aboutness: float
    """Share of the query that the text is about: everyday words count less if it is not named by
    them."""
    prominence: float
    """How prominent that word of the query is in the text that is most so, from 0 to 1."""


def score(query: Query, text: IndexedText) -> QueryFit:
    """Return how well a text fits a query."""
    return Scorer(query).score(text)


class Scorer:
    """Scores texts by one query."""

    def __init__(self, query: Query) -> None:
        self._weights = sum(word.weight for word in query.words)
        self._pairs = [
            (one.stem, next_one.stem, f" {one.stem} {next_one.stem} ")
            for one, next_one in pairwise(query.words)
        ]
        self._phrases = {phrase.indexed for word in query.words for phrase in word.phrases}
        self._stems = frozenset(
            stem for word in query.words for phrase in word.phrases for stem in phrase.stems
        )
        self._words = [
            (
                word.weight,
                [
                    (phrase.likeness, phrase.indexed, phrase.stems, phrase.common, phrase.together)
                    for phrase in sorted(word.phrases, key=lambda phrase: -phrase.likeness)
                ],
            )
            for word in query.words
        ]

    def score(self, text: IndexedText) -> QueryFit:
        """Return how well a text fits the query."""
        has = self._stems & text.stems
        if not has or not self._weights:
            return QueryFit(0, 0, 0, 0)
        covered = about = prominence = 0.0
        for weight, phrases in self._words:
            best, most_about, prominent = _compare(text, has, phrases)
            covered += weight * best
            about += weight * most_about
            prominence = max(prominence, prominent)
        coverage = covered / self._weights
        if not coverage:
            return QueryFit(0, 0, 0, 0)
        near = _NEARNESS * _nearness(self._pairs, text)
        return QueryFit(
            coverage,
            coverage + coverage * (near + _QUESTION * _asked(self._phrases, text)),
            about / self._weights,
            prominence,
        )


_WordFit = tuple[float, float, float]
"""How much of a word a text covers, how much it is about it, and how prominently, from 0 to 1."""

_Phrases = Sequence[tuple[float, str, tuple[str, ...], bool, bool]]
"""Phrases that stand for a word, the most like first: likeness, as in an index, stems, common,
together."""


def _compare(text: IndexedText, has: frozenset[str], phrases: _Phrases) -> _WordFit:
    """Return how well a text fits a word of the query; `has` are the query's stems in the text."""
    best = most_about = prominent = 0.0
    for likeness, indexed, stems, is_common, is_together in phrases:
        if likeness <= most_about:
            break
        if stems[0] not in has or (len(stems) > 1 and not has.issuperset(stems)):
            continue
        found = _weigh(text, stems, indexed, together=is_together)
        if found > prominent and likeness > GUESS:
            prominent = found
        worth = likeness * found
        if worth > best:
            best = worth
        if is_common and not text.name_stems.issuperset(stems):
            worth *= _MENTIONED
        if worth > most_about:
            most_about = worth
    return best, most_about, prominent


def _weigh(text: IndexedText, stems: tuple[str, ...], indexed: str, *, together: bool) -> float:
    """Return how prominently a text has a word or phrase, all stems of which it has."""
    if len(stems) == 1:
        return _weigh_stem(text, stems[0])
    if together:
        return _find_phrase(indexed, text)
    worth = min([_weigh_stem(text, stem) for stem in stems])
    return max(worth * _SCATTERED, _find_phrase(indexed, text))


def _weigh_stem(text: IndexedText, stem: str) -> float:
    """Return how prominently a text has a stem, from 0 to 1; it is looked for once."""
    found = text.prominence.get(stem)
    if found is None:
        found = text.prominence[stem] = _find_stem(stem, text)
    return found


def _find_stem(stem: str, text: IndexedText) -> float:
    if stem in text.name_stems:
        return _NAME
    if stem in text.heading_stems:
        return _HEADING
    return _find_in_body(f" {stem} ", text)


def _find_phrase(indexed: str, text: IndexedText) -> float:
    """Return how prominently a text has a phrase, from 0 to 1."""
    if indexed in text.name:
        return _NAME
    if indexed in text.heading:
        return _HEADING
    return _find_in_body(indexed, text)


def _find_in_body(indexed: str, text: IndexedText) -> float:
    times = text.body.count(indexed)
    if not times:
        return 0
    lead = _LEAD if indexed in text.lead else 0
    return _BODY * times / (times + text.saturation) + lead


def _nearness(pairs: Sequence[tuple[str, str, str]], text: IndexedText) -> float:
    """Return the share of neighbours in the query that are neighbours in the text."""
    if not pairs:
        return 0
    has = text.stems
    near = sum(
        1.0 if pair in text.name else 0.6 if pair in text.heading or pair in text.body else 0
        for one, next_one, pair in pairs
        if one in has and next_one in has
    )
    return near / len(pairs)


def _asked(phrases: Collection[str], text: IndexedText) -> float:
    """Return the share of the question's characters that are words of the query."""
    if not text.question.strip():
        return 0
    known = sum(len(phrase) for phrase in phrases if phrase in text.question)
    return min(known / len(text.question), 1.0)
