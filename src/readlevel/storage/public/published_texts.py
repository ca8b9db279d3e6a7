"""The texts that the public reads, as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, is_public
from readlevel.storage.database import content_tables


@dataclass(frozen=True, slots=True)
class PublishedText:
    """The public Markdown at one address."""

    slug: str
    audience: Audience
    language: str
    markdown: str


def count_texts(session: Session) -> int:
    """Return how many texts are public."""
    table = content_tables.publication
    statement = select(func.count()).where(table.c.status != Status.WITHDRAWN)
    return session.scalar(statement) or 0


def list_markdown(session: Session, slug: str, *, show_unreviewed: bool) -> list[str]:
    """Return the Markdown of the public texts of the answer at `slug`."""
    table, revision = content_tables.publication, content_tables.revision
    rows = session.execute(
        select(table.c.status, revision.c.markdown)
        .join(revision, revision.c.id == table.c.revision_id)
        .where(table.c.slug == slug)
    )
    return [
        row.markdown
        for row in rows
        if is_public(Status(row.status), show_unreviewed=show_unreviewed)
    ]


def list_containing(session: Session, words: str, *, limit: int) -> Sequence[PublishedText]:
    """Return public texts whose Markdown contains some words, in order of their address."""
    publication, revision = content_tables.publication, content_tables.revision
    key = (publication.c.slug, publication.c.audience, publication.c.language)
    statement = (
        select(*key, revision.c.markdown)
        .join(revision, revision.c.id == publication.c.revision_id)
        .where(
            publication.c.status != Status.WITHDRAWN,
            revision.c.markdown.contains(words, autoescape=True),
        )
        .order_by(*key)
        .limit(limit)
    )
    return [
        PublishedText(slug, Audience(audience), language, markdown)
        for slug, audience, language, markdown in session.execute(statement)
    ]


def list_texts(
    session: Session, *, after: PublishedText | None, limit: int
) -> Sequence[PublishedText]:
    """Return the texts that follow `after` in order of address, audience and language.

    Each batch may be read in a transaction of its own, so that long work holds none open.
    """
    publication, revision = content_tables.publication, content_tables.revision
    key = (publication.c.slug, publication.c.audience, publication.c.language)
    statement = (
        select(*key, revision.c.markdown)
        .join(revision, revision.c.id == publication.c.revision_id)
        .where(publication.c.status != Status.WITHDRAWN)
        .order_by(*key)
        .limit(limit)
    )
    if after is not None:
        place = (after.slug, str(after.audience), after.language)
        statement = statement.where(tuple_(*key) > place)
    return [
        PublishedText(slug, Audience(audience), language, markdown)
        for slug, audience, language, markdown in session.execute(statement)
    ]
