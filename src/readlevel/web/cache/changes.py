"""What has changed since a page was made: an edit costs only the pages that show something of it.

A page depends on the parts of the site that its path names. When the site version has grown, a
worker reads once which parts changed; a page whose parts did not is as good as new.
"""

import threading
from collections.abc import Hashable
from typing import NamedTuple

from sqlalchemy import Engine

from readlevel.storage.database.engine import read_transaction
from readlevel.storage.database.errors import DatabaseProblem
from readlevel.storage.database.site_version import (
    EVERYTHING,
    GLOSSARY,
    LISTS,
    find_changed_parts,
    list_changes,
    name_answer,
)

_FEED = ".atom"
_MAX_CHANGES = 5_000
"""Changes read at a time; after more, all pages are made again."""
_MAX_PARTS = 50_000
"""Parts to remember; the memory is about 10 MB."""


class Version(NamedTuple):
    """A site version; those of different sources cannot be compared."""

    source: Hashable
    number: int


class VersionSource:
    """Makes versions of one database, and starts over when a backup was restored in its place."""

    def __init__(self) -> None:
        self._restored = 0
        self._newest = 0

    def make(self, number: int, place: Hashable = None) -> Version:
        """Return a version; call this in the order in which the numbers were read."""
        if number < self._newest:
            self._restored += 1
        self._newest = number
        return Version((place, self._restored), number)


Parts = tuple[str, ...] | None
"""The parts of the site that a page shows; None if any change may concern it."""


def find_parts(path: str) -> Parts:
    """Return the parts that the page at a path shows."""
    segments = path.split("/")
    if path.startswith("/static/"):
        return ()
    if segments[1] == "embed" and len(segments) > 2:
        return _list_parts(segments[2])
    if segments[1] == "api" or path.endswith(_FEED):
        return None
    if path == "/" or (len(segments) == 3 and not segments[2]):
        return LISTS, EVERYTHING
    # A page in another language than the site's first one is below its tag.
    for place in (1, 2):
        kind, *rest = segments[place:] or [""]
        if kind == "answers" and rest:
            return _list_parts(rest[0])
        if kind == "topics" and rest:
            return LISTS, EVERYTHING
        if kind == "glossary":
            return (GLOSSARY, LISTS, EVERYTHING) if rest else (GLOSSARY, EVERYTHING)
    return None


def shows_answer(path: str) -> bool:
    """Return whether the page at a path shows an answer, and none of the lists."""
    parts = find_parts(path)
    return bool(parts) and parts is not None and {LISTS, GLOSSARY}.isdisjoint(parts)


class Changes:
    """What changed at which version, as far as this worker has read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._known: Version | None = None
        self._oldest = 0
        """Of pages made before this version nothing is known."""
        self._changed: dict[str, int] = {}
        """The last version that changed a part."""

    def begin(self, now: Version) -> None:
        """Know of every change after a version, if none was known before."""
        if self._known is None:
            with self._lock:
                self._follow(now)

    def concern(self, parts: Parts, made: Version, now: Version) -> bool:
        """Return whether a page of these parts may differ between two versions."""
        if parts is None or made.source != now.source or made.number > now.number:
            return True
        with self._lock:
            if not self._follow(now) or made.number < self._oldest:
                return True
            return any(self._changed.get(part, 0) > made.number for part in parts)

    def _follow(self, now: Version) -> bool:
        """Read what changed up to a version; return whether that is known."""
        known = self._known
        if known is None or known.source != now.source:
            self._forget(now)
            return True
        if known.number == now.number:
            return True
        if known.number > now.number:
            # Another thread has asked later.
            return False
        try:
            with read_transaction(self._engine) as session:
                found = list_changes(session, known.number, now.number, _MAX_CHANGES)
        except DatabaseProblem:
            return False
        if found is None or len(self._changed) > _MAX_PARTS:
            self._forget(now)
            return True
        self._changed.update(find_changed_parts(found))
        self._known = now
        return True

    def _forget(self, now: Version) -> None:
        self._known = now
        self._oldest = now.number
        self._changed.clear()


def _list_parts(slug: str) -> tuple[str, ...]:
    return (name_answer(slug), EVERYTHING)
