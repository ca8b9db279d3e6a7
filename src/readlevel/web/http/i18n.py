"""Localisation: the language of the interface, its translations and formats."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError, dates, numbers, units
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
    """Return the locale of a language, English if it is unknown."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


@lru_cache(maxsize=64)
def name_language(tag: str) -> str:
    """Return the name of a language in that language, or its tag if it is unknown."""
    locale = _find_known(tag)
    name = (locale and locale.get_display_name(locale)) or tag
    return tag if locale is None else name[:1].upper() + name[1:]


def add_territory(tag: str) -> str:
    """Return `language_COUNTRY` for Open Graph, with the likeliest country if none is named."""
    locale = _find_known(tag)
    if locale is None:
        return tag
    likely = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
    country = locale.territory or likely
    return f"{locale.language}_{country}" if country else tag


def _find_known(tag: str) -> Locale | None:
    """Return the locale of a language, or None if it is unknown."""
    locale = find_locale(tag)
    is_known = locale.language != FALLBACK or tag.startswith(FALLBACK)
    return locale if is_known else None


def name_territory(code: str, language: str) -> str:
    """Return the name of a country or union (`US`, `EU`) in `language`, or its code."""
    return str(find_locale(language).territories.get(code, code))


class LocaleFormats:
    """Formats dates, numbers and lists in a language."""

    def __init__(self, language: str) -> None:
        self._locale = find_locale(language)

    def long_date(self, day: date | None) -> str:
        """Format a date in the long form."""
        return "" if day is None else dates.format_date(day, "long", locale=self._locale)

    def short_date(self, day: date | None) -> str:
        """Format a date in the medium form, for tables."""
        return "" if day is None else dates.format_date(day, "medium", locale=self._locale)

    def moment(self, at: datetime | None) -> str:
        """Format a date and time, in UTC."""
        if at is None:
            return ""
        time = dates.format_time(at.astimezone(UTC), "short", locale=self._locale)
        day = dates.format_date(at.astimezone(UTC), "medium", locale=self._locale)
        both = str(dates.get_datetime_format("medium", self._locale))
        return both.replace("{1}", day).replace("{0}", time) + " UTC"

    def number(self, value: float, digits: int = 1) -> str:
        """Format a number with at most `digits` decimals."""
        return _write_number(round(value, digits), self._locale)

    def size(self, count: int) -> str:
        """Format a number of bytes in megabytes or kilobytes, rounded up."""
        unit, name = (2**20, "megabyte") if count >= 2**20 else (2**10, "kilobyte")
        amount = math.ceil(10 * count / unit) / 10
        return units.format_unit(amount, f"digital-{name}", "short", locale=self._locale)

    def language(self, tag: str) -> str:
        """Return the name of a language in this language, or its tag if it has no name."""
        locale = _find_known(tag)
        return (locale and locale.get_display_name(self._locale)) or tag

    def listed(self, items: Sequence[str], style: ListStyle = "standard") -> str:
        """Format a list; the style `or` is for alternatives."""
        return format_list(items, style=style, locale=self._locale)

    def percent(self, share: float, digits: int = 0) -> str:
        """Format a share (0 to 1) as a percentage."""
        return numbers.format_percent(round(share, digits + 2), locale=self._locale)


@lru_cache(maxsize=4096)
def _write_number(value: float, locale: Locale) -> str:
    """Format a number; cached, because formatting is slow and a page has some forty numbers."""
    return numbers.format_decimal(value, locale=locale)


@lru_cache(maxsize=64)
def load_translations(tag: str) -> NullTranslations:
    """Return the catalogue of a language; untranslated messages stay English."""
    path = _find_catalogue(tag)
    if path is None:
        return NullTranslations()
    with path.open("rb") as compiled:
        return GNUTranslations(compiled)


@lru_cache(maxsize=64)
def interface_language(tag: str) -> str:
    """Return the language of the interface on pages in the language `tag`."""
    return FALLBACK if _find_catalogue(tag) is None else tag


def _find_catalogue(tag: str) -> Path | None:
    names = (tag.replace("-", "_"), find_locale(tag).language)
    paths = (_FOLDER / name / "LC_MESSAGES" / "messages.mo" for name in names)
    return next((path for path in paths if path.is_file()), None)
