"""The whole site as one WSGI application: finished pages from memory, the rest from Flask."""

from readlevel.settings import Settings, load_settings
from readlevel.web.app import create_app
from readlevel.web.logs import start_logging
from readlevel.web.page_cache import PageCache
from readlevel.web.page_layer import PageLayer
from readlevel.web.services import EXTENSION
from readlevel.web.site_version import site_version

_MEGABYTE = 1024 * 1024


def application(settings: Settings | None = None) -> PageLayer:
    """Return the application that a server calls; the settings are the environment's if not given.

    As a factory for other servers: `granian --interface wsgi --factory
    readlevel.web.wsgi:application`.
    """
    settings = settings or load_settings()
    start_logging(settings.log_level)
    app = create_app(settings)
    engine = app.extensions[EXTENSION].engine
    return PageLayer(
        app.wsgi_app,
        PageCache(settings.cache_megabytes * _MEGABYTE),
        site_version(engine),
        [persona.key for persona in settings.personas],
    )
