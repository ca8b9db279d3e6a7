"""The cache middleware with its requests counted and logged, for sites that want that.

Most requests are answered from memory in microseconds, so what is counted of them is one addition
under a lock; a thread passes the sums on once a second.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from readlevel.web.cache.cache_middleware import VERSION_KEY, CacheKey, CacheMiddleware
from readlevel.web.cache.captured_response import WSGIApplication
from readlevel.web.cache.memory_cache import CachedPage, Environ, Headers, StartResponse
from readlevel.web.http.request_route import ROUTE_KEY, RequestRoute, hide_tokens

FLUSH_SECONDS = 1.0
_MAX_REMEMBERED_ROUTES = 20_000
_METHODS = frozenset({"GET", "HEAD", "POST"})

_access = logging.getLogger("readlevel.access")


class RequestKind(NamedTuple):
    """What requests are counted by."""

    route: str
    method: str
    status: str
    cache: str
    """`hit` if it was answered from memory, `stale` if that was because the database is away,
    otherwise `miss`."""


class RequestSink:
    """Where requests are counted; this one counts nothing."""

    def add(self, counted: Mapping[RequestKind, int]) -> None:
        """Add numbers of requests since the last call."""

    def observe(self, route: str, seconds: float) -> None:
        """Add the time of a request that was not answered from memory."""


class ObservedMiddleware(CacheMiddleware):
    """Counts and logs requests around the cache middleware.

    `sink` gets the counts; with `logs_access`, each request is logged without the client's address
    and without its query, which may hold what a reader looks for.
    """

    def __init__(
        self, application: WSGIApplication, *given: Any, sink: RequestSink, logs_access: bool
    ) -> None:
        super().__init__(self._observe, *given)
        self._observed = application
        self._sink = sink
        self._logs_access = logs_access
        self._hits: Counter[tuple[str, str, str, str]] = Counter()
        self._misses: Counter[RequestKind] = Counter()
        self._lock = threading.Lock()
        self._routes: dict[str, str] = {}
        self._stopped = threading.Event()
        self._flusher = threading.Thread(target=self._run, name="metrics", daemon=True)
        self._flusher.start()

    def close(self) -> None:
        """Pass on the last counts, and close the database connections."""
        self._stopped.set()
        self._flusher.join()
        self.flush()
        super().close()

    def flush(self) -> None:
        """Pass the counts on."""
        with self._lock:
            hits, self._hits = self._hits, Counter()
            counted, self._misses = self._misses, Counter()
        for (path, method, status, cache), number in hits.items():
            # Only what was made by a route here can be in memory.
            route = self._routes.get(path, "other")
            counted[RequestKind(route, method, status, cache)] += number
        if counted:
            self._sink.add(counted)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, count it, and log it if the site wants that."""
        if self._logs_access:
            return self._log_access(environ, start_response)
        return super().__call__(environ, start_response)

    def _send(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: CacheKey,
        page: CachedPage,
        *,
        stale: bool = False,
    ) -> Iterable[bytes]:
        body = super()._send(environ, start_response, key, page, stale=stale)
        # A page that was just made for this request is counted as a miss.
        if stale or VERSION_KEY not in environ:
            method = environ["REQUEST_METHOD"]
            status = "200" if body or method == "HEAD" else "304"
            with self._lock:
                self._hits[key.path, method, status, "stale" if stale else "hit"] += 1
        return body

    def _observe(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request from the application behind the cache."""
        began = time.perf_counter()
        asked = environ.setdefault(ROUTE_KEY, RequestRoute())
        said = ["500"]

        def start(status: str, headers: Headers, *more: Any) -> Any:
            said[0] = status[:3]
            return start_response(status, headers, *more)

        try:
            return self._observed(environ, start)
        finally:
            self._count_miss(environ, asked, said[0], time.perf_counter() - began)

    def _count_miss(
        self, environ: Environ, asked: RequestRoute, status: str, seconds: float
    ) -> None:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        route = asked.route or "other"
        self._sink.observe(route, seconds)
        kind = RequestKind(route, method if method in _METHODS else "other", status, "miss")
        with self._lock:
            self._misses[kind] += 1
            if len(self._routes) < _MAX_REMEMBERED_ROUTES:
                self._routes[path] = route

    def _log_access(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        asked = environ[ROUTE_KEY] = RequestRoute()
        said = ["500"]

        def start(status: str, headers: Headers, *more: Any) -> Any:
            said[0] = status[:3]
            return start_response(status, headers, *more)

        try:
            return super().__call__(environ, start)
        finally:
            is_hit = asked.route is None
            fields = {
                "method": environ["REQUEST_METHOD"],
                "path": hide_tokens(environ["PATH_INFO"]),
                "status": int(said[0]),
                "seconds": round(time.perf_counter() - began, 6),
                "cache": "hit" if is_hit else "miss",
            }
            if asked.request_id:
                fields["request_id"] = asked.request_id
            _access.info(
                "%(method)s %(path)r %(status)d %(seconds).6fs %(cache)s",
                fields,
                extra={"fields": fields},
            )

    def _run(self) -> None:
        while not self._stopped.wait(FLUSH_SECONDS):
            self.flush()
