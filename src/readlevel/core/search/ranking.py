"""How well a text answers a query: shares of words covered, weighted by field and rarity."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from readlevel.core.search.indexed_texts import IndexedTexts
from readlevel.core.search.query import GUESS, Phrase, Query, QueryWord

_NEARNESS, _QUESTION = 0.12, 0.12

_MENTIONED = 0.55
"""How much an everyday word says of what a text is about that is not named by it, such as "visit",
and how much one word of a longer name says."""

FITS = 0.4
"""How much of a query a text has to be about to be offered as an answer."""

NAMED = 0.6
"""How prominent a word is in a text that is named by it or has it in a heading, or often."""


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


def score_texts(query: Query, texts: IndexedTexts) -> Mapping[int, QueryFit]:
    """Return how well each text that has something of a query fits it, by its place."""
    weights = sum(word.weight for word in query.words)
    if not weights:
        return {}
    fits: dict[int, _TextFit] = {}
    asked: set[str] = set()
    for word in query.words:
        for place, found in _compare(word, texts, asked).items():
            fit = fits.get(place)
            if fit is None:
                fit = fits[place] = _TextFit()
            fit.covered += word.weight * found.best
            fit.about += word.weight * found.about
            fit.asked += found.asked
            if found.prominence > fit.prominence:
                fit.prominence = found.prominence
    for one, next_one in pairwise(query.words):
        for place, near in texts.find_pair(one.stem, next_one.stem):
            if place in fits:
                fits[place].near += near
    pairs = len(query.words) - 1
    return {
        place: _combine(fits[place], weights, pairs, texts[place].question_length)
        for place in sorted(fits)
        if fits[place].covered
    }


@dataclass(slots=True)
class _TextFit:
    covered: float = 0
    about: float = 0
    prominence: float = 0
    asked: int = 0
    """Characters of the question that are words of the query."""
    near: float = 0
    """How many neighbours in the query are neighbours in the text."""


def _combine(fit: _TextFit, weights: float, pairs: int, question_length: int) -> QueryFit:
    coverage = fit.covered / weights
    near = fit.near / pairs if pairs else 0
    asked = min(fit.asked / question_length, 1.0) if question_length else 0
    return QueryFit(
        coverage,
        coverage + coverage * (_NEARNESS * near + _QUESTION * asked),
        fit.about / weights,
        fit.prominence,
    )


@dataclass(slots=True)
class _WordFit:
    """How well a text fits a word of the query, each from 0 to 1."""

    best: float = 0
    """How much of it the text covers."""
    about: float = 0
    """How much it is about it."""
    prominence: float = 0
    asked: int = 0
    """Characters of the question that stand for it."""


def _compare(word: QueryWord, texts: IndexedTexts, asked: set[str]) -> Mapping[int, _WordFit]:
    """Return how well texts fit a word of the query, by their places.

    Of phrases that stand for it, the most like come first: others count only if they say more.
    Those that are `asked` count in questions for earlier words; the others are added.
    """
    fits: dict[int, _WordFit] = {}
    for phrase in sorted(word.phrases, key=_by_likeness):
        stems, likeness, indexed, _, is_common, together, is_part = phrase
        is_new = indexed not in asked
        asked.add(indexed)
        for place, found, is_named, in_question in texts.find_phrase(
            stems, indexed, together=together
        ):
            fit = fits.get(place)
            if fit is None:
                fit = fits[place] = _WordFit()
            if in_question and is_new:
                fit.asked += len(indexed)
            if likeness <= fit.about:
                continue
            if found > fit.prominence and likeness > GUESS:
                fit.prominence = found
            worth = likeness * found
            if worth > fit.best:
                fit.best = worth
            if is_part or (is_common and not is_named):
                worth *= _MENTIONED
            if worth > fit.about:
                fit.about = worth
    return fits


def _by_likeness(phrase: Phrase) -> float:
    """Order phrases, the most like first."""
    return -phrase.likeness
