"""The related answers of each answer, and what answers share. Every query is bounded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Select, delete, func, insert, literal, select, union_all
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables
from readlevel.storage.database.content_tables import related_answer as _table

Links = Mapping[str, float]
"""Scores of answers, by slug."""

_MAX_GROUPS = 60
"""Codes, terms or topics of one answer that are looked at."""


def find_shared_codes(session: Session, answer_id: int, *, limit: int) -> list[list[str]]:
    """Return the slugs of answers that have each code of an answer; none of those with more."""
    code, answer = content_tables.code, content_tables.answer
    own = session.execute(
        select(code.c.system, code.c.code).where(code.c.answer_id == answer_id).limit(_MAX_GROUPS)
    ).all()
    groups = [
        select(code.c.answer_id.label("member"))
        .where(code.c.system == row.system, code.c.code == row.code)
        .limit(limit + 1)
        for row in own
    ]
    found = _find_groups(session, groups, limit)
    ids = {member for members in found for member in members}
    rows = session.execute(select(answer.c.id, answer.c.slug).where(answer.c.id.in_(ids)))
    slugs = {row.id: row.slug for row in rows}
    return [[slugs[member] for member in members] for members in found]


def find_shared_terms(session: Session, slug: str, language: str, *, limit: int) -> list[list[str]]:
    """Return the slugs of answers that explain each term of an answer; none of those with more."""
    table = content_tables.term_use
    terms = session.scalars(
        select(table.c.term)
        .where(table.c.slug == slug, table.c.language == language)
        .limit(_MAX_GROUPS)
    ).all()
    groups = [
        select(table.c.slug.label("member"))
        .where(table.c.language == language, table.c.term == term)
        .limit(limit + 1)
        for term in terms
    ]
    return _find_groups(session, groups, limit)


def find_shared_topics(
    session: Session, language: str, topics: Collection[str], *, limit: int
) -> list[list[str]]:
    """Return the slugs of the newest answers of each topic (named by its slug)."""
    table, listing = content_tables.listing_topic, content_tables.listing
    found = []
    for topic in sorted(topics)[:_MAX_GROUPS]:
        rows = session.scalars(
            select(listing.c.slug)
            .join(table, table.c.listing_id == listing.c.id)
            .where(table.c.language == language, table.c.topic == topic)
            .order_by(table.c.newest.desc(), table.c.listing_id.desc())
            .limit(limit)
        )
        found.append(list(rows))
    return found


def list_public(session: Session, slugs: Collection[str], language: str) -> frozenset[str]:
    """Return those of some answers that have a public text in a language."""
    listing = content_tables.listing
    return frozenset(
        session.scalars(
            select(listing.c.slug).where(listing.c.slug.in_(slugs), listing.c.language == language)
        )
    )


def find_links(session: Session, slug: str, language: str) -> Links:
    """Return the answers related to an answer, the best first."""
    rows = session.execute(
        select(_table.c.related, _table.c.score)
        .where(_table.c.slug == slug, _table.c.language == language)
        .order_by(_table.c.score.desc(), _table.c.related)
    )
    return {row.related: row.score for row in rows}


def find_sources(session: Session, slug: str) -> list[tuple[str, str]]:
    """Return (slug, language) of the answers that link to an answer."""
    rows = session.execute(select(_table.c.slug, _table.c.language).where(_table.c.related == slug))
    return [(row.slug, row.language) for row in rows]


def count_sources(session: Session, slugs: Collection[str], language: str) -> Mapping[str, int]:
    """Return how many answers link to each of some answers."""
    rows = session.execute(
        select(_table.c.related, func.count().label("sources"))
        .where(_table.c.related.in_(slugs), _table.c.language == language)
        .group_by(_table.c.related)
    )
    return {row.related: row.sources for row in rows}


def save_links(session: Session, slug: str, language: str, links: Links) -> None:
    """Store the answers related to an answer, in place of all others."""
    session.execute(delete(_table).where(_table.c.slug == slug, _table.c.language == language))
    rows = [
        {"slug": slug, "language": language, "related": related, "score": score}
        for related, score in links.items()
    ]
    if rows:
        session.execute(insert(_table), rows)


def remove_links_to(session: Session, slug: str, languages: Iterable[str]) -> None:
    """Remove the links to an answer in languages in which it is no longer public."""
    session.execute(
        delete(_table).where(_table.c.related == slug, _table.c.language.in_(list(languages)))
    )


def list_languages(session: Session, slug: str) -> frozenset[str]:
    """Return the languages in which there are links from an answer, or to it."""
    rows = session.execute(
        union_all(
            select(_table.c.language).where(_table.c.slug == slug),
            select(_table.c.language).where(_table.c.related == slug),
        )
    )
    return frozenset(row.language for row in rows)


def _find_groups(
    session: Session, groups: Sequence[Select[tuple[object]]], limit: int
) -> list[list]:  # type: ignore[type-arg]  # ids or slugs
    """Return the members of each group of at most `limit`."""
    if not groups:
        return []
    parts = []
    for place, group in enumerate(groups):
        inner = group.subquery()
        parts.append(select(literal(place).label("place"), inner.c.member))
    found: defaultdict[int, list[object]] = defaultdict(list)
    for row in session.execute(union_all(*parts)):
        found[row.place].append(row.member)
    return [members for members in found.values() if len(members) <= limit]
