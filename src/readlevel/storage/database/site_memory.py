"""What a process remembers of the site, until the site version changes.

Look-ups that each search repeats, such as how many texts have a word, are remembered here. Only
sessions that cannot write share a memory: what a writer sees may never be committed.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from itertools import islice
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from readlevel.storage.database.engine import READS_ONLY
from readlevel.storage.database.site_version import get_version

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
_Memory = dict[Hashable, dict[Any, Any]]

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
) -> dict[_Key, _Value]:
    """Return what is known of each key; what is not remembered is looked up together.

    If more than `most` keys of the kind are remembered, the oldest are forgotten.
    """
    memory = _get_memory(session).setdefault(kind, {})
    recalled = {key: memory.get(key, _NEW) for key in keys}
    new = [key for key, value in recalled.items() if value is _NEW]
    if new:
        looked_up = look_up(new)
        found = {key: looked_up.get(key) for key in new}
        recalled.update(found)
        memory.update(found)
        # Other threads may do the same: a copy of the keys is made without interruption.
        for key in list(islice(memory, max(len(memory) - most, 0))):
            memory.pop(key, None)
    return {key: value for key, value in recalled.items() if value is not None}


def _get_memory(session: Session) -> _Memory:
    """Return what is remembered of the site as the session sees it; a writer has a new memory."""
    if not session.info.get(READS_ONLY):
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
