"""An in-memory LRU cache of pages, with the headers and encodings they are sent in."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import brotli

from readlevel.web.cache.changes import Parts, Version

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
StartResponse = Callable[..., Any]

_COMPRESSED = re.compile(
    r"text/|application/(ld\+|problem\+)?json|application/(atom\+)?xml|image/svg"
)
_ENTITY_TAG = re.compile(r'"([^"]*)"')
_BODY_HEADERS = frozenset({"content-type", "content-length", "content-encoding", "last-modified"})
_OVERHEAD = 2_000
"""Approximate memory that a page takes beside its body."""
_BROTLI_QUALITY = 6
_GZIP_LEVEL = 6


class EncodedPage:
    """A page in one content encoding, with its complete headers."""

    __slots__ = ("body", "headers", "headers_unchanged", "tag")

    def __init__(self, body: bytes, headers: Headers, digest: str, encoding: str) -> None:
        self.body = body
        self.tag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
        common = [*headers, ("ETag", self.tag)]
        self.headers = [*common, ("Content-Length", str(len(body)))]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))
        self.headers_unchanged = [
            (name, value) for name, value in common if name.lower() not in _BODY_HEADERS
        ]

    def matches_etag(self, if_none_match: str) -> bool:
        """Return whether an `If-None-Match` header names these bytes.

        The comparison is weak (RFC 9110, 13.1.2); a malformed header matches nothing.
        """
        if if_none_match == self.tag:
            return True
        if if_none_match.strip() == "*":
            return True
        return self.tag[1:-1] in _ENTITY_TAG.findall(if_none_match)


class CachedPage:
    """One finished page, made at a site version of parts of the site."""

    __slots__ = ("_encoded", "_headers", "body", "digest", "parts", "size", "version")

    def __init__(
        self,
        body: bytes,
        headers: Headers,
        version: Version | None,
        parts: Parts,
        gzipped: bytes | None = None,
    ) -> None:
        self.version = version
        self.parts = parts
        self.body = body
        self.digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.size = len(body) + _OVERHEAD
        self._headers = _with_encodings(headers)
        self._encoded = {"": EncodedPage(body, self._headers, self.digest, "")}
        if not _is_compressible(headers):
            self._encoded |= {"br": self._encoded[""], "gzip": self._encoded[""]}
        elif gzipped is not None:
            self.add("gzip", EncodedPage(gzipped, self._headers, self.digest, "gzip"))

    def find_encoded(self, encoding: str) -> EncodedPage | None:
        """Return the page in `encoding` (`br`, `gzip` or "") if it was already encoded."""
        return self._encoded.get(encoding)

    def encode(self, encoding: str) -> EncodedPage:
        """Encode the page."""
        if encoding == "br":
            body = brotli.compress(self.body, quality=_BROTLI_QUALITY)
        else:
            body = compress(self.body)
        return EncodedPage(body, self._headers, self.digest, encoding)

    def add(self, encoding: str, encoded: EncodedPage) -> int:
        """Store the page in `encoding` and return the additional size in bytes."""
        if encoding in self._encoded:
            return 0
        self._encoded[encoding] = encoded
        self.size += len(encoded.body)
        return len(encoded.body)

    def equals(self, other: "CachedPage") -> bool:
        """Return whether `other` has the same body and headers."""
        return self.digest == other.digest and self._headers == other._headers


class PageCache:
    """A thread-safe LRU cache of pages, of at most `capacity` bytes."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._pages: OrderedDict[Hashable, CachedPage] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes in use."""
        return self._size

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Hashable) -> CachedPage | None:
        """Return the page stored under `key`, and mark it as recently used."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def store(self, key: Hashable, page: CachedPage) -> CachedPage:
        """Store `page` under `key` and return it.

        If the stored page is equal, only its version is updated: it keeps its encodings, and is
        returned instead.
        """
        with self._lock:
            known = self._pages.get(key)
            if known is not None and known.equals(page):
                known.version = page.version
                return known
            self._drop(key)
            if page.size <= self._capacity:
                self._pages[key] = page
                self._size += page.size
                self._evict()
        return page

    def encode(self, key: Hashable, page: CachedPage, encoding: str) -> EncodedPage:
        """Encode `page`, store the result with it and return it."""
        encoded = page.encode(encoding)
        with self._lock:
            more = page.add(encoding, encoded)
            if self._pages.get(key) is page:
                self._size += more
                self._evict()
        return encoded

    def _evict(self) -> None:
        while self._size > self._capacity and self._pages:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size


def compress(body: bytes) -> bytes:
    """Return a body in the encoding `gzip`; the same body gives the same bytes."""
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)


def _is_compressible(headers: Headers) -> bool:
    return any(name == "Content-Type" and _COMPRESSED.match(value) for name, value in headers)


def _with_encodings(headers: Iterable[tuple[str, str]]) -> Headers:
    """Add `Accept-Encoding` to `Vary`, and drop the length, which each encoding sets."""
    kept = [(name, value) for name, value in headers if name not in {"Content-Length", "Vary"}]
    varied = [value for name, value in headers if name == "Vary"]
    return [*kept, ("Vary", ", ".join([*varied, "Accept-Encoding"]))]
