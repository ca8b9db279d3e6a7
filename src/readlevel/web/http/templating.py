"""Jinja environments, and the only place that turns safe HTML into markup."""

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from gettext import NullTranslations

from flask import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from readlevel.core.languages.direction import direction
from readlevel.core.rendering.safe_html import SafeHTML, split_opening_blocks
from readlevel.template_folder import find_templates
from readlevel.web.http.i18n import (
    LocaleFormats,
    add_territory,
    current_language,
    interface_language,
    load_translations,
    name_language,
)

_MARKUP_CHARACTERS = frozenset("<>&")


class Templates:
    """The templates, with one Jinja environment per language.

    `asset` returns the URL of a static file.
    """

    def __init__(self, asset: Callable[[str], str], **names: object) -> None:
        self._asset = asset
        self._names = names
        self._environments: dict[str, Environment] = {}

    def render(self, template: str, page: object, status: int = 200) -> Response:
        """Render `template` with a page context, which must be a dataclass."""
        if not is_dataclass(page) or isinstance(page, type):
            raise TypeError(f"the context of {template} is no dataclass: {page!r}")
        environment = self.environment(interface_language(current_language()))
        return Response(environment.get_template(template).render(page=page), status)

    def environment(self, language: str) -> Environment:
        """Return the Jinja environment of a language."""
        if language not in self._environments:
            self._environments[language] = _make_environment(language, self._asset)
            self._environments[language].globals.update(self._names)
        return self._environments[language]

    def with_globals(self, **names: object) -> "Templates":
        """Return the same templates with more global names."""
        return Templates(self._asset, **self._names, **names)


def _make_environment(language: str, asset: Callable[[str], str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(find_templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    formats = LocaleFormats(language)
    environment.filters.update(
        bdi=bdi,
        html=html,
        split_opening_blocks=split_opening_blocks,
        json_ld=json_ld,
        date=formats.long_date,
        short_date=formats.short_date,
        moment=formats.moment,
        number=formats.number,
        percent=formats.percent,
        size=formats.size,
        listed=formats.listed,
        locale=add_territory,
    )
    one, several, in_context = _gettext(load_translations(language))
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(
        {
            "_": one,
            "gettext": one,
            "ngettext": several,
            "pgettext": in_context,
            "asset": asset,
            "direction": direction,
            "language_here": formats.language,
            "language_name": name_language,
        }
    )
    return environment


def _gettext(
    translations: NullTranslations,
) -> tuple[Callable[..., Markup], ...]:
    """Return the functions `gettext`, `ngettext` and `pgettext` for templates.

    Markup in translations is trusted; the values of variables are escaped.
    """

    @cache
    def translated(text: str) -> Markup:
        return Markup(translations.gettext(text))  # noqa: S704 - a translator's own text

    @cache
    def plain(text: str) -> Markup:
        # As in messages with variables, a percent sign is doubled.
        return translated(text) % {}

    def one(text: str, /, **variables: object) -> Markup:
        return translated(text) % variables if variables else plain(text)

    def several(singular: str, plural: str, count: int, /, **variables: object) -> Markup:
        text = Markup(translations.ngettext(singular, plural, count))  # noqa: S704 - likewise
        return text % {"num": count, **variables}

    def in_context(context: str, text: str, /, **variables: object) -> Markup:
        found = Markup(translations.pgettext(context, text))  # noqa: S704 - likewise
        return found % variables

    return one, several, in_context


def bdi(words: str) -> Markup:
    """Isolate text from the writing direction around it."""
    return Markup("<bdi>{}</bdi>").format(words)


def html(safe: SafeHTML) -> Markup:
    """Return safe HTML as markup. Raise TypeError for anything else."""
    if not isinstance(safe, SafeHTML):
        raise TypeError(f"only SafeHTML is shown as markup, not {type(safe).__name__}")
    return Markup(safe.text)  # noqa: S704 - SafeHTML went through the sanitiser


def json_ld(json: str) -> Markup:
    """Return JSON as markup for a script element, where HTML escaping does not apply.

    Raise ValueError if it contains a character that could end the element.
    """
    if _MARKUP_CHARACTERS & set(json):
        raise ValueError("JSON for a script element has its <, > and & escaped")
    return Markup(json)  # noqa: S704 - checked above
