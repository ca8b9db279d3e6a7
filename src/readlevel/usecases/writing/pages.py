"""Save the site's own pages: about, privacy, accessibility, editorial policy."""

from datetime import date

from sqlalchemy.orm import Session

from readlevel.core.rendering.pipeline import render_page
from readlevel.storage import slow_work
from readlevel.storage.answers import pages
from readlevel.storage.database import site_version


def save_page(
    session: Session, name: str, language: str, markdown: str, *, updated: date | None
) -> bool:
    """Store a page that begins with its title as a heading; return whether that changed it.

    Raise ValueError if the title is missing.
    """
    title, html = slow_work.do(render_page, markdown)
    page = pages.SitePage(name, language, title, markdown, html, updated)
    changed = pages.save_page(session, page)
    if changed:
        site_version.bump(session)
    return changed
