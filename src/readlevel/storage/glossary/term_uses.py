"""Which answers explain a term."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables


def save_uses(session: Session, slug: str, uses: Iterable[tuple[str, str]]) -> None:
    """Store which terms, as (language, term's slug), the answer at `slug` explains."""
    table = content_tables.term_use
    session.execute(delete(table).where(table.c.slug == slug))
    rows = [{"language": language, "term": term, "slug": slug} for language, term in set(uses)]
    if rows:
        session.execute(insert(table), rows)


def find_uses(session: Session, language: str, term: str, *, limit: int | None) -> Sequence[str]:
    """Return slugs of answers that explain the term; with None as limit, of all."""
    table = content_tables.term_use
    return session.scalars(
        select(table.c.slug)
        .where(table.c.language == language, table.c.term == term)
        .order_by(table.c.slug)
        .limit(limit)
    ).all()
