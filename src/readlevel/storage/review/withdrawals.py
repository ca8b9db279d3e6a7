"""Texts that were taken back."""

import json
from dataclasses import dataclass

from sqlalchemy import select, text, tuple_
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables

WithdrawnCursor = tuple[str, str, str]
"""Where a text stands among them: by slug, audience and language."""


@dataclass(frozen=True, slots=True)
class WithdrawnText:
    """One text that was taken back."""

    slug: str
    audience: Audience
    language: str
    question: str
    because: str | None


def list_withdrawn(
    session: Session, *, after: WithdrawnCursor, limit: int
) -> tuple[WithdrawnText, ...]:
    """Return texts that were taken back and follow the place `after`."""
    own = content_tables.publication.c
    place = (own.slug, own.audience, own.language)
    rows = session.execute(
        select(*place, own.facts)
        # In the words of the index, which a database takes for no others.
        .where(text("status = 'withdrawn'"), tuple_(*place) > after)
        .order_by(*place)
        .limit(limit)
    )
    return tuple(
        _restore(slug, audience, language, facts) for slug, audience, language, facts in rows
    )


def _restore(slug: str, audience: str, language: str, facts: str) -> WithdrawnText:
    told = json.loads(facts)
    because = told["review"]["withdrawn_because"]
    return WithdrawnText(slug, Audience(audience), language, told["question"], because)
