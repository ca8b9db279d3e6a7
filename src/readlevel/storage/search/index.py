"""The search index of public texts.

Both databases index stems that Python has made, in the same fields, so that they find the same.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Text, column, select, table, text
from sqlalchemy.orm import Session

from readlevel.core.search.indexed_texts import IndexedText
from readlevel.core.search.words import index_words, stem_phrase
from readlevel.storage.database.conditions import is_among
from readlevel.storage.database.site_memory import recall
from readlevel.storage.search import index_sql

MAX_BODY = 200_000
"""Characters of a text that are indexed: PostgreSQL's vectors end at a megabyte."""

_FORMS_AT_ONCE = 100

_MOST_REMEMBERED, MOST_CHARACTERS = 300, 3_000_000
"""Texts that a process remembers to compare them, and as many to show them, and how long all of
them may be: those of a small site, or those found last of a large one."""


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
        index_sql.ADD[get_dialect(session)],
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


def find_texts(session: Session, text_ids: Collection[int]) -> Mapping[int, IndexedText]:
    """Return public texts by their ids, as queries are compared with them."""
    return recall(
        session,
        "indexed texts",
        text_ids,
        lambda new: _load_texts(session, new),
        most=MOST_CHARACTERS,
        weigh=lambda one: _weigh(len(one)),
    )


def find_bodies(session: Session, text_ids: Collection[int]) -> Mapping[int, str]:
    """Return the words of public texts by their ids, up to `MAX_BODY` characters."""
    return recall(
        session,
        "bodies",
        text_ids,
        lambda new: _load_bodies(session, new),
        most=MOST_CHARACTERS,
        weigh=lambda body: _weigh(len(body)),
    )


def find_containing(session: Session, forms: Iterable[tuple[str, str]]) -> frozenset[int]:
    """Return the ids of public texts that have one of the `forms`, each with its language.

    The caller checks whether the words form the phrase in the text.
    """
    phrases = {stems for form, language in forms if (stems := stem_phrase(form, language))}
    dialect = get_dialect(session)
    found: set[int] = set()
    listed = sorted(phrases)
    for start in range(0, len(listed), _FORMS_AT_ONCE):
        some = listed[start : start + _FORMS_AT_ONCE]
        found.update(
            session.scalars(
                index_sql.CONTAINING[dialect], {"query": index_sql.PHRASES[dialect](some)}
            )
        )
    return frozenset(found)


def _load_texts(session: Session, ids: Collection[int]) -> dict[int, IndexedText]:
    rows = session.execute(_LOAD_TEXTS, {"ids": list(ids)})
    return {row.rowid: IndexedText(row.name, row.heading, row.stems) for row in rows}


def _weigh(characters: int) -> int:
    """Return what a text takes of the characters that are remembered: short ones are counted."""
    return max(characters, MOST_CHARACTERS // _MOST_REMEMBERED)


def _load_bodies(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(_LOAD_BODIES, {"ids": list(ids)})
    return {row.rowid: row.body for row in rows}


def get_dialect(session: Session) -> str:
    """Return the name of the database's kind."""
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
