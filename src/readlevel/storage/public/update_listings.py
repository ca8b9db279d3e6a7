"""Updates what lists and search show of an answer, and how many answers a topic has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.orm import Session

from readlevel.core.model.answer import AnswerHead, Audience
from readlevel.core.model.slug import slugify
from readlevel.core.model.workflow import Status
from readlevel.core.rendering.rendering import Rendering
from readlevel.core.text.excerpt import make_excerpt
from readlevel.storage.answers.revisions import StoredRevision
from readlevel.storage.database import content_tables, site_version
from readlevel.storage.public import public_texts
from readlevel.storage.public.listings import CARD, Card

EXCERPT_CHARACTERS = 200


def refresh(
    session: Session,
    answer: AnswerHead,
    public: Mapping[tuple[Audience, str], StoredRevision],
    rendered: Mapping[int, Rendering],
    *,
    changed: bool = True,
) -> None:
    """Rebuild what lists and search show of `answer`; `rendered` is by revision.

    `changed` updates the time of the change.
    """
    words = public_texts.remove(session, answer.slug)
    before, names = _remove(session, answer.slug)
    now = site_version.record_time(session)
    moments = {} if changed else {one.language: one.changed for one in before}
    shown = [
        revision for revision in public.values() if revision.review.status is not Status.WITHDRAWN
    ]
    languages = sorted({revision.language for revision in shown})
    after = [
        _make(answer, language, shown, rendered, moments.get(language, now))
        for language in languages
    ]
    listing_ids = _insert(session, answer.slug, after)
    public_texts.add(session, answer, listing_ids, shown, rendered, words)
    _count(session, before, after, names)


def mark_changed(session: Session, slugs: Collection[str]) -> None:
    """Record that answers changed for readers, although their cards did not."""
    now = site_version.record_time(session)
    table, topics = content_tables.listing, content_tables.listing_topic
    own = table.c.slug.in_(slugs)
    session.execute(update(table).where(own).values(changed=now))
    ids = select(table.c.id).where(own)
    session.execute(update(topics).where(topics.c.listing_id.in_(ids)).values(changed=now))


@dataclass(frozen=True, slots=True)
class _Listing:
    """The row of an answer in one language."""

    language: str
    approved: bool
    changed: int
    topics: Mapping[str, str]
    """Names by slug."""
    newest: date = date.min
    card: str = ""


def _make(
    answer: AnswerHead,
    language: str,
    shown: Sequence[StoredRevision],
    rendered: Mapping[int, Rendering],
    changed: int,
) -> _Listing:
    here = [revision for revision in shown if revision.language == language]
    approved = [one for one in here if one.review.status is Status.APPROVED]
    # Prefer the plain text, because every reader sees excerpts.
    revisions = sorted(approved or here, key=lambda one: one.audience is not Audience.LAY)
    best = revisions[0]
    question = answer.question_in(language, best.audience)[1]
    reviewed = best.review.reviewed if approved else None
    plain_text = rendered[best.id].plain_text if best.id in rendered else ""
    excerpt = make_excerpt(plain_text, EXCERPT_CHARACTERS)
    return _Listing(
        language,
        bool(approved),
        changed,
        {slugify(topic): topic for topic in answer.topics},
        reviewed or best.review.updated or date.min,
        CARD.dump(Card(question, excerpt, answer.topics, reviewed, answer.is_sample)),
    )


def _insert(session: Session, slug: str, listings: Sequence[_Listing]) -> dict[str, int]:
    """Store the rows of an answer; return their ids by language."""
    topics, ids = [], {}
    for one in listings:
        row = {
            "language": one.language,
            "approved": one.approved,
            "newest": one.newest,
            "changed": one.changed,
        }
        listing_id: int = session.execute(
            insert(content_tables.listing)
            .values(slug=slug, card=one.card, **row)
            .returning(content_tables.listing.c.id)
        ).scalar_one()
        topics += [{"listing_id": listing_id, "topic": topic, **row} for topic in one.topics]
        ids[one.language] = listing_id
    if topics:
        session.execute(insert(content_tables.listing_topic), topics)
    return ids


def _remove(session: Session, slug: str) -> tuple[Sequence[_Listing], dict[tuple[str, str], str]]:
    """Remove an answer; return its rows as far as counts need them, and the names of its topics.

    The names are by language and slug, as they are counted.
    """
    own, topics, counts = (
        content_tables.listing.c,
        content_tables.listing_topic,
        content_tables.topic_count,
    )
    rows = session.execute(
        select(own.id, own.language, own.approved, own.changed).where(own.slug == slug)
    ).all()
    if not rows:
        return (), {}
    ids = [row.id for row in rows]
    counted = session.execute(
        select(topics.c.listing_id, topics.c.language, topics.c.topic, counts.c.name)
        .outerjoin(
            counts,
            and_(counts.c.language == topics.c.language, counts.c.topic == topics.c.topic),
        )
        .where(topics.c.listing_id.in_(ids))
    ).all()
    session.execute(delete(topics).where(topics.c.listing_id.in_(ids)))
    session.execute(delete(content_tables.listing).where(own.slug == slug))
    before = [
        _Listing(
            row.language,
            row.approved,
            row.changed,
            {one.topic: one.name for one in counted if one.listing_id == row.id},
        )
        for row in rows
    ]
    return before, {(one.language, one.topic): one.name for one in counted}


def _count(
    session: Session,
    before: Sequence[_Listing],
    after: Sequence[_Listing],
    counted: Mapping[tuple[str, str], str],
) -> None:
    """Change the counts of languages and topics by the difference between two states.

    `counted` are the names of topics that are stored with the counts.
    """
    changes: dict[tuple[str, str | None, str], int] = {}
    names = {(one.language, slug): name for one in after for slug, name in one.topics.items()}
    for listings, by in ((before, -1), (after, 1)):
        for one in listings:
            column = "approved" if one.approved else "pending"
            for topic in (None, *one.topics):
                key = (one.language, topic, column)
                changes[key] = changes.get(key, 0) + by
    for (language, topic, column), by in changes.items():
        name = None if topic is None else names.get((language, topic))
        # The spelling of the latest answer wins.
        respelled = topic is not None and name not in (None, counted.get((language, topic)))
        if by or respelled:
            _change_count(session, language, topic, name, column, by)


def _change_count(
    session: Session, language: str, topic: str | None, name: str | None, column: str, by: int
) -> None:
    table = content_tables.language_count if topic is None else content_tables.topic_count
    key = {"language": language, **({} if topic is None else {"topic": topic})}
    named = {} if name is None else {"name": name}
    changed = session.execute(
        update(table)
        .where(*(table.c[one] == value for one, value in key.items()))
        .values({column: table.c[column] + by, **named})
        .returning(table.c[column])
    ).first()
    if changed is None:
        both = {"approved": 0, "pending": 0, column: by}
        session.execute(insert(table).values(**key, **named, **both))
