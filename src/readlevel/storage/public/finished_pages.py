"""Finished pages of public texts: the bytes that readers get, found by one indexed look-up.

A page is used as long as nothing has changed that it shows and the same templates, translations,
code and settings would make it, so nobody has to remove it when something changes.
"""

import gzip
import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Engine, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from readlevel.core.model.answer import Audience
from readlevel.core.model.workflow import Status, is_public
from readlevel.storage.database.content_tables import (
    finished_page,
    publication,
    site,
    site_change,
)
from readlevel.storage.database.engine import read_statement
from readlevel.storage.database.errors import translate_error
from readlevel.storage.database.site_version import EVERYTHING, VERSIONS_KEPT

if TYPE_CHECKING:
    from readlevel.storage.database.postgresql import HeldQuery

EVERY_CHOICE = "*"
"""The choice of a page that is the same for every reader."""

Key = tuple[str, str]
"""Path, and the reader's choice as the cookie holds it."""


class FinishedPage(NamedTuple):
    """A page as it is sent."""

    path: str
    choice: str
    part: str
    """The part of the site that it shows, besides what every page shows."""
    headers: Sequence[tuple[str, str]]
    gzipped: bytes


class PublicVariant(NamedTuple):
    """A public text, for which pages are made."""

    slug: str
    audience: Audience
    language: str


class PageFinder:
    """Finds finished pages of one database."""

    _held: "HeldQuery | None" = None

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        if engine.dialect.name == "postgresql":
            # The driver is optional.
            from readlevel.storage.database.postgresql import HeldQuery

            self._held = HeldQuery(engine, _FIND)

    def find(
        self, path: str, choice: str, maker: str
    ) -> tuple[list[tuple[str, str]], bytes, bytes] | None:
        """Return headers, body and compressed body of the page for a reader's choice.

        None: there is none, or something that it shows has changed. Raise `DatabaseProblem` if the
        database cannot be read.
        """
        row = self._read({"path": path, "choice": choice, "maker": maker})
        if row is None:
            return None
        headers, body = row
        return [(name, value) for name, value in json.loads(headers)], gzip.decompress(body), body

    def _read(self, given: Mapping[str, str]) -> Sequence[Any] | None:
        if self._held is not None:
            try:
                rows = self._held.ask(given)
            except TimeoutError as error:
                raise translate_error(error, str(self._engine.url)) from error
            if rows is not None:
                return rows[0] if rows else None
        with read_statement(self._engine) as connection:
            return connection.execute(_FIND, given).first()


def list_current(session: Session, paths: Collection[str], maker: str) -> frozenset[Key]:
    """Return the pages at `paths` that can be used."""
    rows = session.execute(
        select(finished_page.c.path, finished_page.c.choice).where(
            finished_page.c.path.in_(paths), finished_page.c.maker == maker, *_IS_CURRENT
        )
    )
    return frozenset((row.path, row.choice) for row in rows)


def save_pages(
    session: Session,
    paths: Collection[str],
    pages: Sequence[FinishedPage],
    *,
    version: int,
    maker: str,
) -> None:
    """Store pages, made at a site version, in place of all at `paths`."""
    session.execute(delete(finished_page).where(finished_page.c.path.in_(paths)))
    rows: list[Mapping[str, object]] = [
        {
            "path": one.path,
            "choice": one.choice,
            "part": one.part,
            "version": version,
            "maker": maker,
            "headers": json.dumps(one.headers),
            "body": one.gzipped,
        }
        for one in pages
    ]
    if rows:
        session.execute(insert(finished_page), rows)


def remove_pages(session: Session, part: str) -> None:
    """Remove the pages that show a part of the site."""
    session.execute(delete(finished_page).where(finished_page.c.part == part))


def list_slugs(session: Session, *, after: str, limit: int) -> Sequence[str]:
    """Return slugs of answers with published texts, in order."""
    return session.scalars(
        select(publication.c.slug)
        .where(publication.c.slug > after)
        .distinct()
        .order_by(publication.c.slug)
        .limit(limit)
    ).all()


def list_public_variants(
    session: Session, slugs: Collection[str], *, show_unreviewed: bool
) -> Sequence[PublicVariant]:
    """Return the public texts of answers."""
    rows = session.execute(
        select(
            publication.c.slug,
            publication.c.audience,
            publication.c.language,
            publication.c.status,
        ).where(publication.c.slug.in_(slugs))
    )
    return [
        PublicVariant(row.slug, Audience(row.audience), row.language)
        for row in rows
        if is_public(Status(row.status), show_unreviewed=show_unreviewed)
    ]


_IS_CURRENT = (
    finished_page.c.version > select(site.c.version - VERSIONS_KEPT).scalar_subquery(),
    ~select(site_change.c.version)
    .where(
        site_change.c.part.in_((finished_page.c.part, EVERYTHING)),
        site_change.c.version > finished_page.c.version,
    )
    .exists(),
)
_FIND = select(finished_page.c.headers, finished_page.c.body).where(
    finished_page.c.path == bindparam("path"),
    finished_page.c.choice.in_((bindparam("choice"), EVERY_CHOICE)),
    finished_page.c.maker == bindparam("maker"),
    *_IS_CURRENT,
)
