"""The SQL of the search index: FTS5 on SQLite, full text on PostgreSQL.

Each table has the query or statement for both, by the name of the dialect.
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import TextClause, text


def _sqlite_any(phrases: Iterable[Sequence[str]], field: str) -> str:
    matched = " OR ".join(f'"{" ".join(stems)}"' for stems in phrases)
    return f"{{{field}}} : ({matched})" if field else matched


def _postgresql_any(phrases: Iterable[Sequence[str]], field: str) -> str:
    """Return a query of the vector of the field, or of the whole text.

    A field is so short that its words may stand in any order: for a phrase, the vector of each
    text that has its words would have to be made.
    """
    if field:
        return _postgresql_phrases(phrases)
    return " | ".join("(" + " <-> ".join(f"'{stem}'" for stem in stems) + ")" for stems in phrases)


def _sqlite_phrases(phrases: Iterable[Sequence[str]]) -> str:
    return _sqlite_any(phrases, "stems")


def _postgresql_phrases(phrases: Iterable[Sequence[str]]) -> str:
    """Return a query for all words of a phrase: vectors have no order of words in long texts."""
    return " | ".join("(" + " & ".join(f"'{stem}'" for stem in stems) + ")" for stems in phrases)


PHRASES = {"sqlite": _sqlite_phrases, "postgresql": _postgresql_phrases}

MATCH_ANY: dict[str, Callable[[Iterable[Sequence[str]], str], str]] = {
    "sqlite": _sqlite_any,
    "postgresql": _postgresql_any,
}
MATCH_WORDS: dict[str, Callable[[Iterable[Sequence[str]], str], str]] = {
    "sqlite": _sqlite_any,
    "postgresql": lambda phrases, _: _postgresql_phrases(phrases),
}
"""As `MATCH_ANY`, but on PostgreSQL the words of a phrase may stand apart."""

AND = {"sqlite": " AND ", "postgresql": " & "}

ADD = {
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

# A cross join keeps SQLite's order of tables: the index first, which is read until the limit.
# Materialised, so that only matches within the scope are ranked, and no more than `most`.
_RANKED = {
    "sqlite": f"""
        WITH matched AS MATERIALIZED (
            SELECT search.rowid AS id, public_text.slug, bm25(search, 8.0, 3.0, 1.0, 0.0) AS rank
            FROM search CROSS JOIN public_text ON public_text.id = search.rowid
            WHERE search MATCH :query AND {_SCOPE}
            ORDER BY search.rowid DESC LIMIT :most
        )
        SELECT id, slug FROM matched ORDER BY rank, id LIMIT :limit""",  # noqa: S608 (constants only)
    "postgresql": f"""
        WITH matched AS MATERIALIZED (
            SELECT search.rowid AS id, public_text.slug,
                ts_rank(search.vector, to_tsquery('simple', :query), 1) AS rank
            FROM search JOIN public_text ON public_text.id = search.rowid
            WHERE search.vector @@ to_tsquery('simple', :query) AND {_SCOPE}
            LIMIT :most
        )
        SELECT id, slug FROM matched ORDER BY rank DESC, id LIMIT :limit""",  # noqa: S608
}
RANKED = {dialect: text(statement) for dialect, statement in _RANKED.items()}
EVERY = text(f"""
    SELECT public_text.id, public_text.slug
    FROM listing JOIN public_text ON public_text.listing_id = listing.id
    WHERE listing.language = :language AND {_SCOPE}""")  # noqa: S608
"""All texts of a language, for both databases."""

_LATEST_ON_SQLITE = text(f"""
    SELECT search.rowid AS id, public_text.slug
    FROM search CROSS JOIN public_text ON public_text.id = search.rowid
    WHERE search MATCH :query AND {_SCOPE}
    ORDER BY search.rowid DESC LIMIT :limit""")  # noqa: S608


def _latest_on_postgresql(vector: str) -> TextClause:
    return text(f"""
        SELECT search.rowid AS id, public_text.slug
        FROM search JOIN public_text ON public_text.id = search.rowid
        WHERE {vector} @@ to_tsquery('simple', :query) AND {_SCOPE}
        LIMIT :limit""")  # noqa: S608


LATEST = {
    ("sqlite", ""): _LATEST_ON_SQLITE,
    ("sqlite", "name"): _LATEST_ON_SQLITE,
    ("postgresql", ""): _latest_on_postgresql("search.vector"),
    ("postgresql", "name"): _latest_on_postgresql("to_tsvector('simple', search.name)"),
}
"""By dialect and field: on PostgreSQL, each field that is searched alone has an index."""

RECENT = {
    "postgresql": text(f"""
    SELECT recent.rowid AS id, public_text.slug
    FROM (SELECT rowid, vector FROM search ORDER BY rowid DESC LIMIT :recent) AS recent
        JOIN public_text ON public_text.id = recent.rowid
    WHERE recent.vector @@ to_tsquery('simple', :query) AND {_SCOPE}
    LIMIT :limit""")  # noqa: S608
}
"""Without the index, which cannot stop early: it lists all texts that match first."""

BY_INDEX = {
    "postgresql": text(
        "SELECT set_config('enable_seqscan', :allowed, true),"
        " set_config('enable_indexscan', :allowed, true)"
    )
}
"""With `off`, until the transaction ends or `on`, the index of words finds texts wherever it can.

Otherwise PostgreSQL, which expects to find enough texts soon by reading all of them, may read the
vector of each where few fit. The settings do not forbid a plan, but make it look very expensive:
without statistics of the tables (`ANALYZE`), another plan may still be chosen.
"""

CONTAINING = {
    "sqlite": text("SELECT rowid FROM search WHERE search MATCH :query"),
    "postgresql": text("SELECT rowid FROM search WHERE vector @@ to_tsquery('simple', :query)"),
}
