"""How well a text answers a query: shares of words covered, weighted by field and rarity.

Words of the body count by the saturation of BM25 (S. Robertson, H. Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); fields are combined by their best, as in BM25F.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from sys import intern

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


@dataclass(frozen=True, slots=True)
class QueryFit:
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
        self._pairs = [f" {one.stem} {next_one.stem} " for one, next_one in pairwise(query.words)]
        self._phrases = {phrase.indexed for word in query.words for phrase in word.phrases}
        self._stems = {
            stem for word in query.words for phrase in word.phrases for stem in phrase.stems
        }
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
        if not self._weights or self._stems.isdisjoint(text.stems):
            return QueryFit(0, 0, 0, 0)
        looked = _TextWords(text)
        covered = about = prominence = 0.0
        for weight, phrases in self._words:
            best, most_about, prominent = _compare(looked, phrases)
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


_Phrases = Sequence[tuple[float, str, Sequence[str], bool, bool]]
"""Phrases that stand for a word, the most like first: likeness, as in an index, stems, common,
together."""


def _compare(looked: "_TextWords", phrases: _Phrases) -> tuple[float, float, float]:
    """Return how much of a word a text covers, how much it is about it, and how prominently.

    Each is from 0 to 1.
    """
    best = most_about = prominent = 0.0
    has = looked.stems
    for likeness, indexed, stems, is_common, is_together in phrases:
        if likeness <= most_about:
            break
        if stems[0] not in has or not (len(stems) == 1 or has.issuperset(stems)):
            continue
        found = looked.weigh(stems, indexed, together=is_together)
        prominent = max(prominent, found if likeness > GUESS else 0)
        worth = likeness * found
        best = max(best, worth)
        if is_common and not looked.names(stems):
            worth *= _MENTIONED
        most_about = max(most_about, worth)
    return best, most_about, prominent


class _TextWords:
    """How prominently a text has words; each is looked for once."""

    def __init__(self, text: IndexedText) -> None:
        self._text = text
        self.stems = text.stems
        self._found: dict[str, float] = {}
        length = len(text.body) / _USUAL_LENGTH
        self._saturation = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)

    def weigh(self, stems: Sequence[str], indexed: str, *, together: bool) -> float:
        """Return how prominently the text has a word or phrase, all stems of which it has."""
        if len(stems) == 1:
            return self._weigh_stem(stems[0])
        if together:
            return _find_phrase(indexed, self._text, self._saturation)
        worth = min([self._weigh_stem(stem) for stem in stems])
        return max(worth * _SCATTERED, _find_phrase(indexed, self._text, self._saturation))

    def names(self, stems: Sequence[str]) -> bool:
        """Return whether the text is named by all of these."""
        return self._text.name_stems.issuperset(stems)

    def _weigh_stem(self, stem: str) -> float:
        found = self._found.get(stem)
        if found is None:
            found = self._found[stem] = _find_stem(stem, self._text, self._saturation)
        return found


def _find_stem(stem: str, text: IndexedText, saturation: float) -> float:
    """Return how prominently a text has a word, from 0 to 1."""
    if stem in text.name_stems:
        return _NAME
    if stem in text.heading_stems:
        return _HEADING
    return _find_in_body(f" {stem} ", text, saturation)


def _find_phrase(indexed: str, text: IndexedText, saturation: float) -> float:
    """Return how prominently a text has a phrase, from 0 to 1."""
    if indexed in text.name:
        return _NAME
    if indexed in text.heading:
        return _HEADING
    return _find_in_body(indexed, text, saturation)


def _find_in_body(indexed: str, text: IndexedText, saturation: float) -> float:
    times = text.body.count(indexed)
    if not times:
        return 0
    lead = _LEAD if indexed in text.lead else 0
    return _BODY * times / (times + saturation) + lead


def _nearness(pairs: Sequence[str], text: IndexedText) -> float:
    """Return the share of neighbours in the query that are neighbours in the text."""
    if not pairs:
        return 0
    near = sum(
        1.0 if pair in text.name else 0.6 if pair in text.heading or pair in text.body else 0
        for pair in pairs
    )
    return near / len(pairs)


def _asked(phrases: Collection[str], text: IndexedText) -> float:
    """Return the share of the question's characters that are words of the query."""
    if not text.question.strip():
        return 0
    known = sum(len(phrase) for phrase in phrases if phrase in text.question)
    return min(known / len(text.question), 1.0)
