"""What the commands share: the settings and the database they name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from readlevel.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """The site that the settings describe."""

    settings: "Settings"
    engine: "Engine"

    @property
    def language(self) -> str:
        """The site's own language."""
        return self.settings.languages[0]

    @property
    def base_url(self) -> str:
        """Where its links lead: the setting, else where it was last served on this machine."""
        from readlevel.settings import read_served_address

        settings = self.settings
        if "base_url" in settings.model_fields_set:
            return settings.base_url
        return read_served_address(settings) or settings.base_url


def open_site(*, checked: bool = True) -> OpenedSite:
    """Read the settings and open the database until the command ends.

    Where `checked`, it must be of this version. The folder of the default database is made where
    it is missing. Raise `SettingsProblem` or `DatabaseProblem`.
    """
    from readlevel.settings import load_settings
    from readlevel.storage.database.engine import make_engine
    from readlevel.storage.database.schema import check

    settings = load_settings()
    if "database_url" not in settings.model_fields_set and settings.sqlite_file:
        settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database_url)
    click.get_current_context().call_on_close(engine.dispose)
    if checked:
        check(engine)
    return OpenedSite(settings, engine)
