"""The search index of public texts, and the texts that may fit a query.

Both databases index stems that Python has made, in the same fields, so that they find the same. The
database finds candidates; `core.search.ranking` orders them.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Integer, Text, column, select, table, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from readlevel.core.search.query import Query, QueryWord
from readlevel.core.search.ranking import IndexedText
from readlevel.core.search.searched_words import (
    list_phrases,
    list_rarest,
    list_searched,
    order_by_cost,
)
from readlevel.core.search.words import index_words, stem_phrase
from readlevel.storage.database.conditions import is_among
from readlevel.storage.database.site_memory import recall
from readlevel.storage.public import search_sql

MAX_BODY = 200_000
"""Characters of a text that are indexed: PostgreSQL's vectors end at a megabyte."""

_RECENT = 1_000
"""Newest texts that are read one by one."""

_FORMS_AT_ONCE = 100

_MOST_SCOPES = 100

_BY_INDEX = "by index"

_MOST_REMEMBERED, _MOST_CHARACTERS = 300, 3_000_000
"""Texts that a process remembers to compare them, and as many to show them, and how long all of
them may be: those of a small site, or those found last of a large one."""


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
class SearchCandidate:
    """A text that may fit a query."""

    slug: str
    text: IndexedText


@dataclass(frozen=True, slots=True)
class SearchableText:
    """What the index has of a text."""

    names: Sequence[str]
    """The question first, then other words by which the answer is found."""
    headings: Sequence[str]
    body: str


def add(session: Session, text_id: int, given: SearchableText, language: str) -> None:
    """Add a public text to the index."""
    body = given.body[:MAX_BODY]
    session.execute(
        search_sql.ADD[_dialect(session)],
        {
            "id": text_id,
            "name": index_words(given.names, language),
            "heading": index_words(given.headings, language),
            "stems": index_words([body], language),
            "body": body,
        },
    )


def remove(session: Session, text_ids: Iterable[int]) -> None:
    """Remove public texts from the index."""
    for text_id in text_ids:
        session.execute(_REMOVE, {"id": text_id})


@contextmanager
def searching(session: Session) -> Iterator[None]:
    """Have later statements planned as ever once candidates have been found in the block."""
    yield
    if session.info.pop(_BY_INDEX, False):
        session.execute(search_sql.BY_INDEX[_dialect(session)], {"allowed": "on"})


def find_candidates(session: Session, query: Query, scope: SearchScope) -> list[SearchCandidate]:
    """Return the texts that may fit a query best, in no order.

    If few texts have its words, the database ranks them by BM25 (on PostgreSQL, by its own rank).
    If many do, those with all words come first, then those with the rarest.
    """
    finder = _Finder(session, scope)
    words = list_searched(query)
    if not words:
        return []
    if scope.compare_all:
        finder.found = recall(
            session, "all texts", [scope], lambda _: {scope: finder.find_every()}, most=_MOST_SCOPES
        )[scope]
    else:
        finder.find_some(words)
    texts = recall(
        session,
        "indexed texts",
        finder.found,
        lambda new: _load_texts(session, new),
        most=_MOST_CHARACTERS,
        weigh=lambda one: _weigh(len(one.name) + len(one.heading) + len(one.body)),
    )
    return [SearchCandidate(slug, texts[key]) for key, slug in finder.found.items() if key in texts]


def find_bodies(session: Session, text_ids: Collection[int]) -> Mapping[int, str]:
    """Return the words of public texts by their ids, up to `MAX_BODY` characters."""
    return recall(
        session,
        "bodies",
        text_ids,
        lambda new: _load_bodies(session, new),
        most=_MOST_CHARACTERS,
        weigh=lambda body: _weigh(len(body)),
    )


def find_containing(session: Session, forms: Iterable[tuple[str, str]]) -> frozenset[int]:
    """Return the ids of public texts that have one of the `forms`, each with its language.

    The caller checks whether the words form the phrase in the text.
    """
    phrases = {stems for form, language in forms if (stems := stem_phrase(form, language))}
    dialect = _dialect(session)
    found: set[int] = set()
    listed = sorted(phrases)
    for start in range(0, len(listed), _FORMS_AT_ONCE):
        some = listed[start : start + _FORMS_AT_ONCE]
        found.update(
            session.scalars(
                search_sql.CONTAINING[dialect], {"query": search_sql.PHRASES[dialect](some)}
            )
        )
    return frozenset(found)


class _Finder:
    """Collects the ids of candidates: those that fit a query best, or all of a language."""

    def __init__(self, session: Session, scope: SearchScope) -> None:
        self._session = session
        self._dialect = _dialect(session)
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
                search_sql.RANKED[self._dialect], search_sql.MATCH_ANY[self._dialect](phrases, "")
            )

    def find_every(self) -> dict[int, str]:
        """Return the slugs of all texts by their ids."""
        self._add(search_sql.EVERY, {})
        return self.found

    def find_recent(self, words: Sequence[QueryWord]) -> None:
        """Find texts with all `words` among the newest, if so many have them that enough do.

        For such words the index would list a large part of all texts.
        """
        statement = search_sql.RECENT.get(self._dialect)
        share = math.prod(min(word.matches / self._answers, 1) for word in words)
        if statement is not None and share * _RECENT >= self._bounds.candidates:
            self._run(statement, self._match_all(words, ""), by_index=False)

    def find_all(self, words: Sequence[QueryWord], field: str) -> None:
        if len(self.found) < self._bounds.candidates:
            self._run(search_sql.LATEST[self._dialect, field], self._match_all(words, field))

    def _match_all(self, words: Sequence[QueryWord], field: str) -> str:
        kind = search_sql.MATCH_ANY if self._bounds.together else search_sql.MATCH_WORDS
        match_any, most = kind[self._dialect], self._bounds.names
        every = [f"({match_any(list_phrases([word], most=most), field)})" for word in words]
        return search_sql.AND[self._dialect].join(dict.fromkeys(every))

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
    statement = search_sql.BY_INDEX.get(_dialect(session))
    if statement is not None and not session.info.get(_BY_INDEX):
        session.execute(statement, {"allowed": "off"})
        session.info[_BY_INDEX] = True


def _load_texts(session: Session, ids: Collection[int]) -> dict[int, IndexedText]:
    rows = session.execute(_LOAD_TEXTS, {"ids": list(ids)})
    return {row.rowid: IndexedText(row.name, row.heading, row.stems) for row in rows}


def _weigh(characters: int) -> int:
    """Return what a text takes of the characters that are remembered: short ones are counted."""
    return max(characters, _MOST_CHARACTERS // _MOST_REMEMBERED)


def _load_bodies(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(_LOAD_BODIES, {"ids": list(ids)})
    return {row.rowid: row.body for row in rows}


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


_REMOVE = text("DELETE FROM search WHERE rowid = :id")

bodies = table("search", column("rowid", Integer), column("body", Text))
"""The words of public texts by id."""

_search = table(
    "search",
    column("rowid", Integer),
    column("name", Text),
    column("heading", Text),
    column("stems", Text),
)

_LOAD_TEXTS = select(_search).where(is_among(_search.c.rowid, "ids"))
_LOAD_BODIES = select(bodies).where(is_among(bodies.c.rowid, "ids"))
