"""The WSGI application: cache middleware, desk mount, and the readers' application."""

from functools import partial

from readlevel.settings import Settings, load_settings
from readlevel.web.app import create_app
from readlevel.web.cache.cache_middleware import CacheMiddleware
from readlevel.web.cache.changes import Changes
from readlevel.web.cache.desk_mount import DeskMount, WSGIApplication
from readlevel.web.cache.memory_cache import PageCache
from readlevel.web.cache.site_version_reader import site_version
from readlevel.web.http.logs import start_logging
from readlevel.web.http.services import EXTENSION, Services

_MEGABYTE = 1024 * 1024


def application(settings: Settings | None = None) -> CacheMiddleware:
    """Create the WSGI application; by default, load the settings from the environment.

    Other servers use it as a factory: `granian --interface wsgi --factory
    readlevel.web.wsgi:application`.
    """
    settings = settings or load_settings()
    start_logging(settings.log_level)
    app = create_app(settings)
    served: Services = app.extensions[EXTENSION]
    desk_mount = DeskMount(app.wsgi_app, partial(_make_desk, served), settings.blocking_threads - 1)
    return CacheMiddleware(
        desk_mount,
        PageCache(settings.cache_megabytes * _MEGABYTE),
        site_version(served.engine),
        Changes(served.engine),
        [persona.key for persona in settings.personas],
        settings.languages,
    )


def _make_desk(services: Services) -> WSGIApplication:
    # Only editors need the desk, and its imports take memory.
    from readlevel.web.desk.app import create_desk

    return create_desk(services).wsgi_app
