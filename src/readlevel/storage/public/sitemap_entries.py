"""Public addresses for sitemaps, in parts that do not change when others are added."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import PENDING, Status
from readlevel.storage.database import content_tables
from readlevel.storage.public.listings import restore_moment

_IS_NO_SAMPLE = ~(
    exists()
    .where(content_tables.sample.c.answer_id == content_tables.answer.c.id)
    .correlate(content_tables.answer)
)


class SitemapText(NamedTuple):
    """One public text."""

    audience: Audience
    language: str
    changed: datetime | None
    """When it last changed for readers; None if that was not recorded."""


@dataclass(frozen=True, slots=True)
class SitemapAnswer:
    """An answer and its public texts, by audience and language."""

    slug: str
    texts: tuple[SitemapText, ...]


def list_parts(session: Session, size: int, *, show_unreviewed: bool) -> tuple[int, ...]:
    """Return the numbers, from 1, of the parts of `size` answers that hold a public text.

    Each part takes one index look-up, however many answers it has.
    """
    answer, publication = content_tables.answer, content_tables.publication
    statement = (
        select(answer.c.id)
        .where(
            answer.c.id >= bindparam("least"),
            _IS_NO_SAMPLE,
            exists()
            .where(
                publication.c.slug == answer.c.slug,
                publication.c.status.in_(_visible_statuses(show_unreviewed=show_unreviewed)),
            )
            .correlate(answer),
        )
        .order_by(answer.c.id)
        .limit(1)
    )
    parts: list[int] = []
    least = 1
    while (first := session.scalar(statement, {"least": least})) is not None:
        part = (first - 1) // size + 1
        parts.append(part)
        least = part * size + 1
    return tuple(parts)


def list_published(
    session: Session, part: int, size: int, *, show_unreviewed: bool
) -> tuple[SitemapAnswer, ...]:
    """Return the public answers of one part, in the order they were created."""
    answer, publication, listing = (
        content_tables.answer,
        content_tables.publication,
        content_tables.listing,
    )
    rows = session.execute(
        select(
            answer.c.slug,
            publication.c.audience,
            publication.c.language,
            listing.c.changed,
        )
        .join_from(answer, publication, publication.c.slug == answer.c.slug)
        .outerjoin(
            listing,
            and_(
                listing.c.slug == publication.c.slug, listing.c.language == publication.c.language
            ),
        )
        .where(
            answer.c.id > (part - 1) * size,
            answer.c.id <= part * size,
            _IS_NO_SAMPLE,
            publication.c.status.in_(_visible_statuses(show_unreviewed=show_unreviewed)),
        )
        .order_by(answer.c.id, publication.c.audience, publication.c.language)
    )
    found: dict[str, list[SitemapText]] = {}
    for slug, audience, language, changed in rows:
        text = SitemapText(Audience(audience), language, restore_moment(changed))
        found.setdefault(slug, []).append(text)
    return tuple(SitemapAnswer(slug, tuple(texts)) for slug, texts in found.items())


def list_terms(session: Session, language: str, letter: str, *, limit: int) -> tuple[str, ...]:
    """Return the slugs of the terms under a letter."""
    table = content_tables.term
    rows = session.scalars(
        select(table.c.slug)
        .where(table.c.language == language, table.c.letter == letter)
        .order_by(table.c.folded, table.c.slug)
        .limit(limit)
    )
    return tuple(rows)


def _visible_statuses(*, show_unreviewed: bool) -> list[Status]:
    return [Status.APPROVED, *(sorted(PENDING) if show_unreviewed else ())]
