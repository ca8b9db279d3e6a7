"""The Flask application: what it is made of, and what holds for each of its responses."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request
from sqlalchemy import Engine, event
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as WerkzeugResponse

import readlevel
from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.web.api import blueprint
from readlevel.web.api.openapi import description_views
from readlevel.web.discovery import feed_views, sitemap_views
from readlevel.web.embed import embed_views, oembed_views, snippet_builder_views
from readlevel.web.http import asset_views, body_limits, health_views
from readlevel.web.http.assets import Assets
from readlevel.web.http.body_limits import BodyReader
from readlevel.web.http.headers import add_headers
from readlevel.web.http.navigation import NavigationCache
from readlevel.web.http.services import EXTENSION, Services, services
from readlevel.web.http.templating import Templates
from readlevel.web.infobutton import views as infobutton_views
from readlevel.web.reader import (
    answer_views,
    error_pages,
    feedback_views,
    glossary_views,
    image_views,
    page_views,
    persona_views,
)

_ONCE = (
    blueprint,
    asset_views,
    description_views,
    embed_views,
    image_views,
    infobutton_views,
    oembed_views,
    health_views,
    persona_views,
    sitemap_views,
)
_IN_EACH_LANGUAGE = (
    answer_views,
    feedback_views,
    glossary_views,
    page_views,
    feed_views,
    snippet_builder_views,
)
_STATIC_FOLDER = Path(readlevel.__file__).parent / "static"
_BUSY_MILLISECONDS = 1000


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """Make the application of a site, on its own connection to the database or a given one."""
    app = Flask("readlevel.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body_limits.MOST_BYTES
    engine = engine or make_engine(settings.database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _wait_briefly)
    files = Assets(_STATIC_FOLDER)
    app.extensions[EXTENSION] = Services(
        settings,
        engine,
        files,
        Templates(files.url_of),
        BodyReader(settings.blocking_threads - 1),
        NavigationCache(engine, show_unreviewed=settings.show_unreviewed),
    )
    error_pages.init_app(app)
    _register_blueprints(app, settings.languages)
    app.before_request(_prepare)

    @app.after_request
    def complete(response: Response) -> Response:
        return add_headers(
            response, secure=settings.secure, ancestors=settings.site_frame_ancestors
        )

    return app


def _register_blueprints(app: Flask, languages: tuple[str, ...]) -> None:
    """Put the pages under the tag of each language, those of the first under none."""
    for module in _ONCE:
        app.register_blueprint(module.blueprint)
    for language in languages:
        prefix = "" if language == languages[0] else f"/{language}"
        for views in _IN_EACH_LANGUAGE:
            app.register_blueprint(
                views.blueprint,
                name=f"{views.blueprint.name}-{language}",
                url_prefix=prefix,
            )


def _prepare() -> WerkzeugResponse | None:
    """Take the language of the page from its address; refuse what no database can hold.

    An address that is nearly right leads to the right one, on this site: Werkzeug would name the
    host, which is only what the client called it.
    """
    languages = services().settings.languages
    first = request.path.split("/", 2)[1]
    g.language = first if first in languages[1:] else languages[0]
    if "\x00" in request.path:
        abort(404)
    nearly = request.routing_exception
    if isinstance(nearly, NotFound):
        return _without_trailing_slash()
    if not isinstance(nearly, RequestRedirect):
        return None
    right = urlsplit(nearly.new_url)
    return _redirect("/" + right.path.lstrip("/"), right.query, nearly.code)


def _without_trailing_slash() -> WerkzeugResponse | None:
    """Redirect to the page below a folder, such as an answer, that was asked for with a slash."""
    path = "/" + request.path.strip("/")
    if "/" not in path[1:]:
        return None
    routes = current_app.create_url_adapter(request)
    if not request.path.endswith("/") or routes is None or not routes.test(path, request.method):
        return None
    return _redirect(quote(path), request.query_string.decode("latin-1"), 301)


def _redirect(path: str, query: str, status: int) -> WerkzeugResponse:
    return redirect(f"{path}?{query}" if query else path, status)


def _wait_briefly(connection: object, _record: object) -> None:
    # A reader who waits ten seconds for a locked database holds a thread that others need.
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")  # type: ignore[attr-defined]
