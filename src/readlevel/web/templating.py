"""Templates: where they are, what they may call, and the one way text becomes markup."""

from dataclasses import is_dataclass
from pathlib import Path

from flask import Flask, Response, make_response, render_template
from jinja2 import StrictUndefined
from markupsafe import Markup

import readlevel
from readlevel.core.html import SafeHTML
from readlevel.core.language import direction
from readlevel.web.i18n import long_date, name_language, number, percent
from readlevel.web.services import services

_MARKUP_SIGNS = frozenset("<>&")


def find_templates() -> Path:
    """Return the folder of the templates: in the package, or in the repository it runs from."""
    package = Path(readlevel.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def init_app(app: Flask) -> None:
    """Give templates their filters and functions."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        html=html, json_ld=json_ld, date=long_date, number=number, percent=percent
    )
    environment.globals.update(
        asset=lambda name: services().assets.url_of(name),
        direction=direction,
        language_name=name_language,
    )


def render(template: str, page: object, status: int = 200) -> Response:
    """Return the page that `template` makes of a context."""
    if not is_dataclass(page):
        raise TypeError(f"the context of {template} is no dataclass: {page!r}")
    return make_response(render_template(template, page=page), status)


def html(safe: SafeHTML) -> Markup:
    """Show safe HTML as markup; nothing else is."""
    if not isinstance(safe, SafeHTML):
        raise TypeError(f"only SafeHTML is shown as markup, not {type(safe).__name__}")
    return Markup(safe.text)  # noqa: S704 - SafeHTML went through the sanitiser


def json_ld(json: str) -> Markup:
    """Show JSON inside a script element, where character references mean nothing.

    Raise ValueError where a sign in it could end the element.
    """
    if _MARKUP_SIGNS & set(json):
        raise ValueError("JSON for a script element has its <, > and & escaped")
    return Markup(json)  # noqa: S704 - checked above
