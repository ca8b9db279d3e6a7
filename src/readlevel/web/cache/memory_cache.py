"""Finished pages in bounded memory, with the headers and encodings they are sent in."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import brotli

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
StartResponse = Callable[..., Any]

_COMPRESSED = re.compile(
    r"text/|application/(ld\+|problem\+)?json|application/(atom\+)?xml|image/svg"
)
_ENTITY_TAG = re.compile(r'"([^"]*)"')
_OF_THE_BODY = frozenset({"content-type", "content-length", "content-encoding", "last-modified"})
_OVERHEAD = 2_000
"""What a page takes in memory beside its bytes, roughly."""
_BROTLI_QUALITY = 6
_GZIP_LEVEL = 6


class EncodedPage:
    """A page in one encoding, ready to be sent: nothing is put together for a request."""

    __slots__ = ("body", "headers", "headers_unchanged", "tag")

    def __init__(self, body: bytes, headers: Headers, digest: str, encoding: str) -> None:
        self.body = body
        self.tag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
        common = [*headers, ("ETag", self.tag)]
        self.headers = [*common, ("Content-Length", str(len(body)))]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))
        self.headers_unchanged = [
            (name, value) for name, value in common if name.lower() not in _OF_THE_BODY
        ]

    def matches_etag(self, if_none_match: str) -> bool:
        """Tell whether the client already has these bytes, by its `If-None-Match`.

        Weak tags count (RFC 9110, 13.1.2); what is no list of tags matches nothing.
        """
        if if_none_match == self.tag:
            return True
        if if_none_match.strip() == "*":
            return True
        return self.tag[1:-1] in _ENTITY_TAG.findall(if_none_match)


class CachedPage:
    """One finished page, as it stood at one version of the site."""

    __slots__ = ("_encoded", "_headers", "body", "digest", "size", "version")

    def __init__(self, body: bytes, headers: Headers, version: Hashable) -> None:
        self.version = version
        self.body = body
        self.digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.size = len(body) + _OVERHEAD
        self._headers = _with_encodings(headers)
        self._encoded = {"": EncodedPage(body, self._headers, self.digest, "")}
        if not _is_compressible(headers):
            self._encoded |= {"br": self._encoded[""], "gzip": self._encoded[""]}

    def find_encoded(self, encoding: str) -> EncodedPage | None:
        """Return the page in `encoding` (`br`, `gzip` or none) where that has been made."""
        return self._encoded.get(encoding)

    def encode(self, encoding: str) -> EncodedPage:
        """Make the page in `encoding`."""
        if encoding == "br":
            body = brotli.compress(self.body, quality=_BROTLI_QUALITY)
        else:
            body = gzip.compress(self.body, _GZIP_LEVEL, mtime=0)
        return EncodedPage(body, self._headers, self.digest, encoding)

    def add(self, encoding: str, encoded: EncodedPage) -> int:
        """Keep the page in `encoding` too and return how many bytes more it takes."""
        if encoding in self._encoded:
            return 0
        self._encoded[encoding] = encoded
        self.size += len(encoded.body)
        return len(encoded.body)

    def equals(self, other: "CachedPage") -> bool:
        """Tell whether `other` would be sent as the same bytes."""
        return self.digest == other.digest and self._headers == other._headers


class PageCache:
    """The pages asked for last, as many as fit into `capacity` bytes; threads may share it."""

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
        """Return the page kept under `key`, and count it as just used."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def store(self, key: Hashable, page: CachedPage) -> CachedPage:
        """Keep `page` under `key` and return it, or the one there if that says the same.

        The one there then stands for the new version, with the encodings it already has.
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
                self._make_room()
        return page

    def encode(self, key: Hashable, page: CachedPage, encoding: str) -> EncodedPage:
        """Return `page` in `encoding`, making it where that was never asked for before."""
        encoded = page.encode(encoding)
        with self._lock:
            more = page.add(encoding, encoded)
            if self._pages.get(key) is page:
                self._size += more
                self._make_room()
        return encoded

    def _make_room(self) -> None:
        while self._size > self._capacity and self._pages:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size


def _is_compressible(headers: Headers) -> bool:
    return any(name == "Content-Type" and _COMPRESSED.match(value) for name, value in headers)


def _with_encodings(headers: Iterable[tuple[str, str]]) -> Headers:
    """Say in `Vary` that the encoding is chosen by the request; leave the length to each one."""
    kept = [(name, value) for name, value in headers if name not in {"Content-Length", "Vary"}]
    varied = [value for name, value in headers if name == "Vary"]
    return [*kept, ("Vary", ", ".join([*varied, "Accept-Encoding"]))]
