"""Everyday names of topics, by the topic's slug and language."""

from collections.abc import Collection, Mapping
from itertools import groupby

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.topic_names import TopicNames
from readlevel.storage.database import content_tables

_table = content_tables.topic_name


def save(session: Session, given: TopicNames) -> bool:
    """Store the names of a topic in place of earlier ones; return whether that changed them."""
    if dict(find(session, given.topic)) == dict(given.names):
        return False
    session.execute(delete(_table).where(_table.c.topic == given.topic))
    rows = [
        {"topic": given.topic, "language": language, "name": name}
        for language, name in given.names.items()
    ]
    if rows:
        session.execute(insert(_table), rows)
    return True


def find(session: Session, topic: str) -> Mapping[str, str]:
    """Return the names of a topic by language."""
    rows = session.execute(select(_table.c.language, _table.c.name).where(_table.c.topic == topic))
    return {row.language: row.name for row in rows}


def list_in(session: Session, language: str) -> Mapping[str, str]:
    """Return the names in a language by topic."""
    rows = session.execute(
        select(_table.c.topic, _table.c.name).where(_table.c.language == language)
    )
    return {row.topic: row.name for row in rows}


def list_named(session: Session, language: str, topics: Collection[str]) -> list[str]:
    """Return the names of some topics in a language, in the order of the topics."""
    return list(
        session.scalars(
            select(_table.c.name)
            .where(_table.c.language == language, _table.c.topic.in_(topics))
            .order_by(_table.c.topic)
        )
    )


def list_all(session: Session) -> list[TopicNames]:
    """Return all names, by topic and language."""
    rows = session.execute(select(_table).order_by(_table.c.topic, _table.c.language))
    return [
        TopicNames(topic, {row.language: row.name for row in some})
        for topic, some in groupby(rows, key=lambda row: row.topic)
    ]
