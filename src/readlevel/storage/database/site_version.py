"""The site version: a number that grows with every change that readers can see."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from readlevel.storage.database import content_tables

VERSION_QUERY = "SELECT version FROM site WHERE id = 1"


def read_version_raw(connection: Any) -> int:
    """Return the site version over a raw driver connection: each cached page asks for it."""
    cursor = connection.execute(VERSION_QUERY)
    number: int = cursor.fetchone()[0]
    return number


def get_version(session: Session) -> int:
    """Return the site version."""
    number: int = session.execute(select(content_tables.site.c.version)).scalar_one()
    return number


def bump(session: Session) -> None:
    """Increase the site version: readers may see a change once the transaction is committed."""
    session.execute(update(content_tables.site).values(version=content_tables.site.c.version + 1))


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
