"""What a process remembers of the site, until the site version changes.

Look-ups that each search repeats, such as how many texts have a word, are remembered here. Only
sessions that cannot write share a memory: what a writer sees may never be committed.
"""

import threading
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from readlevel.storage.database.engine import READS_ONLY
from readlevel.storage.database.site_version import get_version

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_Memory = dict[Hashable, "_Remembered"]

_OWN = "site memory"
_NEW = object()
"""In place of what has not been looked up."""

_shared: WeakKeyDictionary[Pool, tuple[int, _Memory]] = WeakKeyDictionary()
"""By the connections to a database: they are replaced when its file is."""


def recall(
    session: Session,
    kind: Hashable,
    keys: Collection[_Key],
    look_up: Callable[[Collection[_Key]], Mapping[_Key, _Value]],
    *,
    most: int,
    weigh: Callable[[_Value], int] | None = None,
) -> dict[_Key, _Value]:
    """Return what is known of each key; what is not remembered is looked up together.

    If more than `most` keys of the kind are remembered, the oldest are forgotten. With `weigh`,
    `most` is what all values together may weigh; what is not known weighs 1.
    """
    memory = _get_memory(session).setdefault(kind, _Remembered())
    recalled = memory.recall(keys)
    new = [key for key, value in recalled.items() if value is _NEW]
    if new:
        looked_up = look_up(new)
        found = {key: looked_up.get(key) for key in new}
        recalled.update(found)
        memory.add(found, most, weigh)
    return {key: value for key, value in recalled.items() if value is not None}


def recall_kinds(
    session: Session,
    asked: Mapping[Hashable, Collection[Any]],
    look_up: Callable[[Mapping[Hashable, Collection[Any]]], Mapping[Hashable, Mapping[Any, Any]]],
    *,
    most: int,
    weigh: Mapping[Hashable, Callable[[Any], int]],
) -> dict[Hashable, dict[Any, Any]]:
    """Return what is known of keys of several kinds, as `recall` does; all that is new together.

    `asked`, what `look_up` is given and what it returns are by kind, as are those to `weigh`.
    """
    memory = _get_memory(session)
    remembered = {kind: memory.setdefault(kind, _Remembered()) for kind in asked}
    recalled = {kind: remembered[kind].recall(keys) for kind, keys in asked.items()}
    new = {
        kind: keys
        for kind, found in recalled.items()
        if (keys := [key for key, value in found.items() if value is _NEW])
    }
    if new:
        looked_up = look_up(new)
        for kind, keys in new.items():
            values = {key: looked_up[kind].get(key) for key in keys}
            recalled[kind].update(values)
            remembered[kind].add(values, most, weigh.get(kind))
    return {
        kind: {key: value for key, value in found.items() if value is not None}
        for kind, found in recalled.items()
    }


def is_remembering(session: Session) -> bool:
    """Return whether what a session looks up is remembered: it is, if it cannot write."""
    return bool(session.info.get(READS_ONLY))


class _Remembered:
    """What is remembered of one kind, by key, and what it weighs. Threads share it."""

    def __init__(self) -> None:
        self._held: dict[Any, tuple[Any, int]] = {}
        self._weight = 0
        self._adding = threading.Lock()

    def recall(self, keys: Collection[_Key]) -> dict[_Key, Any]:
        """Return the value of each key; `_NEW` if it is not remembered."""
        return {key: self._held.get(key, (_NEW, 0))[0] for key in keys}

    def add(
        self,
        found: Mapping[_Key, _Value | None],
        most: int,
        weigh: Callable[[_Value], int] | None,
    ) -> None:
        """Remember values, and forget the oldest of all that together weigh more than `most`."""
        with self._adding:
            for key, value in found.items():
                weight = 1 if weigh is None or value is None else weigh(value)
                self._weight += weight - self._held.get(key, (None, 0))[1]
                self._held[key] = (value, weight)
            while self._weight > most:
                _, weight = self._held.pop(next(iter(self._held)))
                self._weight -= weight


def _get_memory(session: Session) -> _Memory:
    """Return what is remembered of the site as the session sees it; a writer has a new memory."""
    if not is_remembering(session):
        return {}
    memory: _Memory | None = session.info.get(_OWN)
    if memory is None:
        memory = session.info[_OWN] = _find_shared(session)
    return memory


def _find_shared(session: Session) -> _Memory:
    pool, version = session.connection().engine.pool, get_version(session)
    known = _shared.get(pool)
    if known is None or known[0] != version:
        known = _shared[pool] = (version, {})
    return known[1]
