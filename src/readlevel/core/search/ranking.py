"""How well a text answers a query: shares of words covered, weighted by field and rarity.

Words of the body count by the saturation of BM25 (S. Robertson, H. Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); fields are combined by their best, as in BM25F.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from readlevel.core.search.query import Phrase, Query, QueryWord
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

FITS = 0.36
"""Share of a query that a hit has to cover to be offered as an answer."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The stems of a text by field, each with spaces around it: names, headings and body."""

    name: str
    """The question, then `BREAK`, then the other words by which editors let it be found."""
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class QueryFit:
    """How well a text fits a query."""

    coverage: float
    """Share of the query that the text covers, from 0 to 1."""
    total: float
    """The coverage, with what nearness and the question add."""


def score(query: Query, text: IndexedText) -> QueryFit:
    """Return how well a text fits a query."""
    weights = sum(word.weight for word in query.words)
    if not weights:
        return QueryFit(0, 0)
    fields = _Fields(text)
    covered = sum(word.weight * fields.cover(word) for word in query.words)
    coverage = covered / weights
    near = _NEARNESS * _nearness(query.words, text)
    return QueryFit(coverage, coverage + coverage * (near + _QUESTION * _asked(query, text)))


class _Fields:
    """The fields of one text, with how prominent each stem is that was looked for."""

    def __init__(self, text: IndexedText) -> None:
        self._text = text
        self._known: dict[str, float] = {}
        length = len(text.body) / _USUAL_LENGTH
        self._saturation = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)

    def cover(self, word: QueryWord) -> float:
        """Return how prominently the text has a word or what stands for it, from 0 to 1."""
        return max(phrase.likeness * self._find_phrase(phrase) for phrase in word.phrases)

    def _find_phrase(self, phrase: Phrase) -> float:
        if len(phrase.stems) == 1:
            return self._find_stem(phrase.stems[0])
        apart = min(self._find_stem(stem) for stem in phrase.stems)
        if not apart:
            return 0
        return max(self._find(phrase.indexed), _SCATTERED * apart)

    def _find_stem(self, stem: str) -> float:
        if stem not in self._known:
            self._known[stem] = self._find(f" {stem} ")
        return self._known[stem]

    def _find(self, indexed: str) -> float:
        text = self._text
        if indexed in text.name:
            return _NAME
        if indexed in text.heading:
            return _HEADING
        found = text.body.count(indexed)
        if not found:
            return 0
        lead = _LEAD if text.body.find(indexed) < _LEAD_CHARACTERS else 0
        return _BODY * found / (found + self._saturation) + lead


def _nearness(words: Sequence[QueryWord], text: IndexedText) -> float:
    """Return the share of neighbours in the query that are neighbours in the text."""
    pairs = [f" {first.stem} {second.stem} " for first, second in pairwise(words)]
    if not pairs:
        return 0
    near = sum(
        1.0 if pair in text.name else 0.6 if pair in text.heading or pair in text.body else 0
        for pair in pairs
    )
    return near / len(pairs)


def _asked(query: Query, text: IndexedText) -> float:
    """Return the share of the question's characters that are words of the query."""
    question = text.name.partition(f" {BREAK} ")[0] + " "
    if not question.strip():
        return 0
    known = {
        phrase.indexed
        for word in query.words
        for phrase in word.phrases
        if phrase.indexed in question
    }
    return min(sum(map(len, known)) / len(question), 1.0)
