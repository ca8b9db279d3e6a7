"""The languages of the glossary: those of the site, and those that only terms have."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from readlevel.storage.glossary import terms
from readlevel.web.http.i18n import name_language
from readlevel.web.http.services import services

Languages = Sequence[tuple[str, str]]
"""(tag, name)."""


def list_languages(session: Session) -> Languages:
    """Return the languages in which there are terms, or may be."""
    tags = dict.fromkeys([*services().settings.languages, *terms.list_languages(session)])
    return [(tag, name_language(tag)) for tag in tags]


def find_language(asked: str | None, languages: Languages) -> str:
    """Return the language that is asked for, where it is one of these, else the site's first."""
    return next((tag for tag, _ in languages if tag == asked), languages[0][0])
