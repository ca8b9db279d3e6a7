"""The cache middleware: answers finished pages from memory before Flask is called.

The cache key (`CacheKey`) is made of the path, the parameters that change the page, and, if the
page varies by cookie, the reader's choices.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from readlevel.storage.database.deadlines import limit_waits
from readlevel.web.cache.captured_response import (
    CapturedResponse,
    WSGIApplication,
    call_application,
    is_storable,
)
from readlevel.web.cache.changes import Changes, Version, find_parts, shows_answer
from readlevel.web.cache.desk_mount import is_desk
from readlevel.web.cache.finished_pages import FinishedPages
from readlevel.web.cache.language_negotiation import find_other_language
from readlevel.web.cache.memory_cache import (
    CachedPage,
    EncodedPage,
    Environ,
    PageCache,
    StartResponse,
)
from readlevel.web.cache.site_version_reader import SiteVersion
from readlevel.web.http.frame_options import EMBED_ROOT as _EMBED
from readlevel.web.http.frame_options import EmbedOptions
from readlevel.web.http.persona_cookie import (
    EXPLAIN_PARAMETER,
    PERSONA_PARAMETER,
    parse_explain,
    parse_query,
    resolve_choice,
)
from readlevel.web.http.urls import with_query

VERSION_KEY = "readlevel.version"
"""WSGI environment key of the site version at which the request is answered."""
STALE_HEADER = ("Readlevel-Stale", "database unavailable")
_READ_SECONDS = 2.0
"""How long a page waits for each answer of a database server."""
_WRITE_SECONDS = 2.0
"""The same for what readers send; waiting for other writers comes on top of it."""
_DESK_SECONDS = 15.0
"""The same at the desk; at least one thread remains for readers."""
_DOWN_SECONDS = 0.05
"""The same while the server does not answer: threads are needed for pages in the cache."""
_UNCACHED_PATHS = frozenset({"/healthz", "/readyz"})
_QUERY = "q"
_PAGE_CACHE_PARAMETERS = ("letter", "page", _QUERY)
_API = "/api/"
API_CACHE_PARAMETERS = (
    "audience",
    "cursor",
    EXPLAIN_PARAMETER,
    "language",
    "letter",
    "limit",
    PERSONA_PARAMETER,
    _QUERY,
    "topic",
    "updated_since",
)
_OEMBED = "/oembed"
_OEMBED_CACHE_PARAMETERS = ("format", "maxheight", "maxwidth", "url")
_UNCACHED_PARAMETERS = frozenset({_QUERY, "updated_since", "url"})
"""Parameters with too many possible values: a second request for the same page is unlikely."""
_MAX_KEY_LENGTH = 500
"""Characters; pages with longer keys are not cached, since nobody links to such URLs."""
_ANSWERS = "/answers/"
_STATIC = "/static/"
_SITEMAP_PARTS = "/sitemap-"
_SUFFIXES_WITHOUT_PARAMETERS = (".xml", ".atom", ".txt")
_MAX_REMEMBERED_ENCODINGS = 500


class CacheKey(NamedTuple):
    """The cache key of a page; `choice` is None if the page is the same for every reader."""

    path: str
    parameters: tuple[tuple[str, str], ...]
    choice: str | None


class CacheMiddleware:
    """A WSGI middleware that caches the finished pages of the application behind it.

    The cache key holds the path, the parameters that matter for it and, for pages with `Vary:
    Cookie`, the reader's choices, but never the complete cookie. A cached page is used as long as
    nothing has changed that it shows, so an edit shows at the next request.
    """

    def __init__(
        self,
        application: WSGIApplication,
        cache: PageCache,
        site_version: SiteVersion,
        changes: Changes,
        finished: FinishedPages | None,
        personas: Collection[str],
        languages: Sequence[str],
    ) -> None:
        self._application = application
        self._cache = cache
        self._site_version = site_version
        self.closers: list[Callable[[], None]] = []
        """Called when the middleware is closed."""
        self.follow_link: Callable[[Environ], None] | None = None
        """Called with requests that a page of a search led to."""
        self._changes = changes
        self._finished = finished
        self._personas = frozenset(personas)
        self._languages = tuple(languages)
        self._encodings: dict[str, str] = {}

    def close(self) -> None:
        """End what runs in the background, then close the database connections."""
        for close in self.closers:
            close()
        self._site_version.close()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request from the cache or the application."""
        path = environ["PATH_INFO"]
        if self.follow_link is not None and "q=" in environ.get("HTTP_REFERER", ""):
            self.follow_link(environ)
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or path in _UNCACHED_PATHS
            or is_desk(path)
            or find_other_language(environ, self._languages)
        ):
            return self._pass_on(environ, start_response)
        query = environ.get("QUERY_STRING")
        parameters = parse_query(query) if query else {}
        selected = _select_cache_parameters(path, parameters) if parameters else ()
        key = CacheKey(path, selected, None)
        page = self._cache.find(key)
        if page is None:
            cookies = environ.get("HTTP_COOKIE", "")
            chosen = resolve_choice(parameters, cookies, self._personas)
            key = CacheKey(path, selected, chosen.cookie)
            page = self._cache.find(key)
        version = self._site_version()
        if page is not None and version is not None and self._is_current(page, version):
            return self._send(environ, start_response, key, page)
        if page is not None and version is None:
            return self._send(environ, start_response, key, page, stale=True)
        environ[VERSION_KEY] = version
        return self._make(environ, start_response, key, page)

    def _is_current(self, page: CachedPage, version: Version) -> bool:
        """Return whether a page is what would be made now."""
        made = page.version
        if made == version:
            return True
        if made is None or self._changes.concern(page.parts, made, version):
            return False
        page.version = version
        return True

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the application, without the cache."""
        path = environ["PATH_INFO"]
        seconds = _DESK_SECONDS if is_desk(path) else _WRITE_SECONDS
        if path in _UNCACHED_PATHS:
            seconds = _READ_SECONDS
        with limit_waits(_DOWN_SECONDS if self._site_version.is_down else seconds):
            return self._application(environ, start_response)

    def _make(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: CacheKey,
        stale_page: CachedPage | None,
    ) -> Iterable[bytes]:
        """Answer with a finished page, from the application, or else with the stale page."""
        version = environ[VERSION_KEY]
        with limit_waits(_DOWN_SECONDS if version is None else _READ_SECONDS):
            made = None if version is None else self._find_finished(key)
            if made is None:
                made = call_application(self._application, {**environ, "REQUEST_METHOD": "GET"})
        if made.status.startswith("503") and stale_page is not None:
            return self._send(environ, start_response, key, stale_page, stale=True)
        if not is_storable(made):
            start_response(made.status, made.headers)
            return [made.body] if environ["REQUEST_METHOD"] == "GET" else []
        page = CachedPage(made.body, made.headers, version, find_parts(key.path), made.gzipped)
        key = key._replace(choice=key.choice if "Cookie" in made.find_header("vary") else None)
        if version is not None and _is_cacheable(key):
            self._changes.begin(version)
            page = self._cache.store(key, page)
        return self._send(environ, start_response, key, page)

    def _find_finished(self, key: CacheKey) -> CapturedResponse | None:
        """Return the finished page of an answer from the database; None if there is none."""
        if self._finished is None or not shows_answer(key.path):
            return None
        if key.parameters and not key.path.startswith(_EMBED):
            return None
        return self._finished.find(with_query(key.path, **dict(key.parameters)), key.choice or "")

    def _send(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: CacheKey,
        page: CachedPage,
        *,
        stale: bool = False,
    ) -> Iterable[bytes]:
        encoded = self._find_encoded(environ.get("HTTP_ACCEPT_ENCODING"), key, page)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and encoded.matches_etag(known):
            headers = encoded.headers_unchanged
            start_response("304 Not Modified", [*headers, STALE_HEADER] if stale else headers)
            return []
        headers = encoded.headers
        start_response("200 OK", [*headers, STALE_HEADER] if stale else headers)
        return [encoded.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _find_encoded(self, accepted: str | None, key: CacheKey, page: CachedPage) -> EncodedPage:
        if not accepted:
            encoding = ""
        elif (remembered := self._encodings.get(accepted)) is not None:
            encoding = remembered
        else:
            encoding = choose_encoding(accepted)
            if len(self._encodings) < _MAX_REMEMBERED_ENCODINGS:
                self._encodings[accepted] = encoding
        return page.find_encoded(encoding) or self._cache.encode(key, page, encoding)


def choose_encoding(accepted: str) -> str:
    """Return `br`, `gzip` or "" for an `Accept-Encoding` header."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, options = part.partition(";")
        weights[name.strip()] = _weight(options)
    everything = weights.get("*", 0.0)
    usable = [name for name in ("br", "gzip") if weights.get(name, everything) > 0]
    return max(usable, key=lambda name: weights.get(name, everything), default="")


def _weight(options: str) -> float:
    name, _, value = options.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _select_cache_parameters(path: str, parameters: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the parameters that change what `path` shows, in a fixed order."""
    if path.startswith(_API):
        return tuple(
            (name, parameters[name]) for name in API_CACHE_PARAMETERS if name in parameters
        )
    if path.startswith(_EMBED):
        return tuple(EmbedOptions.read(parameters).parameters.items())
    if path == _OEMBED:
        return tuple(
            (name, parameters[name]) for name in _OEMBED_CACHE_PARAMETERS if name in parameters
        )
    if _ANSWERS in path:
        asked = parse_explain(parameters.get(EXPLAIN_PARAMETER))
        return ((EXPLAIN_PARAMETER, str(asked)),) if asked else ()
    if _STATIC in path or path.endswith(_SUFFIXES_WITHOUT_PARAMETERS):
        return ()
    return tuple(
        (name, parameters[name]) for name in _PAGE_CACHE_PARAMETERS if parameters.get(name)
    )


def _is_cacheable(key: CacheKey) -> bool:
    """Return whether the page is worth caching.

    Parts of a sitemap are large and requested once: they would evict what readers read.
    """
    if key.path.startswith(_SITEMAP_PARTS):
        return False
    length = len(key.path) + sum(len(value) for _, value in key.parameters)
    return length <= _MAX_KEY_LENGTH and _UNCACHED_PARAMETERS.isdisjoint(dict(key.parameters))
