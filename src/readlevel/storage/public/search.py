"""Search over questions and texts: FTS5 on SQLite, full text on PostgreSQL.

Both index words that Python has split, folded and stemmed, so that they find the same.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Float,
    Integer,
    Select,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from readlevel.core.languages.common_words import is_everyday_word
from readlevel.core.languages.search_folding import fold
from readlevel.core.languages.stems import stem
from readlevel.core.text.excerpt import on_one_line
from readlevel.core.text.typography import isolate_quantities
from readlevel.storage.database.content_tables import listing, listing_topic

MAX_WORDS = 12
"""Words of a query that are searched for."""

MAX_QUERY = 400
"""Characters of a query that are read."""

MAX_WORD = 60
"""Characters of a word that are indexed and searched for."""

MAX_BODY = 200_000
"""Characters of a text that are indexed: PostgreSQL's vectors end at a megabyte."""

_SHORTEST_TELLING, _MOST_TELLING = 4, 6

EXCERPT_LENGTH = 220
"""Approximate number of characters in an excerpt."""

START, END = "\x02", "\x03"
"""Around each hit in an excerpt."""

_QueryWord = tuple[str, str]
"""A word and its stem."""

_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit: the answer's id in the listing, and an excerpt."""

    listing_id: int
    question: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The number of hits, and the best of them."""

    total: int
    hits: tuple[SearchHit, ...]


def split_query(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded as in the index; nothing in it is syntax."""
    return tuple(_split_words(query[:MAX_QUERY])[:MAX_WORDS])


def add(session: Session, listing_id: int, question: str, body: str, language: str) -> None:
    """Add an answer of the listing to the index."""
    session.execute(
        _ADD[_dialect(session)],
        {
            "id": listing_id,
            "question": question,
            "body": body,
            "question_words": _index(question, language),
            "body_words": _index(body[:MAX_BODY], language),
        },
    )


def remove(session: Session, listing_id: int) -> None:
    """Remove an answer of the listing from the index."""
    session.execute(_REMOVE, {"id": listing_id})


def search_answers(
    session: Session,
    query: str,
    language: str,
    *,
    show_unreviewed: bool,
    limit: int,
    offset: int = 0,
    topic: str | None = None,
    since: int = 0,
    any_word: bool = False,
) -> SearchResult:
    """Return the answers that hold every word of `query`, the last one as a prefix; best first.

    With `any_word`, one significant word is enough, and answers with more of them come first.
    Inflected forms of a word match it if its language has a stemmer. The result can be limited to
    a topic, and to answers that changed at `since` (microseconds) or later.
    Beyond the last page the number of hits is 0.
    """
    words = _significant_words(query, language) if any_word else split_query(query)
    if not words:
        return SearchResult(0, ())
    dialect = _dialect(session)
    sought = [(word, stem(word, language)) for word in words]
    given = {
        "query": _QUERY[dialect](sought, any_word),
        "language": language,
        "pending": show_unreviewed,
        "limit": limit,
        "offset": offset,
        "topic": topic or "",
        "since": since,
    }
    rows = session.execute(_FIND[dialect], given).all()
    hits = tuple(
        SearchHit(row.id, row.question, highlight_excerpt(row.body, words, language))
        for row in rows
    )
    return SearchResult(rows[0].total if rows else 0, hits)


def find_containing(session: Session, forms: Iterable[str]) -> Sequence[int]:
    """Return the ids in the listing of answers whose texts have all words of one of `forms`.

    The caller checks whether the words form the phrase.
    """
    parted = [words for form in forms if (words := _split_words(form))]
    if not parted:
        return ()
    dialect = _dialect(session)
    given = {"query": _CONTAINING_QUERY[dialect](parted)}
    return session.scalars(select(_search.c.rowid).where(_MATCH[dialect]), given).all()


def highlight_excerpt(body: str, words: Sequence[str], language: str) -> str:
    """Return about `EXCERPT_LENGTH` characters of `body` around the first hit, hits marked.

    If only the question has the hit, the excerpt is the beginning of the text. Characters in `body`
    that would look like marks are removed.
    """
    body = body.replace(START, "").replace(END, "")
    stems = {stem(word, language) for word in words}
    start, end, parts = 0, len(body), []
    place = -1
    for found in _WORD.finditer(body):
        if found.end() > end:
            break
        if not _is_hit(found[0], words, stems, language):
            continue
        if place < 0:
            start = place = _begin(body, found.start())
            end = _end(body, start)
        parts += [body[place : found.start()], START, found[0], END]
        place = found.end()
    if place < 0:
        place, end = 0, _end(body, 0)
    ellipses = "… " if start else "", " …" if end < len(body) else ""
    shown = on_one_line("".join([*parts, body[place:end]]))
    return ellipses[0] + isolate_quantities(shown) + ellipses[1]


def _is_hit(word: str, words: Sequence[str], stems: Collection[str], language: str) -> bool:
    folded = fold(word)[:MAX_WORD]
    is_word = folded in words or folded.startswith(words[-1])
    return is_word or stem(folded, language) in stems


def _begin(body: str, hit: int) -> int:
    """Return the start of an excerpt that shows the hit: after a space."""
    if hit < EXCERPT_LENGTH // 2:
        return 0
    space = _SPACE.search(body, hit - EXCERPT_LENGTH // 2, hit)
    return space.end() if space else hit


def _end(body: str, start: int) -> int:
    """Return the end of an excerpt: before a space if there is one."""
    if len(body) <= start + EXCERPT_LENGTH:
        return len(body)
    space = _SPACE.search(body, start + EXCERPT_LENGTH, start + 2 * EXCERPT_LENGTH)
    return space.start() if space else start + EXCERPT_LENGTH


def _split_words(given: str) -> list[str]:
    return [word[:MAX_WORD] for word in _WORD.findall(fold(given))]


def _significant_words(query: str, language: str) -> Sequence[str]:
    """Return the most significant words of a sentence: the rare ones, or else the longest."""
    words = {word for word in _split_words(query) if len(word) >= _SHORTEST_TELLING}
    rarer = {word for word in words if not is_everyday_word(word, language)}
    return sorted(rarer or words, key=lambda word: (-len(word), word))[:_MOST_TELLING]


def _index(given: str, language: str) -> str:
    """Return the words of a text in order, followed by the stems that differ from all of them."""
    words = _split_words(given)
    stems = {stem(word, language) for word in set(words)}.difference(words)
    return " ".join([*words, *sorted(stems)])


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _sqlite_query(sought: Sequence[_QueryWord], any_word: bool) -> str:
    *first, (last, stem_of_last) = sought
    whole = [f'("{word}" OR "{stemmed}")' for word, stemmed in first]
    return (" OR " if any_word else " AND ").join([*whole, f'("{last}"* OR "{stem_of_last}")'])


def _postgresql_query(sought: Sequence[_QueryWord], any_word: bool) -> str:
    *first, (last, stem_of_last) = sought
    whole = [f"('{word}' | '{stemmed}')" for word, stemmed in first]
    return (" | " if any_word else " & ").join([*whole, f"('{last}':* | '{stem_of_last}')"])


_QUERY: dict[str, Callable[[Sequence[_QueryWord], bool], str]] = {
    "sqlite": _sqlite_query,
    "postgresql": _postgresql_query,
}


def _sqlite_containing_query(forms: Sequence[Sequence[str]]) -> str:
    return "body_words : (" + " OR ".join(f'"{" ".join(words)}"' for words in forms) + ")"


def _postgresql_containing_query(forms: Sequence[Sequence[str]]) -> str:
    return " | ".join("(" + " & ".join(f"'{word}'" for word in words) + ")" for words in forms)


_CONTAINING_QUERY: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {
    "sqlite": _sqlite_containing_query,
    "postgresql": _postgresql_containing_query,
}

_ADD = {
    "sqlite": text("""
        INSERT INTO search (rowid, question, body, question_words, body_words)
        VALUES (:id, :question, :body, :question_words, :body_words)"""),
    "postgresql": text("""
        INSERT INTO search (rowid, question, body, vector) VALUES (
            :id, :question, :body,
            setweight(to_tsvector('simple', :question_words), 'A')
            || setweight(to_tsvector('simple', :body_words), 'D')
        )"""),
}

_REMOVE = text("DELETE FROM search WHERE rowid = :id")

bodies = table("search", column("rowid", Integer), column("body", Text))
"""The texts by id in the listing."""

_search = table("search", column("rowid", Integer), column("question", Text), column("body", Text))
_query_parameter = bindparam("query", type_=Text)
_whole_row: ColumnElement[str] = literal_column("search")
_vector: ColumnElement[str] = literal_column("search.vector")
_tsquery = func.to_tsquery(literal_column("'simple'"), _query_parameter)

_MATCH: dict[str, ColumnElement[bool]] = {
    "sqlite": _whole_row.bool_op("MATCH")(_query_parameter),
    "postgresql": _vector.bool_op("@@")(_tsquery),
}

_RANK: dict[str, ColumnElement[float]] = {
    "sqlite": func.bm25(_whole_row, 0.0, 0.0, 8.0, 1.0),
    "postgresql": -func.ts_rank_cd(_vector, _tsquery, 1, type_=Float),
}
"""Words of the question count most. The lowest rank is the best."""


def _finding(dialect: str) -> Select[int, int, str, str]:
    # Materialised, or SQLite may query the index once for each answer.
    matched = (
        select(_search.c.rowid.label("id"), _RANK[dialect].label("rank"))
        .where(_MATCH[dialect])
        .cte("matched")
        .prefix_with("MATERIALIZED")
    )
    of_topic = (
        select(listing_topic.c.listing_id)
        .where(
            listing_topic.c.listing_id == listing.c.id,
            listing_topic.c.topic == bindparam("topic", type_=Text),
        )
        .exists()
    )
    # Only the texts of the answers on the page are read.
    best = (
        select(matched.c.id, matched.c.rank, func.count().over().label("total"))
        .join(listing, listing.c.id == matched.c.id)
        .where(
            listing.c.language == bindparam("language"),
            or_(listing.c.approved, bindparam("pending", type_=Boolean)),
            listing.c.changed >= bindparam("since"),
            or_(bindparam("topic", type_=Text) == "", of_topic),
        )
        .order_by(matched.c.rank, matched.c.id)
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
        .subquery("best")
    )
    return (
        select(best.c.id, best.c.total, _search.c.question, _search.c.body)
        .join(_search, _search.c.rowid == best.c.id)
        .order_by(best.c.rank, best.c.id)
    )


_FIND = {dialect: _finding(dialect) for dialect in _MATCH}
