"""The languages of the glossary: those of the site and of existing terms."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.usecases.glossary import browse
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import services

Languages = Sequence[tuple[str, str]]
"""(tag, name)."""


def list_languages(session: Session) -> Languages:
    """Return the languages of the site, then others that have terms."""
    tags = dict.fromkeys([*services().settings.languages, *browse.list_languages(session)])
    return [(tag, name_language(tag)) for tag in tags]


def find_language(asked: str | None, languages: Languages) -> str:
    """Return the requested language if it is in the list, else the first."""
    return next((tag for tag, _ in languages if tag == asked), languages[0][0])
