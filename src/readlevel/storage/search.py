"""Search over questions and texts: FTS5 on SQLite, full text on PostgreSQL."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

MAX_WORDS = 12
"""Of a longer query, the first words are sought."""

MAX_QUERY = 400
"""Of a longer query, the first characters are read."""

MAX_COUNTED = 1000
"""Of more answers than these nobody needs the number."""

EXCERPT = 220
"""Characters of an excerpt, about."""

START, END = "\x02", "\x03"
"""Around each hit in an excerpt."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer that was found, by its id in the listing, with the words around the hits."""

    listing_id: int
    question: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many answers hold the query's words, and the best of them."""

    total: int
    hits: tuple[Hit, ...]


def words_of(query: str) -> tuple[str, ...]:
    """Return the words a query seeks, folded as the index folds; nothing in it is syntax."""
    return tuple(_WORD.findall(fold(query[:MAX_QUERY])))[:MAX_WORDS]


def fold(given: str) -> str:
    """Return text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", given.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def add(session: Session, listing_id: int, question: str, body: str) -> None:
    """Make an answer of the listing findable."""
    session.execute(
        text(_ADD[session.get_bind().dialect.name]),
        {
            "id": listing_id,
            "question": question,
            "body": body,
            "folded_question": fold(question),
            "folded_body": fold(body),
        },
    )


def remove(session: Session, listing_id: int) -> None:
    """Make an answer of the listing unfindable."""
    session.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": listing_id})


def find(
    session: Session,
    query: str,
    language: str,
    *,
    show_unreviewed: bool,
    limit: int,
    offset: int = 0,
) -> Found:
    """Return the answers that hold every word of `query`, the last one as a beginning; best first.

    Counting stops at `MAX_COUNTED`.
    """
    words = words_of(query)
    if not words:
        return Found(0, ())
    dialect = session.get_bind().dialect.name
    given = {
        "query": _QUERY[dialect](words),
        "language": language,
        "pending": show_unreviewed,
        "limit": limit,
        "offset": offset,
        "counted": MAX_COUNTED,
    }
    total = session.scalar(text(_COUNT[dialect]), given) or 0
    rows = session.execute(text(_FIND[dialect]), given)
    return Found(
        total,
        tuple(Hit(row.id, row.question, mark(row.body, words)) for row in rows),
    )


def mark(body: str, words: Sequence[str]) -> str:
    """Return about `EXCERPT` characters of `body` around the first hit, hits marked.

    A text without a hit (its question has it) gives its beginning.
    """
    hits = [found.span() for found in _WORD.finditer(body) if _is_hit(found[0], words)]
    first = hits[0][0] if hits else 0
    start = 0 if first < EXCERPT // 2 else _space(body, first - EXCERPT // 2)
    end = len(body) if len(body) <= start + EXCERPT else _space(body, start + EXCERPT)
    parts = ["… " if start else ""]
    place = start
    for hit_start, hit_end in hits:
        if hit_start < start or hit_end > end:
            continue
        parts += [body[place:hit_start], START, body[hit_start:hit_end], END]
        place = hit_end
    parts += [body[place:end], " …" if end < len(body) else ""]
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _is_hit(word: str, words: Sequence[str]) -> bool:
    folded = fold(word)
    return folded in words or folded.startswith(words[-1])


def _space(body: str, place: int) -> int:
    """Return the end of the word that stands at `place`."""
    found = re.compile(r"\s").search(body, place)
    return found.start() if found else len(body)


def _sqlite_query(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' for word in words) + "*"


def _postgresql_query(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}'" for word in words) + ":*"


_QUERY: dict[str, Any] = {"sqlite": _sqlite_query, "postgresql": _postgresql_query}

_ADD = {
    "sqlite": "INSERT INTO search (rowid, question, body) VALUES (:id, :question, :body)",
    "postgresql": """
        INSERT INTO search (rowid, question, body, vector) VALUES (
            :id, :question, :body,
            setweight(to_tsvector('simple', :folded_question), 'A')
            || setweight(to_tsvector('simple', :folded_body), 'D')
        )""",
}

_MATCHING = {
    "sqlite": """
        FROM search JOIN listing ON listing.id = search.rowid
        WHERE search MATCH :query AND listing.language = :language
        AND (listing.approved OR :pending)""",
    "postgresql": """
        FROM search JOIN listing ON listing.id = search.rowid
        WHERE search.vector @@ to_tsquery('simple', :query) AND listing.language = :language
        AND (listing.approved OR :pending)""",
}

_RANK = {
    "sqlite": "bm25(search, 8.0, 1.0)",
    "postgresql": "-ts_rank_cd(search.vector, to_tsquery('simple', :query))",
}

_COUNT = {
    dialect: f"SELECT count(*) FROM (SELECT 1 {matching} LIMIT :counted) AS counted"  # noqa: S608 (parts are constants)
    for dialect, matching in _MATCHING.items()
}

_FIND = {
    dialect: f"SELECT listing.id, search.question, search.body {matching} "
    f"ORDER BY {_RANK[dialect]}, listing.id LIMIT :limit OFFSET :offset"
    for dialect, matching in _MATCHING.items()
}
