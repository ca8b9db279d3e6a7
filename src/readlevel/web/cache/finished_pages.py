"""Reads finished pages from the database, for pages that are not in memory."""

import hashlib
import re
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine

import readlevel
from readlevel.settings import Settings
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.public.finished_pages import PageFinder
from readlevel.template_folder import find_templates
from readlevel.web.cache.captured_response import CapturedResponse

_PACKAGE = Path(readlevel.__file__).parent
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What no database keeps, so that no page has it in its path."""
_CODE = ("core/look", "web/embed", "web/http", "web/look", "web/reader")
_TEMPLATES = ("embed", "reader")


class FinishedPages:
    """The finished pages that this version of the software makes with these settings."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._finder = PageFinder(engine)
        self._settings = settings

    @cached_property
    def maker(self) -> str:
        """A digest of all that pages are made of, besides what is in the database."""
        return digest_maker(self._settings)

    def find(self, path: str, choice: str) -> CapturedResponse | None:
        """Return the page for a reader's choice; None if there is none to use."""
        if _UNSTORABLE.search(path):
            return None
        try:
            found = self._finder.find(path, choice, self.maker)
        except DatabaseProblem:
            return None
        return None if found is None else CapturedResponse("200 OK", *found)


def digest_maker(settings: Settings) -> str:
    """Return a digest of the templates, translations, assets, code and settings of a site."""
    digest = hashlib.sha256(readlevel.__version__.encode())
    digest.update(settings.model_dump_json().encode())
    files = [
        *(file for name in _TEMPLATES for file in find_templates().joinpath(name).rglob("*.html")),
        *_PACKAGE.joinpath("locale").rglob("*.mo"),
        *(file for folder in _CODE for file in _PACKAGE.joinpath(folder).rglob("*.py")),
        *(file for file in _PACKAGE.joinpath("static").rglob("*") if file.is_file()),
        *settings.look_files.values(),
    ]
    for file in sorted(files):
        digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:32]
