"""Withdrawn texts."""

from dataclasses import dataclass

from sqlalchemy import select, text, tuple_
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.public.publications import FACTS

WithdrawnCursor = tuple[str, str, str]
"""The place of a text in the list: slug, audience and language."""


@dataclass(frozen=True, slots=True)
class WithdrawnText:
    """One withdrawn text."""

    slug: str
    audience: Audience
    language: str
    question: str
    because: str | None


def list_withdrawn(
    session: Session, *, after: WithdrawnCursor, limit: int
) -> tuple[WithdrawnText, ...]:
    """Return the withdrawn texts after a cursor."""
    own = content_tables.publication.c
    place = (own.slug, own.audience, own.language)
    rows = session.execute(
        select(*place, own.facts)
        # Literally as in the partial index, or the database does not use it.
        .where(text("status = 'withdrawn'"), tuple_(*place) > after)
        .order_by(*place)
        .limit(limit)
    )
    return tuple(
        _restore(slug, audience, language, facts) for slug, audience, language, facts in rows
    )


def _restore(slug: str, audience: str, language: str, facts: str) -> WithdrawnText:
    restored = FACTS.load(facts)
    because = restored.review.withdrawn_because
    return WithdrawnText(slug, Audience(audience), language, restored.question, because)
