"""Lists of terms for browsing: by letter, and by the beginning of a name."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from readlevel.core.languages.collation import sort_key
from readlevel.core.languages.search_folding import fold
from readlevel.storage.database import content_tables
from readlevel.storage.glossary.term_entries import ListedTerm, restore_listed_term
from readlevel.storage.glossary.term_names import MAX_FOLDED
from readlevel.storage.glossary.terms import MAX_FOUND


def list_letters(session: Session, language: str) -> tuple[str, ...]:
    """Return the letters that terms begin with, in order, by one index look-up each."""
    table = content_tables.term
    found: list[str] = []
    statement = select(func.min(table.c.letter)).where(table.c.language == language)
    letter = session.scalar(statement)
    while letter is not None:
        found.append(letter)
        letter = session.scalar(statement.where(table.c.letter > letter))
    return tuple(sorted(found, key=lambda one: sort_key(one, language)))


def list_by_letter(
    session: Session, language: str, letter: str, *, limit: int, offset: int = 0
) -> tuple[ListedTerm, ...]:
    """Return the terms under a letter, by name."""
    table = content_tables.term
    entries = session.scalars(
        select(table.c.entry)
        .where(table.c.language == language, table.c.letter == letter)
        .order_by(table.c.sort_key)
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(restore_listed_term, entries))


def count_by_letter(session: Session, language: str, letter: str) -> int:
    """Return the number of terms under a letter."""
    table = content_tables.term
    counted = (
        select(func.count())
        .select_from(table)
        .where(table.c.language == language, table.c.letter == letter)
    )
    return session.scalar(counted) or 0


def search_by_name(session: Session, language: str, query: str) -> tuple[ListedTerm, ...]:
    """Return up to `MAX_FOUND` terms that have a name with a word that begins with `query`.

    Acronyms and other forms are names too; case and accents are ignored.
    """
    folded = fold(query.strip())[:MAX_FOLDED]
    if not folded:
        return ()
    table, name = content_tables.term, content_tables.term_name
    matched = (
        select(name.c.term)
        .where(
            name.c.language == language,
            name.c.folded >= folded,
            name.c.folded < folded + "\U0010ffff",
        )
        .order_by(name.c.folded)
        .limit(MAX_FOUND)
        .subquery("matched")
    )
    entries = session.scalars(
        select(table.c.entry)
        .where(table.c.language == language, table.c.slug.in_(select(matched.c.term)))
        .order_by(table.c.sort_key)
    )
    return tuple(map(restore_listed_term, entries))
