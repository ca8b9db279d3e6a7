"""Opens the site of a command: its settings and its database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from readlevel.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """The settings and the open database."""

    settings: "Settings"
    engine: "Engine"

    @property
    def language(self) -> str:
        """The site's first language."""
        return self.settings.languages[0]

    @property
    def base_url(self) -> str:
        """The base URL from the settings, else where the site was last served or will be."""
        from readlevel.settings import name_url, read_served_address

        settings = self.settings
        if "base_url" in settings.model_fields_set:
            return settings.base_url
        return read_served_address(settings) or name_url(settings.host, settings.port)


def open_site(*, checked: bool = True) -> OpenedSite:
    """Load the settings and open the database until the command ends.

    With `checked`, the database must have this schema version. Create the folder of the default
    database if it is missing. Raise `SettingsProblem` or `DatabaseProblem`.
    """
    from readlevel.settings import load_settings
    from readlevel.storage.database.schema import check
    from readlevel.usecases.operations.open_database import open_database

    settings = load_settings()
    if "database_url" not in settings.model_fields_set and settings.sqlite_file:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings)
    click.get_current_context().call_on_close(engine.dispose)
    if checked:
        check(engine)
    return OpenedSite(settings, engine)
