"""Answers in lists: the newest, those of a topic, and how many each topic has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.conditions import is_among
from readlevel.storage.database.stored_json import StoredJSON


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """One answer in a list, in one language."""

    slug: str
    language: str
    question: str
    excerpt: str
    topics: tuple[str, ...]
    reviewed: date | None
    approved: bool
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an answer; stored as JSON with these keys."""

    question: str
    excerpt: str
    topics: tuple[str, ...]
    reviewed: date | None
    sample: bool = False


CARD = StoredJSON[Card](Card)


@dataclass(frozen=True, slots=True)
class TopicCount:
    """One topic and the number of its answers that may be shown."""

    slug: str
    name: str
    answers: int


def list_newest(
    session: Session, language: str, *, show_unreviewed: bool, limit: int, offset: int = 0
) -> tuple[ListedAnswer, ...]:
    """Return answers in `language`, the latest reviewed or updated first."""
    table = content_tables.listing
    statement = select(table).where(table.c.language == language)
    if not show_unreviewed:
        statement = statement.where(table.c.approved)
    return _select_listed(
        session,
        statement.order_by(table.c.newest.desc(), table.c.id.desc()).limit(limit).offset(offset),
    )


def list_by_topic(
    session: Session,
    language: str,
    topic: str,
    *,
    show_unreviewed: bool,
    limit: int,
    offset: int = 0,
) -> tuple[ListedAnswer, ...]:
    """Return answers of the topic (named by its slug), the latest first."""
    table = content_tables.listing_topic
    statement = (
        select(content_tables.listing)
        .join(table, table.c.listing_id == content_tables.listing.c.id)
        .where(table.c.language == language, table.c.topic == topic)
    )
    if not show_unreviewed:
        statement = statement.where(table.c.approved)
    return _select_listed(
        session,
        statement.order_by(table.c.newest.desc(), table.c.listing_id.desc())
        .limit(limit)
        .offset(offset),
    )


def list_ids_by_topic(session: Session, topic: str) -> Sequence[int]:
    """Return the ids of the answers that have a public text with a topic, given by its slug."""
    listing, table, answer = (
        content_tables.listing,
        content_tables.listing_topic,
        content_tables.answer,
    )
    return session.scalars(
        select(answer.c.id)
        .join(listing, listing.c.slug == answer.c.slug)
        .join(table, table.c.listing_id == listing.c.id)
        .where(table.c.topic == topic)
        .distinct()
    ).all()


def find_by_slugs(
    session: Session, language: str, slugs: Sequence[str], *, show_unreviewed: bool
) -> tuple[ListedAnswer, ...]:
    """Return the answers at these slugs that may be shown, ordered by question."""
    table = content_tables.listing
    statement = select(table).where(table.c.slug.in_(slugs), table.c.language == language)
    if not show_unreviewed:
        statement = statement.where(table.c.approved)
    return tuple(sorted(_select_listed(session, statement), key=lambda listed: listed.question))


def list_of_answer(session: Session, slug: str) -> tuple[ListedAnswer, ...]:
    """Return an answer as lists show it, in each language in which it is public."""
    table = content_tables.listing
    return _select_listed(session, select(table).where(table.c.slug == slug))


_topics = content_tables.topic_count
_LIST_TOPICS = (
    select(_topics).where(_topics.c.language == bindparam("language")).order_by(_topics.c.topic)
)


def list_topics(
    session: Session, language: str, *, show_unreviewed: bool
) -> tuple[TopicCount, ...]:
    """Return the topics that have answers to show, by name."""
    rows = session.execute(_LIST_TOPICS, {"language": language})
    counted = (
        TopicCount(row.topic, row.name, row.approved + (row.pending if show_unreviewed else 0))
        for row in rows
    )
    return tuple(topic for topic in counted if topic.answers > 0)


def find_topic(
    session: Session, language: str, topic: str, *, show_unreviewed: bool
) -> TopicCount | None:
    """Return one topic by its slug, or None if it has nothing to show."""
    table = content_tables.topic_count
    row = session.execute(
        select(table).where(table.c.language == language, table.c.topic == topic)
    ).first()
    if row is None:
        return None
    answers = row.approved + (row.pending if show_unreviewed else 0)
    return TopicCount(row.topic, row.name, answers) if answers else None


def list_topic_languages(
    session: Session, topic: str, languages: Sequence[str], *, show_unreviewed: bool
) -> frozenset[str]:
    """Return the `languages` in which a topic has something to show."""
    table = content_tables.topic_count
    rows = session.execute(
        select(table).where(table.c.language.in_(languages), table.c.topic == topic)
    )
    return frozenset(
        row.language for row in rows if row.approved or (show_unreviewed and row.pending)
    )


def list_languages(session: Session, *, show_unreviewed: bool) -> frozenset[str]:
    """Return the languages in which there is an answer to show."""
    table = content_tables.language_count
    rows = session.execute(select(table.c.language, table.c.approved, table.c.pending))
    return frozenset(
        row.language for row in rows if row.approved or (show_unreviewed and row.pending)
    )


def count(session: Session, language: str, *, show_unreviewed: bool) -> int:
    """Return the number of answers in `language` that may be shown."""
    table = content_tables.language_count
    row = session.execute(select(table).where(table.c.language == language)).first()
    return 0 if row is None else row.approved + (row.pending if show_unreviewed else 0)


_counted = content_tables.language_count
_COUNT_LANGUAGES = select(_counted.c.language, _counted.c.approved, _counted.c.pending).where(
    is_among(_counted.c.language, "languages")
)


def count_languages(session: Session, languages: Sequence[str]) -> dict[str, int]:
    """Return the number of public answers in each language, those that wait for review too."""
    rows = session.execute(_COUNT_LANGUAGES, {"languages": list(languages)})
    return {row.language: row.approved + row.pending for row in rows}


def _select_listed(session: Session, statement: Select[tuple[object]]) -> tuple[ListedAnswer, ...]:
    return tuple(restore_listed_answer(row) for row in session.execute(statement))


def restore_moment(microseconds: int | None) -> datetime | None:
    """Return the time of a change; None if it was not recorded."""
    return datetime.fromtimestamp(microseconds / 1e6, UTC) if microseconds else None


def restore_listed_answer(row: Any, cards: StoredJSON[Any] = CARD) -> ListedAnswer:
    """Return an answer from its row of a list; `cards` restores what the list shows of it."""
    card = cards.load(row.card)
    return ListedAnswer(
        row.slug,
        row.language,
        card.question,
        card.excerpt,
        card.topics,
        card.reviewed,
        row.approved,
        card.sample,
    )
