"""Use cases of topics: what people call them in everyday life. Changes are public at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readlevel.core.model.slug import slugify
from readlevel.core.model.topic_names import TopicNames
from readlevel.storage.accounts import audit_log
from readlevel.storage.accounts.accounts import Account
from readlevel.storage.answers import topic_names
from readlevel.storage.database import site_version
from readlevel.storage.public import listings, render_queue
from readlevel.storage.review import worklist
from readlevel.usecases.edit_conflict import EditConflict

MOST_TOPICS = 1_000
"""Topics that the desk lists."""


class TopicNamesConflict(EditConflict):
    """Somebody else has changed the names since they were shown; the versions are the names."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as editors wrote it first, and its everyday names by language."""

    slug: str
    name: str
    names: Mapping[str, str]


def list_topics(session: Session) -> Sequence[Topic]:
    """Return the topics of answers, and others that have names, in order."""
    known = {one.topic: one.names for one in topic_names.list_all(session)}
    written: dict[str, str] = {}
    for name in worklist.list_topics(session, limit=MOST_TOPICS):
        written.setdefault(slugify(name), name)
    for slug in known:
        written.setdefault(slug, slug)
    return [Topic(slug, written[slug], known.get(slug, {})) for slug in sorted(written)]


def save_names(
    session: Session,
    actor: Account,
    given: TopicNames,
    *,
    expected: Mapping[str, str],
    now: datetime,
) -> bool:
    """Store the names of a topic; return whether that changed them.

    Names in languages that are not given are kept. Raise `TopicNamesConflict` if the stored names
    in those languages are not those that the writer began from.
    """
    stored = topic_names.find(session, given.topic)
    if any(stored.get(language, "") != name for language, name in expected.items()):
        raise TopicNamesConflict(dict(expected), dict(stored))
    kept = {language: name for language, name in stored.items() if language not in expected}
    changed = import_names(session, TopicNames(given.topic, {**kept, **given.names}))
    if changed:
        audit_log.record_action(session, actor, "topic.named", given.topic[:100], now=now)
    return changed


def import_names(session: Session, given: TopicNames) -> bool:
    """Store the names of a topic in place of earlier ones; return whether that changed them.

    Its answers are queued, so that they are found by the new names.
    """
    changed = topic_names.save(session, given)
    if changed:
        site_version.bump(session)
        render_queue.enqueue(
            session, listings.list_ids_by_topic(session, given.topic), everything=True
        )
    return changed
