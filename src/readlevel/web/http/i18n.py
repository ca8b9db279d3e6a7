"""Languages of the interface: which one a page speaks, and how it writes dates and numbers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.core import get_global
from babel.lists import format_list
from flask import g

import readlevel

FALLBACK = "en"
ListStyle = Literal["standard", "or"]
_FOLDER = Path(readlevel.__file__).parent / "locale"


def current_language() -> str:
    """Return the language of the page."""
    language: str = g.get("language", FALLBACK)
    return language


@lru_cache(maxsize=64)
def find_locale(tag: str) -> Locale:
    """Return what is known of a language, of English where nothing is."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


@lru_cache(maxsize=64)
def name_language(tag: str) -> str:
    """Return the name of a language in itself, the tag where it is not known."""
    locale = _find_known(tag)
    name = (locale and locale.get_display_name(locale)) or tag
    return tag if locale is None else name[:1].upper() + name[1:]


def add_country(tag: str) -> str:
    """Return a language and a country, the likeliest where none is named, as Open Graph has it."""
    locale = _find_known(tag)
    if locale is None:
        return tag
    likely = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
    country = locale.territory or likely
    return f"{locale.language}_{country}" if country else tag


def _find_known(tag: str) -> Locale | None:
    """Return what is known of a language, None where nothing is."""
    locale = find_locale(tag)
    is_known = locale.language != FALLBACK or tag.startswith(FALLBACK)
    return locale if is_known else None


class LocaleFormats:
    """How a language writes dates and numbers."""

    def __init__(self, language: str) -> None:
        self._locale = find_locale(language)

    def long_date(self, day: date | None) -> str:
        """Write a date at length."""
        return "" if day is None else dates.format_date(day, "long", locale=self._locale)

    def short_date(self, day: date | None) -> str:
        """Write a date as it fits into a table."""
        return "" if day is None else dates.format_date(day, "medium", locale=self._locale)

    def moment(self, at: datetime | None) -> str:
        """Write a day and a time, in UTC."""
        if at is None:
            return ""
        time = dates.format_time(at.astimezone(UTC), "short", locale=self._locale)
        day = dates.format_date(at.astimezone(UTC), "medium", locale=self._locale)
        both = str(dates.get_datetime_format("medium", self._locale))
        return both.replace("{1}", day).replace("{0}", time) + " UTC"

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number with at most so many digits after the point."""
        return _write_number(round(value, digits), self._locale)

    def language(self, tag: str) -> str:
        """Name a language as a sentence does, the tag where it has no name."""
        locale = _find_known(tag)
        return (locale and locale.get_display_name(self._locale)) or tag

    def listed(self, items: Sequence[str], style: ListStyle = "standard") -> str:
        """Write several things one after the other, by `or` as those to choose from."""
        return format_list(items, style=style, locale=self._locale)

    def percent(self, share: float, digits: int = 0) -> str:
        """Write a share (0 to 1) as a percentage."""
        return numbers.format_percent(round(share, digits + 2), locale=self._locale)


@lru_cache(maxsize=4096)
def _write_number(value: float, locale: Locale) -> str:
    """Write a number; a page has some forty, most of them small, and each takes a while."""
    return numbers.format_decimal(value, locale=locale)


@lru_cache(maxsize=64)
def load_translations(tag: str) -> NullTranslations:
    """Return the interface in a language; its texts are English where nobody translated them."""
    path = _find_catalogue(tag)
    if path is None:
        return NullTranslations()
    with path.open("rb") as compiled:
        return GNUTranslations(compiled)


@lru_cache(maxsize=64)
def interface_language(tag: str) -> str:
    """Return the language that the interface speaks on pages in the language `tag`."""
    return FALLBACK if _find_catalogue(tag) is None else tag


def _find_catalogue(tag: str) -> Path | None:
    names = (tag.replace("-", "_"), find_locale(tag).language)
    paths = (_FOLDER / name / "LC_MESSAGES" / "messages.mo" for name in names)
    return next((path for path in paths if path.is_file()), None)
