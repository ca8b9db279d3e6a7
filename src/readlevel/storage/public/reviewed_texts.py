"""Approved texts of one audience, the latest reviewed first, for feeds."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.database import content_tables
from readlevel.storage.database.errors import CorruptRendering
from readlevel.storage.public.publications import FACTS
from readlevel.storage.public.rendering_json import load_rendering

EXCERPT_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """One approved text."""

    slug: str
    question: str
    excerpt: str
    reviewed: date | None
    """When it was reviewed, or else updated."""
    author: str | None
    sample: bool


def list_reviewed(
    session: Session,
    audience: Audience,
    language: str,
    policy: str,
    *,
    topic: str | None = None,
    limit: int,
) -> tuple[ReviewedText, ...]:
    """Return the approved texts, of a topic if its slug is given, the latest reviewed first.

    Raise `CorruptRendering` if a stored text is missing or broken.
    """
    publication, rendering = content_tables.publication.c, content_tables.rendering.c
    statement = (
        select(publication.slug, publication.facts, rendering.stored)
        .join_from(
            content_tables.publication,
            content_tables.rendering,
            and_(
                rendering.revision_id == publication.revision_id,
                rendering.policy == policy,
            ),
        )
        .where(
            publication.audience == audience,
            publication.language == language,
            publication.reviewed.is_not(None),
        )
        .order_by(publication.reviewed.desc(), publication.slug.desc())
        .limit(limit)
    )
    if topic is not None:
        listing, of_topic = content_tables.listing, content_tables.listing_topic
        statement = statement.join(
            listing,
            and_(listing.c.slug == publication.slug, listing.c.language == publication.language),
        ).join(of_topic, and_(of_topic.c.listing_id == listing.c.id, of_topic.c.topic == topic))
    return tuple(_restore(*row) for row in session.execute(statement))


def _restore(slug: str, facts: str, stored: str) -> ReviewedText:
    try:
        restored, rendering = FACTS.load(facts), load_rendering(stored)
    except ValueError as error:
        raise CorruptRendering(slug) from error
    review = restored.review
    return ReviewedText(
        slug,
        restored.question,
        make_excerpt(rendering.plain_text, EXCERPT_CHARACTERS),
        review.reviewed or review.updated,
        review.author,
        restored.sample,
    )
