"""Connections to PostgreSQL that give up on a server that does not answer (`deadlines`).

Queries that readers' pages ask all the time have connections of their own.
Import this only for PostgreSQL: the driver is optional.
"""

import selectors
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from psycopg import Connection, Error, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn
from psycopg.waiting import Ready
from sqlalchemy import Engine, Select, event
from sqlalchemy.dialects.postgresql.base import PGDialect

from readlevel.storage.database.deadlines import find_limit

T = TypeVar("T")
Row = Sequence[bytes]

CONNECT_SECONDS = 1.0
"""Work with a shorter limit than this makes no connection: a server that hangs accepts it, and the
driver waits two seconds at least."""

_ALONE: dict[str, Any] = {"autocommit": True, "connect_timeout": 2, "tcp_user_timeout": 2000}
_STATEMENT_TIMEOUT = "-c statement_timeout=2000"
_ANSWER_SECONDS = 2.0
"""The longest that a held query waits, whatever the limit of its thread is."""
_PAUSE_SECONDS = 1.0
"""Pause after an attempt of a held query to connect that failed."""
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
    if _lacks_time():
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


def _lacks_time() -> bool:
    """Return whether the limit of the thread is too short to open a connection."""
    seconds = find_limit()
    return seconds is not None and seconds < CONNECT_SECONDS


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


class PreparedQuery:
    """One query over a connection of its own, prepared unless there is a pooler.

    It goes past the driver's cursors, which take most of the time of so short a query.
    """

    def __init__(
        self,
        connection: Connection[Any],
        query: str,
        seconds: float,
        result_format: Format = Format.TEXT,
    ) -> None:
        """Prepare the query, with parameters `$1`, `$2`. Raise the same errors as `ask`."""
        self._connection = connection
        self._query = query.encode()
        self._format = result_format
        self._server: PGconn = connection.pgconn
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._server.socket, selectors.EVENT_READ)
        self._server.send_query_params(_PROCESS_QUERY.encode(), None)
        row = self._receive(seconds)
        self._is_prepared = row is not None and not _is_pooled(connection, int(row[0]))
        if self._is_prepared:
            self._server.send_prepare(_PREPARED, self._query)
            self._receive(seconds)

    def ask(self, seconds: float, values: Sequence[bytes] | None = None) -> Row | None:
        """Return the first row that the query selects for the values of its parameters, if any.

        Raise TimeoutError if there is no answer in time, and a driver's error if the connection is
        cut or the query fails. After an error the connection is of no use.
        """
        if self._is_prepared:
            self._server.send_query_prepared(_PREPARED, values, result_format=self._format)
        else:
            self._server.send_query_params(self._query, values, result_format=self._format)
        return self._receive(seconds)

    def _receive(self, seconds: float) -> Row | None:
        self._server.flush()
        until = time.monotonic() + seconds
        found: Row | None = None
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
            if result.ntuples:
                found = [result.get_value(0, column) or b"" for column in range(result.nfields)]

    def close(self) -> None:
        """Close the connection."""
        self._selector.close()
        self._connection.close()


class HeldQuery:
    """A query whose connection is opened when it is asked, and again after it was cut.

    One thread asks at a time. The connection is closed with those of the engine's pool.
    """

    def __init__(self, engine: Engine, query: Select[Any]) -> None:
        dialect = PGDialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
        compiled = query.compile(dialect=dialect)
        self._text, self._names = str(compiled), tuple(compiled.positiontup or ())
        self._constants = compiled.params
        self._engine = engine
        self._asking = threading.Lock()
        self._query: PreparedQuery | None = None
        self._is_old = False
        """Whether the pool was emptied since the connection was opened."""
        self._retry_after = 0.0
        event.listen(engine, "engine_disposed", self._drop)

    def ask(self, given: Mapping[str, str]) -> list[Row] | None:
        """Return the first row in a list, in binary form, or an empty list if there is none.

        None: another thread asks, the connection was cut, or there is too little time to open one,
        so that the engine has to be asked.
        Raise TimeoutError if the server does not answer in time.
        """
        if not self._asking.acquire(blocking=False):
            return None
        try:
            return self._ask({**self._constants, **given})
        finally:
            if self._is_old:
                self._close()
            self._asking.release()

    def _ask(self, given: Mapping[str, Any]) -> list[Row] | None:
        if self._is_old:
            self._close()
        if self._query is None and (_lacks_time() or time.monotonic() < self._retry_after):
            return None
        seconds = min(find_limit() or _ANSWER_SECONDS, _ANSWER_SECONDS)
        values = [str(given[name]).encode() for name in self._names]
        try:
            if self._query is None:
                self._retry_after = time.monotonic() + _PAUSE_SECONDS
                self._query = self._connect(seconds)
                self._retry_after = 0.0
            row = self._query.ask(seconds, values)
        except (TimeoutError, ConnectionTimeout) as error:
            self._close()
            raise TimeoutError(_NO_ANSWER) from error
        except (Error, OSError, ValueError):
            self._close()
            return None
        return [] if row is None else [row]

    def _connect(self, seconds: float) -> PreparedQuery:
        self._is_old = False
        connection = connect_alone(self._engine)
        try:
            return PreparedQuery(connection, self._text, seconds, Format.BINARY)
        except BaseException:
            connection.close()
            raise

    def _close(self) -> None:
        query, self._query = self._query, None
        if query is not None:
            query.close()

    def _drop(self, _engine: Engine) -> None:
        """Close the connection, or let the thread that uses it do so."""
        self._is_old = True
        if self._asking.acquire(blocking=False):
            self._close()
            self._asking.release()


def _wait_for(socket: int, wanted: int, seconds: float) -> int:
    """Return for what the socket is ready, as in `Ready`; 0 if for nothing in time."""
    with selectors.DefaultSelector() as selector:
        # The driver's flags are those of selectors: 1 for reading, 2 for writing.
        selector.register(socket, wanted)
        found = selector.select(max(seconds, 0))
    return found[0][1] if found else 0
