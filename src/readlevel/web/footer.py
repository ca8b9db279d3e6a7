"""The pages named at the foot of every page, asked for once for each version of the site."""

from collections.abc import Hashable

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from readlevel import reading
from readlevel.storage.engine import reading as open_reading
from readlevel.storage.problems import DatabaseProblem

Titles = tuple[tuple[str, str], ...]


class Footer:
    """Remembers (name, title) of the written pages, by language."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[str, ...], tuple[Hashable | None, Titles]] = {}

    def titles(self, languages: tuple[str, ...], version: Hashable | None) -> Titles:
        """Return the pages in the first of `languages` that has them.

        Where the database cannot be read (`version` is None, or it fails now), those known last:
        error pages have a foot too.
        """
        made_at, titles = self._known.get(languages, (None, ()))
        if version in (None, made_at):
            return titles
        try:
            with open_reading(self._engine) as session:
                titles = reading.list_pages(session, languages)
        except (SQLAlchemyError, DatabaseProblem):
            return titles
        self._known[languages] = (version, titles)
        return titles
