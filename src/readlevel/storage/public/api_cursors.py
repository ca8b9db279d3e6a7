"""Lists of answers and terms that continue after a cursor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.glossary.term_entries import ListedTerm, restore_listed_term
from readlevel.storage.public.listings import ListedAnswer, restore_listed_answer


@dataclass(frozen=True, slots=True)
class ListCursor:
    """The place of an answer in a list: a number, then its id in the listing."""

    at: int
    id: int


@dataclass(frozen=True, slots=True)
class CursorItem:
    """An answer of a list, when it last changed for readers, and its cursor."""

    listed: ListedAnswer
    changed: int
    """Microseconds since 1970."""
    place: ListCursor

    score: float | None = None
    """In a search: how much of the query the answer covers, from 0 to 1."""

    def as_hit(self, listed: ListedAnswer, score: float) -> "CursorItem":
        """Return the item as a search shows it."""
        return replace(self, listed=listed, score=score)


def list_newest(
    session: Session,
    language: str,
    topic: str | None,
    *,
    after: ListCursor | None,
    show_unreviewed: bool,
    limit: int,
) -> tuple[CursorItem, ...]:
    """Return the answers after a cursor of days, the latest reviewed first."""
    newest, number, of_list = _order(language, topic, "newest", show_unreviewed)
    statement = select(content_tables.listing).where(*of_list)
    if after is not None:
        day = date.fromordinal(min(max(after.at, 1), date.max.toordinal()))
        statement = statement.where(tuple_(newest, number) < (day, after.id))
    rows = session.execute(statement.order_by(newest.desc(), number.desc()).limit(limit))
    return tuple(
        CursorItem(
            restore_listed_answer(row), row.changed, ListCursor(row.newest.toordinal(), row.id)
        )
        for row in rows
    )


def list_changed(
    session: Session,
    language: str,
    topic: str | None,
    *,
    since: int,
    after: ListCursor | None,
    show_unreviewed: bool,
    limit: int,
) -> tuple[CursorItem, ...]:
    """Return the answers after a cursor that changed at `since` or later, the earliest first."""
    changed, number, of_list = _order(language, topic, "changed", show_unreviewed)
    statement = select(content_tables.listing).where(*of_list, changed >= since)
    if after is not None:
        statement = statement.where(tuple_(changed, number) > (after.at, after.id))
    rows = session.execute(statement.order_by(changed, number).limit(limit))
    return tuple(
        CursorItem(restore_listed_answer(row), row.changed, ListCursor(row.changed, row.id))
        for row in rows
    )


def find_by_slugs(session: Session, language: str, slugs: Sequence[str]) -> dict[str, CursorItem]:
    """Return the answers of a language by their slugs."""
    table = content_tables.listing
    rows = session.execute(
        select(table).where(table.c.slug.in_(slugs), table.c.language == language)
    )
    return {
        row.slug: CursorItem(restore_listed_answer(row), row.changed, ListCursor(0, row.id))
        for row in rows
    }


def list_terms(
    session: Session, language: str, letter: str | None, *, after: tuple[str, str], limit: int
) -> tuple[tuple[ListedTerm, tuple[str, str]], ...]:
    """Return the terms (under a letter) after a cursor, with their cursors.

    A cursor is the sort key and the slug.
    """
    table = content_tables.term
    place = tuple_(table.c.folded, table.c.slug)
    statement = select(table.c.entry, table.c.folded, table.c.slug).where(
        table.c.language == language, place > after
    )
    if letter is not None:
        statement = statement.where(table.c.letter == letter)
    rows = session.execute(statement.order_by(table.c.folded, table.c.slug).limit(limit))
    return tuple((restore_listed_term(entry), (folded, slug)) for entry, folded, slug in rows)


def _order(
    language: str, topic: str | None, column: str, show_unreviewed: bool
) -> tuple[ColumnElement[object], ColumnElement[int], list[ColumnElement[bool]]]:
    """Return the columns that order a list, and its query; for a topic, by the topic's index.

    The table of topics repeats the columns that order its answers.
    """
    listing, of_topic = content_tables.listing, content_tables.listing_topic
    if topic is None:
        table, number = listing, listing.c.id
        wanted = [listing.c.language == language]
    else:
        table, number = of_topic, of_topic.c.listing_id
        wanted = [
            listing.c.id == of_topic.c.listing_id,
            of_topic.c.language == language,
            of_topic.c.topic == topic,
        ]
    if not show_unreviewed:
        wanted.append(table.c.approved)
    return table.c[column], number, wanted
