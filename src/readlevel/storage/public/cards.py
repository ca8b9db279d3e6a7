"""Card images of public texts, derived on writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.storage.database import content_tables
from readlevel.storage.public.tombstones import TextKey


@dataclass(frozen=True, slots=True)
class StoredCard:
    """The card image of one text."""

    digest: str
    image: bytes
    """As PNG."""


def list_digests(session: Session, slug: str) -> dict[TextKey, str]:
    """Return the digests of the cards of an answer."""
    own = content_tables.card.c
    rows = session.execute(select(own.audience, own.language, own.digest).where(own.slug == slug))
    return {(Audience(audience), language): digest for audience, language, digest in rows}


def find_image(session: Session, slug: str, audience: Audience, language: str) -> bytes | None:
    """Return the card image of a text, or None."""
    own = content_tables.card.c
    return session.scalar(
        select(own.image).where(
            own.slug == slug, own.audience == audience, own.language == language
        )
    )


def save_cards(session: Session, slug: str, drawn: Mapping[TextKey, StoredCard]) -> None:
    """Store cards of an answer in place of those that are there."""
    rows = [
        {
            "slug": slug,
            "audience": audience,
            "language": language,
            "digest": one.digest,
            "image": one.image,
        }
        for (audience, language), one in drawn.items()
    ]
    if rows:
        remove_cards(session, slug, drawn)
        session.execute(insert(content_tables.card), rows)


def remove_cards(session: Session, slug: str, keys: Collection[TextKey]) -> None:
    """Remove cards of an answer."""
    own = content_tables.card.c
    for audience, language in keys:
        session.execute(
            delete(content_tables.card).where(
                own.slug == slug, own.audience == audience, own.language == language
            )
        )
