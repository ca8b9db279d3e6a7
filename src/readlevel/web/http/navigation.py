"""What stands around every page, asked for once for each version of the site."""

from collections.abc import Hashable
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from readlevel.storage.database.engine import read_transaction as open_reading
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.public import reading


class Navigation(NamedTuple):
    """The pages named at the foot of every page, and the languages to choose from."""

    titles: tuple[tuple[str, str], ...] = ()
    """(name, title) of the written pages."""
    languages: frozenset[str] = frozenset()
    """Languages in which there is an answer to read."""


class NavigationCache:
    """Remembers what stands around pages, by their languages."""

    def __init__(self, engine: Engine, *, show_unreviewed: bool) -> None:
        self._engine = engine
        self._show_unreviewed = show_unreviewed
        self._known: dict[tuple[str, ...], tuple[Hashable | None, Navigation]] = {}

    def find(self, languages: tuple[str, ...], version: Hashable | None) -> Navigation:
        """Return what stands around a page, whose titles are in the first of `languages` they have.

        Where the database cannot be read (`version` is None, or it fails now), what was known
        last: error pages have a foot too.
        """
        made_at, around = self._known.get(languages, (None, Navigation()))
        if version in (None, made_at):
            return around
        try:
            with open_reading(self._engine) as session:
                around = Navigation(
                    reading.list_pages(session, languages),
                    reading.list_languages(session, show_unreviewed=self._show_unreviewed),
                )
        except (SQLAlchemyError, DatabaseProblem):
            return around
        self._known[languages] = (version, around)
        return around
