"""The desk as a Flask application: its areas, and what holds for each of its responses."""

import secrets
from dataclasses import replace

from flask import Flask, Response, abort, g, request
from werkzeug.routing import IntegerConverter, Map

from readlevel.storage.engine import make_engine
from readlevel.web import errors
from readlevel.web.desk import (
    access,
    account_views,
    clean_views,
    code_views,
    factor_views,
    forgotten_views,
    glossary_files,
    home_views,
    import_views,
    inbox_views,
    level_views,
    link_views,
    list_views,
    other_tools_views,
    parity_views,
    people_views,
    picture_views,
    preview_as_views,
    preview_views,
    provider_views,
    reference_import_views,
    reference_views,
    review_views,
    revision_views,
    sign_in_views,
    survey_views,
    term_views,
    token_views,
    translation_views,
    writing_views,
)
from readlevel.web.desk.errors import show_page
from readlevel.web.desk_door import PATH
from readlevel.web.headers import add_headers
from readlevel.web.services import EXTENSION, Services, services

_AREAS = (
    home_views,
    list_views,
    level_views,
    inbox_views,
    sign_in_views,
    link_views,
    account_views,
    factor_views,
    forgotten_views,
    people_views,
    token_views,
    provider_views,
    writing_views,
    preview_views,
    picture_views,
    reference_views,
    reference_import_views,
    code_views,
    review_views,
    revision_views,
    other_tools_views,
    parity_views,
    clean_views,
    import_views,
    term_views,
    glossary_files,
    survey_views,
    preview_as_views,
    translation_views,
)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src {images};"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " object-src 'none'; frame-ancestors 'none'"
)
MOST_BYTES = 64 * 2**20
"""What no form of the desk exceeds; each address has a limit of its own (`access.allowed`)."""
MOST_FORM_FIELDS = 5_000


class _Number(IntegerConverter):
    """A number in an address that a database can hold; a page of another is not found."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=2**31 - 1)


def create_desk(site: Services) -> Flask:
    """Make the application that editors use, on its own connection to the site's database.

    Raise TypeError where a view does not say who may call it.
    """
    app = Flask("readlevel.web.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FORM_FIELDS
    # Editors wait for each other's writing longer than a reader would for a page.
    engine = make_engine(site.settings.database_url)
    app.extensions[EXTENSION] = replace(site, engine=engine)
    errors.init_app(app, show_page)
    app.url_map.converters["int"] = _Number
    for area in _AREAS:
        app.register_blueprint(area.blueprint, url_prefix=PATH)
    access.check_declarations(app)
    app.before_request(_prepare)
    app.before_request(access.admit)

    @app.after_request
    def complete(response: Response) -> Response:
        policy = _POLICY.format(nonce=g.get("nonce", ""), images=g.get("image_sources", "'self'"))
        response.headers.setdefault("Content-Security-Policy", policy)
        return add_headers(response, secure=site.settings.secure)

    return app


def _prepare() -> None:
    """Give the request its language and nonce; refuse what no database can hold."""
    settings = services().settings
    g.language = settings.languages[0]
    g.nonce = secrets.token_urlsafe(16)
    if "\x00" in request.path:
        abort(404)
