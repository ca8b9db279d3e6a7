"""The readers' Flask application."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request
from sqlalchemy import Engine, event
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as WerkzeugResponse

import readlevel
from readlevel.settings import Settings
from readlevel.usecases.operations.health import HealthCheck
from readlevel.usecases.operations.open_database import open_database, open_replica
from readlevel.web.api import blueprint
from readlevel.web.api.openapi import description_views
from readlevel.web.cache.search_counter import SearchCounter
from readlevel.web.discovery import feed_views, sitemap_views
from readlevel.web.embed import embed_views, oembed_views, snippet_builder_views
from readlevel.web.http import asset_views, body_limits, request_route
from readlevel.web.http.assets import Assets
from readlevel.web.http.body_limits import BodyReader
from readlevel.web.http.headers import add_headers
from readlevel.web.http.mail_sender import MailSender
from readlevel.web.http.navigation import NavigationCache
from readlevel.web.http.services import EXTENSION, Services, services
from readlevel.web.http.templating import Templates
from readlevel.web.infobutton import views as infobutton_views
from readlevel.web.look import current_look, look_views
from readlevel.web.observability import health_views, metrics_views
from readlevel.web.offline import offline_views
from readlevel.web.reader import (
    answer_views,
    card_views,
    error_pages,
    glossary_views,
    image_views,
    page_views,
    persona_views,
)
from readlevel.web.reader.feedback import blueprint as feedback_blueprint

_UNPREFIXED_BLUEPRINTS = (
    blueprint,
    asset_views,
    description_views,
    embed_views,
    image_views,
    infobutton_views,
    look_views,
    oembed_views,
    health_views,
    metrics_views,
    persona_views,
    sitemap_views,
)
_LOCALISED_BLUEPRINTS = (
    answer_views,
    card_views,
    feedback_blueprint,
    glossary_views,
    offline_views,
    page_views,
    feed_views,
    snippet_builder_views,
)
_STATIC_FOLDER = Path(readlevel.__file__).parent / "static"
_BUSY_MILLISECONDS = 1000


def create_app(
    settings: Settings,
    engine: Engine | None = None,
    collect_metrics: Callable[[HealthCheck], bytes] | None = None,
    watch_engine: Callable[[Engine], None] | None = None,
) -> Flask:
    """Create the application of a site, with a database engine of its own by default.

    `collect_metrics` returns the metrics in Prometheus' format, and `watch_engine` counts the
    errors of an engine for them.
    """
    app = Flask("readlevel.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = body_limits.MAX_BYTES
    engine = engine or open_database(settings)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_busy_timeout)
    files = Assets(_STATIC_FOLDER)
    health = HealthCheck(engine)
    app.extensions[EXTENSION] = Services(
        settings,
        engine,
        files,
        Templates(files.url_of),
        BodyReader(settings.blocking_threads - 1),
        NavigationCache(engine, show_unreviewed=settings.show_unreviewed),
        MailSender(settings),
        health,
        SearchCounter(engine, settings.question_days),
        None if collect_metrics is None else partial(collect_metrics, health),
        open_replica(settings),
        watch_engine,
    )
    app.extensions[current_look.EXTENSION] = current_look.make_source(engine, settings)
    if watch_engine is not None:
        watch_engine(engine)
    request_route.init_app(app, is_behind_proxy=settings.trusted_hops > 0)
    error_pages.init_app(app)
    _register_blueprints(app, settings.languages)
    app.before_request(_before_request)

    @app.after_request
    def add_security_headers(response: Response) -> Response:
        return add_headers(
            response, secure=settings.secure, ancestors=settings.site_frame_ancestors
        )

    return app


def _register_blueprints(app: Flask, languages: tuple[str, ...]) -> None:
    """Register localised pages under each language's tag, those of the first without a prefix."""
    for module in _UNPREFIXED_BLUEPRINTS:
        app.register_blueprint(module.blueprint)
    app.register_blueprint(offline_views.root_blueprint)
    for language in languages:
        prefix = "" if language == languages[0] else f"/{language}"
        for views in _LOCALISED_BLUEPRINTS:
            app.register_blueprint(
                views.blueprint,
                name=f"{views.blueprint.name}-{language}",
                url_prefix=prefix,
            )


def _before_request() -> WerkzeugResponse | None:
    """Set the language from the path, refuse NUL characters, and redirect to canonical paths.

    The redirect is relative: Werkzeug's own would repeat the `Host` header, which is the client's.
    """
    languages = services().settings.languages
    first = request.path.split("/", 2)[1]
    g.language = first if first in languages[1:] else languages[0]
    if "\x00" in request.path:
        abort(404)
    error = request.routing_exception
    if isinstance(error, NotFound):
        return _redirect_without_trailing_slash()
    if not isinstance(error, RequestRedirect):
        return None
    target = urlsplit(error.new_url)
    return _redirect("/" + target.path.lstrip("/"), target.query, error.code)


def _redirect_without_trailing_slash() -> WerkzeugResponse | None:
    """Redirect a path with a trailing slash if a page has the same path without one."""
    path = "/" + request.path.strip("/")
    if "/" not in path[1:]:
        return None
    routes = current_app.create_url_adapter(request)
    if not request.path.endswith("/") or routes is None or not routes.test(path, request.method):
        return None
    return _redirect(quote(path), request.query_string.decode("latin-1"), 301)


def _redirect(path: str, query: str, status: int) -> WerkzeugResponse:
    return redirect(f"{path}?{query}" if query else path, status)


def _set_busy_timeout(connection: object, _record: object) -> None:
    # A reader who waits ten seconds for a locked database blocks a thread that others need.
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")  # type: ignore[attr-defined]
