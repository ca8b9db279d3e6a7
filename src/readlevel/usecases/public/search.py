"""Use case of the search: a reader's words in, the answers that fit in their order out.

Each answer is one hit, with the text that this reader gets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from readlevel.core.search.excerpts import make_search_excerpt
from readlevel.core.search.query import Query
from readlevel.storage.public import public_texts
from readlevel.storage.public.listings import ListedAnswer
from readlevel.storage.public.public_texts import ChosenText, TextChoice
from readlevel.storage.search import index
from readlevel.storage.search.candidates import searching
from readlevel.usecases.searching.find_hits import Hit, HitFinder, SearchRequest

__all__ = [
    "NEAREST",
    "SearchHit",
    "SearchRequest",
    "SearchResults",
    "search_answers",
    "suggest_answers",
]

NEAREST = 3
"""Answers that are named if none fits."""

_SUGGESTED = 0.2
"""Share of a message that an answer has to cover to be suggested: messages are long."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An answer that was found, and how much of the query it covers, from 0 to 1."""

    answer: ListedAnswer
    coverage: float
    fits: bool
    """Whether it is about enough of the query to be offered as an answer."""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits of a page, in order."""

    hits: tuple[SearchHit, ...]
    total: int
    fits: bool
    """Whether the best hit covers enough to be offered as an answer; if not, hits are the nearest
    pages."""
    corrected: str
    """The query with misspelled words put right, if that was searched for; else empty."""
    says_something: bool
    """Whether the query has a word that can be searched for."""


def search_answers(session: Session, asked: SearchRequest) -> SearchResults:
    """Return the answers that fit a query, the best first.

    Hits that fit come before others, and of those, texts in the language of the page come first.
    """
    search = HitFinder(session, asked)
    corrected = "" if asked.as_written else search.correct()
    is_begun = asked.is_typed and search.take_beginning()
    if not search.says_something:
        return SearchResults((), 0, fits=False, corrected="", says_something=False)
    with searching(session):
        hits = search.find_hits()
    fits = bool(hits) and hits[0].fits and not is_begun
    if not fits:
        hits = hits[:NEAREST]
    page = hits[asked.offset : asked.offset + asked.limit]
    return SearchResults(
        _present(session, page, asked.choice), len(hits), fits, corrected, says_something=True
    )


def suggest_answers(
    session: Session, words: str, choice: TextChoice, *, exclude_slug: str, limit: int
) -> tuple[ListedAnswer, ...]:
    """Return answers that may answer what a reader asks in sentences, but not the one at hand."""
    found = search_answers(session, SearchRequest(words, choice, limit + 1, as_written=True))
    return tuple(
        hit.answer
        for hit in found.hits
        if hit.answer.slug != exclude_slug and hit.coverage >= _SUGGESTED
    )[:limit]


def _present(session: Session, hits: Sequence[Hit], choice: TextChoice) -> tuple[SearchHit, ...]:
    texts = public_texts.find_chosen(session, [hit.slug for hit in hits], choice)
    bodies = index.find_bodies(session, [text.id for text in texts.values()])
    return tuple(
        SearchHit(
            _list_answer(text, bodies.get(text.id, ""), hit.query), hit.score.coverage, hit.fits
        )
        for hit in hits
        if (text := texts.get(hit.slug)) is not None
    )


def _list_answer(text: ChosenText, body: str, query: Query) -> ListedAnswer:
    phrases = {phrase.stems for word in query.words for phrase in word.phrases}
    return ListedAnswer(
        text.slug,
        text.language,
        text.question,
        make_search_excerpt(body, text.headings, phrases, text.language),
        text.topics,
        text.reviewed,
        text.approved,
        text.sample,
    )
