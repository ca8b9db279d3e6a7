"""The site version: a number that grows with every change that readers can see.

What each change concerned is recorded beside it, so that pages that show nothing of it stay cached.
"""

import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, delete, insert, select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables

EVERYTHING = "*"
"""The part that every page shows."""
GLOSSARY = "glossary"
"""The part of pages that list terms. Texts that explain a term change when they are rendered."""
NOTHING = "-"
"""No part: the version grows although readers see no change."""
UNLISTED = "unlisted"
"""Recorded with answers that changed only on their own pages, not in lists of answers."""
LISTS = "lists"
"""The part of pages that list answers. It changes with every answer, but for `UNLISTED` changes;
it is not recorded, so that it is found in what earlier versions of the software recorded."""
VERSIONS_KEPT = 10_000
_PRUNED_EVERY = 500

VERSION_QUERY = "SELECT version FROM site WHERE id = 1"


def read_version_raw(connection: Any) -> int:
    """Return the site version over a raw driver connection: each cached page asks for it."""
    cursor = connection.execute(VERSION_QUERY)
    number: int = cursor.fetchone()[0]
    return number


def get_version(session: Session) -> int:
    """Return the site version."""
    number: int = session.connection().exec_driver_sql(VERSION_QUERY).scalar_one()
    return number


def name_answer(slug: str) -> str:
    """Return the name of the part of the site that shows an answer."""
    return f"answer:{slug}"


def find_changed_parts(changes: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Return the last version that changed each part, by (version, part) of `list_changes`."""
    changed: dict[str, int] = {}
    unlisted = {version for version, part in changes if part == UNLISTED}
    answer = name_answer("")
    for version, part in changes:
        changed[part] = max(version, changed.get(part, 0))
        if part.startswith(answer) and version not in unlisted:
            changed[LISTS] = max(version, changed.get(LISTS, 0))
    return changed


def bump(session: Session, *parts: str) -> None:
    """Increase the site version: readers may see a change once the transaction is committed.

    `parts` are what changed: `EVERYTHING` by default.
    """
    site, change = content_tables.site, content_tables.site_change
    version: int = session.execute(
        update(site).values(version=site.c.version + 1).returning(site.c.version)
    ).scalar_one()
    session.execute(
        insert(change),
        [{"version": version, "part": part} for part in sorted(set(parts or (EVERYTHING,)))],
    )
    if version % _PRUNED_EVERY == 0:
        session.execute(delete(change).where(change.c.version <= version - VERSIONS_KEPT))


def record_time(session: Session) -> int:
    """Return the time of a change, in microseconds since 1970.

    It is no earlier than that of any change before, even if the clock was set back: copies of the
    site are kept by asking for what changed since.
    """
    last, now = content_tables.site.c.changed, time.time_ns() // 1000
    latest = case((last < now, now), else_=last)
    moment: int = session.execute(
        update(content_tables.site).values(changed=latest).returning(last)
    ).scalar_one()
    return moment


def list_changes(
    session: Session, after: int, until: int, limit: int
) -> Sequence[tuple[int, str]] | None:
    """Return (version, part) of all changes after a version, up to another.

    Return None if they are more than `limit`, or if not all of them are recorded.
    """
    table = content_tables.site_change
    rows = session.execute(
        select(table.c.version, table.c.part)
        .where(table.c.version > after, table.c.version <= until)
        .limit(limit + 1)
    ).all()
    if len(rows) > limit or len({row.version for row in rows}) != until - after:
        return None
    return [(row.version, row.part) for row in rows]


def get_glossary_version(session: Session) -> int:
    """Return the version of the glossary, which grows with every change of a term."""
    number: int = session.execute(select(content_tables.site.c.glossary_version)).scalar_one()
    return number


def bump_glossary(session: Session) -> None:
    """Increase the version of the glossary, so that texts rendered before are checked again."""
    session.execute(
        update(content_tables.site).values(
            glossary_version=content_tables.site.c.glossary_version + 1
        )
    )
