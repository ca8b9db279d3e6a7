"""The look that the current page has: what the database says over what the settings say."""

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from readlevel.core.look.site_look import FileRole, LookFile, SiteLook
from readlevel.settings import Settings, SettingsProblem
from readlevel.storage.answers import site_look
from readlevel.storage.answers.site_look import PUBLIC
from readlevel.storage.database.engine import read_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.web.cache.cache_middleware import VERSION_KEY
from readlevel.web.look.look_styles import write_styles

if TYPE_CHECKING:
    from readlevel.interchange.documents.look_files import CleanFile

EXTENSION = "readlevel.look"
FOLDER = "/look/"
_OWN = "own_look"


@dataclass(frozen=True, slots=True)
class ServedLook:
    """A look and its style sheet."""

    look: SiteLook
    styles: str
    digest: str
    """Of the style sheet; empty if there is none."""
    folder: str = FOLDER
    """Where style sheet and files are served."""


@dataclass(slots=True)
class LookSource:
    """Reads the look once for each site version, and has the files that settings name."""

    engine: Engine
    base: SiteLook
    files: Mapping[str, bytes] = field(default_factory=dict)
    _known: tuple[Hashable | None, ServedLook] | None = None

    def find(self, version: Hashable | None) -> ServedLook:
        """Return the look at a site version; the last known one if the database does not answer."""
        known = self._known
        if known is not None and version in (None, known[0]):
            return known[1]
        try:
            with read_transaction(self.engine) as session:
                stored = site_look.find_look(session, PUBLIC) or SiteLook()
        except (SQLAlchemyError, DatabaseProblem):
            return serve(self.base) if known is None else known[1]
        served = serve(stored.over(self.base))
        self._known = (version, served)
        return served

    def complete(self, look: SiteLook) -> ServedLook:
        """Return what a look from the desk would be for readers."""
        return serve(look.over(self.base))


def serve(look: SiteLook) -> ServedLook:
    """Return a look with its style sheet."""
    styles = write_styles(look)
    digest = hashlib.blake2b(styles.encode(), digest_size=6).hexdigest() if styles else ""
    return ServedLook(look, styles, digest)


def make_source(engine: Engine, settings: Settings) -> LookSource:
    """Read the files that settings name. Raise SettingsProblem for one that cannot be used."""
    files: dict[FileRole, LookFile] = {}
    contents: dict[str, bytes] = {}
    for role, path in settings.look_files.items():
        cleaned = _read(role, path)
        files[role] = cleaned.file
        contents[cleaned.file.name] = cleaned.content
    return LookSource(engine, replace(settings.look, files=files), contents)


def look_source() -> LookSource:
    """Return the source of the current application."""
    source: LookSource = current_app.extensions[EXTENSION]
    return source


def current_look() -> ServedLook:
    """Return the look of the page that is made: a preview's own, or that of the site."""
    own: ServedLook | None = g.get(_OWN)
    return own or look_source().find(request.environ.get(VERSION_KEY, object()))


def use_look(look: SiteLook, folder: str) -> None:
    """Make the page of this request with another look, for a preview.

    `folder` is where its style sheet and files are served.
    """
    g.own_look = replace(look_source().complete(look), folder=folder)


def _read(role: FileRole, path: Path) -> "CleanFile":
    # Sites without files of their own need no Pillow.
    from readlevel.interchange.documents.look_files import UnusableLookFile, clean_file

    try:
        return clean_file(role, path.read_bytes())
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
    except UnusableLookFile as problem:
        reason = str(problem)
    raise SettingsProblem([f"The {role} of the settings, {path}, cannot be used ({reason})."])
