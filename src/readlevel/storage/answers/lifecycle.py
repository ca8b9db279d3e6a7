"""Gives an answer another slug, and deletes one with everything that belongs to it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables, desk_tables, feedback_tables

_SLUG_TABLES = (
    content_tables.card,
    content_tables.term_use,
    desk_tables.worklist,
    desk_tables.autosaved_draft,
    desk_tables.kept_text,
    desk_tables.open_editor,
)
"""Tables that name an answer by its slug."""


def count_rows(session: Session, answer_id: int, slug: str) -> Mapping[str, int]:
    """Return how many rows of each table belong to an answer, by the table's name."""
    counts: dict[str, int] = {}
    for table in content_tables.metadata.sorted_tables:
        conditions = list(_list_conditions(table, answer_id))
        if table in _SLUG_TABLES:
            conditions.append(table.c.slug == slug)
        for condition in conditions:
            counted = select(func.count()).select_from(table).where(condition)
            counts[table.name] = counts.get(table.name, 0) + (session.scalar(counted) or 0)
    return counts


def change_slug(session: Session, answer_id: int, slug: str, new: str) -> None:
    """Store another slug wherever an answer is named by it, except where readers get it.

    The caller publishes the answer again, and keeps its former slug.
    """
    answer = content_tables.answer
    session.execute(update(answer).where(answer.c.id == answer_id).values(slug=new))
    for table in _SLUG_TABLES:
        session.execute(update(table).where(table.c.slug == slug).values(slug=new))
    target = feedback_tables.reader_question.c.target
    session.execute(
        update(feedback_tables.reader_question).where(target == slug).values(target=new)
    )


def delete_answer(session: Session, answer_id: int, slug: str) -> None:
    """Delete all rows of an answer, except what tells readers that it has gone."""
    session.execute(insert(content_tables.deletion).values(answer_id=answer_id))
    for table in _SLUG_TABLES:
        session.execute(delete(table).where(table.c.slug == slug))
    for table in reversed(content_tables.metadata.sorted_tables):
        for condition in _list_conditions(table, answer_id):
            session.execute(delete(table).where(condition))
    session.execute(delete(content_tables.deletion))


def _list_conditions(table: Table, answer_id: int) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions by which a table's rows belong to the answer, by foreign keys."""
    variants = select(content_tables.variant.c.id).where(
        content_tables.variant.c.answer_id == answer_id
    )
    revisions = select(content_tables.revision.c.id).where(
        content_tables.revision.c.variant_id.in_(variants)
    )
    if table is content_tables.answer:
        yield table.c.id == answer_id
    for key in table.foreign_keys:
        if key.column is content_tables.answer.c.id:
            yield key.parent == answer_id
        elif key.column is content_tables.variant.c.id:
            yield key.parent.in_(variants)
        elif key.column is content_tables.revision.c.id:
            yield key.parent.in_(revisions)
