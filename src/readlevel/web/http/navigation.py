"""The navigation around every page, queried once per site version."""

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from readlevel.storage.database.engine import read_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.usecases.public import reading


class Navigation(NamedTuple):
    """The pages linked in the footer, the languages to choose from, and names of topics."""

    page_titles: tuple[tuple[str, str], ...] = ()
    """(name, title) of the site pages."""
    languages: frozenset[str] = frozenset()
    """Languages with at least one public answer."""
    topic_names: Mapping[str, str] = MappingProxyType({})
    """Everyday names in the language of the page, by the topic's slug."""


class NavigationCache:
    """Caches the navigation by the languages of the page."""

    def __init__(self, engine: Engine, *, show_unreviewed: bool) -> None:
        self._engine = engine
        self._show_unreviewed = show_unreviewed
        self._known: dict[tuple[str, ...], tuple[Hashable | None, Navigation]] = {}

    def find(self, languages: tuple[str, ...], version: Hashable | None) -> Navigation:
        """Return the navigation; a page's title is in the first of `languages` that it has.

        If the database cannot be read (`version` is None, or the query fails), return the last
        known navigation: error pages have a footer too.
        """
        made_at, navigation = self._known.get(languages, (None, Navigation()))
        if version in (None, made_at):
            return navigation
        try:
            with read_transaction(self._engine) as session:
                navigation = Navigation(
                    reading.list_pages(session, languages),
                    reading.list_languages(session, show_unreviewed=self._show_unreviewed),
                    reading.list_topic_names(session, languages[0]),
                )
        except (SQLAlchemyError, DatabaseProblem):
            return navigation
        self._known[languages] = (version, navigation)
        return navigation
