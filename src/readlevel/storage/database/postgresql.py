"""Connections to PostgreSQL that give up on a server that does not answer (`deadlines`).

Import this only for PostgreSQL: the driver is optional.
"""

import selectors
import time
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn
from psycopg.waiting import Ready
from sqlalchemy import Engine

from readlevel.storage.database.deadlines import find_limit

T = TypeVar("T")

CONNECT_SECONDS = 1.0
"""Work with a shorter limit than this makes no connection: a server that hangs accepts it, and the
driver waits two seconds at least."""

_ALONE: dict[str, Any] = {"autocommit": True, "connect_timeout": 2, "tcp_user_timeout": 2000}
_STATEMENT_TIMEOUT = "-c statement_timeout=2000"
_PREPARED = b"readlevel"
_PROCESS_QUERY = "SELECT pg_backend_pid()"
_NO_ANSWER = "the database server does not answer"


class LimitedConnection(Connection[Any]):
    """A connection that is closed when the server takes longer to answer than the limit."""

    def wait(self, gen: PQGen[T], *args: Any, **options: Any) -> T:
        """Run the steps of a statement. Raise OperationalError after the limit."""
        seconds = find_limit()
        if seconds is None:
            return super().wait(gen, *args, **options)
        until = time.monotonic() + seconds
        try:
            wanted = next(gen)
            while True:
                ready = _wait_for(self.pgconn.socket, int(wanted), until - time.monotonic())
                if not ready:
                    # The reply may still come, so the connection is of no use any more.
                    self.pgconn.finish()
                    raise OperationalError(_NO_ANSWER)
                wanted = gen.send(Ready(ready))
        except StopIteration as finished:
            result: T = finished.value
            return result


def connect(*args: Any, **options: Any) -> LimitedConnection:
    """Open a connection. Raise OperationalError at once if there is too little time for it."""
    seconds = find_limit()
    if seconds is not None and seconds < CONNECT_SECONDS:
        raise OperationalError(_NO_ANSWER)
    connection = LimitedConnection.connect(*args, **options)
    try:
        number = connection.execute(_PROCESS_QUERY).fetchone()
        connection.rollback()
    except Exception:
        connection.close()
        raise
    if number is None or _is_pooled(connection, number[0]):
        connection.prepare_threshold = None
    return connection


def _is_pooled(connection: Connection[Any], process_number: int) -> bool:
    """Return whether there is a connection pooler (pgbouncer) between us and the server.

    It may run each transaction on another connection to the server, where a statement that was
    prepared before is unknown. For the same reason it cannot pass on the number of the server's
    process when a client connects, and makes one up.
    """
    return process_number != connection.info.backend_pid


def connect_alone(engine: Engine) -> Connection[Any]:
    """Open a connection outside the pool, for short queries. Raise a driver's error.

    The server ends a query after two seconds, unless a pooler refuses to pass that on.
    """
    arguments, options = engine.dialect.create_connect_args(engine.url)
    alone = {**options, **_ALONE}
    try:
        return Connection.connect(*arguments, **alone, options=_STATEMENT_TIMEOUT)
    except OperationalError as error:
        if "startup parameter" not in str(error):
            raise
        return Connection.connect(*arguments, **alone)


class VersionQuery:
    """One query over a connection of its own, asked for every cached page.

    It goes past the driver's cursors, which take most of the time of so short a query, and is
    prepared unless there is a pooler.
    """

    def __init__(self, connection: Connection[Any], query: str, seconds: float) -> None:
        """Prepare the query. Raise the same errors as `ask`."""
        self._connection = connection
        self._query = query.encode()
        self._server: PGconn = connection.pgconn
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server.socket, selectors.EVENT_READ)
        self._server.send_query_params(_PROCESS_QUERY.encode(), None)
        self._is_prepared = not _is_pooled(connection, int(self._receive(seconds)))
        if self._is_prepared:
            self._server.send_prepare(_PREPARED, self._query)
            self._receive(seconds)

    def ask(self, seconds: float) -> int:
        """Return the number that the query selects.

        Raise TimeoutError if there is no answer in time, a driver's error if the connection is cut
        or the query fails, and ValueError for any other answer. After an error the connection is of
        no use.
        """
        if self._is_prepared:
            self._server.send_query_prepared(_PREPARED, None)
        else:
            self._server.send_query_params(self._query, None)
        return int(self._receive(seconds))

    def _receive(self, seconds: float) -> bytes:
        """Return the first value of the answer, if it has one."""
        self._server.flush()
        until = time.monotonic() + seconds
        found = b""
        while True:
            while self._server.is_busy():
                if not self._selector.select(max(until - time.monotonic(), 0)):
                    raise TimeoutError(_NO_ANSWER)
                self._server.consume_input()
            result = self._server.get_result()
            if result is None:
                return found
            if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
                raise OperationalError(result.get_error_message())
            found = result.get_value(0, 0) or b""

    def close(self) -> None:
        """Close the connection."""
        self._selector.close()
        self._connection.close()


def _wait_for(socket: int, wanted: int, seconds: float) -> int:
    """Return for what the socket is ready, as in `Ready`; 0 if for nothing in time."""
    with selectors.DefaultSelector() as selector:
        # The driver's flags are those of selectors: 1 for reading, 2 for writing.
        selector.register(socket, wanted)
        found = selector.select(max(seconds, 0))
    return found[0][1] if found else 0
