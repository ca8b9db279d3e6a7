"""Reads from a streaming replica of PostgreSQL, as long as it has what readers may see.

Every public change raises the site version, so one number tells whether the replica has replayed
the newest one: what is read from it is never older than what the primary says.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from readlevel.storage.database import site_version
from readlevel.storage.database.engine import read_transaction
from readlevel.storage.database.errors import DatabaseProblem

PAUSE_SECONDS = 2.0
"""How long a replica that failed is left alone."""

_log = logging.getLogger(__name__)


class Replica:
    """A replica that readers' pages are made from while it is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._retry_after = 0.0

    @contextmanager
    def open(self, version: int) -> Iterator[Session | None]:
        """Yield a session on the replica, or None if it is away or lags behind a site version.

        Raise `DatabaseProblem` if it fails later, while it is read.
        """
        try:
            with ExitStack() as stack:
                yield self._enter(stack, version)
        except DatabaseProblem:
            self._pause()
            raise

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _enter(self, stack: ExitStack, version: int) -> Session | None:
        if time.monotonic() < self._retry_after:
            return None
        try:
            session = stack.enter_context(read_transaction(self._engine))
            if site_version.get_version(session) >= version:
                return session
        except DatabaseProblem as problem:
            _log.warning("pages are made from the primary: %s", problem)
            self._pause()
        return None

    def _pause(self) -> None:
        self._retry_after = time.monotonic() + PAUSE_SECONDS
