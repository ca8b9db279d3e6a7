"""Answers in lists: the newest, those of a topic, and how many each topic has."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Answer, Audience
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import Status
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import content_tables
from readlevel.storage.database.stored_json import StoredJSON
from readlevel.storage.public import search

EXCERPT_CHARACTERS = 200


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


@dataclass(frozen=True, slots=True)
class _Card:
    """What a list shows of an answer; stored as JSON with these keys."""

    question: str
    excerpt: str
    topics: tuple[str, ...]
    reviewed: date | None


_CARD = StoredJSON[_Card](_Card)


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


def find_by_slugs(
    session: Session, language: str, slugs: Sequence[str], *, show_unreviewed: bool
) -> tuple[ListedAnswer, ...]:
    """Return the answers at these slugs that may be shown, ordered by question."""
    table = content_tables.listing
    statement = select(table).where(table.c.slug.in_(slugs), table.c.language == language)
    if not show_unreviewed:
        statement = statement.where(table.c.approved)
    return tuple(sorted(_select_listed(session, statement), key=lambda listed: listed.question))


def find_by_ids(session: Session, ids: Sequence[int]) -> dict[int, ListedAnswer]:
    """Return answers by their ids in the listing."""
    rows = session.execute(
        select(content_tables.listing).where(content_tables.listing.c.id.in_(ids))
    )
    return {row.id: restore_listed_answer(row) for row in rows}


def list_topics(
    session: Session, language: str, *, show_unreviewed: bool
) -> tuple[TopicCount, ...]:
    """Return the topics that have answers to show, by name."""
    table = content_tables.topic_count
    rows = session.execute(
        select(table).where(table.c.language == language).order_by(table.c.topic)
    )
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


def refresh(
    session: Session,
    answer: Answer,
    public: Mapping[tuple[Audience, str], StoredRevision],
    plain_texts: Mapping[int, str],
    *,
    changed: bool = True,
) -> None:
    """Rebuild what lists and search show of `answer`; `changed` updates the time of the change."""
    before = _remove(session, answer.slug)
    now = time.time_ns() // 1000
    shown = [
        revision for revision in public.values() if revision.review.status is not Status.WITHDRAWN
    ]
    for language in sorted({revision.language for revision in shown}):
        here = [revision for revision in shown if revision.language == language]
        approved = [one for one in here if one.review.status is Status.APPROVED]
        at = now if changed else before.get(language, now)
        _add(session, answer, language, approved or here, bool(approved), plain_texts, at)


def mark_changed(session: Session, slugs: Collection[str]) -> None:
    """Record that answers changed for readers, although their cards did not."""
    now = time.time_ns() // 1000
    table, topics = content_tables.listing, content_tables.listing_topic
    own = table.c.slug.in_(slugs)
    session.execute(update(table).where(own).values(changed=now))
    ids = select(table.c.id).where(own)
    session.execute(update(topics).where(topics.c.listing_id.in_(ids)).values(changed=now))


def _add(
    session: Session,
    answer: Answer,
    language: str,
    revisions: Sequence[StoredRevision],
    approved: bool,
    plain_texts: Mapping[int, str],
    changed: int,
) -> None:
    # Prefer the plain text, because every reader sees excerpts.
    revisions = sorted(revisions, key=lambda revision: revision.audience is not Audience.LAY)
    best = revisions[0]
    question = answer.question_in(language)[1]
    reviewed = best.review.reviewed if approved else None
    excerpt = make_excerpt(plain_texts.get(best.id, ""), EXCERPT_CHARACTERS)
    card = _CARD.dump(_Card(question, excerpt, answer.topics, reviewed))
    newest = reviewed or best.review.updated or date.min
    row = {"language": language, "approved": approved, "newest": newest, "changed": changed}
    listing_id: int = session.execute(
        insert(content_tables.listing)
        .values(slug=answer.slug, card=card, **row)
        .returning(content_tables.listing.c.id)
    ).scalar_one()
    names = {slugify(topic): topic for topic in answer.topics}
    if names:
        session.execute(
            insert(content_tables.listing_topic),
            [{"listing_id": listing_id, "topic": topic, **row} for topic in names],
        )
    _count(session, language, approved, names, 1)
    body = "\n".join(plain_texts.get(revision.id, "") for revision in revisions)
    search.add(session, listing_id, question, body, language)


def _remove(session: Session, slug: str) -> dict[str, int]:
    """Remove an answer; return when it last changed, by language."""
    own = content_tables.listing.c
    rows = session.execute(
        select(own.id, own.language, own.approved, own.changed).where(own.slug == slug)
    ).all()
    for row in rows:
        table = content_tables.listing_topic
        names = session.scalars(select(table.c.topic).where(table.c.listing_id == row.id))
        _count(session, row.language, row.approved, dict.fromkeys(names, ""), -1)
        session.execute(delete(table).where(table.c.listing_id == row.id))
        search.remove(session, row.id)
    session.execute(delete(content_tables.listing).where(own.slug == slug))
    return {row.language: row.changed for row in rows}


def _count(
    session: Session, language: str, approved: bool, names: Mapping[str, str], by: int
) -> None:
    column = "approved" if approved else "pending"
    for table, keys in (
        (content_tables.language_count, [{"language": language}]),
        (content_tables.topic_count, [{"language": language, "topic": topic} for topic in names]),
    ):
        for key in keys:
            where = [table.c[name] == value for name, value in key.items()]
            # The spelling of the latest answer wins.
            named = {"name": names[key["topic"]]} if by > 0 and "topic" in key else {}
            changed = session.execute(
                update(table)
                .where(*where)
                .values({column: table.c[column] + by, **named})
                .returning(table.c[column])
            ).first()
            if changed is None:
                both = {"approved": 0, "pending": 0, column: by}
                session.execute(insert(table).values(**key, **named, **both))


def _select_listed(session: Session, statement: Select[tuple[object]]) -> tuple[ListedAnswer, ...]:
    return tuple(restore_listed_answer(row) for row in session.execute(statement))


def restore_moment(microseconds: int | None) -> datetime | None:
    """Return the time of a change; None if it was not recorded."""
    return datetime.fromtimestamp(microseconds / 1e6, UTC) if microseconds else None


def restore_listed_answer(row: Row[Any]) -> ListedAnswer:
    """Return an answer from its row of the listing."""
    card = _CARD.load(row.card)
    return ListedAnswer(
        row.slug,
        row.language,
        card.question,
        card.excerpt,
        card.topics,
        card.reviewed,
        row.approved,
    )
