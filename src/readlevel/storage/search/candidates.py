"""The texts that may fit a query: the database finds them; `core.search.ranking` orders them."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from readlevel.core.search.indexed_texts import IndexedTexts
from readlevel.core.search.query import Query, QueryWord
from readlevel.core.search.searched_words import (
    list_phrases,
    list_rarest,
    list_searched,
    order_by_cost,
)
from readlevel.storage.database.site_memory import recall
from readlevel.storage.search import index, index_sql
from readlevel.storage.search.index import get_dialect

_RECENT = 1_000
"""Newest texts that are read one by one."""

_BY_INDEX = "by index"


@dataclass(frozen=True, slots=True)
class SearchBounds:
    """How much a search may read on a large site."""

    candidates: int
    """Texts of one language that are compared with a query, unless all are."""
    ranked: int
    """Matches that the database ranks: it reads all of them, so of more it takes the latest."""
    named: int
    """Texts with some words in which the index looks for those that are named by these words."""
    names: int
    """Phrases for each word that are looked for where many texts match."""
    together: bool
    """Whether the words of a phrase have to stand together in texts that have all words, which
    PostgreSQL finds out from the text."""


WHOLE = SearchBounds(60, 2_000, 1_000_000, 5, together=True)
TYPED = SearchBounds(40, 300, 120_000, 3, together=False)
"""For a whole query, and for one that is being typed: the list changes with the next letter."""


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Which texts are searched."""

    language: str
    show_unreviewed: bool
    topic: str = ""
    """Slug of a topic; empty for all."""
    since: int = 0
    """Microseconds since 1970: only answers that changed then or later."""
    compare_all: bool = False
    """Whether all texts of the language are candidates, however many: if they are few, that is
    faster than the index, which holds the words of all languages."""
    bounds: SearchBounds = WHOLE
    answers: int = 0
    """About how many texts of the language there are."""


@dataclass(frozen=True, slots=True)
class SearchCandidates:
    """Texts that may fit a query, each with the slug of its answer."""

    slugs: Sequence[str]
    texts: IndexedTexts


@contextmanager
def searching(session: Session) -> Iterator[None]:
    """Have later statements planned as ever once candidates have been found in the block."""
    yield
    if session.info.pop(_BY_INDEX, False):
        session.execute(index_sql.BY_INDEX[get_dialect(session)], {"allowed": "on"})


def find_candidates(session: Session, query: Query, scope: SearchScope) -> SearchCandidates:
    """Return the texts that may fit a query best, in no order.

    If few texts have its words, the database ranks them by BM25 (on PostgreSQL, by its own rank).
    If many do, those with all words come first, then those with the rarest.
    """
    finder = _Finder(session, scope)
    words = list_searched(query)
    # Clients of the API may ask for any topic and moment, each of which would be another scope.
    if words and scope.compare_all and not (scope.topic or scope.since):
        return recall(
            session,
            "all texts",
            [scope],
            lambda _: {scope: _load(session, finder.find_every())},
            most=index.MOST_CHARACTERS,
            weigh=_weigh,
        )[scope]
    if words and scope.compare_all:
        finder.find_every()
    elif words:
        finder.find_some(words)
    return _load(session, finder.found, query.stems)


def _load(
    session: Session, slugs: Mapping[int, str], only: Collection[str] | None = None
) -> SearchCandidates:
    """Return the texts with these ids, each of an answer; for one query, with its stems."""
    texts = index.find_texts(session, slugs)
    found = [key for key in slugs if key in texts]
    return SearchCandidates(
        [slugs[key] for key in found],
        IndexedTexts([texts[key] for key in found], only),
    )


def _weigh(candidates: SearchCandidates) -> int:
    """Return the characters of texts, so that no more are remembered than of single ones."""
    return max(sum(map(len, candidates.texts)), 1)


class _Finder:
    """Collects the ids of candidates: those that fit a query best, or all of a language."""

    def __init__(self, session: Session, scope: SearchScope) -> None:
        self._session = session
        self._dialect = get_dialect(session)
        self._bounds = scope.bounds
        self._answers = max(scope.answers, 1)
        self._given = {
            "language": scope.language,
            "pending": scope.show_unreviewed,
            "topic": scope.topic,
            "since": scope.since,
        }
        self.found: dict[int, str] = {}
        """Slugs by the ids of the texts."""

    def find_some(self, words: Sequence[QueryWord]) -> None:
        """Find the candidates by the index: the rarest of `words` come first."""
        if sum(word.matches for word in words) <= self._bounds.ranked:
            self.find_ranked(words)
            return
        self.find_all(self._list_named(words), "name")
        self.find_recent(words)
        if len(self.found) * 2 >= self._bounds.candidates:
            return
        self.find_all(words, "")
        self.find_ranked(list_rarest(words, self._bounds.ranked))
        if len(words) > 1:
            self.find_all(words[:1], "name")
            self.find_all(words[:1], "")

    def _list_named(self, words: Sequence[QueryWord]) -> list[QueryWord]:
        """Return the words that texts have to be named by, as far as the index finds them soon."""
        costs = {
            word: sum(one.texts for one in order_by_cost(word)[: self._bounds.names])
            for word in words
        }
        named: list[QueryWord] = []
        left = self._bounds.named
        for word in sorted(words, key=lambda word: costs[word]):
            left -= costs[word]
            if named and left < 0:
                break
            named.append(word)
        return named

    def find_ranked(self, words: Sequence[QueryWord]) -> None:
        if words:
            phrases = list_phrases(words)
            self._run(
                index_sql.RANKED[self._dialect], index_sql.MATCH_ANY[self._dialect](phrases, "")
            )

    def find_every(self) -> dict[int, str]:
        """Return the slugs of all texts by their ids."""
        self._add(index_sql.EVERY, {})
        return self.found

    def find_recent(self, words: Sequence[QueryWord]) -> None:
        """Find texts with all `words` among the newest, if so many have them that enough do.

        For such words the index would list a large part of all texts.
        """
        statement = index_sql.RECENT.get(self._dialect)
        share = math.prod(min(word.matches / self._answers, 1) for word in words)
        if statement is not None and share * _RECENT >= self._bounds.candidates:
            self._run(statement, self._match_all(words, ""), by_index=False)

    def find_all(self, words: Sequence[QueryWord], field: str) -> None:
        if len(self.found) < self._bounds.candidates:
            self._run(index_sql.LATEST[self._dialect, field], self._match_all(words, field))

    def _match_all(self, words: Sequence[QueryWord], field: str) -> str:
        kind = index_sql.MATCH_ANY if self._bounds.together else index_sql.MATCH_WORDS
        match_any, most = kind[self._dialect], self._bounds.names
        every = [f"({match_any(list_phrases([word], most=most), field)})" for word in words]
        return index_sql.AND[self._dialect].join(dict.fromkeys(every))

    def _run(self, statement: TextClause, query: str, *, by_index: bool = True) -> None:
        if len(self.found) < self._bounds.candidates:
            if by_index:
                _find_by_index(self._session)
            bounds = {"limit": self._bounds.candidates, "most": self._bounds.ranked}
            self._add(statement, {"query": query, "recent": _RECENT, **bounds})

    def _add(self, statement: TextClause, given: Mapping[str, str | int]) -> None:
        rows = self._session.execute(statement, {**self._given, **given})
        self.found.update({row.id: row.slug for row in rows})


def _find_by_index(session: Session) -> None:
    """Have the database prefer the index of words for finding texts, until `searching` ends."""
    statement = index_sql.BY_INDEX.get(get_dialect(session))
    if statement is not None and not session.info.get(_BY_INDEX):
        session.execute(statement, {"allowed": "off"})
        session.info[_BY_INDEX] = True
