"""The index of public texts: FTS5 on SQLite, full text on PostgreSQL.

Both index stems that Python has made, in the same fields, so that they find the same. The database
finds candidates; `core.search.ranking` orders them.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Text, bindparam, column, select, table, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from readlevel.core.search.query import Query, QueryWord
from readlevel.core.search.ranking import IndexedText
from readlevel.core.search.words import index_words, stem_phrase
from readlevel.storage.database.content_tables import public_text

MAX_BODY = 200_000
"""Characters of a text that are indexed: PostgreSQL's vectors end at a megabyte."""

MOST_CANDIDATES = 100
"""Texts of one language that are compared with a query."""

_MOST_RANKED = 2_000
"""Matches that the database ranks. Ranking reads all of them, so of more it returns the latest."""

_FORMS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Which texts are searched."""

    language: str
    show_unreviewed: bool
    topic: str = ""
    """Slug of a topic; empty for all."""
    since: int = 0
    """Microseconds since 1970: only answers that changed then or later."""


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
        _ADD[_dialect(session)],
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


def find_candidates(session: Session, query: Query, scope: SearchScope) -> list[SearchCandidate]:
    """Return the texts that may fit a query best, in no order.

    If few texts have its words, the database ranks them by BM25 (on PostgreSQL, by its own rank).
    If many do, those with all words come first, then those with the rarest.
    """
    finder = _Finder(session, scope)
    words = _list_searched(query)
    if not words:
        return []
    if sum(word.matches for word in words) <= _MOST_RANKED:
        finder.find_ranked(words)
    else:
        finder.find_all(words, "name")
        finder.find_all(words, "")
        finder.find_ranked(_list_rarest(words))
        finder.find_all(words[:1], "name")
        finder.find_all(words[:1], "")
    return _load(session, finder.found)


def find_bodies(session: Session, text_ids: Collection[int]) -> dict[int, str]:
    """Return the words of public texts by their ids, up to `MAX_BODY` characters."""
    if not text_ids:
        return {}
    rows = session.execute(_FIND_BODIES, {"ids": list(text_ids)})
    return {row.rowid: row.body for row in rows}


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
        found.update(session.scalars(_CONTAINING[dialect], {"query": _PHRASES[dialect](some)}))
    return frozenset(found)


class _Finder:
    """Collects the ids of candidates, up to `MOST_CANDIDATES`."""

    def __init__(self, session: Session, scope: SearchScope) -> None:
        self._session = session
        self._dialect = _dialect(session)
        self._given = {
            "language": scope.language,
            "pending": scope.show_unreviewed,
            "topic": scope.topic,
            "since": scope.since,
        }
        self.found: dict[int, None] = {}

    def find_ranked(self, words: Sequence[QueryWord]) -> None:
        if words:
            phrases = _list_phrases(words)
            self._run(_RANKED[self._dialect], _MATCH_ANY[self._dialect](phrases, ""))

    def find_all(self, words: Sequence[QueryWord], field: str) -> None:
        if len(self.found) < MOST_CANDIDATES:
            match_any = _MATCH_ANY[self._dialect]
            every = [f"({match_any(_list_phrases([word]), field)})" for word in words]
            self._run(_LATEST[self._dialect], _AND[self._dialect].join(every))

    def _run(self, statement: TextClause, query: str) -> None:
        left = MOST_CANDIDATES - len(self.found)
        if left > 0:
            rows = self._session.execute(
                statement, {**self._given, "query": query, "limit": MOST_CANDIDATES}
            )
            self.found.update(dict.fromkeys([row.id for row in rows][:MOST_CANDIDATES]))


def _list_searched(query: Query) -> list[QueryWord]:
    """Return the words that candidates must have one of, the rarest first.

    Words that stand in questions of all kinds are left out if there are others.
    """
    asked = [word for word in query.words if word.phrases]
    known = [word for word in asked if word.texts] or asked
    telling = [word for word in known if not word.weak]
    return sorted(telling or known, key=lambda word: word.matches)


def _list_rarest(words: Sequence[QueryWord]) -> list[QueryWord]:
    rarest: list[QueryWord] = []
    for word in words:
        if sum(one.matches for one in rarest) + word.matches > _MOST_RANKED:
            break
        rarest.append(word)
    return rarest


def _list_phrases(words: Iterable[QueryWord]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(phrase.stems for word in words for phrase in word.phrases))


def _load(session: Session, ids: Collection[int]) -> list[SearchCandidate]:
    if not ids:
        return []
    rows = session.execute(_LOAD, {"ids": list(ids)})
    return [
        SearchCandidate(row.slug, IndexedText(row.name, row.heading, row.stems)) for row in rows
    ]


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _sqlite_any(phrases: Iterable[Sequence[str]], field: str) -> str:
    matched = " OR ".join(f'"{" ".join(stems)}"' for stems in phrases)
    return f"{{{field}}} : ({matched})" if field else matched


def _postgresql_any(phrases: Iterable[Sequence[str]], field: str) -> str:
    label = _POSTGRESQL_LABELS[field]
    return " | ".join(
        "(" + " <-> ".join(f"'{stem}'{label}" for stem in stems) + ")" for stems in phrases
    )


def _sqlite_phrases(phrases: Iterable[Sequence[str]]) -> str:
    return _sqlite_any(phrases, "stems")


def _postgresql_phrases(phrases: Iterable[Sequence[str]]) -> str:
    """Return a query for all words of a phrase: vectors have no order of words in long texts."""
    return " | ".join("(" + " & ".join(f"'{stem}'" for stem in stems) + ")" for stems in phrases)


_PHRASES = {"sqlite": _sqlite_phrases, "postgresql": _postgresql_phrases}

_POSTGRESQL_LABELS = {"": "", "name": ":A", "stems": ":D"}

_MATCH_ANY: dict[str, Callable[[Iterable[Sequence[str]], str], str]] = {
    "sqlite": _sqlite_any,
    "postgresql": _postgresql_any,
}
_AND = {"sqlite": " AND ", "postgresql": " & "}

_ADD = {
    "sqlite": text("""
        INSERT INTO search (rowid, name, heading, stems, body)
        VALUES (:id, :name, :heading, :stems, :body)"""),
    "postgresql": text("""
        INSERT INTO search (rowid, name, heading, stems, body, vector) VALUES (
            :id, :name, :heading, :stems, :body,
            setweight(to_tsvector('simple', :name), 'A')
            || setweight(to_tsvector('simple', :heading), 'B')
            || setweight(to_tsvector('simple', :stems), 'D')
        )"""),
}

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

_LOAD = (
    select(public_text.c.slug, _search.c.name, _search.c.heading, _search.c.stems)
    .join(_search, _search.c.rowid == public_text.c.id)
    .where(public_text.c.id.in_(bindparam("ids", expanding=True)))
)
_FIND_BODIES = select(bodies.c.rowid, bodies.c.body).where(
    bodies.c.rowid.in_(bindparam("ids", expanding=True))
)

_SCOPE = """
    public_text.language = :language
    AND (public_text.approved OR :pending)
    AND (:since = 0 OR EXISTS (
        SELECT 1 FROM listing
        WHERE listing.id = public_text.listing_id AND listing.changed >= :since
    ))
    AND (:topic = '' OR EXISTS (
        SELECT 1 FROM listing_topic
        WHERE listing_topic.listing_id = public_text.listing_id AND listing_topic.topic = :topic
    ))
"""

# Materialised, or SQLite may query the index once for each text.
_RANKED = {
    "sqlite": text(f"""
        WITH matched AS MATERIALIZED (
            SELECT rowid AS id, bm25(search, 8.0, 3.0, 1.0, 0.0) AS rank
            FROM search WHERE search MATCH :query
        )
        SELECT matched.id FROM matched JOIN public_text ON public_text.id = matched.id
        WHERE {_SCOPE}
        ORDER BY matched.rank, matched.id LIMIT :limit"""),  # noqa: S608 (constants only)
    "postgresql": text(f"""
        WITH matched AS MATERIALIZED (
            SELECT rowid AS id, ts_rank(vector, to_tsquery('simple', :query), 1) AS rank
            FROM search WHERE vector @@ to_tsquery('simple', :query)
        )
        SELECT matched.id FROM matched JOIN public_text ON public_text.id = matched.id
        WHERE {_SCOPE}
        ORDER BY matched.rank DESC, matched.id LIMIT :limit"""),  # noqa: S608
}

# A cross join keeps SQLite's order of tables: the index first, which is read until the limit.
_LATEST = {
    "sqlite": text(f"""
        SELECT search.rowid AS id
        FROM search CROSS JOIN public_text ON public_text.id = search.rowid
        WHERE search MATCH :query AND {_SCOPE}
        ORDER BY search.rowid DESC LIMIT :limit"""),  # noqa: S608
    "postgresql": text(f"""
        SELECT search.rowid AS id
        FROM search JOIN public_text ON public_text.id = search.rowid
        WHERE search.vector @@ to_tsquery('simple', :query) AND {_SCOPE}
        LIMIT :limit"""),  # noqa: S608
}

_CONTAINING = {
    "sqlite": text("SELECT rowid FROM search WHERE search MATCH :query"),
    "postgresql": text("SELECT rowid FROM search WHERE vector @@ to_tsquery('simple', :query)"),
}
