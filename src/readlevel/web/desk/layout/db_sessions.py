"""Database sessions, and what is rendered and checked with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from readlevel.core.consistency.second_reading import SecondReader
from readlevel.storage import slow_work
from readlevel.storage.accounts.sealed_secrets import SiteSecrets
from readlevel.storage.database.engine import read_transaction, truncate_wal, write_transaction
from readlevel.usecases.operations import house_styles
from readlevel.usecases.publishing.renderer import Renderer
from readlevel.usecases.review.approval_findings import Checker
from readlevel.web.http.services import services

_RENDERER = "readlevel.usecases.publishing.renderer"
SECOND_READER = "readlevel.entailment.second_reader"
_renderer_lock = Lock()
_T = TypeVar("_T")


@contextmanager
def read_session() -> Iterator[Session]:
    """Open a session in a read transaction."""
    with read_transaction(services().engine) as session:
        yield session


@contextmanager
def write_session() -> Iterator[Session]:
    """Open a session in a write transaction, committed when the block ends without an error."""
    with write_transaction(services().engine) as session:
        yield session


def write_prepared(act: Callable[[Session], _T]) -> _T:
    """Return what `act` returns in a write transaction, with its slow work done before.

    It may run several times; only the last time is stored.
    """
    return slow_work.write_alone(services().engine, act)


def write_rendered(
    act: Callable[[Session, Renderer], _T],
    foresee: Callable[[Session, Renderer], object] = lambda session, renderer: None,
) -> _T:
    """Return what `act` returns in a write transaction, with what it renders rendered before.

    `foresee` does so for what can be foreseen. Both may run only once, or `act` several times;
    only the last time is stored.
    """

    def prepare(session: Session) -> Renderer:
        renderer = desk_renderer(session).pin()
        foresee(session, renderer)
        return renderer

    return slow_work.write(services().engine, prepare, act)


def erase_deleted() -> None:
    """Truncate SQLite's write-ahead log, which still holds what was deleted."""
    truncate_wal(services().engine)


def site_secrets() -> SiteSecrets:
    """Return the secrets of the site, by which the database holds some values only encrypted."""
    return services().settings.site_secrets


def desk_renderer(session: Session) -> Renderer:
    """Return this worker's renderer, with the current glossary."""
    with _renderer_lock:
        renderer: Renderer | None = current_app.extensions.get(_RENDERER)
        if renderer is None:
            settings = services().settings
            renderer = Renderer(
                session, settings.personas, settings.languages[0], site_name=settings.site_name
            )
            current_app.extensions[_RENDERER] = renderer
        renderer.follow(session)
        return renderer


def desk_checker(
    session: Session, renderer: Renderer | None = None, *, second_reading: bool = False
) -> Checker:
    """Return a checker with the rules of this site, by default with this worker's renderer.

    With `second_reading`, differences have what the second reader of the site finds; that may
    take seconds, and belongs in no write transaction.
    """
    settings = services().settings
    rules = replace(settings.rules, house_style=house_styles.find_style(session))
    reader: SecondReader | None = None
    if second_reading:
        reader = current_app.extensions.get(SECOND_READER)
    return Checker(renderer or desk_renderer(session), rules, settings.languages, reader)


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
