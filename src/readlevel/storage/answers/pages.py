"""Pages that an administrator writes: editorial policy, privacy, accessibility, about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.rendering.safe_html import SafeHTML, restore_html
from readlevel.storage.database import content_tables


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page: its Markdown and its HTML."""

    name: str
    language: str
    title: str
    markdown: str
    html: SafeHTML
    updated: date | None


def save_page(session: Session, page: SitePage) -> bool:
    """Store `page` in place of an earlier one; return whether that changed its text."""
    before = find_page(session, page.name, page.language)
    if before is not None and before.markdown == page.markdown and before.html == page.html:
        return False
    table = content_tables.page
    session.execute(
        delete(table).where(table.c.name == page.name, table.c.language == page.language)
    )
    session.execute(
        insert(table).values(
            name=page.name,
            language=page.language,
            title=page.title,
            markdown=page.markdown,
            html=page.html.text,
            updated=page.updated,
        )
    )
    return True


def find_page(session: Session, name: str, language: str) -> SitePage | None:
    """Return the page in that language, or None."""
    table = content_tables.page
    row = session.execute(
        select(table).where(table.c.name == name, table.c.language == language)
    ).first()
    if row is None:
        return None
    return SitePage(
        row.name, row.language, row.title, row.markdown, restore_html(row.html), row.updated
    )


def find_languages(session: Session, name: str) -> frozenset[str]:
    """Return the languages in which there is a page of that name."""
    table = content_tables.page
    return frozenset(session.scalars(select(table.c.language).where(table.c.name == name)))


def iter_pages(session: Session) -> Iterator[SitePage]:
    """Yield every page, by name and language."""
    table = content_tables.page
    for row in session.execute(select(table).order_by(table.c.name, table.c.language)):
        yield SitePage(
            row.name, row.language, row.title, row.markdown, restore_html(row.html), row.updated
        )


def list_titles(session: Session, language: str) -> tuple[tuple[str, str], ...]:
    """Return (name, title) of the pages in a language."""
    table = content_tables.page
    rows = session.execute(
        select(table.c.name, table.c.title)
        .where(table.c.language == language)
        .order_by(table.c.name)
    )
    return tuple((row.name, row.title) for row in rows)
