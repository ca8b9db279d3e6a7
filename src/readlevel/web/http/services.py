"""The services that the application makes at its start and views use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from flask import Response, current_app
from sqlalchemy import Engine

from readlevel.settings import Settings

if TYPE_CHECKING:
    from readlevel.storage.database.replica import Replica
    from readlevel.usecases.operations.health import HealthCheck
    from readlevel.usecases.public.missed_searches import CountedSearch
    from readlevel.web.http.assets import Assets
    from readlevel.web.http.body_limits import BodyReader
    from readlevel.web.http.mail_sender import MailSender
    from readlevel.web.http.navigation import NavigationCache
    from readlevel.web.http.templating import Templates

EXTENSION = "readlevel"


class CountsSearches(Protocol):
    """Counts searches for editors."""

    def count(self, search: "CountedSearch") -> None:
        """Count a search soon."""

    def close(self) -> None:
        """Store what was counted."""


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database and in-memory caches."""

    settings: Settings
    engine: Engine
    assets: "Assets"
    templates: "Templates"
    bodies: "BodyReader"
    navigation: "NavigationCache"
    mail_sender: "MailSender"
    health: "HealthCheck"
    search_counter: "CountsSearches"
    collect_metrics: Callable[[], bytes] | None = None
    """Returns the metrics in Prometheus' format; None on a site without."""
    replica: "Replica | None" = None
    """What readers' pages are made from while it is up to date."""
    watch_engine: Callable[[Engine], None] | None = None
    """Counts the errors of an engine for metrics."""

    def check_database(self) -> None:
        """Raise `DatabaseProblem` if the database is unreachable or has another schema version."""
        # Pages for readers never need Alembic.
        from readlevel.storage.database import schema

        schema.check(self.engine)


def services() -> Services:
    """Return the services of the current application."""
    return cast("Services", current_app.extensions[EXTENSION])


def render(template: str, page: object, status: int = 200) -> Response:
    """Render `template` with a page context, in the language of the request."""
    return services().templates.render(template, page, status)
