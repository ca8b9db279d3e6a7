"""The WSGI application: cache middleware, desk mount, and the readers' application."""

from collections.abc import Callable
from functools import partial

from flask import Flask

from readlevel.settings import Settings, load_settings
from readlevel.usecases.public.missed_searches import CountedSearch, MissKind
from readlevel.web.app import create_app
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.changes import Changes
from readlevel.web.cache.desk_mount import DeskMount, WSGIApplication
from readlevel.web.cache.finished_pages import FinishedPages
from readlevel.web.cache.memory_cache import Environ, PageCache
from readlevel.web.cache.replica_fallback import ReplicaFallback
from readlevel.web.cache.search_openings import find_search
from readlevel.web.cache.site_version_reader import site_version
from readlevel.web.http.services import EXTENSION, Services
from readlevel.web.observability.logs import start_logging

_MEGABYTE = 1024 * 1024


def application(settings: Settings | None = None) -> CacheMiddleware:
    """Create the WSGI application; by default, load the settings from the environment.

    Other servers use it as a factory: `granian --interface wsgi --factory
    readlevel.web.wsgi:application`.
    """
    settings = settings or load_settings()
    start_logging(settings.log_level, settings.log_format)
    if settings.sentry_dsn is not None:
        from readlevel.web.observability.error_reports import start_error_reports

        start_error_reports(settings)
    if not (settings.has_metrics or settings.access_log):
        return _make_middleware(settings, create_app(settings), CacheMiddleware)
    # Sites that count and log no requests need none of this.
    from readlevel.web.observability.observed_middleware import ObservedMiddleware, RequestSink

    if not settings.has_metrics:
        observed = partial(ObservedMiddleware, sink=RequestSink(), logs_access=True)
        return _make_middleware(settings, create_app(settings), observed)
    from readlevel.web.observability.metrics import PrometheusSink, collect

    sink = PrometheusSink()
    app = create_app(
        settings,
        collect_metrics=lambda health: collect(health, sink),
        watch_engine=sink.watch,
    )
    observed = partial(ObservedMiddleware, sink=sink, logs_access=settings.access_log)
    return _make_middleware(settings, app, observed)


def _make_middleware(
    settings: Settings, app: Flask, make: Callable[..., CacheMiddleware]
) -> CacheMiddleware:
    served: Services = app.extensions[EXTENSION]
    readers = app.wsgi_app if served.replica is None else ReplicaFallback(app.wsgi_app)
    closers: list[Callable[[], None]] = []
    desk_mount = DeskMount(
        readers, partial(_make_desk, served, closers), settings.blocking_threads - 1
    )
    middleware = make(
        desk_mount,
        PageCache(settings.cache_megabytes * _MEGABYTE),
        site_version(served.engine),
        Changes(served.engine),
        FinishedPages(served.engine, settings),
        [persona.key for persona in settings.personas],
        settings.languages,
    )
    middleware.closers = closers
    if settings.missed_searches:
        middleware.follow_link = partial(_count_opening, served)
        middleware.closers.append(served.search_counter.close)
    if served.replica is not None:
        middleware.closers.append(served.replica.close)
    return middleware


def _count_opening(services: Services, environ: Environ) -> None:
    """Count the opening of a hit, if a request is one."""
    settings = services.settings
    found = find_search(environ, settings.base_url, settings.languages)
    if found is not None:
        language, query = found
        services.search_counter.count(CountedSearch(language, query, MissKind.OPENED, ""))


def _make_desk(services: Services, closers: list[Callable[[], None]]) -> WSGIApplication:
    # Only editors need the desk, and its imports take memory.
    from readlevel.entailment.second_reader import CachingReader
    from readlevel.web.desk.app import create_desk
    from readlevel.web.desk.layout.db_sessions import SECOND_READER

    desk = create_desk(services)
    own: Services = desk.extensions[EXTENSION]
    closers.append(own.engine.dispose)
    reader: CachingReader | None = desk.extensions[SECOND_READER]
    if reader is not None:
        closers.append(reader.close)
    return desk.wsgi_app
