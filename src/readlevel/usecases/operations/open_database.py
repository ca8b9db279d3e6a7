"""Opens the database of a site, with the object storage of its images."""

from sqlalchemy import Engine

from readlevel.settings import Settings
from readlevel.storage.database.engine import make_engine
from readlevel.storage.database.replica import Replica
from readlevel.storage.objects.object_store import attach


def open_database(settings: Settings) -> Engine:
    """Return an engine for the site's database, not yet connected.

    Raise `UnreachableDatabase` as `make_engine` does.
    """
    return _open(settings.database_url, settings)


def open_replica(settings: Settings) -> Replica | None:
    """Return the replica of the site's database, not yet connected; None if it has none.

    Raise `UnreachableDatabase` as `make_engine` does.
    """
    url = settings.replica_url
    return None if url is None else Replica(_open(url, settings))


def _open(url: str, settings: Settings) -> Engine:
    engine = make_engine(url)
    if settings.media_url is not None:
        attach(engine, settings.media_url.get_secret_value())
    return engine
