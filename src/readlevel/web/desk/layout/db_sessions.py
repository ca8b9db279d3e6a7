"""The database as views of the desk use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock

from flask import current_app
from sqlalchemy.orm import Session

from readlevel.storage.database.engine import read_transaction, truncate_wal, write_transaction
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.approval_findings import Checker
from readlevel.web.http.services import services

_RENDERER = "readlevel.usecases.publishing.renderer"
_renderer_lock = Lock()


@contextmanager
def read_session() -> Iterator[Session]:
    """Give a session to read with."""
    with read_transaction(services().engine) as session:
        yield session


@contextmanager
def write_session() -> Iterator[Session]:
    """Give a session whose work is stored as a whole when the block ends, or not at all."""
    with write_transaction(services().engine) as session:
        yield session


def erase_deleted() -> None:
    """Remove what was deleted from the database's log too, as far as it has one."""
    truncate_wal(services().engine)


def desk_renderer(session: Session) -> Renderer:
    """Return what renders texts, with the glossary as it is now; one for each worker."""
    with _renderer_lock:
        renderer: Renderer | None = current_app.extensions.get(_RENDERER)
        if renderer is None:
            settings = services().settings
            renderer = Renderer(session, settings.personas, settings.languages[0])
            current_app.extensions[_RENDERER] = renderer
        renderer.follow(session)
        return renderer


def desk_checker(session: Session) -> Checker:
    """Return what checks texts by the rules of this site."""
    settings = services().settings
    return Checker(desk_renderer(session), settings.rules, settings.languages)


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
